"""The navigation follows the course and names only pages that exist."""

from __future__ import annotations

from site_builder.model.course import Course
from site_builder.model.site import NavItem, Page
from site_builder.pages.nav import plan_nav
from tests.pages.samples import course, lesson


def pages(*paths: str) -> tuple[Page, ...]:
    """Pages titled by their paths."""
    return tuple(Page(path, f"<{path}>", "") for path in paths)


def test_courses_and_weeks_are_groups_that_begin_with_their_own_page() -> None:
    """Lessons stand under their week, interviews under their course."""
    planned = plan_nav(
        course(lesson(1), lesson(2, week=None)),
        pages(
            "index.md",
            "courses/1/index.md",
            "courses/1/week-1/index.md",
            "lessons/001.md",
            "lessons/002.md",
            "videos/x.md",
            "unplaced.md",
        ),
    )

    week = NavItem(
        "<courses/1/week-1/index.md>",
        None,
        (
            NavItem("<courses/1/week-1/index.md>", "courses/1/week-1/index.md"),
            NavItem("<lessons/001.md>", "lessons/001.md"),
        ),
    )
    assert planned == (
        NavItem("<index.md>", "index.md"),
        NavItem(
            "1 子课1",
            None,
            (
                NavItem("<courses/1/index.md>", "courses/1/index.md"),
                week,
                NavItem("<lessons/002.md>", "lessons/002.md"),
            ),
        ),
        NavItem("其他视频", None, (NavItem("<videos/x.md>", "videos/x.md"),)),
        NavItem("<unplaced.md>", "unplaced.md"),
    )


def test_a_course_of_one_level_is_one_group() -> None:
    """Lessons without a subcourse stand together."""
    flat = Course("平", None, None, (), (lesson(1, course=None, week=None),))

    planned = plan_nav(flat, pages("index.md", "lessons/001.md"))

    assert planned[1] == NavItem("全部课程", None, (NavItem("<lessons/001.md>", "lessons/001.md"),))


def test_titles_of_groups_are_escaped_as_engines_write_them_unescaped() -> None:
    """A title cannot bring markup into the navigation."""
    base = course(lesson(1))
    named = Course(
        base.title,
        None,
        None,
        tuple(
            type(item)(item.number, "<i>a", None, item.weeks, item.lessons)
            for item in base.subcourses
        ),
        base.lessons,
    )

    planned = plan_nav(named, pages("index.md", "lessons/001.md"))

    assert planned[1].title == "1 &lt;i&gt;a"
