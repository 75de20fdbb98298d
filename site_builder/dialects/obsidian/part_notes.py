"""The stretches of notes on a video: which lines make a section, and which part it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from site_builder.dialects.obsidian.openings import Line, LineKind, Opening, find_openings
from site_builder.dialects.obsidian.part_links import read_part_number
from site_builder.model.note import Heading, PartClaim, Structure, StructureRole
from site_builder.model.source import Source, Span
from site_builder.model.video import Video
from site_builder.scan.links import find_links
from site_builder.scan.regions import Regions
from site_builder.scan.video_urls import parse_video_url, strip_site_suffix

_CONTENT = (LineKind.TEXT, LineKind.PICTURES, LineKind.LINK, LineKind.HEADING)


class Stretch(Struct, frozen=True):
    """The lines from one opening to before the next."""

    lines: tuple[Line, ...]
    """Its lines in order; never empty."""
    opening: Opening | None
    """How it begins; None for what stands before the first opening."""
    parent: int | None
    """Index (0-based) of the stretch around it."""
    part: PartClaim | None
    """The part it is about, by its own word or by that of the stretch around it."""
    hides_heading: bool
    """Whether its heading only names the part."""

    @property
    def heading(self) -> Heading | None:
        """Its heading, hidden or not."""
        return None if self.opening is None else self.opening.heading

    @property
    def is_empty(self) -> bool:
        """Whether it has no lines of its own."""
        return not any(line.kind in _CONTENT for line in self._own())

    @property
    def has_body(self) -> bool:
        """Whether it holds anything but its heading."""
        return any(
            line.kind in _CONTENT and line.kind is not LineKind.HEADING for line in self._own()
        )

    def span(self, source: Source) -> Span:
        """From its first line to its last line that is neither blank nor a mere separator."""
        kept = [line.number for line in self.lines if line.kind in _CONTENT]
        last = max(kept, default=self.lines[0].number)
        return source.line_span(self.lines[0].number, last)

    def whole(self, source: Source) -> Span:
        """All its lines."""
        return source.line_span(self.lines[0].number, self.lines[-1].number)

    def structure(self, source: Source) -> Iterator[Structure]:
        """Its lines that only give scope or separate, in order."""
        own = [line.number for line in self._own() if line.kind in _CONTENT]
        first, last = (own[0], own[-1]) if own else (0, 0)
        for line in self.lines:
            outside = not first <= line.number <= last
            if self._names_part(line):
                yield Structure(source.line_span(line.number), StructureRole.PART)
            elif line.kind is LineKind.TAGS or (line.kind is LineKind.RULE and outside):
                yield Structure(source.line_span(line.number), StructureRole.SEPARATOR)

    def _own(self) -> Iterator[Line]:
        """Its lines without those that name the part."""
        return (line for line in self.lines if not self._names_part(line))

    def _names_part(self, line: Line) -> bool:
        if line.kind is LineKind.HEADING and self.hides_heading:
            return True
        return self.opening is not None and line.number == self.opening.link_line


def divide_notes(
    source: Source, regions: Regions, lines: Sequence[Line], video: Video | None
) -> tuple[Stretch, ...]:
    """The stretches of ``lines`` in order; none where there are no lines.

    Args:
        source: The text.
        regions: Regions of the whole text.
        lines: Lines of the text, one after the other.
        video: The video that the notes name as theirs; None: the one that all their links name.
    """
    openings = find_openings(lines)
    video = video or _only_video(openings)
    stack: list[_Open] = []
    found: list[Stretch] = []
    for opening, part_of in _runs(lines, openings):
        if opening is None:
            found.append(Stretch(part_of, None, None, None, hides_heading=False))
            continue
        own = _own_part(source, regions, opening, video)
        _close(stack, opening, own)
        around = stack[-1] if stack else None
        part = own or (found[around.index].part if around else None)
        named = read_part_number(opening.heading.title) if opening.heading else None
        hides = named is not None and own is not None and own.part in (named, None)
        stack.append(_Open(_level(opening, around), len(found), opening, own is not None))
        found.append(Stretch(part_of, opening, around.index if around else None, part, hides))
    return tuple(found)


class _Open(Struct, frozen=True):
    level: float
    index: int
    opening: Opening
    has_part: bool


def _runs(
    lines: Sequence[Line], openings: Sequence[Opening]
) -> Iterator[tuple[Opening | None, tuple[Line, ...]]]:
    if not lines:
        return
    base = lines[0].number
    starts = [opening.line - base for opening in openings]
    head = lines[: starts[0] if starts else len(lines)]
    if head:
        yield None, tuple(head)
    ends = [*starts[1:], len(lines)] if starts else []
    for opening, start, end in zip(openings, starts, ends, strict=True):
        yield opening, tuple(lines[start:end])


def _close(stack: list[_Open], opening: Opening, own: PartClaim | None) -> None:
    """Takes from ``stack`` what does not hold the section that ``opening`` begins.

    A part without a heading holds the headings below it up to the next rule or part.
    """
    for index, entry in enumerate(stack):
        bare = entry.opening.heading is None
        ends_bare = bare and (own is not None or opening.after_rule)
        if ends_bare or (opening.heading is None and entry.has_part):
            del stack[index:]
            break
    if opening.heading is not None:
        while stack and stack[-1].level >= opening.heading.level:
            stack.pop()


def _level(opening: Opening, around: _Open | None) -> float:
    if opening.heading is not None:
        return opening.heading.level
    return (around.level if around else 0) + 0.5


def _own_part(
    source: Source, regions: Regions, opening: Opening, video: Video | None
) -> PartClaim | None:
    """The part that the opening itself names: by its link, in its heading, or by number."""
    if opening.link is not None:
        return opening.link.claim
    if opening.heading is None:
        return None
    for link in find_links(source.text, regions, opening.heading.span):
        place = parse_video_url(link.url)
        if place is not None and place.part is not None and place.seconds is None:
            return PartClaim(place.video, place.part, strip_site_suffix(link.title) or None)
    number = read_part_number(opening.heading.title)
    if number is None or video is None:
        return None
    return PartClaim(video, number, None)


def _only_video(openings: Sequence[Opening]) -> Video | None:
    """The video that the links of parts name, if it is but one."""
    videos = {opening.link.place.video for opening in openings if opening.link is not None}
    return videos.pop() if len(videos) == 1 else None
