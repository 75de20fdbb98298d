"""What an author should look at: sections without a lesson, and placements that are doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from site_builder.align.claims import heading_words
from site_builder.align.curriculum import Curriculum
from site_builder.align.standing import Judged, Left
from site_builder.model.alignment import Alignment, Candidate, Doubtful, Piece
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import Document

DOUBTFUL = 0.87
"""Confidence below which a placement is listed: of such about one in four is wrong, of the others
one in thirty (``benchmarks/calibration.py``)."""
_NAMED = 2


def find_doubtful(pieces: Sequence[Piece], judged: Sequence[Judged]) -> Iterator[Doubtful]:
    """The sections of a document of which a piece scores too low, in order.

    Args:
        pieces: The document's pieces.
        judged: What became of its sections.
    """
    for section, group in groupby(pieces, key=lambda piece: piece.section):
        own = list(group)
        weakest = min(own, key=lambda piece: piece.targets[0].score)
        target = weakest.targets[0]
        if target.score >= DOUBTFUL:
            continue
        candidates = judged[section].candidates
        yield Doubtful(
            path=weakest.path,
            span=weakest.span,
            start=own[0].span.start,
            section=section,
            heading=weakest.heading,
            lesson=target.lesson,
            score=target.score,
            lessons=tuple(dict.fromkeys(piece.targets[0].lesson for piece in own)),
            candidates=_alternatives(candidates, target.lesson, target.score),
        )


def _alternatives(
    candidates: Sequence[Candidate], lesson: int, score: float
) -> tuple[Candidate, ...]:
    """The nearest lessons besides the one that a piece stands on.

    They share what doubt ``score`` leaves by what speaks for each: all of it adds up to 1.
    """
    others = [candidate for candidate in candidates if candidate.lesson != lesson]
    whole = sum(candidate.score for candidate in others)
    if not whole:
        return ()
    return tuple(
        replace(candidate, score=round((1 - score) * candidate.score / whole, 3))
        for candidate in others[:_NAMED]
    )


def report_placements(
    document: Document, judged: Sequence[Judged], placed: Alignment, curriculum: Curriculum
) -> Iterator[Diagnostic]:
    """The findings on the sections of a document; none without an outline.

    Args:
        document: The notes.
        judged: What became of its sections.
        placed: The same as pieces.
        curriculum: The course.
    """
    if not curriculum.numbers:
        return
    for index, result in enumerate(judged):
        if isinstance(result.verdict, Left) and document.sections[index].heading is not None:
            yield _unplaced(document, index, result.nearest(), curriculum)
    for doubtful in placed.doubtful:
        yield _doubtful(document, doubtful, curriculum)


def _unplaced(
    document: Document, section: int, candidates: Sequence[Candidate], curriculum: Curriculum
) -> Diagnostic:
    message = f"{heading_words(document.sections[section].heading)!r} stands on no lesson"
    if candidates:
        message += f"; nearest {_named(candidates, curriculum)}"
    said = f"{candidates[0].lesson}  # none: on no lesson" if candidates else "none"
    return _finding("ALN102", message, document, section, said)


def _doubtful(document: Document, doubtful: Doubtful, curriculum: Curriculum) -> Diagnostic:
    first, last = document.source.lines_of(doubtful.span)
    title = curriculum.lessons[doubtful.lesson].title
    part = f", lines {first}-{last}," if len(doubtful.lessons) > 1 else ""
    message = (
        f"{doubtful.heading!r}{part} stands on lesson {doubtful.lesson}"
        f" {title!r} with score {doubtful.score:.2f}"
    )
    if doubtful.candidates:
        message += f"; nearest others {_named(doubtful.candidates, curriculum)}"
    settled = ", ".join(str(lesson) for lesson in doubtful.lessons)
    said = settled if len(doubtful.lessons) == 1 else f"[{settled}]"
    return _finding("ALN101", message, document, doubtful.section, said)


def _named(candidates: Sequence[Candidate], curriculum: Curriculum) -> str:
    return ", ".join(
        f"{c.lesson} {curriculum.lessons[c.lesson].title!r} ({c.score:.2f})" for c in candidates
    )


def _finding(code: str, message: str, document: Document, section: int, said: str) -> Diagnostic:
    """The finding with the line for ``place:`` in the manifest that settles it."""
    found = document.sections[section]
    span = found.heading.span if found.heading else found.span
    where = f"{document.source.path}:{document.source.line_number(found.span.start)}"
    remedy = f'settle it under place: in course.yml with "{where}": {said}'
    return Diagnostic(code, message, document.source.path, span, remedy)
