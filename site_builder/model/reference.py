"""Everything in a text that points elsewhere: links, images, wikilinks, moments, copies."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from site_builder.model.source import Span
from site_builder.model.video import Video


class LinkForm(Enum):
    """How a link is written."""

    INLINE = "inline"
    """``[title](url)``"""
    AUTOLINK = "autolink"
    """``<url>``"""
    BARE = "bare"
    """``url`` in running text"""


class Link(Struct, frozen=True):
    """An address of the web cited in a text."""

    span: Span
    """The whole link as written."""
    url: str
    """The address exactly as printed, ``&amp;`` and all."""
    title: str
    """Text of an inline link without markup, else the line above the address, else empty."""
    form: LinkForm
    """How it is written."""


class Image(Struct, frozen=True):
    """A picture shown in a text."""

    span: Span
    """The whole image as written."""
    target: str
    """Path or address as written, without angle brackets, title and size."""
    alt: str
    """Text in its place; empty where none is given."""
    width: str | None = None
    """Width asked for, as ``300`` (px) or ``50%``; None where none is given."""


class WikiLink(Struct, frozen=True):
    """``[[target#anchor|label]]`` or ``![[target]]``."""

    span: Span
    """From the first bracket (or ``!``) to behind the last."""
    target: str
    """Name of a note, lesson or file; empty for a link within the note."""
    anchor: str | None
    """Heading or block behind ``#``."""
    label: str | None
    """Text behind ``|``."""
    embed: bool
    """Whether the target is shown in place."""


class Moment(Struct, frozen=True):
    """A time in a video that a note points at."""

    span: Span
    """The whole link as written."""
    video: Video
    """The video."""
    part: int
    """1-based part; 1 where the address names none and no part heading does."""
    seconds: int
    """Seconds from the beginning of the part, rounded down."""
    end_seconds: int | None
    """End of a range, rounded down; None for a point."""
    label: str
    """The time as the author wrote it, without brackets."""


class SnapshotEntry(Struct, frozen=True):
    """One line of a list of archived copies."""

    span: Span
    """The line."""
    url: str
    """The address exactly as printed."""
    path: str
    """Where the copy is said to be, as printed (``/backup/<post>/<host>/<hash>.<ext>``)."""
