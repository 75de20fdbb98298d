"""The page of a lesson."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct

from site_builder.links.targets import course_page, lesson_page, video_page, week_page
from site_builder.links.video import lesson_begin, lesson_part, lesson_url, video_page_url
from site_builder.model.alignment import Related
from site_builder.model.course import Course, Lesson, Subcourse
from site_builder.model.outline import LessonKind
from site_builder.model.site import Page, PlacedMoment
from site_builder.model.timecode import format_timecode
from site_builder.model.video import Platform
from site_builder.pages.backlinks import BacklinkRow, view_backlinks
from site_builder.pages.chapters import chapters_file, divide_lesson, name_moment
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown, escape_title, front_matter, web_address
from site_builder.pages.notes import SourceNotes, name_lines, view_lesson_notes
from site_builder.pages.places import (
    PageLink,
    colour_of,
    english_title,
    lesson_label,
    link_home,
    link_lesson,
    root_of,
    subcourse_name,
    week_name,
)
from site_builder.pages.references import ReferenceRow, merge_citations
from site_builder.pages.structured import describe_video
from site_builder.pages.templates import PageTemplates
from site_builder.pages.timeline import Whereabouts, locate_lessons


class MomentRow(Struct, frozen=True):
    """A time in the lesson's video that a note points at."""

    time: str
    """As ``05:33``."""
    seconds: int
    """Seconds from the beginning of the part of the video."""
    percent: str | None
    """Where in the lesson it is, 0 to 100; None where it lies outside."""
    part: int
    """Part of the video."""
    video: Markdown
    """Id of the video."""
    href: Markdown | None
    """Address of the video at that time."""
    words: str
    """What the note says there."""
    path: str
    """Source path."""
    line: int
    """1-based line."""


class RelatedRow(Struct, frozen=True):
    """Notes on another video on the same topic."""

    title: str
    """Title of the part."""
    href: Markdown
    """Way to the notes."""
    video: str
    """Id of the video."""
    part: int | None
    """Its part."""
    path: str
    """Source path."""
    lines: str
    """Lines in words."""


class LessonView(Struct, frozen=True):
    """All that the page of a lesson shows."""

    number: int
    """Running number."""
    title: str
    """Title."""
    title_en: str | None
    """English title."""
    wordings: tuple[str, ...]
    """Other titles."""
    crumbs: tuple[PageLink, ...]
    """Subcourse and week."""
    section: int | None
    """1-based place in the week."""
    interview: bool
    """Whether it is an interview."""
    part: int
    """Part of the course's video."""
    begin: int | None
    """Second of that part at which it begins; None at its beginning."""
    duration: str | None
    """As ``11:24``."""
    where: Whereabouts | None
    """Where it lies in the whole course."""
    colour: int
    """Of its subcourse."""
    watch: Markdown | None
    """Address of its video."""
    video: Markdown | None
    """Id of that video."""
    notes: tuple[SourceNotes, ...]
    """Notes by source."""
    has_notes: bool
    """Whether they say more than headings."""
    moments: tuple[MomentRow, ...]
    """Moments, by second."""
    marks: tuple[MomentRow, ...]
    """Of the moments within the lesson the first of each second."""
    chapters: Markdown | None
    """Way to the chapters of its video."""
    related: tuple[RelatedRow, ...]
    """Notes on other videos."""
    references: tuple[ReferenceRow, ...]
    """Addresses cited."""
    backlinks: tuple[BacklinkRow, ...]
    """Pages whose notes lead here."""
    previous: PageLink | None
    """The lesson before."""
    next: PageLink | None
    """The lesson behind."""
    noted: tuple[PageLink, ...]
    """Nearest lessons with notes before and behind, where it has none itself."""


class Neighbours(Struct, frozen=True):
    """The lessons around a lesson; None where there are none."""

    previous: Lesson | None
    """Before."""
    next: Lesson | None
    """Behind."""
    previous_noted: Lesson | None
    """The nearest before that has notes."""
    next_noted: Lesson | None
    """The nearest behind that has notes."""


def render_lesson(
    lesson: Lesson,
    course: Course,
    holdings: Holdings,
    templates: PageTemplates,
    neighbours: Neighbours,
) -> Page:
    """The page of ``lesson``."""
    path = lesson_page(lesson.number)
    view = _view(lesson, course, holdings, neighbours)
    chapters = divide_lesson(lesson, _names(lesson, holdings), view.begin or 0)
    watch = view.watch
    head = front_matter(
        {
            "title": escape_title(lesson_label(lesson)),
            "description": escape_title(_description(lesson, course)),
            "template": "lesson.html",
            "hide": ["footer"],
            "lesson": {
                "number": lesson.number,
                "course": lesson.course,
                "week": lesson.week,
                "section": lesson.section,
                "colour": view.colour,
                "title": escape_title(lesson.title),
                "title_en": None if lesson.title_en is None else escape_title(lesson.title_en),
                "duration": lesson.duration,
                "start": lesson.start,
                "part": view.part,
                "video_url": None if watch is None else str(watch),
                "notes": sum(len(source.passages) for source in view.notes),
            },
            "structured": describe_video(lesson, course, chapters),
        }
    )
    text = head + templates.fill("pages/lesson.md", lesson=view)
    return Page(path, escape_title(f"{lesson.number} {lesson.title}"), text)


