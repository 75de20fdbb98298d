"""The pages of subcourses and of their weeks."""

from __future__ import annotations

from site_builder.links.targets import course_page, week_page
from site_builder.model.course import Course, Subcourse, Week
from site_builder.model.site import Page
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown, escape_title, front_matter
from site_builder.pages.places import (
    PageLink,
    colour_of,
    link_home,
    root_of,
    subcourse_name,
    view_subcourse,
    view_week,
    week_name,
)
from site_builder.pages.templates import PageTemplates
from site_builder.pages.timeline import locate_lessons


def render_course(
    subcourse: Subcourse, course: Course, holdings: Holdings, templates: PageTemplates
) -> Page:
    """The page of a subcourse."""
    path = course_page(subcourse.number)
    name = subcourse_name(subcourse)
    view = view_subcourse(subcourse, holdings, root_of(path))
    head = front_matter(
        {
            "title": escape_title(name),
            "description": escape_title(f"{course.title} · {name} · {view.extent.count} 课"),
            "hide": ["footer"],
        }
    )
    siblings = course.subcourses
    index = siblings.index(subcourse)
    text = templates.fill(
        "pages/course.md",
        course=view,
        crumbs=(link_home(root_of(path)),),
        name=name,
        where=locate_lessons(subcourse.lessons, holdings),
        previous=_link_course(siblings[index - 1], path) if index else None,
        next=_link_course(siblings[index + 1], path) if index + 1 < len(siblings) else None,
    )
    return Page(path, escape_title(name), head + text)


def render_week(
    week: Week, subcourse: Subcourse, holdings: Holdings, templates: PageTemplates
) -> Page:
    """The page of a week."""
    path = week_page(subcourse.number, week.number)
    root = root_of(path)
    course = subcourse_name(subcourse)
    view = view_week(subcourse.number, week, holdings, root)
    head = front_matter(
        {
            "title": escape_title(f"{course} {week_name(week)}"),
            "description": escape_title(f"{course} · {week_name(week)} · {view.extent.count} 课"),
            "hide": ["footer"],
        }
    )
    siblings = subcourse.weeks
    index = siblings.index(week)
    following = siblings[index + 1] if index + 1 < len(siblings) else None
    text = templates.fill(
        "pages/week.md",
        week=view,
        name=week_name(week),
        colour=colour_of(subcourse.number),
        where=locate_lessons(week.lessons, holdings),
        crumbs=(link_home(root), _link_course(subcourse, path)),
        previous=_link_week(siblings[index - 1], subcourse, path) if index else None,
        next=None if following is None else _link_week(following, subcourse, path),
    )
    return Page(path, escape_title(week_name(week)), head + text)


def _link_course(subcourse: Subcourse, page: str) -> PageLink:
    href = Markdown(root_of(page) + course_page(subcourse.number))
    return PageLink(subcourse_name(subcourse), href, subcourse.title_en)


def _link_week(week: Week, subcourse: Subcourse, page: str) -> PageLink:
    href = Markdown(root_of(page) + week_page(subcourse.number, week.number))
    return PageLink(week_name(week), href, week.title_en)
