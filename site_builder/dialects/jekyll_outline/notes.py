"""The stray notes of an outline: whose they are, and their sections."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.dialects.jekyll_outline.text import OutlineText
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import (
    Claim,
    ClaimBasis,
    CourseClaim,
    Heading,
    LessonClaim,
    Section,
    Structure,
)
from site_builder.model.outline import Outline, TitleEntry
from site_builder.model.reference import Moment
from site_builder.model.source import Source, Span
from site_builder.model.video import VideoPlace
from site_builder.scan.liquid import (
    find_picture,
)
from site_builder.scan.outline_numbers import Numbering
from site_builder.scan.scopes import NO_SCOPE
from site_builder.scan.sections import build_sections
from site_builder.scan.spans import own_span
from site_builder.scan.timecodes import find_moments


class Opening(Struct, frozen=True):
    """A line behind which text has another home than before it."""

    span: Span
    claim: Claim | None
    heading: Heading | None = None
    """The line itself, where it belongs to the notes."""
    scope: tuple[int | None, int | None] = (None, None)


def find_openings(
    text: OutlineText,
    numbering: Numbering,
    scopes: Sequence[TitleEntry],
    structure: Sequence[Structure],
) -> tuple[Opening, ...]:
    """Where the home of notes changes, in the order of the text."""
    start = text.front.span.end
    openings = [
        Opening(Span(start, start), CourseClaim()),
        *(
            Opening(entry.span, LessonClaim((entry.number,), ClaimBasis.OUTLINE))
            for entry in numbering.entries
        ),
        *(Opening(entry.span, None, scope=(entry.course, entry.week)) for entry in scopes),
        *(Opening(part.span, CourseClaim()) for part in structure),
    ]
    repeated = dict(numbering.repeated)
    known = {opening.span for opening in openings}
    for heading in text.headings:
        if heading.span in known:
            continue
        if heading.span in repeated:
            claim: Claim | None = LessonClaim((repeated[heading.span],), ClaimBasis.OUTLINE)
        elif heading.span in text.unread:
            claim = None
        elif heading.level <= text.level:
            claim = CourseClaim()
        else:
            continue
        openings.append(Opening(heading.span, claim, heading))
    return tuple(sorted(openings, key=lambda opening: opening.span))


def divide_notes(
    text: OutlineText, openings: Sequence[Opening], taken: Sequence[Span]
) -> Iterator[Section]:
    """The notes behind each opening, divided at their own headings."""
    opened = {opening.span for opening in openings if opening.heading is None}
    headings = [heading for heading in text.headings if heading.span not in opened]
    worded = Source(text.source.path, _with_pictures(text))
    count = 0
    ends = [opening.span.start for opening in openings[1:]]
    for opening, end in zip(openings, (*ends, len(text.source.text)), strict=True):
        start = opening.span.end if opening.heading is None else opening.span.start
        region = Span(start, max(start, end))
        if not text.source.slice(region).strip():
            continue
        inside = headings[_first(headings, region.start) : _first(headings, region.end)]
        skipped = taken[
            bisect_left(taken, region.start, key=lambda span: span.start) : bisect_left(
                taken, region.end, key=lambda span: span.start
            )
        ]
        built = build_sections(worded, text.regions, region, inside, skipped=skipped)
        for section in built:
            parent = None if section.parent is None else section.parent + count
            scope = opening.scope if section.scope == NO_SCOPE else section.scope
            yield replace(
                section,
                span=own_span(section),
                parent=parent,
                claim=opening.claim,
                scope=scope,
            )
        count += len(built)


def _first(headings: Sequence[Heading], offset: int) -> int:
    """Index of the first of ``headings`` at or behind ``offset``."""
    return bisect_left(headings, offset, key=lambda heading: heading.span.start)


def read_moments(
    text: OutlineText, sections: Sequence[Section], outline: Outline
) -> Outcome[tuple[Moment, ...]]:
    """The times in notes; below a lesson a time without an address is one of its part."""
    parts = {entry.number: entry.part for entry in outline.entries}
    moments: list[Moment] = []
    found: list[Diagnostic] = []
    for section in sections:
        default = None
        if outline.video is not None and isinstance(section.claim, LessonClaim):
            default = VideoPlace(outline.video, parts.get(section.claim.lessons[0]))
        read = find_moments(text.source, text.regions, section.span, default)
        moments.extend(read.value)
        found.extend(read.diagnostics)
    return Outcome(tuple(moments), tuple(found))


def _with_pictures(text: OutlineText) -> str:
    """The text without Liquid, offset for offset, in which pictures are Markdown's."""
    parts: list[str] = []
    position = 0
    for tag in text.tags:
        if find_picture(tag) is None:
            continue
        start = tag.span.start
        lines = re.sub(r"[^\n]", "_", text.source.slice(tag.span))
        picture = lines if "\n" in lines else f"![]({lines[5:]})"
        parts.extend((text.plain[position:start], picture))
        position = tag.span.end
    parts.append(text.plain[position:])
    return "".join(parts)
