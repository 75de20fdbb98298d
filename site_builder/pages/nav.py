"""The navigation: home, courses with weeks and lessons, and the pages beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.links.targets import (
    GLOSSARY_PAGE,
    HOME_PAGE,
    REFERENCES_PAGE,
    UNPLACED_PAGE,
    course_page,
    lesson_page,
    week_page,
)
from site_builder.model.course import Course, Subcourse
from site_builder.model.site import NavItem, Page
from site_builder.pages.markup import escape_title
from site_builder.pages.places import lessons_outside, subcourse_name


def plan_nav(course: Course, pages: Sequence[Page]) -> tuple[NavItem, ...]:
    """The entries of the navigation; a page that is not among ``pages`` has none.

    A group with a page of its own has it as its first child (an index page, as
    ``navigation.indexes`` wants it). Titles are escaped for HTML: engines write them as they are.
    """
    titles = {page.path: page.title for page in pages}
    items = [
        *_entries([HOME_PAGE], titles),
        *(_course_item(subcourse, titles) for subcourse in course.subcourses),
    ]
    outside = _entries([lesson_page(number) for number in lessons_outside(course)], titles)
    if outside:
        items.append(NavItem("其他课" if course.subcourses else "全部课程", None, outside))
    videos = _entries([path for path in titles if path.startswith("videos/")], titles)
    if videos:
        items.append(NavItem("其他视频", None, videos))
    items.extend(_entries([GLOSSARY_PAGE, REFERENCES_PAGE, UNPLACED_PAGE], titles))
    return tuple(items)


def _course_item(subcourse: Subcourse, titles: Mapping[str, str]) -> NavItem:
    number = subcourse.number
    weeks = []
    in_weeks: set[int] = set()
    for week in subcourse.weeks:
        in_weeks.update(week.lessons)
        page = week_page(number, week.number)
        lessons = [lesson_page(lesson) for lesson in week.lessons]
        weeks.append(NavItem(titles.get(page, ""), None, _entries([page, *lessons], titles)))
    others = [lesson_page(lesson) for lesson in subcourse.lessons if lesson not in in_weeks]
    title = (
        f"{number} {subcourse_name(subcourse)}" if subcourse.title else subcourse_name(subcourse)
    )
    children = (*_entries([course_page(number)], titles), *weeks, *_entries(others, titles))
    return NavItem(escape_title(title), None, children)


def _entries(paths: Sequence[str], titles: Mapping[str, str]) -> tuple[NavItem, ...]:
    return tuple(NavItem(titles[path], path) for path in paths if path in titles)
