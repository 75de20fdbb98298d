"""The words of blocks of notes as they are searched and shown, formulas in plain notation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from site_builder.math.notation import plain_notation
from site_builder.model.note import Document, Section
from site_builder.model.source import Source, Span
from site_builder.scan.patterns import lazy_pattern

# $x$   $$x$$   \(x\)   \[x\]   ; within the words of one block
_FORMULA = lazy_pattern(
    r"""
    \$\$[^$]+\$\$
    | \$[^$]+\$
    | \\\(.{1,400}?\\\)
    | \\\[.{1,4000}?\\\]
    """,
    re.VERBOSE | re.DOTALL,
)


class Wording(Struct, frozen=True):
    """The words of neighbouring blocks before formulas are read, which takes most of the time."""

    words: tuple[str, ...]
    """Of each block; as they are shown where its source is None."""
    sources: tuple[str | None, ...] = ()
    """Of each block its source where its words may hold formulas."""

    @property
    def text(self) -> str:
        """The words of all, formulas in plain notation."""
        return " ".join(
            words if source is None else _plain_words(words, source)
            for words, source in zip(self.words, self.sources, strict=True)
        )


NO_WORDS = Wording(())


def word_as_is(text: str) -> Wording:
    """``text``, which is no block's and holds no formula."""
    return Wording((text,), (None,))


def words_within(source: Source, section: Section, span: Span) -> Wording:
    """The words of the blocks of ``section`` that lie in ``span``."""
    start, end, text = span.start, span.end, source.text
    found: list[str] = []
    sources: list[str | None] = []
    first = bisect_left(section.blocks, start, key=lambda block: block.span.start)
    for block in section.blocks[first:]:
        within = block.span
        if within.start >= end:
            break
        words = block.words
        if within.end > end or not words:
            continue
        if "$" in words or "\\" in words:
            found.append(words)
            sources.append(text[within.start : within.end])
        else:
            found.append(" ".join(words.split()))
            sources.append(None)
    return Wording(tuple(found), tuple(sources)) if found else NO_WORDS


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


def _plain_words(words: str, source: str) -> str:
    """The words of a block, formulas in plain notation.

    They may have lost marks within formulas that mean something elsewhere (``_``, ``<t>``), so
    formulas are read from the source, where there are as many.
    """
    formulas = _FORMULA.findall(words)
    if not formulas:
        return " ".join(words.split())
    written = _FORMULA.findall(source)
    found = iter(written if len(written) == len(formulas) else formulas)
    plain = _FORMULA.sub(lambda _: f" {plain_notation(_tex(next(found)))} ", words)
    return " ".join(plain.split())


def _tex(formula: str) -> str:
    """A formula without what encloses it."""
    return formula.strip("$") if formula.startswith("$") else formula[2:-2]
