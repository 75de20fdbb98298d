"""What a course says of itself: its lessons in order, and titles in a second language."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from site_builder.model.source import Span
from site_builder.model.video import Video


class LessonKind(Enum):
    """What a lesson is."""

    LECTURE = "lecture"
    INTERVIEW = "interview"


class OutlineEntry(Struct, frozen=True):
    """One lesson of an outline."""

    span: Span
    """The heading's line."""
    number: int
    """Running number over the whole course, 1-based."""
    course: int | None
    """1-based number of the subcourse; None where the outline has but one level."""
    week: int | None
    """1-based week in the subcourse; None for interviews and flat outlines."""
    section: int | None
    """1-based place in the week (of an interview: among its interviews)."""
    kind: LessonKind
    """Lecture or interview."""
    title: str
    """The title as a reader should see it."""
    title_raw: str
    """The title as found in the text."""
    duration: int | None
    """Seconds; None where the outline does not say."""
    part: int
    """1-based part of the course's video."""


class Outline(Struct, frozen=True):
    """The lessons of a course in the order of their numbers."""

    title: str
    """Title of the course."""
    entries: tuple[OutlineEntry, ...]
    """Lessons, numbers ascending."""
    video: Video | None
    """The course's own video."""
    claimed_duration: int | None = None
    """Seconds that the text says the course takes."""
    claimed_count: int | None = None
    """Number of lessons that the text says there are."""
    claim_span: Span | None = None
    """Where the text says so."""


class TitleKind(Enum):
    """What a line of a table of contents names."""

    SUBCOURSE = "course"
    WEEK = "week"
    LESSON = "lesson"
    INTERVIEW = "interview"


class TitleEntry(Struct, frozen=True):
    """One line of a table of contents: titles without durations."""

    span: Span
    """The line."""
    kind: TitleKind
    """What it names."""
    course: int | None
    """1-based subcourse that it stands in."""
    week: int | None
    """1-based week that it stands in."""
    section: int | None
    """1-based place in the week."""
    title: str
    """Chinese title (or the only one)."""
    title_en: str | None
    """English title; None where the line has none."""
