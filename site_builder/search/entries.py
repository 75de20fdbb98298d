"""What can be found on each lesson, taken from the model and not from rendered pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from site_builder.links.targets import (
    REFERENCES_PAGE,
    UNPLACED_PAGE,
    part_anchors,
    video_order,
    video_page,
)
from site_builder.links.video import video_page_url
from site_builder.model.alignment import Piece, Related, Unplaced
from site_builder.model.config import Config
from site_builder.model.course import Lesson
from site_builder.model.glossary import Term
from site_builder.model.note import Document, Heading
from site_builder.model.site import Citation, PlacedMoment, Site
from site_builder.model.timecode import format_timecode
from site_builder.scan.patterns import lazy_pattern
from site_builder.search.block_words import Wording, word_as_is, words_around, words_within

Key = TypeVar("Key")
Item = TypeVar("Item")

REFERENCES = "参考资料"
"""Heading of what a page cites."""

# what Python-Markdown's slugs leave out
_NO_SLUG = lazy_pattern(r"[^\w\- ]")

_MOMENT_WORDS = 60
"""Code points of a moment's words that a result shows."""


class Passage(Struct, frozen=True):
    """A piece of notes on a lesson."""

    heading: str
    """Its heading; empty where it has none."""
    anchor: str
    """Id of the heading on the lesson's page; empty where it has none."""
    wording: Wording
    """Its words."""


class MomentEntry(Struct, frozen=True):
    """A moment in the lesson's video."""

    label: str
    """The time."""
    url: str
    """Address of the video at that second."""
    words: str
    """What the note says of it."""


class LessonEntry(Struct, frozen=True):
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

    @property
    def title(self) -> str:
        """Its title."""
        return self.lesson.title


class PageEntry(Struct, frozen=True):
    """All that can be found on a page that is no lesson's."""

    path: str
    """Path of the page without its suffix, as ``videos/BV1xW4y1g7qG``."""
    title: str
    """Its title."""
    passages: tuple[Passage, ...]
    """Notes in the order of the page."""
    moments: tuple[MomentEntry, ...]
    """By second."""


Entry = LessonEntry | PageEntry


def collect_entries(site: Site, config: Config) -> Iterator[Entry]:
    """One entry a lesson, by number; behind them the other pages that hold notes."""
    documents = {document.source.path: document for document in site.documents}
    yield from _lesson_entries(site, config, documents)
    yield from _page_entries(site, documents)


def without_passages(entry: Entry) -> Entry:
    """``entry`` with what its page is called, and not with what it says."""
    return replace(entry, passages=())


def _lesson_entries(
    site: Site, config: Config, documents: Mapping[str, Document]
) -> Iterator[LessonEntry]:
    pieces: dict[int, list[Piece]] = {}
    for piece in sorted(site.alignment.pieces, key=lambda piece: (piece.path, piece.span)):
        for target in piece.targets:
            pieces.setdefault(target.lesson, []).append(piece)
    citations = _by_key((number, c) for c in site.citations for number in c.lessons)
    moments = _by_key((number, m) for m in site.moments for number in m.lessons)
    terms = _by_key((number, term) for term in config.glossary for number in term.lessons)
    for lesson in site.course.lessons:
        number = lesson.number
        own = pieces.get(number, [])
        yield LessonEntry(
            lesson=lesson,
            terms=_names(terms.get(number, ())),
            tags=tuple(sorted({tag for p in own for tag in documents[p.path].tags})),
            passages=(
                *_passages(lesson, own, documents),
                *_defined(terms.get(number, ())),
                *_cited(citations.get(number, ()), slugify(REFERENCES)),
            ),
            moments=_moments(moments.get(number, ()), documents),
        )


