"""Lessons in the time of the whole course: all of them, and where some of them lie."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from site_builder.model.course import Course, Lesson
from site_builder.model.timecode import format_timecode
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown
from site_builder.pages.places import LessonRow, colour_of, list_lessons

MOST_BANDS = 24
"""Subcourses that can be told apart on a line as wide as a phone."""


class Segment(Struct, frozen=True):
    """A lesson on the timeline of the course."""

    row: LessonRow
    """The lesson."""
    seconds: int
    """How long it is."""


class Week(Struct, frozen=True):
    """Lessons of one week, or neighbours outside any."""

    seconds: int
    """How long they are together."""
    segments: tuple[Segment, ...]
    """In their order."""


class Stretch(Struct, frozen=True):
    """The lessons of one subcourse on the timeline."""

    colour: int
    """Of the subcourse."""
    start: str
    """When it begins in the whole course, as ``6:51:54``."""
    seconds: int
    """How long it is."""
    weeks: tuple[Week, ...]
    """Its weeks."""


class Whereabouts(Struct, frozen=True):
    """Where some lessons lie in the whole course."""

    start: str
    """When the first begins, as ``58:44``."""
    end: str
    """When the last ends."""
    total: str
    """How long the whole course is."""
    offset_percent: str
    """Where the first begins, 0 to 100."""
    share_percent: str
    """Their share of the whole, 0 to 100."""
    bands: Markdown
    """All subcourses in their order, as ``draw_bands`` gives them."""


def draw_timeline(course: Course, holdings: Holdings, root: str) -> tuple[Stretch, ...]:
    """The lessons whose length is known, by subcourse and week, in their order."""
    timed = [lesson for lesson in course.lessons if lesson.duration]
    stretches = []
    passed = 0
    for number, group in groupby(timed, key=lambda lesson: lesson.course):
        weeks = tuple(
            _week(tuple(lessons), holdings, root)
            for _, lessons in groupby(group, key=lambda lesson: lesson.week)
        )
        seconds = sum(week.seconds for week in weeks)
        stretches.append(Stretch(colour_of(number), format_timecode(passed), seconds, weeks))
        passed += seconds
    return tuple(stretches)


def locate_lessons(numbers: Sequence[int], holdings: Holdings) -> Whereabouts | None:
    """Where the lessons of ``numbers``, which follow each other, lie; None where nobody says."""
    lessons = [holdings.lessons[number] for number in numbers if number in holdings.lessons]
    if not lessons or not holdings.seconds:
        return None
    first, last = lessons[0], lessons[-1]
    if first.start is None or last.start is None:
        return None
    end = last.start + (last.duration or 0)
    whole = holdings.seconds
    return Whereabouts(
        start=format_timecode(first.start),
        end=format_timecode(end),
        total=format_timecode(whole),
        offset_percent=f"{100 * first.start / whole:.2f}",
        share_percent=f"{100 * (end - first.start) / whole:.2f}",
        bands=draw_bands(holdings.shares),
    )


@lru_cache(maxsize=4)  # the same on page after page
def draw_bands(shares: Sequence[tuple[int | None, int]]) -> Markdown:
    """Subcourses side by side as a CSS gradient, two pixels apart; empty where they are too many.

    Args:
        shares: Subcourses in their order, and how long each is in seconds.
    """
    whole = sum(seconds for _, seconds in shares)
    if len(shares) > MOST_BANDS or not whole:
        return Markdown()
    stops, passed = [], 0
    for number, seconds in shares:
        passed += seconds
        colour, end = f"var(--band-{colour_of(number)})", f"{100 * passed / whole:.2f}%"
        stops.append(f"{colour} 0 calc({end} - 1px),#0000 0 calc({end} + 1px)")
    return Markdown(f"linear-gradient(90deg,{','.join(stops)})")


def _week(lessons: Sequence[Lesson], holdings: Holdings, root: str) -> Week:
    rows = list_lessons([lesson.number for lesson in lessons], holdings, root)
    segments = tuple(
        Segment(row, lesson.duration or 0) for row, lesson in zip(rows, lessons, strict=True)
    )
    return Week(sum(segment.seconds for segment in segments), segments)
