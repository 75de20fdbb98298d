"""Lessons, weeks and subcourses as rows and links of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from site_builder.links.targets import HOME_PAGE, course_page, lesson_page, week_page
from site_builder.model.course import Course, Lesson, Subcourse, Week
from site_builder.model.outline import LessonKind
from site_builder.model.timecode import format_timecode
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown

COLOURS = 5
"""Number of course colours in the style sheet; a sixth course has the first colour again."""


class PageLink(Struct, frozen=True):
    """A link to a page of the site."""

    title: str
    """Its words."""
    href: Markdown
    """Way from the page that shows it."""
    title_en: str | None = None
    """The title in English, where there is one."""


class LessonRow(Struct, frozen=True):
    """A lesson in a list."""

    number: int
    """Running number."""
    title: str
    """Title."""
    title_en: str | None
    """English title."""
    href: Markdown
    """Way to its page."""
    duration: str | None
    """As ``11:24``."""
    has_notes: bool
    """Whether any notes stand on it."""
    interview: bool
    """Whether it is an interview."""
    moments: int
    """Number of moments in its part of the video."""


class LessonMark(Struct, frozen=True):
    """A lesson as its number."""

    number: int
    """Running number."""
    title: str
    """Title."""
    href: Markdown
    """Way to its page."""
    colour: int
    """Of its subcourse."""


class Extent(Struct, frozen=True):
    """How much some lessons are."""

    count: int
    """Lessons."""
    with_notes: int
    """Lessons with notes."""
    duration: str | None
    """As ``5:12:33``; None where no duration is known."""

    @property
    def percent(self) -> int:
        """Share of lessons with notes, 0 to 100."""
        return round(100 * self.with_notes / self.count) if self.count else 0


class WeekView(Struct, frozen=True):
    """A week on a page."""

    number: int
    """1-based in its subcourse."""
    title: str | None
    """Title."""
    title_en: str | None
    """English title."""
    href: Markdown
    """Way to its page."""
    extent: Extent
    """How much it is."""
    lessons: tuple[LessonRow, ...]
    """Its lessons."""


class SubcourseView(Struct, frozen=True):
    """A subcourse on a page."""

    number: int
    """1-based."""
    title: str | None
    """Title."""
    title_en: str | None
    """English title."""
    href: Markdown
    """Way to its page."""
    extent: Extent
    """How much it is."""
    colour: int
    """1 to ``COLOURS``."""
    weeks: tuple[WeekView, ...]
    """Its weeks."""
    others: tuple[LessonRow, ...]
    """Lessons outside any week, as interviews are."""


def root_of(page: str) -> str:
    """The way from ``page`` to the root of the site."""
    return "../" * page.count("/")


def colour_of(course: int | None) -> int:
    """The colour of a subcourse, 1 to ``COLOURS``."""
    return 1 if course is None else (course - 1) % COLOURS + 1


def english_title(lesson: Lesson) -> str | None:
    """The English title; None where there is none, or where it is the title itself."""
    if lesson.title_en is None or lesson.title_en.casefold() == lesson.title.casefold():
        return None
    return lesson.title_en


def link_home(root: str) -> PageLink:
    """A link to the home page."""
    return PageLink("首页", Markdown(root + HOME_PAGE))


def link_lesson(lesson: Lesson, root: str) -> PageLink:
    """A link to the page of ``lesson``."""
    return PageLink(
        lesson.title, Markdown(root + lesson_page(lesson.number)), english_title(lesson)
    )


def lesson_label(lesson: Lesson) -> str:
    """``lesson`` in running text: number and title."""
    return f"第 {lesson.number} 课 {lesson.title}"


def link_lessons(numbers: Iterable[int], holdings: Holdings, root: str) -> tuple[PageLink, ...]:
    """Links to lessons in the order given, number and title; unknown numbers are left out."""
    lessons = (holdings.lessons[number] for number in numbers if number in holdings.lessons)
    return tuple(
        PageLink(lesson_label(lesson), Markdown(root + lesson_page(lesson.number)))
        for lesson in lessons
    )


def mark_lessons(numbers: Iterable[int], holdings: Holdings, root: str) -> tuple[LessonMark, ...]:
    """Lessons in the order given; unknown numbers are left out."""
    lessons = (holdings.lessons[number] for number in numbers if number in holdings.lessons)
    return tuple(
        LessonMark(
            number=lesson.number,
            title=lesson.title,
            href=Markdown(root + lesson_page(lesson.number)),
            colour=colour_of(lesson.course),
        )
        for lesson in lessons
    )


def subcourse_name(subcourse: Subcourse) -> str:
    """The title of a subcourse, or its number in words."""
    return subcourse.title or f"第 {subcourse.number} 门课"


def week_name(week: Week) -> str:
    """Number and, where there is one, title of a week."""
    return f"第 {week.number} 周 {week.title}" if week.title else f"第 {week.number} 周"


def view_subcourse(subcourse: Subcourse, holdings: Holdings, root: str) -> SubcourseView:
    """``subcourse`` with its weeks and lessons."""
    in_weeks = {number for week in subcourse.weeks for number in week.lessons}
    return SubcourseView(
        number=subcourse.number,
        title=subcourse.title,
        title_en=subcourse.title_en,
        href=Markdown(root + course_page(subcourse.number)),
        extent=measure(subcourse.lessons, holdings),
        colour=colour_of(subcourse.number),
        weeks=tuple(view_week(subcourse.number, week, holdings, root) for week in subcourse.weeks),
        others=list_lessons(
            [number for number in subcourse.lessons if number not in in_weeks], holdings, root
        ),
    )


def view_week(course: int, week: Week, holdings: Holdings, root: str) -> WeekView:
    """``week`` of subcourse ``course`` with its lessons."""
    return WeekView(
        number=week.number,
        title=week.title,
        title_en=week.title_en,
        href=Markdown(root + week_page(course, week.number)),
        extent=measure(week.lessons, holdings),
        lessons=list_lessons(week.lessons, holdings, root),
    )


def list_lessons(numbers: Sequence[int], holdings: Holdings, root: str) -> tuple[LessonRow, ...]:
    """Rows of lessons in the order given."""
    return tuple(
        _row(holdings.lessons[n], holdings, root) for n in numbers if n in holdings.lessons
    )


def measure(numbers: Sequence[int], holdings: Holdings) -> Extent:
    """How much the lessons of ``numbers`` are."""
    lessons = [holdings.lessons[number] for number in numbers if number in holdings.lessons]
    seconds = sum(lesson.duration or 0 for lesson in lessons)
    return Extent(
        count=len(lessons),
        with_notes=sum(1 for lesson in lessons if lesson.number in holdings.noted),
        duration=format_timecode(seconds) if seconds else None,
    )


def lessons_outside(course: Course) -> tuple[int, ...]:
    """Lessons of no subcourse: all of them in a course of one level."""
    inside = {number for subcourse in course.subcourses for number in subcourse.lessons}
    return tuple(lesson.number for lesson in course.lessons if lesson.number not in inside)


def _row(lesson: Lesson, holdings: Holdings, root: str) -> LessonRow:
    return LessonRow(
        number=lesson.number,
        title=lesson.title,
        title_en=english_title(lesson),
        href=Markdown(root + lesson_page(lesson.number)),
        duration=None if lesson.duration is None else format_timecode(lesson.duration),
        has_notes=lesson.number in holdings.noted,
        interview=lesson.kind is LessonKind.INTERVIEW,
        moments=len(holdings.moments.get(lesson.number, ())),
    )
