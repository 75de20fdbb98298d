"""A small course with notes, put together by hand, for the tests of pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from site_builder.model.alignment import Alignment, Evidence, Piece, Target, Unplaced
from site_builder.model.course import Course, Lesson, Subcourse, Week
from site_builder.model.note import Dialect, Document, Section
from site_builder.model.outline import LessonKind
from site_builder.model.site import Resolution
from site_builder.model.source import Source, Span
from site_builder.model.video import Platform, Video
from site_builder.scan.blocks import split_blocks
from site_builder.scan.headings import find_headings
from site_builder.scan.regions import find_regions

TEMPLATES = {
    f"pages/{path.name}": path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "templates" / "pages").glob("*.md"))
}

VIDEO = Video(Platform.BILIBILI, "BV1xx411c7mD")
NOTHING_RESOLVED = Resolution(edits={}, citations=(), moments=(), assets=())


def lesson(number: int, **changes: object) -> Lesson:
    """Lesson ``number`` of week 1 of course 1."""
    values: dict[str, object] = {
        "number": number,
        "course": 1,
        "week": 1,
        "section": number,
        "kind": LessonKind.LECTURE,
        "title": f"标题{number}",
        "title_en": f"Title {number}",
        "wordings": (),
        "duration": 60,
        "start": 60 * (number - 1),
        "part": number,
    }
    return Lesson(**(values | changes))  # type: ignore[arg-type]


def course(*lessons: Lesson, title: str = "小课程") -> Course:
    """A course of ``lessons``: those of each course and week together, interviews outside weeks."""
    subcourses = []
    for number in sorted({item.course for item in lessons if item.course is not None}):
        own = [item for item in lessons if item.course == number]
        weeks = tuple(
            Week(week, f"周题{week}", None, tuple(i.number for i in own if i.week == week))
            for week in sorted({item.week for item in own if item.week is not None})
        )
        numbers = tuple(item.number for item in own)
        subcourses.append(Subcourse(number, f"子课{number}", f"Part {number}", weeks, numbers))
    return Course(title, "Small Course", VIDEO, tuple(subcourses), lessons)


def note(path: str, text: str) -> Document:
    """A document whose sections are its headings, in the simplest way."""
    source = Source(path, text)
    regions = find_regions(text)
    headings = find_headings(source, regions, Span(0, len(text)))
    ends = [*(heading.span.start for heading in headings[1:]), len(text)][: len(headings)]
    sections = [
        Section(
            Span(heading.span.start, end),
            heading,
            split_blocks(source, Span(heading.span.end, end), regions),
            None,
        )
        for heading, end in zip(headings, ends, strict=True)
    ]
    start = headings[0].span.start if headings else len(text)
    if text[:start].strip():
        head = Span(0, start)
        sections.insert(0, Section(head, None, split_blocks(source, head, regions), None))
    return Document(source, Dialect.PLAIN, 1.0, sections=tuple(sections))


def place(document: Document, lessons: Mapping[int, Sequence[int]]) -> Alignment:
    """Sections on lessons, the primary one first; sections not named stay unplaced."""
    pieces = []
    unplaced = []
    for index, section in enumerate(document.sections):
        heading = section.heading.title if section.heading else ""
        if index in lessons:
            targets = tuple(
                Target(number, 0.9, (Evidence.TITLE,), number == lessons[index][0])
                for number in lessons[index]
            )
            pieces.append(Piece(document.source.path, section.span, index, heading, targets))
        else:
            unplaced.append(
                Unplaced(document.source.path, section.span, index, heading, "没有相近的课")
            )
    return Alignment(pieces=tuple(pieces), unplaced=tuple(unplaced))
