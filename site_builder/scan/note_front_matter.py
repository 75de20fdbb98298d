"""What the front matter of a note says of its place.

lesson: 10      lessons: [91, 92]      title: …      tags: [a, b]      video: https://…
"""

from __future__ import annotations

import re

from msgspec import Struct

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import ClaimBasis, LessonClaim
from site_builder.model.source import Source, Span
from site_builder.model.video import VideoPlace
from site_builder.scan.frontmatter import Value
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.video_urls import parse_video_url

LESSON_KEYS = ("lesson", "lessons")
"""Keys that name the lessons of a note; all that are there count."""

_LAST_LESSON = 99_999
"""Largest number that is read as a lesson's; what is above is a slip of the keyboard."""

_SEPARATOR = lazy_pattern(r"[\s,，、;；]+")


class NoteFrontMatter(Struct, frozen=True):
    """The front matter of a note."""

    span: Span
    """Its whole lines; empty at offset 0 where there is none."""
    claim: LessonClaim | None
    """The lessons that the note is about; None where it does not say."""
    title: str | None
    """Title of the note."""
    tags: tuple[str, ...]
    """Tags in their order, without ``#`` and doubles."""
    video: VideoPlace | None
    """The video that the note is about."""


def read_note_front_matter(scanned: ScannedSource) -> Outcome[NoteFrontMatter]:
    """What the front matter of a source says; what cannot be read is named and left out."""
    source, front = scanned.source, scanned.front
    if front.problem:
        at = Span(front.problem_offset, front.problem_offset)
        found = [Diagnostic("FRM101", f"front matter is no YAML: {front.problem}", source.path, at)]
        return Outcome(NoteFrontMatter(front.span, None, None, (), None), tuple(found))
    found = []
    lessons: list[int] = []
    for key in LESSON_KEYS:
        for text in _texts(front.values.get(key)):
            number = _lesson_number(text)
            if number is None:
                message = f"{key} {text!r} is no lesson number"
                found.append(
                    Diagnostic("FRM102", message, source.path, _key_line(source, front.span, key))
                )
            elif number not in lessons:
                lessons.append(number)
    video, problems = _video(source, front.span, front.values.get("video"))
    title = front.values.get("title")
    note = NoteFrontMatter(
        span=front.span,
        claim=LessonClaim(tuple(lessons), ClaimBasis.FRONT_MATTER) if lessons else None,
        title=(" ".join(title.split()) or None) if isinstance(title, str) else None,
        tags=_tags(front.values.get("tags")),
        video=video,
    )
    return Outcome(note, (*found, *problems))


def _texts(value: Value) -> tuple[str, ...]:
    """The words of a scalar or a list of scalars; what else stands there as one word."""
    if value is None or value == "":
        return ()
    if isinstance(value, list):
        return tuple(text for item in value for text in (_texts(item) or ("",)))
    if isinstance(value, dict):
        return ("a mapping",)
    return tuple(word for word in _SEPARATOR.split(str(value)) if word) or ("",)


def _lesson_number(text: str) -> int | None:
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        return None
    number = int(text)
    return number if 0 < number <= _LAST_LESSON else None


def _tags(value: Value) -> tuple[str, ...]:
    words = [word.strip("#") for word in _texts(value) if value and not isinstance(value, dict)]
    return tuple(dict.fromkeys(word for word in words if word))


def _video(
    source: Source, span: Span, value: Value
) -> tuple[VideoPlace | None, tuple[Diagnostic, ...]]:
    if value is None or value == "":
        return None, ()
    place = parse_video_url(value) if isinstance(value, str) else None
    if place is not None:
        return place, ()
    message = f"video {value!r} is no address of a video"
    return None, (Diagnostic("FRM102", message, source.path, _key_line(source, span, "video")),)


def _key_line(source: Source, span: Span, key: str) -> Span:
    """The line of ``key`` in the front matter at ``span``."""
    match = re.compile(rf"^[ \t]*[\"']?{key}[\"']?[ \t]*:[^\n]*", re.MULTILINE).search(
        source.text, span.start, span.end
    )
    return span if match is None else Span(*match.span())
