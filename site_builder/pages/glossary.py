"""The page of terms, or of the lessons' titles in two languages where there are no terms."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from site_builder.links.glossary import term_anchors
from site_builder.links.targets import GLOSSARY_PAGE, lesson_page
from site_builder.links.video import video_page_url
from site_builder.model.config import Config
from site_builder.model.course import Course, Lesson
from site_builder.model.glossary import Term
from site_builder.model.site import Page, PlacedMoment, TermUse
from site_builder.model.timecode import format_timecode
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown, front_matter, web_address
from site_builder.pages.passages import block_around
from site_builder.pages.places import (
    LessonMark,
    PageLink,
    link_lessons,
    mark_lessons,
    root_of,
    subcourse_name,
)
from site_builder.pages.templates import PageTemplates


class TermMoment(Struct, frozen=True):
    """A time in a video at which a note speaks of the term."""

    time: str
    """As ``05:33``."""
    href: Markdown | None
    """Address of the video at that time."""
    page: PageLink | None
    """The lesson; None for other videos."""
    part: int
    """1-based part of the video."""
    seconds: int
    """Seconds from the beginning of the part."""


class TermRow(Struct, frozen=True):
    """One term."""

    zh: str
    """Chinese."""
    en: str
    """English; empty where there is none."""
    text: str
    """What it means; empty where the glossary does not say."""
    anchor: Markdown | None
    """Its id on the page; None for titles."""
    lessons: tuple[LessonMark, ...]
    """Lessons that explain it."""
    mentions: tuple[LessonMark, ...]
    """Other lessons whose notes use it."""
    moments: tuple[TermMoment, ...]
    """Moments of notes that use it."""


class TermGroup(Struct, frozen=True):
    """Terms of one subcourse."""

    title: str | None
    """Its name; None where the page has one group only."""
    terms: tuple[TermRow, ...]
    """In the order of the glossary."""


def render_glossary(
    course: Course, config: Config, holdings: Holdings, templates: PageTemplates
) -> Page | None:
    """The page; None where there is neither a term nor a title in two languages.

    Terms stand under the subcourse of their first lesson, in the order of the glossary.
    """
    root = root_of(GLOSSARY_PAGE)
    titles = tuple(
        _title_row(lesson, lesson.title_en, holdings, root)
        for lesson in holdings.lessons.values()
        if lesson.title_en
    )
    groups = (
        _groups(course, config.glossary, holdings, root)
        if config.glossary
        else (TermGroup(None, titles),)
    )
    if not any(group.terms for group in groups):
        return None
    title = "术语" if config.glossary else "中英对照"
    head = front_matter({"title": title, "description": "中文与英文的对照，以及讲到它们的课"})
    text = templates.fill(
        "pages/glossary.md", title=title, groups=groups, from_titles=not config.glossary
    )
    return Page(GLOSSARY_PAGE, title, head + text)


def _title_row(lesson: Lesson, english: str, holdings: Holdings, root: str) -> TermRow:
    marks = mark_lessons([lesson.number], holdings, root)
    return TermRow(lesson.title, english, "", None, marks, (), ())


def _groups(
    course: Course, terms: Sequence[Term], holdings: Holdings, root: str
) -> tuple[TermGroup, ...]:
    rows: dict[int | None, list[TermRow]] = {s.number: [] for s in course.subcourses}
    rows[None] = []
    anchors = term_anchors(terms)
    for index, term in enumerate(terms):
        uses = holdings.terms.get(index, ())
        row = _row(term, anchors[index], uses, holdings, root)
        rows[_subcourse(term, uses, holdings)].append(row)
    names: dict[int | None, str] = {s.number: subcourse_name(s) for s in course.subcourses}
    filled = {number: tuple(group) for number, group in rows.items() if group}
    if len(filled) == 1:
        return tuple(TermGroup(None, group) for group in filled.values())
    return tuple(TermGroup(names.get(number, "其他"), group) for number, group in filled.items())


def _subcourse(term: Term, uses: Sequence[TermUse], holdings: Holdings) -> int | None:
    numbers = (*term.lessons, *(number for use in uses for number in use.lessons))
    known = (holdings.lessons[number] for number in numbers if number in holdings.lessons)
    return next((lesson.course for lesson in known), None)


def _row(
    term: Term, anchor: str, uses: Sequence[TermUse], holdings: Holdings, root: str
) -> TermRow:
    mentions = {
        use.lessons[0] for use in uses if use.lessons and use.page == lesson_page(use.lessons[0])
    }
    return TermRow(
        zh=term.zh,
        en=term.en,
        text=term.text,
        anchor=Markdown(anchor),
        lessons=mark_lessons(term.lessons, holdings, root),
        mentions=mark_lessons(sorted(mentions.difference(term.lessons)), holdings, root),
        moments=tuple(_moments(uses, holdings, root)),
    )


def _moments(uses: Sequence[TermUse], holdings: Holdings, root: str) -> list[TermMoment]:
    """Moments in the blocks that use the term, in the order of the notes."""
    blocks = dict.fromkeys(
        (use.path, block.span)
        for use in uses
        if (block := block_around(holdings.manuscripts[use.path], use.span)) is not None
    )
    return [
        _moment(placed, holdings, root)
        for path, span in blocks
        for placed in holdings.moments_by_path.get(path, ())
        if span.contains(placed.moment.span)
    ]


def _moment(placed: PlacedMoment, holdings: Holdings, root: str) -> TermMoment:
    moment = placed.moment
    links = link_lessons(placed.lessons, holdings, root)
    return TermMoment(
        time=format_timecode(moment.seconds),
        href=web_address(video_page_url(moment.video, moment.part, moment.seconds)),
        page=links[0] if links else None,
        part=moment.part,
        seconds=moment.seconds,
    )
