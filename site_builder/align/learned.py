"""Other wordings of lessons, learned from notes whose lesson their authors name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.align.normalise import read_terms
from site_builder.model.course import Course
from site_builder.model.note import ClaimBasis, Document, LessonClaim, PartClaim, Section
from site_builder.scan.headings import split_number
from site_builder.scan.patterns import lazy_pattern

# P12 · 第 3 集 · 12. before a title
_LABEL = lazy_pattern(r"^\s*(?:[pP]\s*\d{1,4}|第\s*\d{1,4}\s*[集课讲节P])[\s:：.、\-—]*")


def learn_wordings(documents: Sequence[Document], course: Course) -> Mapping[int, tuple[str, ...]]:
    """Titles of notes by the one lesson that their author names; none that two lessons bear.

    Args:
        documents: All documents.
        course: Their course.
    """
    parts = {lesson.part: lesson.number for lesson in course.lessons}
    lessons_of: dict[str, set[int]] = {}
    for document in documents:
        for title, lesson in _named(document, course, parts):
            lessons_of.setdefault(title, set()).add(lesson)
    learned: dict[int, list[str]] = {}
    for title, lessons in sorted(lessons_of.items()):
        if len(lessons) == 1:
            learned.setdefault(min(lessons), []).append(title)
    return {lesson: tuple(titles) for lesson, titles in learned.items()}


def _named(
    document: Document, course: Course, parts: Mapping[int, int]
) -> Iterator[tuple[str, int]]:
    """Titles with the lesson that their author names: of a file's front matter its first one."""
    of_file = False
    for section in document.sections:
        match section.claim:
            case LessonClaim(lessons=(lesson,), basis=ClaimBasis.FRONT_MATTER) if not of_file:
                of_file = True
            case PartClaim(video=course.video, part=int() as part) if part in parts:
                lesson = parts[part]
            case _:
                continue
        if title := _title(section):
            yield title, lesson


def _title(section: Section) -> str:
    """The words of a heading that says anything; empty otherwise."""
    if section.heading is None:
        return ""
    words = split_number(_LABEL.sub("", section.heading.title))[1]
    return words if read_terms(words).literal else ""
