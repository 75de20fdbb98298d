"""The proof that every line of every source ends in exactly one place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from site_builder.model.alignment import Alignment
from site_builder.model.note import Document, StructureRole
from site_builder.model.site import Home, Ledger, LedgerEntry
from site_builder.model.source import Source, Span

_HOME_OF_ROLE = {StructureRole.COURSE: Home.COURSE, StructureRole.SNAPSHOT: Home.INDEX}

_RANKS = {home: rank for rank, home in enumerate(Home)}

_Claim = tuple[Span, Home, str]
_Homes = dict[int, list[tuple[Home, str]]]
"""By line, 1-based."""


def keep_ledger(documents: Sequence[Document], alignment: Alignment) -> Ledger:
    """The home of every non-blank line, and the lines that have none or more than one.

    Args:
        documents: All documents.
        alignment: Where their sections stand.
    """
    claims = _claims_by_path(documents, alignment)
    entries: list[LedgerEntry] = []
    lost: list[tuple[str, int]] = []
    repeated: list[tuple[str, int]] = []
    for document in sorted(documents, key=lambda document: document.source.path):
        source = document.source
        own = claims.get(source.path, [])
        written = _non_blank_lines(source)
        homes = _homes_of_lines(source, written, [*own, *_footnote_claims(document, own)])
        lost.extend((source.path, line) for line in written if line not in homes)
        repeated.extend((source.path, line) for line in sorted(homes) if len(homes[line]) > 1)
        entries.extend(_entries(source, homes))
    return Ledger(tuple(entries), tuple(lost), tuple(repeated))


def _claims_by_path(documents: Sequence[Document], alignment: Alignment) -> dict[str, list[_Claim]]:
    claims: dict[str, list[_Claim]] = {document.source.path: [] for document in documents}
    for document in documents:
        claims[document.source.path].extend(_own_claims(document))
    for piece in alignment.pieces:
        lessons = " ".join(str(target.lesson) for target in piece.targets)
        claims.setdefault(piece.path, []).append((piece.span, Home.LESSON, lessons))
    for related in alignment.related:
        claims.setdefault(related.path, []).append((related.span, Home.VIDEO, related.video.id))
    for unplaced in alignment.unplaced:
        claims.setdefault(unplaced.path, []).append((unplaced.span, Home.UNPLACED, unplaced.reason))
    for path, structure in alignment.structure:
        home = _HOME_OF_ROLE.get(structure.role, Home.STRUCTURE)
        claims.setdefault(path, []).append((structure.span, home, structure.role.value))
    return claims


def _own_claims(document: Document) -> Iterator[_Claim]:
    """Lines that the dialect itself has homes for."""
    for structure in document.structure:
        home = _HOME_OF_ROLE.get(structure.role, Home.STRUCTURE)
        yield structure.span, home, structure.role.value
    for removal in document.removals:
        yield removal.span, Home.REMOVED, f"{removal.code} {removal.reason}"
    if document.outline is not None:
        for entry in document.outline.entries:
            yield entry.span, Home.STRUCTURE, StructureRole.LESSON.value
    for title in document.titles:
        yield title.span, Home.STRUCTURE, StructureRole.LESSON.value


def _footnote_claims(document: Document, claims: Sequence[_Claim]) -> Iterator[_Claim]:
    """Footnotes stand where the lines stand that refer to them, on lessons first of all."""
    for footnote in document.footnotes:
        homes = [
            (home, detail)
            for use in footnote.uses
            for span, home, detail in claims
            if span.contains(use)
        ]
        home, detail = min(homes, key=_rank, default=(Home.STRUCTURE, "footnote"))
        if home is Home.LESSON:
            lessons = (words.split() for other, words in homes if other is Home.LESSON)
            detail = " ".join(dict.fromkeys(number for words in lessons for number in words))
        yield footnote.span, home, detail


def _homes_of_lines(source: Source, written: list[int], claims: list[_Claim]) -> _Homes:
    """The different homes that are claimed for each of the lines ``written``."""
    homes: _Homes = {}
    for span, home, detail in claims:
        if span.start == span.end:
            continue  # a heading whose own line is structure
        first, last = source.lines_of(span)
        claimed = (home, detail)
        for number in written[bisect_left(written, first) : bisect_right(written, last)]:
            of_line = homes.setdefault(number, [])
            if claimed not in of_line:
                of_line.append(claimed)
    return homes


def _entries(source: Source, homes: _Homes) -> Iterator[LedgerEntry]:
    """Neighbouring lines with equal homes; a line with several homes stands under the first."""
    ranked = ((number, min(homes[number], key=_rank)) for number in sorted(homes))
    for (home, detail), group in groupby(ranked, key=lambda item: item[1]):
        numbers = [number for number, _ in group]
        yield LedgerEntry(source.path, numbers[0], numbers[-1], home, detail)


def _rank(claim: tuple[Home, str]) -> tuple[int, str]:
    return _RANKS[claim[0]], claim[1]


def _non_blank_lines(source: Source) -> list[int]:
    """1-based, in order."""
    return [number for number, line in enumerate(source.text.split("\n"), 1) if line.strip()]
