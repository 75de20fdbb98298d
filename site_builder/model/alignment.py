"""Where each piece of the notes belongs, with what speaks for it."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from site_builder.model.note import Structure
from site_builder.model.source import Span
from site_builder.model.video import Video


class Evidence(Enum):
    """What speaks for a placement, strongest first."""

    PLACE = "place"
    """The manifest says so."""
    FRONT_MATTER = "front matter"
    """The note's front matter says so."""
    OUTLINE = "outline"
    """It stands under the lesson in the outline."""
    VIDEO = "video"
    """It links the lesson's part of the course's video."""
    NUMBER = "number"
    """The author's numbering agrees."""
    TITLE = "title"
    """The title agrees."""
    SCOPE = "scope"
    """A heading above names the lesson's subcourse or week."""
    BODY = "body"
    """Words of the body agree."""
    ORDER = "order"
    """Neighbours before and behind stand on neighbouring lessons."""
    PARENT = "parent"
    """The section above stands on the lesson."""


class Target(Struct, frozen=True):
    """One lesson of a piece."""

    lesson: int
    """Lesson number."""
    score: float
    """How sure, 0 to 1: the share of such placements that is right; 1 where its author says so."""
    evidence: tuple[Evidence, ...]
    """Strongest first; never empty."""
    primary: bool
    """Whether the piece stands first of all on this lesson; true for exactly one target."""


class Piece(Struct, frozen=True):
    """Neighbouring lines of one section that belong to the same lessons."""

    path: str
    """Source path."""
    span: Span
    """Whole lines; the heading is part of the first piece or a piece of its own."""
    section: int
    """Index (0-based) of the section in its document."""
    heading: str
    """The section's heading as the author numbered and worded it; empty where it has none."""
    targets: tuple[Target, ...]
    """Never empty, the primary one first, then by score."""


class Related(Struct, frozen=True):
    """A section of notes on another video."""

    path: str
    """Source path."""
    span: Span
    """Whole lines."""
    section: int
    """Index (0-based) of the section in its document."""
    video: Video
    """The other video."""
    part: int | None
    """1-based part of that video."""
    title: str
    """Title of the part or section."""
    lessons: tuple[int, ...]
    """Lessons on the same topic, nearest first; may be empty."""
    score: float
    """Of the nearest lesson, 0 to 1; 0 where there is none."""


class Candidate(Struct, frozen=True):
    """A lesson that a section was held against."""

    lesson: int
    """Lesson number."""
    score: float
    """What speaks for it, 0 to 1; compares candidates and says nothing of how sure they are."""
    evidence: tuple[tuple[Evidence, float], ...]
    """Share of each kind of evidence in the score, largest first."""


class Unplaced(Struct, frozen=True):
    """Lines that belong to no lesson as far as can be told."""

    path: str
    """Source path."""
    span: Span
    """Whole lines."""
    section: int
    """Index (0-based) of the section in its document."""
    heading: str
    """The section's heading; empty where it has none."""
    reason: str
    """Why, in a few words."""
    candidates: tuple[Candidate, ...] = ()
    """The nearest lessons, best first; at most two."""


class Doubtful(Struct, frozen=True):
    """A section of which something stands where it does although little speaks for it."""

    path: str
    """Source path."""
    span: Span
    """Whole lines of its most doubtful piece."""
    start: int
    """Where the section begins."""
    section: int
    """Index (0-based) of the section in its document."""
    heading: str
    """The section's heading; empty where it has none."""
    lesson: int
    """Where that piece stands first of all."""
    score: float
    """With how much, 0 to 1."""
    lessons: tuple[int, ...]
    """All lessons that the section's pieces stand on first of all, in the order of the text."""
    candidates: tuple[Candidate, ...]
    """The nearest other lessons, best first; at most two."""


class Alignment(Struct, frozen=True):
    """The placement of every section of every document."""

    pieces: tuple[Piece, ...] = ()
    """By path, then by position."""
    related: tuple[Related, ...] = ()
    """By path, then by position."""
    unplaced: tuple[Unplaced, ...] = ()
    """By path, then by position."""
    doubtful: tuple[Doubtful, ...] = ()
    """By path, then by section."""
    structure: tuple[tuple[str, Structure], ...] = ()
    """Path and lines of sections that turned out to be chapters or speak of the whole course."""
