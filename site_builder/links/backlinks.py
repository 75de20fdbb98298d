"""Links turned around: which notes lead to a lesson."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from site_builder.links.rewrite import SITE_ROOT
from site_builder.links.targets import HOME_PAGE, UNPLACED_PAGE, lesson_page, video_page
from site_builder.model.alignment import Alignment
from site_builder.model.course import Course
from site_builder.model.note import Document, Edit
from site_builder.model.site import Backlink
from site_builder.model.source import Span
from site_builder.scan.patterns import lazy_pattern

# ](\ue000lessons/010.md#anchor) of an edit
_PAGE = lazy_pattern(rf"{SITE_ROOT}(?P<page>[^\s#()\"]+\.md)")


class _Home(Struct, frozen=True):
    """Where lines of a source stand."""

    span: Span
    """The lines."""
    page: str
    """Their page."""
    lessons: tuple[int, ...]
    """Lessons on whose pages they stand."""


def collect_backlinks(
    course: Course,
    documents: Sequence[Document],
    alignment: Alignment,
    edits: Mapping[str, Sequence[Edit]],
) -> tuple[Backlink, ...]:
    """Every link of the notes to a lesson on another page, by lesson, path and position.

    A link is what an edit makes lead there, whichever form its author wrote.

    Args:
        course: The course.
        documents: All documents.
        alignment: Where the sections of all notes stand.
        edits: By source path: all edits of the text.
    """
    lessons = {lesson_page(lesson.number): lesson.number for lesson in course.lessons}
    homes: dict[str, list[_Home]] = {}
    for path, home in _homes(alignment):
        homes.setdefault(path, []).append(home)
    for document in documents:
        own = homes.get(document.source.path, [])
        own.extend([*_footnote_homes(document, own)])
    found = []
    for path, changes in edits.items():
        own = sorted(homes.get(path, ()), key=lambda home: home.span)
        starts = [home.span.start for home in own]
        for lesson, span in _links(changes, lessons):
            index = bisect_right(starts, span.start) - 1
            inside = index >= 0 and own[index].span.contains(span)
            home = own[index] if inside else _Home(span, HOME_PAGE, ())
            if lesson not in home.lessons:
                found.append(Backlink(lesson, path, span, home.page, home.lessons))
    return tuple(sorted(found, key=lambda link: (link.lesson, link.path, link.span)))


def _links(edits: Sequence[Edit], lessons: Mapping[str, int]) -> Iterator[tuple[int, Span]]:
    """The lessons that ``edits`` lead to, and where."""
    for edit in edits:
        for match in _PAGE.finditer(edit.text) if SITE_ROOT in edit.text else ():
            if match["page"] in lessons:
                yield lessons[match["page"]], edit.span


def _footnote_homes(document: Document, homes: Sequence[_Home]) -> Iterator[_Home]:
    """Where footnotes stand: on the pages of what refers to them."""
    for footnote in document.footnotes:
        pages = [home for use in footnote.uses for home in homes if home.span.contains(use)]
        if pages:
            lessons = tuple(dict.fromkeys(number for home in pages for number in home.lessons))
            yield _Home(footnote.span, pages[0].page, lessons)


def _homes(alignment: Alignment) -> Iterator[tuple[str, _Home]]:
    for piece in alignment.pieces:
        lessons = tuple(target.lesson for target in piece.targets)
        yield piece.path, _Home(piece.span, lesson_page(lessons[0]), lessons)
    for related in alignment.related:
        yield related.path, _Home(related.span, video_page(related.video), ())
    for unplaced in alignment.unplaced:
        yield unplaced.path, _Home(unplaced.span, UNPLACED_PAGE, ())
