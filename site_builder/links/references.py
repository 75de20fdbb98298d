"""Every address and every moment of all documents, with the lessons that cite them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from site_builder.links.snapshots import find_snapshot
from site_builder.links.video import find_lesson
from site_builder.model.alignment import Alignment
from site_builder.model.course import Course
from site_builder.model.note import Document, Footnote
from site_builder.model.site import Catalog, Citation, PlacedMoment
from site_builder.model.source import Span


def collect_citations(
    documents: Sequence[Document],
    alignment: Alignment,
    stored: Mapping[str, str],
    catalog: Catalog,
    folder: str,
) -> tuple[Citation, ...]:
    """Every http(s) address cited, by path and position.

    Args:
        documents: All documents, by path.
        alignment: Where their sections stand.
        stored: Paths that lists of copies give, by address.
        catalog: The files of CONTENT.
        folder: Folder of copies relative to CONTENT.
    """
    homes = _homes(
        (piece.path, piece.span, tuple(target.lesson for target in piece.targets))
        for piece in alignment.pieces
    )
    citations = []
    for document in documents:
        path = document.source.path
        post = path.rpartition("/")[2]
        notes = {note.span: _lessons_of(homes, path, note) for note in document.footnotes}
        for link in document.links:
            if not link.url.startswith(("http://", "https://")):
                continue
            snapshot = find_snapshot(link.url, post, stored, catalog, folder)
            note = next((span for span in notes if span.contains(link.span)), None)
            lessons = notes[note] if note else _lessons_at(homes, path, link.span)
            citations.append(Citation(link.url, link.title, path, link.span, lessons, snapshot))
    return tuple(citations)


def list_copies(
    documents: Sequence[Document],
    citations: Iterable[Citation],
    stored: Mapping[str, str],
    catalog: Catalog,
    folder: str,
) -> tuple[Citation, ...]:
    """Addresses that lists of copies name and no text cites, by path and position.

    Args:
        documents: All documents, by path.
        citations: Every address that a text cites.
        stored: Paths that lists of copies give, by address.
        catalog: The files of CONTENT.
        folder: Folder of copies relative to CONTENT.
    """
    known = {citation.url for citation in citations}
    listed = []
    for document in documents:
        path = document.source.path
        for entry in document.snapshots:
            if entry.url in known or not entry.url.startswith(("http://", "https://")):
                continue
            known.add(entry.url)
            post = path.rpartition("/")[2]
            snapshot = find_snapshot(entry.url, post, stored, catalog, folder)
            listed.append(Citation(entry.url, "", path, entry.span, (), snapshot))
    return tuple(listed)


def place_moments(
    documents: Sequence[Document], course: Course, alignment: Alignment
) -> tuple[PlacedMoment, ...]:
    """Every moment with the lessons on whose pages it is offered, by path and position."""
    homes = _homes((related.path, related.span, related.lessons) for related in alignment.related)
    placed = []
    for document in documents:
        path = document.source.path
        for moment in document.moments:
            if course.video is not None and moment.video == course.video:
                lesson = find_lesson(course, moment)
                lessons = () if lesson is None else (lesson.number,)
                placed.append(PlacedMoment(path, moment, lessons, ()))
            else:
                related = _lessons_at(homes, path, moment.span)
                placed.append(PlacedMoment(path, moment, (), related))
    return tuple(placed)


_Homes = dict[str, tuple[list[int], list[tuple[Span, tuple[int, ...]]]]]


def _homes(items: Iterable[tuple[str, Span, tuple[int, ...]]]) -> _Homes:
    """Spans and their lessons in order, by source path, for look-up by bisection."""
    homes: _Homes = {}
    for path, span, lessons in sorted(items):
        starts, entries = homes.setdefault(path, ([], []))
        starts.append(span.start)
        entries.append((span, lessons))
    return homes


def _lessons_of(homes: _Homes, path: str, footnote: Footnote) -> tuple[int, ...]:
    """The lessons whose pages show ``footnote``."""
    lessons = (number for use in footnote.uses for number in _lessons_at(homes, path, use))
    return tuple(dict.fromkeys(lessons))


def _lessons_at(homes: _Homes, path: str, span: Span) -> tuple[int, ...]:
    """The lessons of the home that holds ``span``; none where no home does."""
    if path not in homes:
        return ()
    starts, entries = homes[path]
    index = bisect_right(starts, span.start) - 1
    if index < 0 or not entries[index][0].contains(span):
        return ()
    return entries[index][1]
