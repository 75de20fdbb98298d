"""What can be found on each lesson, taken from the model and not from rendered pages."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from site_builder.links.video import video_page_url
from site_builder.math.formulas import Formula, find_formulas
from site_builder.model.alignment import Piece
from site_builder.model.config import Config
from site_builder.model.course import Lesson
from site_builder.model.glossary import Term
from site_builder.model.note import Block, Document, Heading, Section
from site_builder.model.site import Citation, PlacedMoment, Site
from site_builder.model.source import Source, Span
from site_builder.model.timecode import format_timecode
from site_builder.scan.regions import find_regions
from site_builder.search.notation import plain_notation

Item = TypeVar("Item")

# $x$   $$x$$   \(x\)   \[x\]   ; within the words of one block
_FORMULA = re.compile(
    r"""
    \$\$[^$]+\$\$
    | \$[^$]+\$
    | \\\(.{1,400}?\\\)
    | \\\[.{1,4000}?\\\]
    """,
    re.VERBOSE | re.DOTALL,
)

# what Python-Markdown's slugs leave out
_NO_SLUG = re.compile(r"[^\w\- ]")

_MOMENT_WORDS = 60
"""Code points of a moment's words that a result shows."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of notes on a lesson."""

    heading: str
    """Its heading; empty where it has none."""
    anchor: str
    """Id of the heading on the lesson's page; empty where it has none."""
    text: str
    """Its words, formulas in plain notation."""


@dataclass(frozen=True, slots=True)
class MomentEntry:
    """A moment in the lesson's video."""

    label: str
    """The time."""
    url: str
    """Address of the video at that second."""
    words: str
    """What the note says of it."""


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """All that can be found on one lesson."""

    lesson: Lesson
    """The lesson: number, titles, wordings, duration."""
    terms: tuple[str, ...]
    """Terms of the glossary that it explains, in both languages."""
    tags: tuple[str, ...]
    """Tags of the notes that stand on it, ascending."""
    passages: tuple[Passage, ...]
    """Notes in the order of the page, then what it cites."""
    moments: tuple[MomentEntry, ...]
    """By second."""


def collect_entries(site: Site, config: Config) -> tuple[LessonEntry, ...]:
    """One entry a lesson, by number."""
    documents = {document.source.path: document for document in site.documents}
    formulas = {path: _formulas(document.source) for path, document in documents.items()}
    pieces: dict[int, list[Piece]] = {}
    for piece in sorted(site.alignment.pieces, key=lambda piece: (piece.path, piece.span)):
        for target in piece.targets:
            pieces.setdefault(target.lesson, []).append(piece)
    citations = _by_lesson((number, c) for c in site.citations for number in c.lessons)
    moments = _by_lesson((number, m) for m in site.moments for number in m.lessons)
    terms = _by_lesson((number, term) for term in config.glossary for number in term.lessons)
    entries = []
    for lesson in site.course.lessons:
        number = lesson.number
        own = pieces.get(number, [])
        entries.append(
            LessonEntry(
                lesson=lesson,
                terms=_names(terms.get(number, ())),
                tags=tuple(sorted({tag for p in own for tag in documents[p.path].tags})),
                passages=(
                    *_passages(lesson, own, documents, formulas),
                    *_cited(citations.get(number, ())),
                ),
                moments=_moments(moments.get(number, ()), documents),
            )
        )
    return tuple(entries)


def _names(terms: Iterable[Term]) -> tuple[str, ...]:
    """The terms in both languages, without repetition."""
    return tuple(dict.fromkeys(name for term in terms for name in (term.zh, term.en) if name))


def slugify(heading: str) -> str:
    """The id that a heading gets on its page, as ``pymdownx.slugs.slugify`` in lower case."""
    text = _NO_SLUG.sub("", unicodedata.normalize("NFC", heading).strip().lower())
    return text.replace(" ", "-")


