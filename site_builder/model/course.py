"""The course that outline and tables of contents make together."""

from __future__ import annotations

from msgspec import Struct

from site_builder.model.outline import LessonKind
from site_builder.model.video import Video


class Lesson(Struct, frozen=True):
    """One lesson, as the whole product sees it."""

    number: int
    """Running number over the whole course, 1-based."""
    course: int | None
    """1-based subcourse; None in a course of one level."""
    week: int | None
    """1-based week of the subcourse; None for interviews and flat courses."""
    section: int | None
    """1-based place in the week."""
    kind: LessonKind
    """Lecture or interview."""
    title: str
    """Title shown to readers."""
    title_en: str | None
    """English title; None where no source gives one."""
    wordings: tuple[str, ...]
    """Other titles of the same lesson that sources give, without duplicates."""
    duration: int | None
    """Seconds; None where the sources do not say."""
    start: int | None
    """Second of the whole course at which the lesson begins; None once a duration is missing."""
    part: int
    """1-based part of the course's video."""


class Week(Struct, frozen=True):
    """A week of a subcourse."""

    number: int
    """1-based in its subcourse."""
    title: str | None
    """Title; None where no source gives one."""
    title_en: str | None
    """English title."""
    lessons: tuple[int, ...]
    """Lesson numbers, ascending."""


class Subcourse(Struct, frozen=True):
    """One of the courses that a series consists of."""

    number: int
    """1-based."""
    title: str | None
    """Title; None where no source gives one."""
    title_en: str | None
    """English title."""
    weeks: tuple[Week, ...]
    """Weeks, ascending."""
    lessons: tuple[int, ...]
    """All its lesson numbers, those outside any week included."""


class Course(Struct, frozen=True):
    """The whole course."""

    title: str
    """Title of the site and of the course."""
    title_en: str | None
    """English title."""
    video: Video | None
    """The course's own video."""
    subcourses: tuple[Subcourse, ...]
    """Ascending; empty in a course of one level."""
    lessons: tuple[Lesson, ...]
    """Ascending numbers."""

    @property
    def duration(self) -> int:
        """Seconds of all lessons whose duration is known."""
        return sum(lesson.duration or 0 for lesson in self.lessons)