def find_neighbours(course: Course, holdings: Holdings) -> dict[int, Neighbours]:
    """The neighbours of every lesson, by number."""
    lessons = course.lessons
    before = _last_noted(lessons, holdings)
    behind = _last_noted(tuple(reversed(lessons)), holdings)
    return {
        lesson.number: Neighbours(
            previous=lessons[index - 1] if index else None,
            next=lessons[index + 1] if index + 1 < len(lessons) else None,
            previous_noted=before[lesson.number],
            next_noted=behind[lesson.number],
        )
        for index, lesson in enumerate(lessons)
    }


def _last_noted(lessons: tuple[Lesson, ...], holdings: Holdings) -> dict[int, Lesson | None]:
    """For each lesson the last one with notes among those that come before it in ``lessons``."""
    found: dict[int, Lesson | None] = {}
    last: Lesson | None = None
    for lesson in lessons:
        found[lesson.number] = last
        if lesson.number in holdings.noted:
            last = lesson
    return found


def _view(lesson: Lesson, course: Course, holdings: Holdings, neighbours: Neighbours) -> LessonView:
    root = root_of(lesson_page(lesson.number))
    number = lesson.number
    video = course.video
    begin = None if video is None else lesson_begin(video, lesson)
    moments = tuple(
        _moment(found, lesson, begin or 0, holdings) for found in holdings.moments.get(number, ())
    )
    marks = tuple({m.seconds: m for m in reversed(moments) if m.percent}.values())[::-1]
    around = (neighbours.previous_noted, neighbours.next_noted)
    return LessonView(
        number=number,
        title=lesson.title,
        title_en=english_title(lesson),
        wordings=lesson.wordings,
        crumbs=_crumbs(lesson, course.subcourses, root),
        section=lesson.section,
        interview=lesson.kind is LessonKind.INTERVIEW,
        part=lesson.part if video is None else lesson_part(video, lesson),
        begin=begin,
        duration=None if lesson.duration is None else format_timecode(lesson.duration),
        where=locate_lessons([number], holdings),
        colour=colour_of(lesson.course),
        watch=_watch(course, lesson, holdings, root),
        video=None if video is None else Markdown(quote(video.id)),
        notes=view_lesson_notes(number, holdings, root),
        has_notes=number in holdings.noted,
        moments=moments,
        marks=marks,
        chapters=Markdown(root + chapters_file(number)) if marks else None,
        related=tuple(_related(item, holdings, root) for item in holdings.related.get(number, ())),
        references=merge_citations(holdings.citations.get(number, ()), holdings, root),
        backlinks=view_backlinks(number, holdings, root),
        previous=None if neighbours.previous is None else link_lesson(neighbours.previous, root),
        next=None if neighbours.next is None else link_lesson(neighbours.next, root),
        noted=()
        if number in holdings.noted
        else tuple(
            PageLink(lesson_label(other), Markdown(root + lesson_page(other.number)))
            for other in around
            if other is not None
        ),
    )


def _crumbs(lesson: Lesson, subcourses: tuple[Subcourse, ...], root: str) -> tuple[PageLink, ...]:
    crumbs = [link_home(root)]
    subcourse = next((item for item in subcourses if item.number == lesson.course), None)
    if subcourse is None:
        return tuple(crumbs)
    page = Markdown(root + course_page(subcourse.number))
    crumbs.append(PageLink(subcourse_name(subcourse), page, subcourse.title_en))
    for week in subcourse.weeks:
        if week.number == lesson.week:
            page = Markdown(root + week_page(subcourse.number, week.number))
            crumbs.append(PageLink(week_name(week), page, week.title_en))
    return tuple(crumbs)


def _watch(course: Course, lesson: Lesson, holdings: Holdings, root: str) -> Markdown | None:
    video = course.video
    if video is None:
        return None
    address = lesson_url(video, lesson)
    if video.platform is Platform.FILE:
        published = video.file_path(lesson_part(video, lesson)) in holdings.files
        return Markdown(root + address) if published else None
    return web_address(address)


def _names(lesson: Lesson, holdings: Holdings) -> Iterator[tuple[int, str]]:
    """Seconds and names of the moments of ``lesson``."""
    for placed in holdings.moments.get(lesson.number, ()):
        yield (
            placed.moment.seconds,
            name_moment(holdings.manuscripts[placed.path], placed.moment),
        )


def _moment(placed: PlacedMoment, lesson: Lesson, begin: int, holdings: Holdings) -> MomentRow:
    moment = placed.moment
    manuscript = holdings.manuscripts[placed.path]
    length, passed = lesson.duration or 0, moment.seconds - begin
    return MomentRow(
        time=format_timecode(moment.seconds),
        seconds=moment.seconds,
        percent=f"{100 * passed / length:.2f}" if 0 <= passed < length else None,
        part=moment.part,
        video=Markdown(quote(moment.video.id)),
        href=web_address(video_page_url(moment.video, moment.part, moment.seconds)),
        words=name_moment(manuscript, moment),
        path=placed.path,
        line=manuscript.source.line_number(moment.span.start),
    )


def _related(related: Related, holdings: Holdings, root: str) -> RelatedRow:
    page = video_page(related.video)
    anchor = holdings.anchors[related.path, related.span]
    return RelatedRow(
        title=related.title,
        href=Markdown(f"{root}{page}#{anchor}"),
        video=related.video.id,
        part=related.part,
        path=related.path,
        lines=name_lines(holdings.manuscripts[related.path], related.span),
    )


def _description(lesson: Lesson, course: Course) -> str:
    """One sentence for search engines and link previews."""
    parts = [course.title, lesson_label(lesson)]
    if lesson.title_en:
        parts.append(lesson.title_en)
    if lesson.duration is not None:
        parts.append(format_timecode(lesson.duration))
    return " · ".join(parts)