def _passages(
    lesson: Lesson,
    pieces: Sequence[Piece],
    documents: Mapping[str, Document],
    formulas: Mapping[str, Sequence[Formula]],
) -> Iterator[Passage]:
    seen: dict[str, int] = {}
    for piece in pieces:
        document = documents[piece.path]
        section = document.sections[piece.section]
        heading = section.heading
        anchor = ""
        if heading is not None and _is_shown(heading, piece, lesson):
            anchor = slugify(piece.heading)
            seen[anchor] = seen.get(anchor, 0) + 1
            anchor = anchor if seen[anchor] == 1 else f"{anchor}_{seen[anchor] - 1}"
        blocks = _blocks(section, piece)
        own = formulas[piece.path]
        text = " ".join(_plain_words(block, own) for block in blocks if block.words)
        if text or anchor:
            yield Passage(piece.heading, anchor, text)


def _is_shown(heading: Heading, piece: Piece, lesson: Lesson) -> bool:
    """Whether the page has the heading; one that only repeats the page's own title is left out."""
    if heading.span.start >= heading.span.end or not piece.span.contains(heading.span):
        return False
    return piece.heading.casefold() != lesson.title.casefold()


def _blocks(section: Section, piece: Piece) -> Iterator[Block]:
    first = bisect_left(section.blocks, piece.span.start, key=lambda block: block.span.start)
    for block in section.blocks[first:]:
        if block.span.start >= piece.span.end:
            return
        if piece.span.contains(block.span):
            yield block


def _formulas(source: Source) -> tuple[Formula, ...]:
    return find_formulas(source.text, find_regions(source.text), Span(0, len(source.text)))


def _plain_words(block: Block, formulas: Sequence[Formula]) -> str:
    """The words of ``block``, formulas in plain notation.

    A block's words may have lost marks within formulas that mean something elsewhere
    (``_``, ``<t>``), so formulas are read from the source where there are as many.
    """
    written = _FORMULA.findall(block.words)
    if not written:
        return " ".join(block.words.split())
    first = bisect_left(formulas, block.span.start, key=lambda formula: formula.span.start)
    last = bisect_left(formulas, block.span.end, key=lambda formula: formula.span.start)
    texts = iter(
        [formula.tex for formula in formulas[first:last]]
        if last - first == len(written)
        else [formula.strip("$") for formula in written]
    )
    words = _FORMULA.sub(lambda _: f" {plain_notation(next(texts))} ", block.words)
    return " ".join(words.split())


def _cited(citations: Sequence[Citation]) -> Iterator[Passage]:
    titles = dict.fromkeys(citation.title for citation in citations if citation.title)
    if titles:
        yield Passage("参考资料", slugify("参考资料"), " · ".join(titles))


def _moments(
    moments: Sequence[PlacedMoment], documents: Mapping[str, Document]
) -> tuple[MomentEntry, ...]:
    found = []
    for placed in sorted(moments, key=lambda placed: (placed.moment.seconds, placed.path)):
        moment = placed.moment
        words = _words_around(documents[placed.path], placed)
        found.append(
            MomentEntry(
                label=format_timecode(moment.seconds),
                url=video_page_url(moment.video, moment.part, moment.seconds),
                words=words.replace(moment.label, "", 1).strip(" []()")[:_MOMENT_WORDS],
            )
        )
    return tuple(found)


def _words_around(document: Document, placed: PlacedMoment) -> str:
    """The words of the block or of the heading that holds a moment; empty where none does."""
    span = placed.moment.span
    at = bisect_right(document.sections, span.start, key=lambda section: section.span.start)
    if at == 0:
        return ""
    section = document.sections[at - 1]
    for block in section.blocks:
        if block.span.contains(span):
            return block.words
    return section.heading.title if section.heading else ""


def _by_lesson(items: Iterable[tuple[int, Item]]) -> dict[int, list[Item]]:
    groups: dict[int, list[Item]] = {}
    for number, item in items:
        groups.setdefault(number, []).append(item)
    return groups
