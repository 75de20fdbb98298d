"""Tables of contents: one line a lesson, its Chinese title and its English one in brackets.

## 第二门课 改善深层网络(Improving Deep Networks)     a subcourse
第一周：实用层面（Practical aspects）                 a week
1.10 梯度消失（Vanishing gradients (optional)）       week 1, place 10
某人采访 Some Name                                    an interview
附件                                                  what follows is no lesson

Text before the first of these lines, and prose between them, speaks of the course as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from site_builder.dialects.bilingual_toc.entries import read_list, repeated_numbers
from site_builder.dialects.bilingual_toc.lines import Line, list_begin, may_list, read_lines
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import (
    CourseClaim,
    Detection,
    Dialect,
    Document,
    Section,
    Structure,
    StructureRole,
)
from site_builder.model.outline import TitleEntry
from site_builder.model.reference import Moment
from site_builder.model.source import Source, Span
from site_builder.scan.frontmatter import FrontMatter
from site_builder.scan.headings import find_headings
from site_builder.scan.links import find_images, find_links
from site_builder.scan.normalise import normalise_sections
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.sections import build_sections
from site_builder.scan.spans import is_within, own_span
from site_builder.scan.timecodes import find_moments
from site_builder.scan.titles import split_bilingual

# "Flour and gluten 10:00": a table of contents has no durations
_DURATION = lazy_pattern(r"\s(?:\d{1,2}:)?\d{1,2}:\d{2}$")

_FEWEST = 3
"""Entries that a table of contents has at least."""


def detect_bilingual_toc(scanned: ScannedSource) -> Detection:
    """How surely a source is a table of contents: how many of its lines are entries."""
    nothing = Detection(Dialect.BILINGUAL_TOC, 0.0, "no list of titles")
    if not may_list(scanned, _FEWEST):
        return nothing
    lines = read_lines(scanned.source, scanned.regions, scanned.front)
    listed = lines[list_begin(lines) :]
    entries = [line for line in listed if line.is_entry]
    numbered = [line for line in entries if line.is_lesson]
    if len(entries) < _FEWEST or len(numbered) < 2:
        return nothing
    interviews = [line for line in listed if not line.is_entry and line.is_interview]
    share = (len(entries) + len(interviews)) / len(listed)
    timed = sum(_DURATION.search(line.title) is not None for line in entries)
    if timed * 2 > len(entries):
        return Detection(Dialect.BILINGUAL_TOC, 0.3, f"{timed} titles with durations: an outline")
    both = sum(split_bilingual(line.title)[1] is not None for line in entries) / len(entries)
    reason = f"{share:.0%} of the lines are titles, {both:.0%} of them in two languages"
    headings = sum(line.heading for line in numbered)
    # Terse notes have numbered titles too, but those are headings with a line of text below
    if share < (0.8 if headings * 2 > len(numbered) else 0.6):
        return Detection(Dialect.BILINGUAL_TOC, 0.3 * share, reason)
    return Detection(Dialect.BILINGUAL_TOC, min(0.98, 0.5 + 0.5 * both) * share, reason)


def parse_bilingual_toc(scanned: ScannedSource, confidence: float) -> Outcome[Document]:
    """The titles that a source lists, and its prose as sections on the whole course.

    Args:
        scanned: The source.
        confidence: Score of the detection.
    """
    source, regions, front = scanned.source, scanned.regions, scanned.front
    lines = read_lines(source, regions, front)
    begin = list_begin(lines)
    listed = tuple(read_list(lines[begin:]))
    titles = tuple(item for item in listed if isinstance(item, TitleEntry))
    title_line = _title_line(source, lines[:begin])
    structure = tuple(
        sorted(
            (
                *(item for item in listed if isinstance(item, Structure)),
                *_head_structure(lines[:begin], title_line),
                *_front_structure(front),
            ),
            key=lambda part: part.span,
        )
    )
    taken = sorted((*(entry.span for entry in titles), *(part.span for part in structure)))
    start = lines[begin].span.start if begin < len(lines) else len(source.text)
    sections = tuple(_sections(source, regions, Span(front.span.end, start), taken))
    shown = tuple(section.span for section in sections)
    moments, found = _moments(source, regions, shown)
    layout = normalise_sections(source, regions, shown)
    body = Span(front.span.end, len(source.text))
    timed = tuple(moment.span for moment in moments)
    document = Document(
        source=source,
        dialect=Dialect.BILINGUAL_TOC,
        confidence=confidence,
        title=_title(title_line, front),
        titles=titles,
        sections=sections,
        moments=moments,
        links=tuple(
            link
            for link in find_links(source.text, regions, body)
            if not is_within(timed, link.span)
        ),
        images=tuple(
            image
            for image in find_images(source.text, regions, body)
            if is_within(shown, image.span)
        ),
        edits=layout.value,
        structure=structure,
    )
    return Outcome(document, (*found, *layout.diagnostics, *repeated_numbers(source, titles)))


def _title_line(source: Source, head: Sequence[Line]) -> Line | None:
    """The line that gives the document's title: the first, if it is a heading or all bold."""
    for line in head[:1]:
        text = source.slice(line.span).strip()
        if line.heading or (text.startswith("**") and text.find("**", 2) == len(text) - 2):
            return line
    return head[-1] if head and head[-1].heading else None


def _head_structure(head: Sequence[Line], title: Line | None) -> Iterator[Structure]:
    """The title, and the heading right above the list."""
    if title is not None:
        yield Structure(title.span, StructureRole.TITLE)
    if head and head[-1].heading and head[-1] != title:
        yield Structure(head[-1].span, StructureRole.CHAPTER)


def _front_structure(front: FrontMatter) -> Iterator[Structure]:
    if front.span.end:
        yield Structure(front.span, StructureRole.FRONT_MATTER)


def _title(line: Line | None, front: FrontMatter) -> str | None:
    given = front.values.get("title")
    if line is not None and line.words:
        return line.words
    return given if isinstance(given, str) and given else None


def _sections(
    source: Source, regions: Regions, head: Span, taken: Sequence[Span]
) -> Iterator[Section]:
    """The prose above the list with its headings, then each stretch of prose within the list."""
    headings = [
        heading
        for heading in find_headings(source, regions, head)
        if not is_within(taken, heading.span)
    ]
    for section in build_sections(source, regions, head, headings, skipped=taken):
        yield replace(section, span=own_span(section), claim=CourseClaim())
    for stretch in _gaps(source, head.end, taken):
        for section in build_sections(source, regions, stretch, ()):
            yield replace(section, span=own_span(section), claim=CourseClaim())


def _gaps(source: Source, start: int, taken: Sequence[Span]) -> Iterator[Span]:
    position = start
    for span in (*taken, Span(len(source.text), len(source.text))):
        if span.end <= start and span.start < len(source.text):
            continue
        if position < span.start:
            yield Span(position, span.start)
        position = max(position, span.end)


def _moments(
    source: Source, regions: Regions, shown: Sequence[Span]
) -> tuple[tuple[Moment, ...], tuple[Diagnostic, ...]]:
    read = [find_moments(source, regions, span, None) for span in shown]
    moments = tuple(moment for outcome in read for moment in outcome.value)
    return moments, tuple(found for outcome in read for found in outcome.diagnostics)
