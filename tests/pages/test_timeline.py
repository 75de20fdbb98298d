"""Lessons in the time of the whole course."""

from __future__ import annotations

from site_builder.model.alignment import Alignment
from site_builder.model.course import Course
from site_builder.pages.holdings import Holdings, collect_holdings
from site_builder.pages.timeline import MOST_BANDS, draw_bands, draw_timeline, locate_lessons
from tests.pages.samples import NOTHING_RESOLVED, course, lesson

LESSONS = (
    lesson(1),
    lesson(2),
    lesson(3, week=2),
    lesson(4, week=None),
    lesson(5, course=2, week=1, duration=360),
)


def hold(subject: Course) -> Holdings:
    """The holdings of a course without notes."""
    return collect_holdings(subject, (), Alignment(pieces=(), unplaced=()), NOTHING_RESOLVED)


def test_the_timeline_has_every_week_of_every_course() -> None:
    """Lessons outside weeks are a week of their own; each course knows when it begins."""
    subject = course(*LESSONS)

    first, second = draw_timeline(subject, hold(subject), "")

    assert [[s.row.number for s in week.segments] for week in first.weeks] == [[1, 2], [3], [4]]
    assert [week.seconds for week in first.weeks] == [120, 60, 60]
    assert (first.start, second.start) == ("00:00", "04:00")
    assert (first.colour, second.colour) == (1, 2)


def test_a_week_is_found_in_the_whole() -> None:
    """Its beginning, its end and its share; the courses are drawn around it."""
    subject = course(*LESSONS)

    found = locate_lessons([2, 3], hold(subject))

    assert found is not None
    assert (found.start, found.end, found.total) == ("01:00", "03:00", "10:00")
    assert (found.offset_percent, found.share_percent) == ("10.00", "20.00")
    assert found.bands == (
        "linear-gradient(90deg,"
        "var(--band-1) 0 calc(40.00% - 1px),#0000 0 calc(40.00% + 1px),"
        "var(--band-2) 0 calc(100.00% - 1px),#0000 0 calc(100.00% + 1px))"
    )


def test_more_courses_than_can_be_told_apart_are_not_drawn() -> None:
    """The page of a lesson does not grow with the number of courses."""
    shares = tuple((number, 60) for number in range(1, MOST_BANDS + 2))

    assert draw_bands(shares[:-1]).count("var(") == MOST_BANDS
    assert not draw_bands(shares)


def test_without_times_nothing_is_found() -> None:
    """A lesson that nobody says the beginning of, no lessons, and a course without any length."""
    subject = course(lesson(1), lesson(2, start=None))
    untimed = course(lesson(1, duration=None, start=None))

    assert locate_lessons([2], hold(subject)) is None
    assert locate_lessons([], hold(subject)) is None
    assert locate_lessons([1], hold(untimed)) is None
