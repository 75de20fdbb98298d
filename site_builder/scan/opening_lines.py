"""Texts without any mark of Markdown: short lines that open a stretch of lines, as headings do.

c2w1 数据怎么分
以前 70/30,现在百万级 98/1/1
dev 和 test 要一个来源

Blank lines part the stretches. Each line of such a text is a note of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from msgspec.structs import replace

from site_builder.model.note import Block, BlockKind, Heading, Section
from site_builder.model.source import Source, Span
from site_builder.scan.headings import split_number
from site_builder.scan.links import plain_words
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.spans import written_lines

_FEWEST = 3
"""Stretches that such a line opens, before any of them counts."""
_MOST = 0.6
"""Share of all stretches of several lines that begin so."""
_WIDEST = 48
"""Columns of the longest line that opens a stretch; a Han character takes two."""
_LEVEL = 2

_END = lazy_pattern(r"[。．.!！?？;；,，:：、…]$")

# - a · * a · 1. a · > a · | a | · $$
_MARKED = lazy_pattern(r"\s*(?:[-*+•>|$`#<]|\d{1,3}[.、)）]\s)")


def find_opening_lines(source: Source, regions: Regions, within: Span) -> tuple[Heading, ...]:
    """The lines of ``within`` that open a stretch; none where the text is not written so.

    Args:
        source: A text in which there is no heading.
        regions: Regions of the whole text.
        within: Whole lines.
    """
    long = [stretch for stretch in written_lines(source, within) if len(stretch) > 1]
    opened = [stretch[0] for stretch in long if _opens(source, stretch[0], regions)]
    if len(opened) < max(_FEWEST, _MOST * len(long)):
        return ()
    return tuple(_heading(source, line) for line in opened)


def lines_as_blocks(source: Source, sections: Sequence[Section]) -> tuple[Section, ...]:
    """``sections`` with each line of their running text as a block of its own."""
    return tuple(
        replace(
            section,
            blocks=tuple(line for block in section.blocks for line in _lines(source, block)),
        )
        for section in sections
    )


def _opens(source: Source, line: int, regions: Regions) -> bool:
    text = source.line_text(line).strip()
    if _MARKED.match(text) or _END.search(text) or regions.at(source.line_span(line).start):
        return False
    return sum(1 + (east_asian_width(char) in "WF") for char in text) <= _WIDEST


def _heading(source: Source, line: int) -> Heading:
    number, words = split_number(plain_words(source.line_text(line).strip()))
    return Heading(source.line_span(line), _LEVEL, number, words)


def _lines(source: Source, block: Block) -> Iterator[Block]:
    first, last = source.lines_of(block.span)
    if block.kind is not BlockKind.PARAGRAPH or first == last:
        yield block
        return
    for line in range(first, last + 1):
        span = source.line_span(line)
        yield replace(block, span=span, words=plain_words(source.slice(span)))
