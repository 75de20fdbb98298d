"""Headings of notes, and plain lines that open the notes on a lesson as a heading does.

第69课      第72课：取值的刻度      第74~76课      第80、81课      第三讲 传粉
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from site_builder.model.note import Heading
from site_builder.model.source import Source, Span
from site_builder.scan.headings import split_number
from site_builder.scan.links import plain_words
from site_builder.scan.numerals import NUMERAL, parse_numeral
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.scanned import ScannedSource

_FEWEST = 2
"""Lines of this kind that there are at least, before any of them counts."""
_MOST = 12
"""Lessons that a range names at most."""
_DEEPEST = 6

# "第 74~76 课", "第80、81课", "第三讲"
_LESSONS = lazy_pattern(
    rf"第\s*(?P<first>{NUMERAL})(?:\s*(?P<joint>[~～至到、,，和&+-])\s*(?P<last>{NUMERAL}))?"
    r"\s*[课集讲](?![程时堂])"
)

# such a line alone, or with a title behind it
_LINE = lazy_pattern(
    rf"^ {{0,3}}{_LESSONS.pattern}(?:[ \t\u3000:：.、][^\n。！!；;]{{0,40}})?$", re.MULTILINE
)

# P45 … · P27-29 … · [P30~P32] … at the beginning of a text
_PARTS = lazy_pattern(
    r"^[\s\-*+•\[【(（]*P\s?(?P<first>\d{1,4})(?:\s?[-~～–—至到]\s?P?\s?(?P<last>\d{1,4}))?"
    r"(?![A-Za-z0-9%])[\]】)）\s:：.、,，]*",
)

# **四、边上补一圈** · __Padding__ ; not **一句话。** nor **a** and **b**
_BOLD = lazy_pattern(
    r"""
    ^[ ]{0,3}(?P<mark>\*\*|__)
    (?P<title>[^\s*_](?:[^*_\n]{0,58}[^\s*_。．.!！;；,，:：])?)
    (?P=mark)[ \t]*$
    """,
    re.MULTILINE | re.VERBOSE,
)

_FEWEST_BOLD = 4
"""Bold lines alone that there are at least, before they count as headings."""

# P87 P88 · P67 和 P68
_PART = lazy_pattern(r"(?<![A-Za-z0-9])P\s?(\d{1,4})(?!\d)", re.IGNORECASE)


def find_note_headings(scanned: ScannedSource) -> tuple[Heading, ...]:
    """The headings of a body and the lines that open a lesson, in the order of the text.

    A line opens a lesson where a blank line or a heading stands before it; a single one in a
    text may be a sentence and does not count. Bold lines alone count in a text that has no other
    headings but its title.
    """
    source, regions, within = scanned.source, scanned.regions, scanned.body
    headings = tuple(h for h in scanned.headings if h.span.start >= within.start)
    if len(headings) < _FEWEST:
        bold = tuple(_bold_lines(source, regions, within))
        if len(bold) >= _FEWEST_BOLD:
            headings = tuple(sorted((*headings, *bold), key=lambda heading: heading.span))
    lines = tuple(_lesson_lines(source, regions, within, headings))
    if len(lines) < _FEWEST:
        return headings
    return tuple(sorted((*headings, *lines), key=lambda heading: heading.span))


def named_lessons(title: str) -> tuple[int, ...]:
    """The numbers of the lessons that a heading begins with: 第74~76课 names three."""
    match = _LESSONS.match(title.strip())
    if match is None:
        return ()
    first = parse_numeral(match["first"])
    last = parse_numeral(match["last"]) if match["last"] else first
    if first is None or last is None or not first <= last < first + _MOST:
        return ()
    return (
        (first, last)
        if match["joint"] in ("、", ",", "，", "和", "&", "+")
        else (tuple(range(first, last + 1)))
    )


def named_parts(title: str) -> tuple[int, ...]:
    """The numbers of the parts that a heading names: P87 P88."""
    return tuple(dict.fromkeys(int(part) for part in _PART.findall(title)))


def labelled_parts(text: str) -> tuple[int, ...]:
    """The numbers of the parts that ``text`` begins with: P27-29 names three, P45 one."""
    match = _PARTS.match(text)
    if match is None:
        return ()
    first, last = int(match["first"]), int(match["last"] or match["first"])
    return tuple(range(first, last + 1)) if first <= last < first + _MOST else (first,)


def without_label(text: str) -> str:
    """``text`` without the numbers of parts that it begins with."""
    return _PARTS.sub("", text, count=1)


def _bold_lines(source: Source, regions: Regions, within: Span) -> Iterator[Heading]:
    last = source.line_number(len(source.text))
    for match in _BOLD.finditer(source.text, within.start, within.end):
        line = source.line_number(match.start())
        around = (source.line_text(n) for n in (line - 1, line + 1) if 1 <= n <= last)
        if regions.at(match.start()) is None and not any(text.strip() for text in around):
            number, title = split_number(plain_words(match["title"]))
            yield Heading(source.line_span(line), 2, number, title)


def _lesson_lines(
    source: Source, regions: Regions, within: Span, headings: Sequence[Heading]
) -> Iterator[Heading]:
    if "第" not in source.text:
        return
    starts = [heading.span.start for heading in headings]
    for match in _LINE.finditer(source.text, within.start, within.end):
        number = source.line_number(match.start())
        place = bisect_right(starts, match.start())
        above = headings[place - 1] if place else None
        before = source.line_text(number - 1) if number > 1 else ""
        opens = not before.strip() or (above is not None and above.span.end == match.start())
        if not opens or regions.at(match.start()) is not None or not named_lessons(match[0]):
            continue
        yield Heading(source.line_span(number), _level(above), (), match[0].strip())


def _level(above: Heading | None) -> int:
    """The level of a line below a heading: its own where that opens a lesson too, else the next."""
    if above is None:
        return 2
    beside = named_lessons(above.title) or named_parts(above.title)
    return above.level if beside else min(above.level + 1, _DEEPEST)
