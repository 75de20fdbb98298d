"""Moments of notes as links to the pages of their videos, and whether they lie within the course.

A time becomes ``[00:59](…?p=2&t=59){ .moment data-video=BV… data-part=2 data-seconds=59 }``: an
ordinary link that works without JavaScript, from which the page's player reads where to go.
"""

from __future__ import annotations

from urllib.parse import quote

from site_builder.model.course import Course, Lesson
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import Document, Edit
from site_builder.model.reference import Link, LinkForm, Moment
from site_builder.model.site import Asset, Catalog
from site_builder.model.timecode import format_timecode
from site_builder.model.video import Platform, Video, VideoPlace
from site_builder.scan.video_urls import canonical_url, repair_url

# what would act as markup in the text of a link
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "\\`*_{}[]<>|$~^=&!\"'"}


def video_page_url(video: Video, part: int | None, seconds: float | None) -> str:
    """The address of a place on its host's own page, whole seconds rounded down.

    Args:
        video: The video.
        part: 1-based part; None for the whole video.
        seconds: Seconds from the beginning of the part; None for its beginning.
    """
    return canonical_url(VideoPlace(video, part, seconds))


def player_url(video: Video, part: int | None, seconds: float | None, *, play: bool = False) -> str:
    """The address of a player to be embedded.

    ``player.js`` makes the same addresses out of those of ``video_page_url``.

    Args:
        video: The video; a file is its own player.
        part: 1-based part; None for the first.
        seconds: Seconds from the beginning of the part; None for its beginning.
        play: Whether it begins by itself; else it waits until the reader starts it.
    """
    start, autoplay = int(seconds or 0), int(play)
    match video.platform:
        case Platform.BILIBILI:
            name = "aid=" + video.id[2:] if video.id.startswith("av") else "bvid=" + video.id
            host = "https://player.bilibili.com"
            return f"{host}/player.html?{name}&p={part or 1}&t={start}&autoplay={autoplay}"
        case Platform.YOUTUBE:
            host = "https://www.youtube-nocookie.com"
            return f"{host}/embed/{quote(video.id)}?start={start}&autoplay={autoplay}"
        case Platform.FILE:
            return canonical_url(VideoPlace(video, part, float(start)))


def video_files(course: Course, catalog: Catalog) -> tuple[Asset, ...]:
    """The files of CONTENT that hold the course's own video, where it is kept there."""
    if course.video is None or course.video.platform is not Platform.FILE:
        return ()
    paths = {course.video.file_path(lesson.part) for lesson in course.lessons}
    return tuple(Asset(path) for path in sorted(paths) if path in catalog.files)


def resolve_moments(document: Document) -> tuple[Edit, ...]:
    """The edits that make every moment a link to its place, in the order of the text.

    Other links to videos whose host is broken lead to the repaired address.
    """
    edits = [Edit(moment.span, _moment_link(moment)) for moment in document.moments]
    for link in document.links:
        repaired = repair_url(link.url)
        if repaired is not None:
            edits.append(Edit(link.span, _repaired_link(link, repaired)))
    return tuple(sorted(edits, key=lambda edit: edit.span))


def check_moments(document: Document, course: Course) -> tuple[Diagnostic, ...]:
    """Times that the course's own video does not have, and addresses with a broken host.

    Moments of other videos are not checked: nobody says how long those are.

    Args:
        document: The notes.
        course: The course; without a video of its own nothing is checked against it.
    """
    found = list(_broken_links(document))
    if course.video is not None and course.lessons:
        for moment in document.moments:
            if moment.video == course.video:
                found.extend(_check_moment(document, moment, course))
    return tuple(sorted(found, key=lambda d: (d.span.start if d.span else 0, d.code)))


def lesson_begin(video: Video, lesson: Lesson) -> int | None:
    """The second of ``video`` at which ``lesson`` begins; None at the beginning of its part."""
    return None if video.in_parts else lesson.start or None


def lesson_part(video: Video, lesson: Lesson) -> int:
    """The 1-based part of ``video`` that ``lesson`` lies in."""
    return lesson.part if video.in_parts else 1


def lesson_url(video: Video, lesson: Lesson) -> str:
    """The address of ``lesson`` on the page of its video."""
    return video_page_url(video, lesson_part(video, lesson), lesson_begin(video, lesson))


def find_lesson(course: Course, moment: Moment) -> Lesson | None:
    """The lesson that ``moment`` of the course's own video lies in, or None.

    A video in parts has one a lesson; in one without parts the lessons follow each other.
    """
    if moment.video.in_parts:
        return next((lesson for lesson in course.lessons if lesson.part == moment.part), None)
    begun = [lesson for lesson in course.lessons if lesson.start is not None]
    begun = [lesson for lesson in begun if (lesson.start or 0) <= moment.seconds]
    return begun[-1] if begun else None


def _moment_link(moment: Moment) -> str:
    end = "" if moment.end_seconds is None else f" data-end={moment.end_seconds}"
    url = video_page_url(moment.video, moment.part, moment.seconds)
    video = quote(moment.video.id)
    return (
        f"[{_escape(moment.label)}]({url})"
        f"{{ .moment data-video={video} data-part={moment.part}"
        f" data-seconds={moment.seconds}{end} }}"
    )


def _repaired_link(link: Link, repaired: str) -> str:
    title = link.title if link.form is LinkForm.INLINE and link.title else repaired
    return f"[{_escape(title)}]({repaired})"


def _escape(text: str) -> str:
    return text.translate(_ENTITIES)


def _broken_links(document: Document) -> list[Diagnostic]:
    found = []
    for link in document.links:
        repaired = repair_url(link.url)
        if repaired is not None:
            address = link.url.partition("?")[0]
            message = f"address {address} has a broken host"
            note = f"write {repaired}"
            found.append(Diagnostic("VID103", message, document.source.path, link.span, note))
    return found


def _check_moment(document: Document, moment: Moment, course: Course) -> tuple[Diagnostic, ...]:
    path = document.source.path
    lesson = find_lesson(course, moment)
    if lesson is None:
        return (_unknown_part(path, moment, course),) if moment.video.in_parts else ()
    begin = lesson_begin(moment.video, lesson) or 0
    if lesson.duration is not None and moment.seconds > begin + lesson.duration:
        message = (
            f"time {format_timecode(moment.seconds)} lies behind the end of lesson"
            f" {lesson.number}, which takes {format_timecode(lesson.duration)}"
        )
        return (Diagnostic("VID104", message, path, moment.span),)
    return ()


def _unknown_part(path: str, moment: Moment, course: Course) -> Diagnostic:
    last = max(lesson.part for lesson in course.lessons)
    message = f"part {moment.part} is no lesson; the last part of the course is {last}"
    return Diagnostic("VID105", message, path, moment.span)
