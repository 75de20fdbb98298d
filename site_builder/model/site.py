"""What a build takes from the disk and what it hands to a site engine."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field

from site_builder.model.alignment import Alignment
from site_builder.model.course import Course
from site_builder.model.note import Document, Edit
from site_builder.model.reference import Moment
from site_builder.model.snapshot import CopyHeader, CopyRecords
from site_builder.model.source import Span


class FileFact(Struct, frozen=True):
    """What is known of a file that is not a source."""

    path: str
    """Path relative to CONTENT, with forward slashes."""
    size: int
    """Bytes."""
    width: int | None = None
    """Pixels, for pictures whose header could be read."""
    height: int | None = None
    """Pixels, for pictures whose header could be read."""
    sha256: str | None = None
    """Hex digest, for archived copies."""
    content_type: str | None = None
    """Media type, for archived copies."""
    header: CopyHeader | None = None
    """What an archived copy says of itself."""
    defect: str | None = None
    """Why an archived copy cannot be shown."""
    unsafe: tuple[str, ...] = ()
    """Names of what could run or load something in a drawing; it is published without."""
    adapts: bool = False
    """Whether a drawing has colours of its own for dark pages."""


class Catalog(Struct, frozen=True):
    """The files beside the sources, by path."""

    files: Mapping[str, FileFact] = field(default_factory=dict)
    """Facts by path relative to CONTENT."""
    copies: CopyRecords = field(default_factory=CopyRecords)
    """What was recorded of archived copies when they were taken in."""


class SnapshotState(Enum):
    """What became of the copy of an address."""

    PRESENT = "present"
    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


class Snapshot(Struct, frozen=True):
    """The archived copy of one address."""

    path: str
    """Where it is or would be, as the list or the law gives it (``/backup/…``)."""
    state: SnapshotState
    """Whether it is there."""
    sha256: str | None = None
    """Hex digest of the copy."""
    captured_at: str | None = None
    """ISO 8601 time of capture; None: unknown."""
    file: str | None = None
    """Its path relative to CONTENT, where it is there."""
    size: int | None = None
    """Bytes."""
    tool: str | None = None
    """The program that made it."""
    title: str | None = None
    """Title of the page copied."""
    final_address: str | None = None
    """Where the address had led to."""
    content_type: str | None = None
    """Media type."""
    defect: str | None = None
    """Why it cannot be shown."""


class Citation(Struct, frozen=True):
    """One place that cites one address."""

    url: str
    """The address as printed."""
    title: str
    """Its title; empty where the text gives none."""
    path: str
    """Source path."""
    span: Span
    """Where it is cited."""
    lessons: tuple[int, ...]
    """Lessons on whose pages it stands; empty for the course, other videos and unplaced notes."""
    snapshot: Snapshot
    """Its archived copy."""


class PlacedMoment(Struct, frozen=True):
    """A moment and where readers meet it."""

    path: str
    """Source path."""
    moment: Moment
    """The moment."""
    lessons: tuple[int, ...]
    """Lessons whose own part it points into; empty for other videos."""
    related: tuple[int, ...]
    """Lessons on the same topic, for moments of other videos."""


class Backlink(Struct, frozen=True):
    """A place in the notes that leads to a lesson."""

    lesson: int
    """The lesson it leads to."""
    path: str
    """Source path of the notes."""
    span: Span
    """The link as written."""
    page: str
    """Page on which it stands first of all, as ``lessons/010.md``."""
    lessons: tuple[int, ...]
    """Lessons on whose pages it stands, the primary one first; empty on other pages."""


class TermUse(Struct, frozen=True):
    """A place in the notes that uses a term of the glossary."""

    term: int
    """Index (0-based) of the term in the glossary."""
    path: str
    """Source path of the notes."""
    span: Span
    """The words."""
    page: str
    """Page on which they stand first of all."""
    lessons: tuple[int, ...]
    """Lessons on whose pages they stand, the primary one first; else those on the same topic."""
    first: bool
    """Whether no other use of the term stands before it on that page."""


class Resolution(Struct, frozen=True):
    """What the texts of all documents point at, and the edits that make it so."""

    edits: Mapping[str, tuple[Edit, ...]]
    """By source path: all edits of the text, in order and disjoint."""
    citations: tuple[Citation, ...]
    """Every address cited, by path and position."""
    moments: tuple[PlacedMoment, ...]
    """Every moment, by path and position."""
    assets: tuple[Asset, ...]
    """Files shown, by path."""
    backlinks: tuple[Backlink, ...] = ()
    """Links of notes to lessons of other pages, by lesson, path and position."""
    terms: tuple[TermUse, ...] = ()
    """Terms of the glossary in the notes, by path and position."""
    listed: tuple[Citation, ...] = ()
    """Addresses that lists of copies name and no text cites, by path and position."""
    verified_on: str | None = None
    """Day on which all archived copies were found as recorded."""


class Home(Enum):
    """Where a line of a source ends."""

    LESSON = "lesson"
    COURSE = "course"
    VIDEO = "video"
    INDEX = "index"
    UNPLACED = "unplaced"
    STRUCTURE = "structure"
    REMOVED = "removed"


class LedgerEntry(Struct, frozen=True):
    """Neighbouring lines with the same home."""

    path: str
    """Source path."""
    first_line: int
    """1-based."""
    last_line: int
    """1-based, inclusive."""
    home: Home
    """Where they ended."""
    detail: str
    """Lesson numbers, role or reason."""


class Ledger(Struct, frozen=True):
    """The proof that no line is lost."""

    entries: tuple[LedgerEntry, ...]
    """By path, then by line; blank lines belong to none."""
    lost: tuple[tuple[str, int], ...]
    """Path and line of non-blank lines without a home; empty unless there is a bug."""
    repeated: tuple[tuple[str, int], ...]
    """Path and line of lines with more than one home; empty unless there is a bug."""


class Page(Struct, frozen=True):
    """One page of the staged tree: ordinary Markdown with front matter."""

    path: str
    """Path in the staged tree, as ``lessons/010.md``."""
    title: str
    """Title for navigation and the browser."""
    text: str
    """Front matter and Markdown."""


class Asset(Struct, frozen=True):
    """A file of CONTENT that a page shows."""

    path: str
    """Path relative to CONTENT and in the staged tree."""


class Viewer(Struct, frozen=True):
    """An archived copy and the page around it; both are HTML and no part of the navigation."""

    path: str
    """Path of the page in the staged tree, as ``snapshots/example.org-5c31bd96.html``."""
    text: str
    """The page."""
    copy_path: str
    """Path of the copy in the staged tree."""
    title: str
    """Title of the page copied, else as it is cited."""
    address: str
    """The address cited."""
    snapshot: Snapshot
    """The copy; its ``file`` is there."""


class Attachment(Struct, frozen=True):
    """A text file beside the pages, published as it is."""

    path: str
    """Path in the staged tree, as ``lessons/010/chapters.vtt``."""
    text: str
    """What it says."""


class NavItem(Struct, frozen=True):
    """One entry of the navigation."""

    title: str
    """Its words."""
    path: str | None
    """Page; None for a group."""
    children: tuple[NavItem, ...] = ()
    """Entries below it."""


class Site(Struct, frozen=True):
    """Everything that a build makes; a site engine only draws it."""

    course: Course
    """The course."""
    documents: tuple[Document, ...]
    """Every source as its dialect reads it, by path."""
    alignment: Alignment
    """Where the notes belong."""
    citations: tuple[Citation, ...]
    """Every address cited, by path and position."""
    moments: tuple[PlacedMoment, ...]
    """Every moment, by path and position."""
    pages: tuple[Page, ...]
    """The staged tree, in navigation order, index first."""
    assets: tuple[Asset, ...]
    """Files shown by pages, by path."""
    nav: tuple[NavItem, ...]
    """The navigation."""
    listed: tuple[Citation, ...] = ()
    """Addresses that lists of copies name and no text cites, by path and position."""
    verified_on: str | None = None
    """Day on which all archived copies were found as recorded."""
    viewers: tuple[Viewer, ...] = ()
    """Archived copies that readers can open, by path."""
    attachments: tuple[Attachment, ...] = ()
    """Text files beside the pages, by path."""
    backlinks: tuple[Backlink, ...] = ()
    """Links of the notes to lessons, by lesson, path and position."""
