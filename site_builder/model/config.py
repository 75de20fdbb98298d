"""The manifest ``course.yml`` as one value; its defaults stand here and nowhere else."""

from __future__ import annotations

from msgspec import Struct

from site_builder.model.glossary import Term
from site_builder.model.note import Dialect
from site_builder.model.video import Video


class SourceRule(Struct, frozen=True):
    """How the files that a pattern matches are read."""

    pattern: str
    """Shell pattern of paths relative to CONTENT; ``**`` crosses folders."""
    dialect: Dialect | None = None
    """Dialect forced; None: detected."""
    ignore: bool = False
    """Whether the files are left out altogether."""


class Placement(Struct, frozen=True):
    """The author's word on where a section belongs."""

    path: str
    """Source path."""
    line: int | None
    """1-based line within the section; None where ``heading`` names it."""
    heading: str | None
    """The heading's text as written, number included."""
    lessons: tuple[int, ...]
    """Lesson numbers, the primary one first; empty: the section stays unplaced."""


class Config(Struct, frozen=True):
    """What an author may say about a course."""

    title: str | None = None
    """Title of the site; else the outline's."""
    title_en: str | None = None
    """English title."""
    video: Video | None = None
    """The course's own video; else the outline's."""
    language: str = "zh"
    """Language of the site's interface."""
    sources: tuple[SourceRule, ...] = ()
    """Rules, the first that matches counts."""
    place: tuple[Placement, ...] = ()
    """Overrides of the alignment."""
    snapshots: str = "backup"
    """Folder of archived copies, relative to CONTENT."""
    search_snapshots: bool = False
    """Whether the text of archived copies can be searched."""
    glossary: tuple[Term, ...] = ()
    """Terms of ``glossary.yml``."""
