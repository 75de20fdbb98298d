"""Notes as a page shows them: grouped by source, each stretch with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from site_builder.model.alignment import Evidence, Piece
from site_builder.model.source import Span
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown
from site_builder.pages.passages import (
    Manuscript,
    Stretch,
    first_heading,
    has_words,
    join_stretches,
    render_stretches,
)
from site_builder.pages.places import PageLink, link_lessons

_OWN_WORD = frozenset((Evidence.PLACE, Evidence.FRONT_MATTER))


class Passage(Struct, frozen=True):
    """Neighbouring lines of a source on a page."""

    text: Markdown
    """The lines, ready for the page."""
    path: str
    """Source path."""
    lines: str
    """As ``第 47–49 行``."""
    heading: str
    """The heading that they stand under in the source, where they do not begin with it."""
    elsewhere: PageLink | None
    """The lesson on which they stand first of all, where that is another."""


class SourceNotes(Struct, frozen=True):
    """The notes of one source on a page."""

    title: str
    """Title of the source."""
    path: str
    """Its path."""
    passages: tuple[Passage, ...]
    """In the order of the source."""


def view_lesson_notes(number: int, holdings: Holdings, root: str) -> tuple[SourceNotes, ...]:
    """The notes that stand on lesson ``number``: first those whose author names it, by source path.

    A heading without words of its own is shown on its first lesson only.
    """
    named: list[SourceNotes] = []
    others: list[SourceNotes] = []
    for path, group in groupby(holdings.pieces.get(number, ()), key=lambda piece: piece.path):
        pieces = tuple(group)
        manuscript = holdings.manuscripts[path]
        stretches = [
            Stretch(piece.span, piece.section, piece.heading, piece.targets[0].lesson)
            for piece in pieces
            if piece.targets[0].lesson == number or has_words(manuscript, piece.span)
        ]
        if not stretches:
            continue
        passages = view_passages(manuscript, stretches, holdings, below=2, root=root, lesson=number)
        notes = SourceNotes(manuscript.title, path, passages)
        (named if _is_named(number, pieces) else others).append(notes)
    return (*named, *others)


def view_course_notes(holdings: Holdings, root: str) -> tuple[SourceNotes, ...]:
    """The notes on the course as a whole, by source path."""
    found = []
    for path, spans in holdings.about.items():
        manuscript = holdings.manuscripts[path]
        stretches = [Stretch(span, -1, "", None) for span in spans]
        passages = view_passages(manuscript, stretches, holdings, below=3, root=root)
        found.append(SourceNotes(manuscript.title, path, passages))
    return tuple(found)


def view_passages(
    manuscript: Manuscript,
    stretches: Sequence[Stretch],
    holdings: Holdings,
    *,
    below: int,
    root: str,
    lesson: int | None = None,
) -> tuple[Passage, ...]:
    """Stretches of one source, neighbours joined; those that show nothing are left out.

    Args:
        manuscript: The source.
        stretches: In any order.
        holdings: What the site shows.
        below: Level of the page's heading above them.
        root: The way from the page to the root of the site.
        lesson: The lesson whose page it is; None on other pages.
    """
    joined = join_stretches(manuscript, stretches)
    texts = render_stretches(manuscript, [s.span for s in joined], below=below, root=root)
    passages = []
    section = None
    for stretch, text in zip(joined, texts, strict=True):
        if not text.strip():
            continue
        named = (
            stretch.section == section
            or stretch.heading == manuscript.title
            or first_heading(manuscript, stretch.span) is not None
        )
        section = stretch.section
        primary = stretch.primary
        away = primary is not None and lesson is not None and primary != lesson
        passages.append(
            Passage(
                text=text,
                path=manuscript.source.path,
                lines=name_lines(manuscript, stretch.span),
                heading="" if named else stretch.heading,
                elsewhere=_first_link(primary, holdings, root) if away else None,
            )
        )
    return tuple(passages)


def name_lines(manuscript: Manuscript, span: Span) -> str:
    """The lines of ``span`` in words, without blank lines at its end."""
    text = manuscript.source.slice(span)
    blank = len(text) - len(text.lstrip())
    start = min(span.start + blank, span.end)
    first, last = manuscript.source.lines_of(
        Span(start, max(start, span.start + len(text.rstrip())))
    )
    return f"第 {first} 行" if first == last else f"第 {first}–{last} 行"


def _is_named(number: int, pieces: Sequence[Piece]) -> bool:
    """Whether the author's own word puts one of ``pieces`` on the lesson."""
    return any(
        _OWN_WORD.intersection(target.evidence)
        for piece in pieces
        for target in piece.targets
        if target.lesson == number
    )


def _first_link(number: int | None, holdings: Holdings, root: str) -> PageLink | None:
    links = () if number is None else link_lessons([number], holdings, root)
    return links[0] if links else None
