"""What an author should look at: sections without a lesson, and placements that are doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.align.claims import heading_words
from site_builder.align.curriculum import Curriculum
from site_builder.align.standing import Judged, Left, Placed, Standing
from site_builder.model.alignment import Candidate
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import Document, Section

DOUBTFUL = 0.5
"""Score below which a placement is listed."""
_NAMED = 2


def report_placements(
    document: Document, judged: Sequence[Judged], curriculum: Curriculum
) -> Iterator[Diagnostic]:
    """The findings on the sections of a document, in its order; none without an outline."""
    if not curriculum.numbers:
        return
    for section, result in zip(document.sections, judged, strict=True):
        match result.verdict:
            case Left() if section.heading is not None:
                yield _unplaced(document, section, result.candidates, curriculum)
            case Placed((first, *_)) if first.score < DOUBTFUL:
                yield _doubtful(document, section, first, result.candidates, curriculum)
            case _:
                pass


def _unplaced(
    document: Document,
    section: Section,
    candidates: Sequence[Candidate],
    curriculum: Curriculum,
) -> Diagnostic:
    message = f"{heading_words(section.heading)!r} stands on no lesson"
    if candidates:
        message += f"; nearest {_named(candidates, curriculum)}"
    lesson = candidates[0].lesson if candidates else None
    return _finding("ALN102", message, document, section, _remedy(document, section, lesson))


def _doubtful(
    document: Document,
    section: Section,
    standing: Standing,
    candidates: Sequence[Candidate],
    curriculum: Curriculum,
) -> Diagnostic:
    message = (
        f"{heading_words(section.heading)!r} stands on lesson {standing.lesson}"
        f" {curriculum.lessons[standing.lesson].title!r} with score {standing.score:.2f}"
    )
    others = [c for c in candidates if c.lesson != standing.lesson]
    if others:
        message += f"; nearest others {_named(others, curriculum)}"
    remedy = _remedy(document, section, standing.lesson)
    return _finding("ALN101", message, document, section, remedy)


def _named(candidates: Sequence[Candidate], curriculum: Curriculum) -> str:
    return ", ".join(
        f"{c.lesson} {curriculum.lessons[c.lesson].title!r} ({c.score:.2f})"
        for c in candidates[:_NAMED]
    )


def _remedy(document: Document, section: Section, lesson: int | None) -> str:
    """The line for ``place:`` in the manifest that settles the section."""
    line = document.source.line_number(section.span.start)
    where = f"{document.source.path}:{line}"
    said = "none" if lesson is None else str(lesson)
    return f'settle it under place: in course.yml with "{where}": {said}'


def _finding(
    code: str, message: str, document: Document, section: Section, remedy: str
) -> Diagnostic:
    span = section.heading.span if section.heading else section.span
    return Diagnostic(code, message, document.source.path, span, remedy)
