"""Why the lines of a note stand where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from site_builder.align.claims import heading_words
from site_builder.align.curriculum import read_curriculum
from site_builder.align.learned import learn_wordings
from site_builder.align.lines import by_lines
from site_builder.align.notes import judge_document, valid_claims
from site_builder.align.pieces import collect_pieces
from site_builder.model.alignment import Alignment, Candidate, Piece, Target
from site_builder.model.config import Config
from site_builder.model.course import Course
from site_builder.model.note import Document, Section
from site_builder.model.source import Source, Span

_MOST = 5


class Explanation(Struct, frozen=True):
    """Where one line of a note stands and what was considered for its section."""

    path: str
    """Source path."""
    first_line: int
    """1-based first line of the piece that holds the line."""
    last_line: int
    """Its last line, inclusive."""
    heading: str
    """The section's heading; empty where it has none."""
    home: str
    """Where the lines end: ``lesson``, ``video``, ``unplaced`` or a role of structure."""
    detail: str
    """Reason or title that goes with ``home``; empty for lessons."""
    targets: tuple[Target, ...]
    """Lessons of the lines, the primary one first; for another video none."""
    related: tuple[int, ...]
    """Lessons on the same topic, for notes on another video."""
    candidates: tuple[Candidate, ...]
    """What the section's heading was held against, best first."""


def explain_line(
    documents: Sequence[Document], course: Course, config: Config, path: str, line: int
) -> Explanation | None:
    """Why ``line`` stands where it stands; None where no section of a note holds it.

    Args:
        documents: All documents.
        course: Their course.
        config: The manifest.
        path: Source path.
        line: 1-based line of that source.
    """
    document = next((d for d in valid_claims(documents, config) if d.source.path == path), None)
    if document is None or not 1 <= line <= document.source.line_count:
        return None
    wanted = document.source.line_span(line)
    index = _section_at(document.sections, wanted)
    if index is None:
        return None
    document = by_lines(document)
    judged, _ = judge_document(
        document, read_curriculum(course, learn_wordings(documents, course)), config
    )
    candidates = judged[index].candidates[:_MOST]
    heading = heading_words(document.sections[index].heading)
    alignment = collect_pieces(document, judged)
    # a footnote stands where the first line stands that refers to it
    notes = (note.uses[0] for note in document.footnotes if note.span.overlaps(wanted))
    wanted = next(notes, wanted)
    return _of_piece(document.source, alignment, wanted, heading, candidates) or _of_rest(
        document.source, alignment, wanted, heading, candidates
    )


def _section_at(sections: Sequence[Section], wanted: Span) -> int | None:
    for index, section in enumerate(sections):
        if section.span.overlaps(wanted):
            return index
    return None


def _of_piece(
    source: Source,
    alignment: Alignment,
    wanted: Span,
    heading: str,
    candidates: tuple[Candidate, ...],
) -> Explanation | None:
    piece: Piece | None = next((p for p in alignment.pieces if p.span.overlaps(wanted)), None)
    if piece is None:
        return None
    first, last = source.lines_of(piece.span)
    return Explanation(
        source.path, first, last, heading, "lesson", "", piece.targets, (), candidates
    )


def _of_rest(
    source: Source,
    alignment: Alignment,
    wanted: Span,
    heading: str,
    candidates: tuple[Candidate, ...],
) -> Explanation | None:
    """The explanation of lines that stand on no lesson."""
    found: list[tuple[Span, str, str, tuple[int, ...]]] = [
        *((r.span, "video", r.title, r.lessons) for r in alignment.related),
        *((u.span, "unplaced", u.reason, ()) for u in alignment.unplaced),
        *((s.span, s.role.value, "", ()) for _, s in alignment.structure),
    ]
    for span, home, detail, related in found:
        if span.overlaps(wanted):
            first, last = source.lines_of(span)
            return Explanation(
                source.path, first, last, heading, home, detail, (), related, candidates
            )
    return None
