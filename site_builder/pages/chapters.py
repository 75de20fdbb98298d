"""Moments of a lesson as chapters of its video, in WebVTT (https://www.w3.org/TR/webvtt1/).

WEBVTT

00:01:05.000 --> 00:02:00.000
the words of the note
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from site_builder.links.video import lesson_begin
from site_builder.model.course import Course, Lesson
from site_builder.model.note import Document
from site_builder.model.reference import Moment
from site_builder.model.site import Attachment, PlacedMoment, Resolution
from site_builder.model.timecode import format_timecode
from site_builder.pages.excerpts import excerpt
from site_builder.pages.passages import Manuscript, prepare_manuscript, words_around

_NAME_LENGTH = 48
"""Code points of a name."""

# what opens markup in the text of a cue, and the arrow of its timings
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


class Chapter(Struct, frozen=True):
    """A stretch of a lesson's video."""

    start: int
    """Second of the part of the video."""
    end: int
    """Second at which the next one begins, or the lesson ends."""
    name: str
    """What the note says there; where it says nothing, the time, or the title of the lesson."""


def chapters_file(number: int) -> str:
    """The chapters of a lesson, beside its page: ``lessons/010/chapters.vtt`` for 10."""
    return f"lessons/{number:03}/chapters.vtt"


def render_chapters(
    course: Course, documents: Sequence[Document], resolution: Resolution
) -> tuple[Attachment, ...]:
    """One file for each lesson that has chapters, by lesson."""
    marked: dict[int, list[PlacedMoment]] = {}
    for placed in resolution.moments:
        for number in placed.lessons:
            marked.setdefault(number, []).append(placed)
    paths = {placed.path for group in marked.values() for placed in group}
    manuscripts = {
        document.source.path: prepare_manuscript(
            document, resolution.edits.get(document.source.path, ())
        )
        for document in documents
        if document.source.path in paths
    }
    found = []
    for lesson in course.lessons:
        names = (
            (placed.moment.seconds, name_moment(manuscripts[placed.path], placed.moment))
            for placed in marked.get(lesson.number, ())
        )
        begin = lesson_begin(course.video, lesson) if course.video else None
        chapters = divide_lesson(lesson, names, begin or 0)
        if chapters:
            found.append(Attachment(chapters_file(lesson.number), _file(chapters)))
    return tuple(found)


def divide_lesson(
    lesson: Lesson, names: Iterable[tuple[int, str]], begin: int = 0
) -> tuple[Chapter, ...]:
    """The chapters of ``lesson`` in order; none where nobody says how long it is.

    Args:
        lesson: The lesson.
        names: Seconds and names of its moments; of those of the same second the first counts.
        begin: Second of the part of the video at which it begins.
    """
    if lesson.duration is None:
        return ()
    first: dict[int, str] = {}
    for second, name in names:
        if begin <= second < begin + lesson.duration:
            first.setdefault(second, name)
    starts = sorted(first)
    return tuple(
        Chapter(start, end, first[start] or _nameless(lesson, start - begin))
        for start, end in pairwise([*starts, begin + lesson.duration])
    )


def name_moment(manuscript: Manuscript, moment: Moment) -> str:
    """What the note says at ``moment``, without the time itself; empty where it says nothing."""
    words = words_around(manuscript, moment.span).replace(moment.label, "", 1).strip(" []()")
    return excerpt(words, _NAME_LENGTH)


def _nameless(lesson: Lesson, start: int) -> str:
    return format_timecode(start) if start else lesson.title


def _file(chapters: Sequence[Chapter]) -> str:
    cues = (
        f"{_stamp(chapter.start)} --> {_stamp(chapter.end)}\n"
        f"{' '.join(chapter.name.split()).translate(_ENTITIES)}\n"
        for chapter in chapters
    )
    return "\n".join(("WEBVTT\n", *cues))


def _stamp(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02}.000"
