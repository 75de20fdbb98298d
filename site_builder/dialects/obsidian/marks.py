"""Marks of Obsidian that stand in running text and are not shown as written.

%%hidden%%    %%⏎hidden⏎%%    text ^block-id    #tag/nested    ---
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from site_builder.model.source import Source, Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, Regions

_PERCENT = lazy_pattern(r"%%")

# the name of a block at the end of its last line, or on a line of its own
_BLOCK_ID = lazy_pattern(
    r"(?:(?<![ \t])[ \t]+|^)\^[A-Za-z0-9-]{3,64}[ \t]*$", re.MULTILINE | re.ASCII
)

# letters, figures, _ - / and any other script; figures alone are no tag
_TAG = lazy_pattern(r"#(?P<tag>[\w/-]+)")
_INLINE_TAG = lazy_pattern(r"(?:(?<=[ \t])|^)#(?P<tag>[\w/-]+)(?=$|[ \t,，、。;；])", re.MULTILINE)
_TAG_LABEL = lazy_pattern(r"[ \t]*(?:标签|tags?)[ \t]*[:：][ \t]*", re.IGNORECASE)
_TAG_GAP = lazy_pattern(r"[ \t,，、]+")

_RULE = lazy_pattern(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")


class Hidden(Struct, frozen=True):
    """One stretch between ``%%`` and ``%%``, divided into whole lines and what shares a line."""

    span: Span
    """The comment with its marks."""
    lines: Span | None
    """The whole lines that hold nothing else; None where there are none."""
    inline: tuple[Span, ...]
    """Its parts on lines that hold other text as well, in order."""


def find_hidden(source: Source, regions: Regions, within: Span) -> tuple[Hidden, ...]:
    """The comments of ``within`` in the order of the text.

    A comment over several lines begins its line; a lone mark is text.
    """
    marks = [
        match.start()
        for match in _PERCENT.finditer(source.text, within.start, within.end)
        if regions.at(match.start()) is None
    ]
    found: list[Hidden] = []
    opener: int | None = None
    for mark in marks:
        if opener is None or not _may_reach(source, opener, mark):
            opener = mark
            continue
        found.append(_hidden(source, Span(opener, mark + 2)))
        opener = None
    return tuple(found)


def find_block_ids(source: Source, regions: Regions, within: Span) -> tuple[Span, ...]:
    """The names of blocks in ``within`` with the blanks before them, in the order of the text."""
    return tuple(
        Span(*match.span())
        for match in _BLOCK_ID.finditer(source.text, within.start, within.end)
        if not regions.touches(Span(*match.span()))
    )


def find_tags(source: Source, regions: Regions, within: Span) -> tuple[str, ...]:
    """The tags of ``within`` in the order of the text, without ``#`` and doubles."""
    tags = (
        match["tag"]
        for match in _INLINE_TAG.finditer(source.text, within.start, within.end)
        if regions.at(match.start()) is None and not match["tag"].isdecimal()
    )
    return tuple(dict.fromkeys(tags))


def is_tag_line(line: str) -> bool:
    """Whether ``line`` holds tags and nothing else, but for a label before them."""
    label = _TAG_LABEL.match(line)
    words = _TAG_GAP.split(line[label.end() if label else 0 :].strip(" \t"))
    tags = [_TAG.fullmatch(word) for word in words]
    return all(tag is not None and not tag["tag"].isdecimal() for tag in tags)


def find_rules(source: Source, regions: Regions, within: Span) -> tuple[int, ...]:
    """The 1-based numbers of the lines of ``within`` that are rules, ascending."""
    return tuple(
        number
        for number in line_numbers(source, within)
        if _RULE.fullmatch(source.line_text(number)) and not _is_other(source, regions, number)
    )


def line_numbers(source: Source, within: Span) -> Iterator[int]:
    """The 1-based numbers of the lines that ``within`` touches; an empty span touches none."""
    if within.start < within.end:
        first, last = source.lines_of(within)
        yield from range(first, last + 1)


def _may_reach(source: Source, opener: int, mark: int) -> bool:
    """Whether a comment that opens at ``opener`` may close at ``mark``."""
    if "\n" not in source.text[opener:mark]:
        return True
    start = source.text.rfind("\n", 0, opener) + 1
    return not source.text[start:opener].strip()


def _hidden(source: Source, span: Span) -> Hidden:
    first, last = source.lines_of(span)
    head, tail = source.line_span(first), source.line_span(last)
    whole_head = not source.text[head.start : span.start].strip()
    whole_tail = not source.text[span.end : tail.end].strip()
    if first == last:
        if whole_head and whole_tail:
            return Hidden(span, head, ())
        return Hidden(span, None, (span,))
    inline = []
    if not whole_head:
        inline.append(Span(span.start, head.end - 1))
    if not whole_tail:
        inline.append(Span(tail.start, span.end))
    start = head.start if whole_head else head.end
    end = tail.end if whole_tail else tail.start
    return Hidden(span, Span(start, end) if start < end else None, tuple(inline))


def _is_other(source: Source, regions: Regions, number: int) -> bool:
    """Whether the line lies in code, a formula or a comment."""
    region = regions.at(source.line_starts[number - 1])
    return region is not None and region.kind is not RegionKind.CODE
