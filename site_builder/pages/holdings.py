"""What each lesson and each other video holds: the alignment and the links, turned around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from msgspec import Struct

from site_builder.links.targets import part_anchors, video_order, video_page
from site_builder.model.alignment import Alignment, Doubtful, Piece, Related, Unplaced
from site_builder.model.course import Course, Lesson
from site_builder.model.note import Document, Edit, StructureRole
from site_builder.model.site import Backlink, Citation, PlacedMoment, Resolution, TermUse
from site_builder.model.source import Span
from site_builder.pages.passages import Manuscript, has_words, prepare_manuscript

Key = TypeVar("Key")
Item = TypeVar("Item")


class Holdings(Struct, frozen=True):
    """All that pages show, by where they show it; a key that holds nothing is absent."""

    lessons: Mapping[int, Lesson]
    """By number, ascending."""
    seconds: int
    """How long the whole course is; 0 where that is not known."""
    shares: tuple[tuple[int | None, int], ...]
    """Subcourses in their order, and how long each is in seconds."""
    manuscripts: Mapping[str, Manuscript]
    """By source path, ascending."""
    pieces: Mapping[int, tuple[Piece, ...]]
    """By lesson, those of other primary lessons included; by path and position."""
    noted: frozenset[int]
    """Lessons with notes that say more than a heading."""
    citations: Mapping[int, tuple[Citation, ...]]
    """By lesson."""
    moments: Mapping[int, tuple[PlacedMoment, ...]]
    """Moments in the lesson's own part of the video, by lesson; by second."""
    related: Mapping[int, tuple[Related, ...]]
    """By lesson; the best match first."""
    moments_by_path: Mapping[str, tuple[PlacedMoment, ...]]
    """By source path; by position."""
    videos: Mapping[str, tuple[Related, ...]]
    """Notes on other videos, by the page that shows them, ascending; by part, path, position."""
    anchors: Mapping[tuple[str, Span], str]
    """Ids of the headings on those pages, by source path and span of the notes."""
    unplaced: Mapping[str, tuple[Unplaced, ...]]
    """By source path; by position."""
    doubtful: tuple[Doubtful, ...]
    """Sections that stand where they do although little speaks for it."""
    files: frozenset[str]
    """Paths of the files of CONTENT that the site publishes."""
    about: Mapping[str, tuple[Span, ...]]
    """Lines that speak of the course as a whole, by source path; by position."""
    backlinks: Mapping[int, tuple[Backlink, ...]]
    """Links of other pages' notes, by the lesson they lead to; by path and position."""
    terms: Mapping[int, tuple[TermUse, ...]]
    """Uses of terms, by index in the glossary; by path and position."""


def collect_holdings(
    course: Course, documents: Sequence[Document], alignment: Alignment, resolution: Resolution
) -> Holdings:
    """All that pages show, by where they show it."""
    moved = _grouped((path, structure) for path, structure in alignment.structure)
    manuscripts = _prepare(documents, alignment, resolution.edits)
    about = _grouped(
        (path, structure.span)
        for document in documents
        for path, structure in (
            *((document.source.path, structure) for structure in document.structure),
            *((document.source.path, s) for s in moved.get(document.source.path, ())),
        )
        if structure.role is StructureRole.COURSE
    )
    placed = sorted(resolution.moments, key=lambda p: (p.moment.seconds, p.path, p.moment.span))
    by_page = _grouped(
        (video_page(related.video), related)
        for related in sorted(alignment.related, key=video_order)
    )
    videos = dict(sorted(by_page.items()))
    return Holdings(
        lessons={lesson.number: lesson for lesson in course.lessons},
        seconds=course.duration,
        shares=tuple(
            (number, sum(lesson.duration or 0 for lesson in group))
            for number, group in groupby(course.lessons, key=lambda lesson: lesson.course)
        ),
        manuscripts=manuscripts,
        pieces=_grouped(
            (target.lesson, piece)
            for piece in sorted(alignment.pieces, key=lambda piece: (piece.path, piece.span))
            for target in piece.targets
        ),
        noted=frozenset(lesson for _, lesson in _noted(alignment, manuscripts)),
        citations=_grouped(
            (number, citation) for citation in resolution.citations for number in citation.lessons
        ),
        moments=_grouped((number, moment) for moment in placed for number in moment.lessons),
        related=_grouped(
            (number, related)
            for related in sorted(alignment.related, key=lambda r: (-r.score, r.path, r.span))
            for number in related.lessons
        ),
        moments_by_path=_grouped(
            (placed.path, placed)
            for placed in sorted(resolution.moments, key=lambda p: (p.path, p.moment.span))
        ),
        videos=videos,
        anchors={key: anchor for group in videos.values() for key, anchor in part_anchors(group)},
        unplaced=_grouped(
            (unplaced.path, unplaced)
            for unplaced in sorted(alignment.unplaced, key=lambda u: (u.path, u.span))
        ),
        doubtful=alignment.doubtful,
        files=frozenset(asset.path for asset in resolution.assets),
        about={path: tuple(sorted(spans)) for path, spans in sorted(about.items())},
        backlinks=_grouped((link.lesson, link) for link in resolution.backlinks),
        terms=_grouped((use.term, use) for use in resolution.terms),
    )


def noted_lessons(
    documents: Sequence[Document], alignment: Alignment
) -> Mapping[str, frozenset[int]]:
    """By source path the lessons on which it says more than a heading."""
    found = _noted(alignment, _prepare(documents, alignment, {}))
    return {path: frozenset(lessons) for path, lessons in _grouped(found).items()}


def _prepare(
    documents: Sequence[Document], alignment: Alignment, edits: Mapping[str, Sequence[Edit]]
) -> dict[str, Manuscript]:
    moved = _grouped((path, structure) for path, structure in alignment.structure)
    return {
        path: prepare_manuscript(document, edits.get(path, ()), moved.get(path, ()))
        for path, document in sorted({d.source.path: d for d in documents}.items())
    }


def _noted(
    alignment: Alignment, manuscripts: Mapping[str, Manuscript]
) -> Iterator[tuple[str, int]]:
    for piece in alignment.pieces:
        if has_words(manuscripts[piece.path], piece.span):
            yield from ((piece.path, target.lesson) for target in piece.targets)


def _grouped(items: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    groups: dict[Key, list[Item]] = {}
    for key, item in items:
        groups.setdefault(key, []).append(item)
    return {key: tuple(group) for key, group in groups.items()}
