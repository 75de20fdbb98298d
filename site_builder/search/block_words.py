"""The words of blocks of notes as they are searched and shown, formulas in plain notation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.math.formulas import Formula, find_formulas
from site_builder.model.note import Block, Document, Section
from site_builder.model.source import Span
from site_builder.scan.regions import find_regions
from site_builder.search.notation import plain_notation

# $x$   $$x$$   \(x\)   \[x\]   ; within the words of one block
_FORMULA = re.compile(
    r"""
    \$\$[^$]+\$\$
    | \$[^$]+\$
    | \\\(.{1,400}?\\\)
    | \\\[.{1,4000}?\\\]
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Script:
    """A document with the formulas of its text."""

    document: Document
    """The document."""
    formulas: Sequence[Formula]
    """In the order of the text."""


def read_scripts(documents: Sequence[Document]) -> Mapping[str, Script]:
    """The documents by source path."""
    return {document.source.path: _read_script(document) for document in documents}


def _read_script(document: Document) -> Script:
    text = document.source.text
    return Script(document, find_formulas(text, find_regions(text), Span(0, len(text))))


def words_within(script: Script, section: Section, span: Span) -> str:
    """The words of the blocks of ``section`` that lie in ``span``; empty where there are none."""
    blocks = _blocks(section, span)
    return " ".join(_plain_words(block, script.formulas) for block in blocks if block.words)


def words_around(document: Document, span: Span) -> str:
    """The words of the block or of the heading that holds ``span``; empty where none does."""
    at = bisect_right(document.sections, span.start, key=lambda section: section.span.start)
    if at == 0:
        return ""
    section = document.sections[at - 1]
    for block in section.blocks:
        if block.span.contains(span):
            return block.words
    return section.heading.title if section.heading else ""


def _blocks(section: Section, span: Span) -> Iterator[Block]:
    first = bisect_left(section.blocks, span.start, key=lambda block: block.span.start)
    for block in section.blocks[first:]:
        if block.span.start >= span.end:
            return
        if span.contains(block.span):
            yield block


def _plain_words(block: Block, formulas: Sequence[Formula]) -> str:
    """The words of ``block``, formulas in plain notation.

    A block's words may have lost marks within formulas that mean something elsewhere
    (``_``, ``<t>``), so formulas are read from the source where there are as many.
    """
    written = _FORMULA.findall(block.words)
    if not written:
        return " ".join(block.words.split())
    first = bisect_left(formulas, block.span.start, key=lambda formula: formula.span.start)
    last = bisect_left(formulas, block.span.end, key=lambda formula: formula.span.start)
    texts = iter(
        [formula.tex for formula in formulas[first:last]]
        if last - first == len(written)
        else [formula.strip("$") for formula in written]
    )
    words = _FORMULA.sub(lambda _: f" {plain_notation(next(texts))} ", block.words)
    return " ".join(words.split())
