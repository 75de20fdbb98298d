"""A source as the parts of this dialect share it: what is found before anything is decided."""

from __future__ import annotations

import re

from msgspec import Struct

from site_builder.dialects.jekyll_outline.headings import choose_lessons
from site_builder.model.note import (
    Heading,
)
from site_builder.model.source import Source, Span
from site_builder.scan.frontmatter import FrontMatter
from site_builder.scan.lesson_heading import LessonHeading, read_lesson_heading
from site_builder.scan.liquid import (
    LiquidTag,
    blank_liquid,
    find_liquid,
)
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.scanned import ScannedSource

_HEADING_MARKS = lazy_pattern(r"^\s{0,3}#{1,6}\s*|\s+#+\s*$")

_HEADING_TAGS = lazy_pattern(r"^\s*<h\d[^<>]*>|</h\d>\s*$", re.IGNORECASE)


class OutlineText(Struct, frozen=True):
    """A source with what is found in it before anything is decided."""

    source: Source
    regions: Regions
    front: FrontMatter
    tags: tuple[LiquidTag, ...]
    plain: str
    """The text with blanks in place of Liquid."""
    headings: tuple[Heading, ...]
    lessons: tuple[tuple[Heading, LessonHeading], ...]
    level: int
    """The level of the lessons' headings; 0 where there is no lesson."""
    unread: frozenset[Span]
    """Headings that look like lessons and are none."""


def read_text(scanned: ScannedSource) -> OutlineText:
    """The source with its Liquid, headings, and those headings that are lessons."""
    source, regions, front = scanned.source, scanned.regions, scanned.front
    tags = tuple(
        tag for tag in find_liquid(source.text, regions) if tag.span.start >= front.span.end
    )
    plain = blank_liquid(source.text, tags)
    headings = tuple(h for h in scanned.headings if h.span.start >= front.span.end)
    candidates = []
    for heading in headings:
        lesson = read_lesson_heading(heading_line(plain, heading))
        if lesson is not None and lesson.title:
            candidates.append((heading, lesson))
    lessons, level = choose_lessons(candidates)
    chosen = {heading.span for heading, _ in lessons}
    unread = frozenset(
        heading.span
        for heading, lesson in candidates
        if heading.level <= level and heading.span not in chosen and not lesson.url
    )
    return OutlineText(source, regions, front, tags, plain, headings, lessons, level, unread)


def heading_line(plain: str, heading: Heading) -> str:
    """The heading as it stands in ``plain``, without its marks; links in it stay."""
    line = plain[heading.span.start : heading.span.end].strip()
    line = _HEADING_MARKS.sub("", line)
    return _HEADING_TAGS.sub("", line) if "<" in line else line


def line_at(source: Source, offset: int) -> Span:
    """The whole line that holds ``offset``."""
    return source.line_span(source.line_number(offset))
