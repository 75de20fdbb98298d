"""The home page: what the course is, its map, and where else one may go."""

from __future__ import annotations

from msgspec import Struct

from site_builder.links.targets import HOME_PAGE, UNPLACED_PAGE
from site_builder.links.video import video_page_url
from site_builder.model.config import Config
from site_builder.model.course import Course
from site_builder.model.site import Page
from site_builder.model.timecode import format_timecode
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown, escape_title, front_matter, web_address
from site_builder.pages.notes import view_course_notes
from site_builder.pages.places import (
    PageLink,
    lessons_outside,
    list_lessons,
    measure,
    root_of,
    view_subcourse,
)
from site_builder.pages.templates import PageTemplates
from site_builder.pages.timeline import draw_timeline
from site_builder.pages.unplaced import source_anchor


class SourceLink(Struct, frozen=True):
    """A source with notes that stand on no lesson."""

    title: str
    """Its title."""
    path: str
    """Its path."""
    href: Markdown
    """Way to its notes."""
    count: int
    """Number of its sections there."""


def render_home(
    course: Course,
    config: Config,
    holdings: Holdings,
    templates: PageTemplates,
    others: tuple[PageLink, ...],
) -> Page:
    """The home page.

    Args:
        course: The course.
        config: The manifest.
        holdings: What the site shows.
        templates: The templates.
        others: Links to the pages beside the lessons: videos, glossary, references, unplaced.
    """
    root = root_of(HOME_PAGE)
    title = course.title or config.title or "课程笔记"
    extent = measure(tuple(holdings.lessons), holdings)
    parts = [f"{extent.count} 课" if extent.count else "", extent.duration or ""]
    head = front_matter(
        {
            "title": escape_title(title),
            "description": escape_title(
                " · ".join(part for part in (title, course.title_en or "", *parts) if part)
            ),
        }
    )
    text = templates.fill(
        "pages/home.md",
        title=title,
        title_en=course.title_en,
        extent=extent,
        total=format_timecode(course.duration) if course.duration else None,
        video=None
        if course.video is None
        else web_address(video_page_url(course.video, None, None)),
        courses=tuple(view_subcourse(item, holdings, root) for item in course.subcourses),
        lessons=list_lessons(lessons_outside(course), holdings, root),
        timeline=draw_timeline(course, holdings, root),
        about=view_course_notes(holdings, root),
        sources=_sources(holdings, root),
        others=others,
    )
    return Page(HOME_PAGE, "首页", head + text)


def _sources(holdings: Holdings, root: str) -> tuple[SourceLink, ...]:
    return tuple(
        SourceLink(
            title=holdings.manuscripts[path].title,
            path=path,
            href=Markdown(f"{root}{UNPLACED_PAGE}#{source_anchor(index)}"),
            count=len(group),
        )
        for index, (path, group) in enumerate(holdings.unplaced.items(), start=1)
    )
