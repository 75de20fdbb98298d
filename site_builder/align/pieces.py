"""Standings of headings and blocks as the pieces, leftovers and structure of the alignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from site_builder.align.claims import heading_words
from site_builder.align.findings import find_doubtful
from site_builder.align.standing import (
    Elsewhere,
    Judged,
    Left,
    OnlyScope,
    Placed,
    Standing,
    Standings,
    strongest_first,
)
from site_builder.model.alignment import Alignment, Piece, Related, Target, Unplaced
from site_builder.model.note import Document, Section, Structure
from site_builder.model.source import Span

_ASIDE = "homework or a list of sources among the notes"


def collect_pieces(document: Document, judged: Sequence[Judged]) -> Alignment:
    """The alignment of one document, from what became of each of its sections."""
    pieces: list[Piece] = []
    related: list[Related] = []
    unplaced: list[Unplaced] = []
    structure: list[tuple[str, Structure]] = []
    path = document.source.path
    for index, (section, result) in enumerate(zip(document.sections, judged, strict=True)):
        heading = heading_words(section.heading)
        match result.verdict:
            case Placed() as placed:
                for span, standings in _grouped(document, section, placed):
                    if standings[0]:
                        targets = _targets(standings)
                        pieces.append(Piece(path, span, index, heading, targets))
                    else:
                        unplaced.append(Unplaced(path, span, index, heading, _ASIDE))
            case Left(reason):
                unplaced.extend(
                    Unplaced(path, run, index, heading, reason, result.nearest())
                    for run in own_runs(document, section)
                )
            case OnlyScope(role):
                structure.extend(
                    (path, Structure(run, role)) for run in own_runs(document, section)
                )
            case Elsewhere(video, part, title, lessons, score):
                related.extend(
                    Related(path, run, index, video, part, title or heading, lessons, score)
                    for run in own_runs(document, section)
                )
            case _ as never:
                assert_never(never)
    return Alignment(
        pieces=tuple(pieces),
        related=tuple(related),
        unplaced=tuple(unplaced),
        doubtful=tuple(find_doubtful(pieces, judged)),
        structure=tuple(structure),
    )


def own_runs(document: Document, section: Section) -> tuple[Span, ...]:
    """The section's own lines, parted where lines that are not its own stand between them."""
    spans = [block.span for block in section.blocks]
    if section.heading is not None:
        spans.append(section.heading.span)
    runs: list[Span] = []
    for span in sorted(spans):
        if runs and _adjoin(document, runs[-1], span):
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return tuple(runs)


def _adjoin(document: Document, first: Span, second: Span) -> bool:
    """Whether nothing but blank lines lies between two spans."""
    between = document.source.text[first.end : second.start]
    return not between or between.isspace()


def _grouped(
    document: Document, section: Section, placed: Placed
) -> Iterator[tuple[Span, list[Standings]]]:
    """Neighbouring lines on the same lessons together; of what is the same thing it gives one."""
    units = [
        (block.span, standings)
        for block, standings in zip(section.blocks, placed.blocks, strict=True)
    ]
    if section.heading is not None:
        units.append((section.heading.span, placed.heading))
    units.sort(key=lambda unit: unit[0])
    group: list[Standings] = []
    start, last = 0, Span(0, 0)
    lessons: tuple[int, ...] = ()
    for span, standings in units:
        same = bool(group) and standings is group[-1]  # as where the author names the lesson
        before, lessons = lessons, lessons if same else _lessons(standings)
        if group and lessons == before and _adjoin(document, last, span):
            if not same:
                group.append(standings)
        else:
            if group:
                yield Span(start, last.end), group
            start, group = span.start, [standings]
        last = span
    if group:
        yield Span(start, last.end), group


def _lessons(standings: Standings) -> tuple[int, ...]:
    return tuple(standing.lesson for standing in standings)


def _targets(units: Sequence[Standings]) -> tuple[Target, ...]:
    """The targets of units on the same lessons: the best score and all that speaks for it."""
    merged: list[Standing] = []
    for column in zip(*units, strict=True):
        evidence = strongest_first(sign for standing in column for sign in standing.evidence)
        score = round(max(standing.score for standing in column), 3)
        merged.append(Standing(column[0].lesson, score, evidence))
    primary, *others = merged
    others.sort(key=lambda standing: (-standing.score, standing.lesson))
    return tuple(
        Target(standing.lesson, standing.score, standing.evidence, standing is primary)
        for standing in (primary, *others)
    )
