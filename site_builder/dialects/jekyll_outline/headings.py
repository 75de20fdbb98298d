"""Which headings of an outline are lessons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from site_builder.model.note import Heading
from site_builder.scan.lesson_heading import LessonHeading

Candidates = Sequence[tuple[Heading, LessonHeading]]


def choose_lessons(
    candidates: Candidates,
) -> tuple[tuple[tuple[Heading, LessonHeading], ...], int]:
    """The headings that are lessons, and their level.

    Where headings say two of number, place and duration, those are the lessons, with numbered
    ones between them; else the numbered headings of one level; else those with a duration.
    """
    strong = [item for item in candidates if item[1].is_strong]
    if strong:
        level = _commonest_level(strong)
        numbers = [lesson.number for _, lesson in strong if lesson.number is not None]
        highest = max(numbers, default=0) + 1
        lessons = tuple(
            (heading, lesson)
            for heading, lesson in candidates
            if (lesson.is_strong and heading.level <= level)
            or (heading.level == level and 0 < (lesson.number or 0) <= highest)
        )
        return lessons, level
    numbered = [item for item in candidates if item[1].number or item[1].url]
    weak = numbered or [item for item in candidates if item[1].is_weak]
    level = _commonest_level(weak)
    return tuple(item for item in weak if item[0].level == level), level


def _commonest_level(items: Candidates) -> int:
    levels = Counter(heading.level for heading, _ in items)
    return min(levels, key=lambda level: (-levels[level], level), default=0)
