"""Where a heading or a block stands, before it becomes part of the alignment."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from site_builder.model.alignment import Candidate, Evidence
from site_builder.model.note import StructureRole
from site_builder.model.video import Video

_STRENGTH = {evidence: rank for rank, evidence in enumerate(Evidence)}
_NAMED = 2
_FAINT = 0.05
"""Score below which a candidate is as good as none."""


class Standing(Struct, frozen=True):
    """One lesson of a heading or a block."""

    lesson: int
    """Lesson number."""
    score: float
    """0 to 1."""
    evidence: tuple[Evidence, ...]
    """Strongest first; never empty."""
    lead: float = 0.0
    """Of a block: how much likelier its words make this lesson than any other, -1 to 1."""


Standings = tuple[Standing, ...]
"""The lessons of a heading or a block, the primary one first."""


class Placed(Struct, frozen=True):
    """A section that stands on lessons."""

    heading: Standings
    """Of the heading's lines; without a heading what its first block has."""
    blocks: tuple[Standings, ...]
    """Of each block; empty where it stands on no lesson, as homework among the notes does."""


class Left(Struct, frozen=True):
    """A section that stands on no lesson."""

    reason: str
    """Why, in a few words."""


class OnlyScope(Struct, frozen=True):
    """A section that only gives scope, or is about the course as a whole."""

    role: StructureRole
    """What its lines are."""


class Elsewhere(Struct, frozen=True):
    """A section on another video."""

    video: Video
    """The other video."""
    part: int | None
    """1-based part."""
    title: str
    """Title of the part or section."""
    lessons: tuple[int, ...]
    """Lessons on the same topic, nearest first."""
    score: float
    """Of the nearest lesson."""


Verdict = Placed | Left | OnlyScope | Elsewhere


class Judged(Struct, frozen=True):
    """What became of a section, and what it was held against."""

    verdict: Verdict
    """Where it stands."""
    candidates: tuple[Candidate, ...] = ()
    """The nearest lessons, best first."""

    def nearest(self) -> tuple[Candidate, ...]:
        """The candidates that an author is told where the section stands nowhere, best first.

        What hardly anything speaks for would only mislead.
        """
        return tuple(c for c in self.candidates if c.score >= _FAINT)[:_NAMED]


def either(*shares: float) -> float:
    """How sure several independent signs make it together (noisy or); 0 without any."""
    doubt = 1.0
    for share in shares:
        doubt *= 1 - min(1.0, max(0.0, share))
    return 1 - doubt


def strongest_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """``evidence`` without duplicates, strongest first."""
    return tuple(sorted(set(evidence), key=_STRENGTH.__getitem__))
