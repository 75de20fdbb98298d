"""A course as the alignment looks things up in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from site_builder.align.profiles import Profiles, read_profiles
from site_builder.align.score import LessonIndex, index_lessons, index_titles
from site_builder.model.course import Course, Lesson
from site_builder.scan.patterns import lazy_pattern

# 目标检测:方法与实例 · Deep models: case studies
_SUBTITLE = lazy_pattern(r"\s*[:：]\s*")

Scope = tuple[int | None, int | None]
"""Subcourse and week; None where it is open."""


class Curriculum(Struct, frozen=True):
    """The lessons of a course by number, order, place and title."""

    course: Course
    """The course."""
    learned: Mapping[int, tuple[str, ...]]
    """Other wordings of its lessons, by number."""
    index: LessonIndex
    """Titles of its lessons."""
    profiles_once: Callable[[], Profiles]
    """Makes ``profiles`` when they are asked for first: notes that name their lessons need none."""
    numbers: tuple[int, ...]
    """Lesson numbers in order."""
    places: Mapping[int, int]
    """Index (0-based) in ``numbers`` by lesson number."""
    lessons: Mapping[int, Lesson]
    """Lessons by number."""
    parts: Mapping[int, int]
    """Lesson number by part of the course's video."""
    sections: Mapping[tuple[int | None, int | None, int | None], int]
    """Lesson number by subcourse, week and section; interviews are left out."""
    longest_week: int
    """The highest number of a lesson within its week or subcourse; 0 in a course of one level."""
    scopes: tuple[Scope, ...]
    """Subcourses and weeks that have titles."""
    scope_index: LessonIndex
    """Titles of ``scopes``, by index (0-based)."""

    @property
    def profiles(self) -> Profiles:
        """What texts on its lessons speak of."""
        return self.profiles_once()

    def scope_of(self, number: int) -> Scope:
        """Subcourse and week of a lesson."""
        lesson = self.lessons[number]
        return lesson.course, lesson.week

    def within(self, scope: Scope) -> tuple[int, ...]:
        """Numbers of the lessons of ``scope``; interviews only where no week is named."""
        course, week = scope
        return tuple(
            lesson.number
            for lesson in self.course.lessons
            if (course is None or lesson.course == course) and (week is None or lesson.week == week)
        )

    def end_of_week(self, number: int) -> int:
        """The last lesson of the week (or run without weeks) that ``number`` stands in."""
        scope, place = self.scope_of(number), self.places[number]
        while place + 1 < len(self.numbers) and self.scope_of(self.numbers[place + 1]) == scope:
            place += 1
        return self.numbers[place]

    def start_of_week(self, number: int) -> int:
        """The first lesson of the week (or run without weeks) that ``number`` stands in."""
        scope, place = self.scope_of(number), self.places[number]
        while place and self.scope_of(self.numbers[place - 1]) == scope:
            place -= 1
        return self.numbers[place]

    def between(self, first: int, last: int) -> tuple[int, ...]:
        """Numbers of the lessons from ``first`` to ``last``, both included."""
        return self.numbers[self.places[first] : self.places[last] + 1]


def read_curriculum(
    course: Course, learned: Mapping[int, tuple[str, ...]] = MappingProxyType({})
) -> Curriculum:
    """``course`` ready for look-ups.

    Args:
        course: The course.
        learned: Other wordings of its lessons, by number.
    """
    scopes: list[Scope] = []
    titles: list[tuple[int, tuple[str, ...]]] = []
    for subcourse in course.subcourses:
        _add(scopes, titles, (subcourse.number, None), subcourse.title, subcourse.title_en)
        for week in subcourse.weeks:
            _add(scopes, titles, (subcourse.number, week.number), week.title, week.title_en)
    numbers = tuple(lesson.number for lesson in course.lessons)
    index = index_lessons(course, learned)
    return Curriculum(
        course=course,
        learned=learned,
        index=index,
        profiles_once=cache(lambda: read_profiles(index)),
        numbers=numbers,
        places={number: place for place, number in enumerate(numbers)},
        lessons={lesson.number: lesson for lesson in course.lessons},
        parts={lesson.part: lesson.number for lesson in reversed(course.lessons)},
        sections={
            (lesson.course, lesson.week, lesson.section): lesson.number
            for lesson in reversed(course.lessons)
            if lesson.section is not None and (lesson.week is not None or lesson.course is None)
        },
        longest_week=max((x.section or 0 for x in course.lessons if course.subcourses), default=0),
        scopes=tuple(scopes),
        scope_index=index_titles(titles),
    )


def _add(
    scopes: list[Scope],
    titles: list[tuple[int, tuple[str, ...]]],
    scope: Scope,
    *wordings: str | None,
) -> None:
    known = [wording for wording in wordings if wording]
    if known:
        leads = (_SUBTITLE.split(wording, maxsplit=1)[0] for wording in known)
        titles.append((len(scopes), tuple(dict.fromkeys((*known, *leads)))))
        scopes.append(scope)
