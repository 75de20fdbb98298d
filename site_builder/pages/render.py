"""All pages of the site as ordinary Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from site_builder.links.targets import HOME_PAGE
from site_builder.model.alignment import Alignment
from site_builder.model.config import Config
from site_builder.model.course import Course
from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Document
from site_builder.model.site import Page, Resolution
from site_builder.pages.course import render_course, render_week
from site_builder.pages.glossary import render_glossary
from site_builder.pages.holdings import Holdings, collect_holdings
from site_builder.pages.home import render_home
from site_builder.pages.lesson import find_neighbours, render_lesson
from site_builder.pages.markup import Markdown
from site_builder.pages.places import PageLink, lessons_outside, root_of
from site_builder.pages.references import render_references
from site_builder.pages.templates import (
    BrokenTemplateError,
    PageTemplates,
    Templates,
    load_templates,
)
from site_builder.pages.unplaced import render_unplaced
from site_builder.pages.video import render_video


def render_pages(
    course: Course,
    documents: Sequence[Document],
    alignment: Alignment,
    resolution: Resolution,
    config: Config,
    templates: Templates,
) -> Outcome[tuple[Page, ...]]:
    """The staged tree in the order of the navigation, home first.

    Without its templates there is no site: no page, and a diagnostic for each that is missing
    or broken.

    Args:
        course: The course.
        documents: All documents.
        alignment: Where their sections stand.
        resolution: What their texts point at, and the edits that make it so.
        config: The manifest.
        templates: The page templates.
    """
    loaded = load_templates(templates)
    if loaded.value is None:
        return Outcome((), loaded.diagnostics)
    holdings = collect_holdings(course, documents, alignment, resolution)
    try:
        pages = _pages(course, resolution, config, holdings, loaded.value)
    except BrokenTemplateError as error:
        return Outcome((), (error.diagnostic,))
    return Outcome(pages)


def _pages(
    course: Course,
    resolution: Resolution,
    config: Config,
    holdings: Holdings,
    templates: PageTemplates,
) -> tuple[Page, ...]:
    glossary = render_glossary(course, config, holdings, templates)
    beside = (
        *(render_video(path, holdings, templates) for path in holdings.videos),
        *(() if glossary is None else (glossary,)),
        render_references(resolution, holdings, templates),
        render_unplaced(course, holdings, templates),
    )
    root = root_of(HOME_PAGE)
    others = tuple(PageLink(unescape(page.title), Markdown(root + page.path)) for page in beside)
    return (
        render_home(course, config, holdings, templates, others),
        *_course_pages(course, holdings, templates),
        *beside,
    )


def _course_pages(course: Course, holdings: Holdings, templates: PageTemplates) -> Iterator[Page]:
    """Subcourses, weeks and lessons as they follow each other."""
    neighbours = find_neighbours(course, holdings)

    def lesson_pages(numbers: Iterable[int]) -> Iterator[Page]:
        for number in numbers:
            lesson = holdings.lessons[number]
            yield render_lesson(lesson, course, holdings, templates, neighbours[number])

    for subcourse in course.subcourses:
        yield render_course(subcourse, course, holdings, templates)
        in_weeks: set[int] = set()
        for week in subcourse.weeks:
            yield render_week(week, subcourse, holdings, templates)
            yield from lesson_pages(week.lessons)
            in_weeks.update(week.lessons)
        yield from lesson_pages(number for number in subcourse.lessons if number not in in_weeks)
    yield from lesson_pages(lessons_outside(course))
