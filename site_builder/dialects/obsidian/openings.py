"""Where the sections of notes on a video begin: at headings, and at links that open a part.

A part may begin with a heading and a link below it, with the link alone behind a rule (pictures
may stand between the two), or with a link that carries the title of the video's page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from site_builder.dialects.obsidian.marks import find_rules, is_tag_line, line_numbers
from site_builder.dialects.obsidian.part_links import PartLink, read_part_link, read_part_number
from site_builder.model.note import Heading
from site_builder.model.source import Source, Span
from site_builder.model.video import VideoPlace
from site_builder.scan.note_headings import find_note_headings
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, Regions
from site_builder.scan.scanned import ScannedSource

# a line of pictures: ![[a.png|300]] ![b](c.png)
_PICTURES = lazy_pattern(
    r"[ \t]*(?:(?:!\[\[[^\[\]\n]*\]\]|!\[[^\[\]\n]*\]\([^()\n]*\)|<img\b[^<>\n]*>)[ \t]*)+"
)


class LineKind(Enum):
    """What a line is as far as sections go."""

    BLANK = "blank"
    TEXT = "text"
    PICTURES = "pictures"
    HEADING = "heading"
    LINK = "link"
    RULE = "rule"
    TAGS = "tags"
    HIDDEN = "hidden"


_EMPTY = (LineKind.BLANK, LineKind.TAGS, LineKind.HIDDEN)
_PASSED = (*_EMPTY, LineKind.PICTURES)


class Line(Struct, frozen=True):
    """One line of a note."""

    number: int
    """1-based."""
    kind: LineKind
    """What it is."""
    heading: Heading | None = None
    """The heading that begins here."""
    link: PartLink | None = None
    """The link that it consists of."""


class Opening(Struct, frozen=True):
    """Where a section begins."""

    line: int
    """Its first line, 1-based."""
    heading: Heading | None
    """Its heading; None for a part without one."""
    link: PartLink | None
    """The link that says which part it is about."""
    link_line: int | None
    """The line of that link, 1-based."""
    after_rule: bool
    """Whether a rule ends the section before."""


def read_lines(scanned: ScannedSource, hidden: Sequence[Span]) -> tuple[Line, ...]:
    """The lines of a body in order.

    Args:
        scanned: The source.
        hidden: Whole lines, in order, that are not published.
    """
    source, regions, within = scanned.source, scanned.regions, scanned.body
    rules = frozenset(find_rules(source, regions, within))
    headings = _headings_by_line(scanned)
    starts = [span.start for span in hidden]

    def is_hidden(start: int) -> bool:
        index = bisect_right(starts, start) - 1
        return index >= 0 and start < hidden[index].end

    lines = []
    for number in line_numbers(source, within):
        if is_hidden(source.line_starts[number - 1]):
            lines.append(Line(number, LineKind.HIDDEN))
        elif number in headings:
            lines.append(Line(number, LineKind.HEADING, heading=headings[number]))
        elif number in rules:
            lines.append(Line(number, LineKind.RULE))
        else:
            lines.append(_read_line(source, regions, number))
    return tuple(lines)


def find_openings(lines: Sequence[Line]) -> tuple[Opening, ...]:
    """The openings among ``lines``, in order."""
    found: list[Opening] = []
    taken = -1  # index of the link that belongs to the heading above it
    fresh: int | None = 0  # first line of pictures since a rule; 0: none, None: words have begun
    after_rule = False
    current: VideoPlace | None = None
    for index, line in enumerate(lines):
        match line.kind:
            case LineKind.RULE:
                fresh, after_rule = 0, True
                continue
            case LineKind.BLANK | LineKind.TAGS | LineKind.HIDDEN:
                continue
            case LineKind.HEADING if line.heading is not None:
                taken = _link_below(lines, index)
                link = lines[taken].link if taken != -1 else None
                number = lines[taken].number if taken != -1 else None
                found.append(Opening(line.number, line.heading, link, number, after_rule))
            case LineKind.LINK if line.link is not None and index != taken:
                at_rule = fresh is not None
                if not (line.link.names_part if at_rule else _opens_within(lines, index, current)):
                    fresh, after_rule = None, False
                    continue
                link, first = line.link, fresh or line.number
                found.append(Opening(first, None, link, line.number, after_rule))
            case LineKind.PICTURES if fresh is not None:
                fresh = fresh or line.number
                continue
            case _:
                fresh, after_rule = None, False
                continue
        fresh, after_rule = None, False
        current = link.place if link is not None else current
    return tuple(found)


def _headings_by_line(scanned: ScannedSource) -> dict[int, Heading | None]:
    """Headings by their first line; further lines of a heading stand for None."""
    headings: dict[int, Heading | None] = {}
    for heading in find_note_headings(scanned):
        first, last = scanned.source.lines_of(heading.span)
        if first not in headings:
            headings.update(dict.fromkeys(range(first, last + 1)))
            headings[first] = heading
    return headings


def _read_line(source: Source, regions: Regions, number: int) -> Line:
    text = source.line_text(number)
    if not text.strip():
        return Line(number, LineKind.BLANK)
    start = source.line_starts[number - 1]
    region = regions.at(start + len(text) - len(text.lstrip()))
    if region is not None and region.kind is not RegionKind.CODE:
        return Line(number, LineKind.TEXT)
    if is_tag_line(text):
        return Line(number, LineKind.TAGS)
    if _PICTURES.fullmatch(text):
        return Line(number, LineKind.PICTURES)
    link = read_part_link(source, regions, source.line_span(number))
    return Line(number, LineKind.TEXT if link is None else LineKind.LINK, link=link)


def _link_below(lines: Sequence[Line], index: int) -> int:
    """Index of the link that stands first below the heading at ``index`` and names its part."""
    heading = lines[index].heading
    for below in range(index + 1, len(lines)):
        line = lines[below]
        if line.link is not None:
            if heading is not None and read_part_number(heading.title) is not None:
                named = line.link.names_part
            else:
                named = line.link.copied and _has_words(lines, below)
            return below if named else -1
        passed = line.kind is LineKind.HEADING and line.heading is None
        if not passed and line.kind not in _PASSED:
            return -1
    return -1


def _opens_within(lines: Sequence[Line], index: int, current: VideoPlace | None) -> bool:
    """Whether the link at ``index``, within other notes, opens the notes on another part.

    It carries a page's title and has words below it; in a list of links it is a reference.
    """
    link = lines[index].link
    if link is None or not link.copied:
        return False
    if current is not None and (current.video, current.part) == (link.place.video, link.place.part):
        return False
    above, below = _neighbour(lines, index, -1), _neighbour(lines, index, 1)
    return above is not LineKind.LINK and below in (LineKind.TEXT, LineKind.PICTURES)


def _has_words(lines: Sequence[Line], link: int) -> bool:
    """Whether notes follow the link at index ``link``; a link alone is only a reference."""
    below = _neighbour(lines, link, 1)
    return below in (LineKind.TEXT, LineKind.PICTURES, LineKind.HEADING)


def _neighbour(lines: Sequence[Line], index: int, step: int) -> LineKind:
    """The next line's kind above (-1) or below (1) that is not blank; blank where there is none."""
    index += step
    while 0 <= index < len(lines):
        if lines[index].kind not in _EMPTY:
            return lines[index].kind
        index += step
    return LineKind.BLANK
