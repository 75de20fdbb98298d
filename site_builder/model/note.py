"""Notes as sections and blocks, and the document that a dialect makes of a source."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from site_builder.model.outline import Outline, TitleEntry
from site_builder.model.reference import Image, Link, Moment, SnapshotEntry, WikiLink
from site_builder.model.source import Source, Span
from site_builder.model.video import Video


class Dialect(Enum):
    """The grammars that are read."""

    JEKYLL_OUTLINE = "jekyll_outline"
    TYPORA = "typora"
    OBSIDIAN = "obsidian"
    BILINGUAL_TOC = "bilingual_toc"
    SCRAPED_ARTICLE = "scraped_article"
    PLAIN = "plain"


class Detection(Struct, frozen=True):
    """How well a source fits a dialect."""

    dialect: Dialect
    """The dialect."""
    score: float
    """0 (not at all) to 1 (certainly)."""
    reason: str
    """What was seen, in a few words."""


class BlockKind(Enum):
    """What a block of a section is."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CODE = "code"
    MATH = "math"
    TABLE = "table"
    QUOTE = "quote"
    HTML = "html"
    IMAGE = "image"
    """A block that shows pictures and says nothing else."""
    RULE = "rule"


class Block(Struct, frozen=True):
    """The finest piece of a section that can stand on a lesson of its own."""

    span: Span
    """Whole lines, without blank lines around them."""
    kind: BlockKind
    """What it is."""
    depth: int
    """Nesting of list items, 0 for top-level blocks; a nested block follows its parent."""
    words: str
    """Its words without markup, addresses and image paths; formulas stay as TeX."""


class Heading(Struct, frozen=True):
    """A heading as an author wrote it."""

    span: Span
    """Its whole lines; empty where those are structure, as a heading that only names a part."""
    level: int
    """1 (outermost) to 6."""
    number: tuple[int, ...]
    """The author's own numbering, as (2, 3) of ``2.3 梯度下降法``; empty where there is none."""
    title: str
    """The words without number and markup."""
    until: tuple[int, ...] = ()
    """The last number of a range, as (1, 6) of ``1.5~1.6 两节``; empty where there is none."""


class ClaimBasis(Enum):
    """Why a section's lessons are known without looking at its words."""

    OUTLINE = "outline"
    """It stands under the lesson's heading in an outline."""
    FRONT_MATTER = "front matter"
    """The note says ``lesson: 10``."""


class LessonClaim(Struct, frozen=True, tag=True):
    """The author's own word on where a section belongs."""

    lessons: tuple[int, ...]
    """Lesson numbers, the primary one first."""
    basis: ClaimBasis
    """Where the author says so."""


class CourseClaim(Struct, frozen=True, tag=True):
    """The section is about the course as a whole and stands on the home page."""


class PartClaim(Struct, frozen=True, tag=True):
    """The section is about one part of a video."""

    video: Video
    """The video, of this course or of another."""
    part: int | None
    """1-based part."""
    title: str | None
    """Title of the part as the link gives it, without the site's suffix."""


Claim = LessonClaim | CourseClaim | PartClaim


class Section(Struct, frozen=True):
    """A heading and what stands under it up to the next heading."""

    span: Span
    """Whole lines from the heading to before the next section; subsections are not included."""
    heading: Heading | None
    """None for text before the first heading and for parts without one."""
    blocks: tuple[Block, ...]
    """In the order of the text."""
    parent: int | None
    """Index (0-based) of the enclosing section in the document; None at the top."""
    claim: Claim | None = None
    """What the author says of its place."""
    scope: tuple[int | None, int | None] = (None, None)
    """Subcourse and week that the heading's own words or those above it name (第二周, 第一门课)."""


class StructureRole(Enum):
    """Why a line is not part of any note."""

    TITLE = "title"
    """The document's title."""
    CHAPTER = "chapter"
    """A heading that only gives scope to those below it."""
    FRONT_MATTER = "front matter"
    LESSON = "lesson"
    """A lesson's line in an outline or in a table of contents."""
    PART = "part"
    """Heading or link that opens the notes on one part of a video."""
    SEPARATOR = "separator"
    """A rule between parts, a tag line, an end mark."""
    SNAPSHOT = "snapshot"
    """A line of the list of archived copies, shown on the page of references."""
    SOURCE = "source"
    """A line that names the video or the date of the notes."""
    COURSE = "course"
    """A line that is shown on the home page because it speaks of the course as a whole."""


class Structure(Struct, frozen=True):
    """Whole lines that only give scope."""

    span: Span
    """The lines."""
    role: StructureRole
    """What they are."""


class Removal(Struct, frozen=True):
    """Whole lines that are not published, and why."""

    span: Span
    """The lines."""
    code: str
    """Code of the diagnostic that names the removal."""
    reason: str
    """In a few words."""


class Footnote(Struct, frozen=True):
    """Whole lines that every page shows which refers to them."""

    span: Span
    """The lines."""
    uses: tuple[Span, ...]
    """Where sections refer to them, in order; a use within another footnote is that one's uses."""


class Edit(Struct, frozen=True):
    """A replacement within the text of a note, made when the note is shown."""

    span: Span
    """What is replaced; an empty span inserts."""
    text: str
    """What stands there instead."""


class Document(Struct, frozen=True):
    """All that a dialect finds in one source.

    Every non-blank line belongs to exactly one of: a section (heading or block),
    the outline, ``titles``, ``structure``, ``footnotes`` or ``removals``. Lines of the outline
    and of ``titles`` need no entry in ``structure``.
    """

    source: Source
    """The text read."""
    dialect: Dialect
    """The grammar it was read with."""
    confidence: float
    """Score of the detection, 0 to 1; 1 where the dialect was forced."""
    title: str | None = None
    """The document's title."""
    video: Video | None = None
    """The video that the whole document says it is about."""
    outline: Outline | None = None
    """The lessons, where the document is an outline."""
    titles: tuple[TitleEntry, ...] = ()
    """Entries of a table of contents."""
    sections: tuple[Section, ...] = ()
    """Notes, in the order of the text."""
    moments: tuple[Moment, ...] = ()
    """In the order of the text; their links are not repeated in ``links``."""
    links: tuple[Link, ...] = ()
    """Addresses cited, in the order of the text."""
    images: tuple[Image, ...] = ()
    """Pictures shown, embeds of pictures included."""
    wikilinks: tuple[WikiLink, ...] = ()
    """Links to other notes; embeds of pictures are in ``images``."""
    snapshots: tuple[SnapshotEntry, ...] = ()
    """The list of archived copies."""
    tags: tuple[str, ...] = ()
    """Tags of the whole document."""
    edits: tuple[Edit, ...] = ()
    """What the dialect changes so that its text reads as Python-Markdown; in order, disjoint."""
    html: tuple[Edit, ...] = ()
    """Changes after which none of its HTML can harm a reader; in order, disjoint."""
    structure: tuple[Structure, ...] = ()
    """Lines that only give scope."""
    removals: tuple[Removal, ...] = ()
    """Lines that are not published."""
    footnotes: tuple[Footnote, ...] = ()
    """Lines that are shown where something refers to them, in the order of the text."""
