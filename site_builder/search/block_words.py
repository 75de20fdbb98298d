"""The words of blocks of notes as they are searched and shown, formulas in plain notation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from site_builder.math.notation import plain_notation
from site_builder.model.note import Block, Document, Section
from site_builder.model.source import Source, Span

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


def words_within(source: Source, section: Section, span: Span) -> str:
    """The words of the blocks of ``section`` that lie in ``span``; empty where there are none."""
    blocks = _blocks(section, span)
    return " ".join(_plain_words(block, source.text) for block in blocks if block.words)


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


def _plain_words(block: Block, text: str) -> str:
    """The words of ``block``, formulas in plain notation.

    A block's words may have lost marks within formulas that mean something elsewhere
    (``_``, ``<t>``), so formulas are read from ``text``, the source, where there are as many.
    """
    words = _FORMULA.findall(block.words)
    if not words:
        return " ".join(block.words.split())
    written = _FORMULA.findall(text, block.span.start, block.span.end)
    formulas = iter(written if len(written) == len(words) else words)
    plain = _FORMULA.sub(lambda _: f" {plain_notation(_tex(next(formulas)))} ", block.words)
    return " ".join(plain.split())


def _tex(formula: str) -> str:
    """A formula without what encloses it."""
    return formula.strip("$") if formula.startswith("$") else formula[2:-2]