def _page_entries(site: Site, documents: Mapping[str, Document]) -> Iterator[PageEntry]:
    """Pages of other videos, notes without a lesson, and what only the whole course cites."""
    videos = _by_key((video_page(related.video), related) for related in site.alignment.related)
    moments = _by_key((video_page(m.moment.video), m) for m in site.moments)
    for page, group in sorted(videos.items()):
        group.sort(key=video_order)
        anchors = dict(part_anchors(group))
        titles = dict.fromkeys(documents[related.path].title or "" for related in group)
        yield PageEntry(
            path=page.removesuffix(".md"),
            title=" · ".join(title for title in titles if title) or group[0].video.id,
            passages=tuple(
                Passage(related.title, anchors[related.path, related.span], wording)
                for related in group
                if _says(wording := _words(documents[related.path], related)) or related.title
            ),
            moments=_moments(moments.get(page, ()), documents),
        )
    unplaced = tuple(
        Passage(lines.heading, "", wording)
        for lines in sorted(site.alignment.unplaced, key=lambda lines: (lines.path, lines.span))
        if _says(wording := _words(documents[lines.path], lines))
    )
    if unplaced:
        yield PageEntry(UNPLACED_PAGE.removesuffix(".md"), "未归类", unplaced, ())
    cited = tuple(_cited([c for c in (*site.citations, *site.listed) if not c.lessons], ""))
    if cited:
        yield PageEntry(REFERENCES_PAGE.removesuffix(".md"), REFERENCES, cited, ())


def _words(document: Document, lines: Related | Unplaced) -> Wording:
    return words_within(document.source, document.sections[lines.section], lines.span)


def _says(wording: Wording) -> bool:
    """Whether there is any text; most often that is seen before formulas are read."""
    readable = any(map(_is_readable, wording.words, wording.sources))
    return readable or bool(wording.text)


def _is_readable(words: str, source: str | None) -> bool:
    return source is None and bool(words)


def _names(terms: Iterable[Term]) -> tuple[str, ...]:
    """The terms in both languages, without repetition."""
    return tuple(dict.fromkeys(name for term in terms for name in (term.zh, term.en) if name))


def slugify(heading: str) -> str:
    """The id that a heading gets on its page, as ``pymdownx.slugs.slugify`` in lower case."""
    text = _NO_SLUG.sub("", unicodedata.normalize("NFC", heading).strip().lower())
    return text.replace(" ", "-")


def _passages(
    lesson: Lesson, pieces: Sequence[Piece], documents: Mapping[str, Document]
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
        wording = words_within(document.source, section, piece.span)
        if anchor or _says(wording):
            yield Passage(piece.heading, anchor, wording)


def _is_shown(heading: Heading, piece: Piece, lesson: Lesson) -> bool:
    """Whether the page has the heading; one that only repeats the page's own title is left out."""
    if heading.span.start >= heading.span.end or not piece.span.contains(heading.span):
        return False
    return piece.heading.casefold() != lesson.title.casefold()


def _defined(terms: Iterable[Term]) -> Iterator[Passage]:
    """What the glossary says of its terms."""
    for term in terms:
        if term.text:
            heading = " ".join(name for name in (term.zh, term.en) if name)
            yield Passage(heading, "", word_as_is(term.text))


def _cited(citations: Iterable[Citation], anchor: str) -> Iterator[Passage]:
    titles = dict.fromkeys(citation.title for citation in citations if citation.title)
    if titles:
        yield Passage(REFERENCES, anchor, word_as_is(" · ".join(titles)))


def _moments(
    moments: Iterable[PlacedMoment], documents: Mapping[str, Document]
) -> tuple[MomentEntry, ...]:
    found = []
    for placed in sorted(moments, key=lambda placed: (placed.moment.seconds, placed.path)):
        moment = placed.moment
        words = words_around(documents[placed.path], moment.span)
        found.append(
            MomentEntry(
                label=format_timecode(moment.seconds),
                url=video_page_url(moment.video, moment.part, moment.seconds),
                words=words.replace(moment.label, "", 1).strip(" []()")[:_MOMENT_WORDS],
            )
        )
    return tuple(found)


def _by_key(items: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    groups: dict[Key, list[Item]] = {}
    for number, item in items:
        groups.setdefault(number, []).append(item)
    return groups
