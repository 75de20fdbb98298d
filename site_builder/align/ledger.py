"""The proof that every line of every source ends in exactly one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from site_builder.model.alignment import Alignment
from site_builder.model.note import Document, StructureRole
from site_builder.model.site import Home, Ledger, LedgerEntry
from site_builder.model.source import Source, Span

_HOME_OF_ROLE = {StructureRole.COURSE: Home.COURSE, StructureRole.SNAPSHOT: Home.INDEX}

_Claim = tuple[Span, Home, str]


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
        homes = _homes_of_lines(source, [*own, *_footnote_claims(document, own)])
        for number in _non_blank_lines(source):
            if number not in homes:
                lost.append((source.path, number))
            elif len(homes[number]) > 1:
                repeated.append((source.path, number))
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


def _homes_of_lines(source: Source, claims: list[_Claim]) -> dict[int, set[tuple[Home, str]]]:
    homes: dict[int, set[tuple[Home, str]]] = {}
    for span, home, detail in claims:
        if span.start == span.end:
            continue  # a heading whose own line is structure
        first, last = source.lines_of(span)
        for number in range(first, last + 1):
            if source.line_text(number).strip():
                homes.setdefault(number, set()).add((home, detail))
    return homes


def _entries(source: Source, homes: dict[int, set[tuple[Home, str]]]) -> Iterator[LedgerEntry]:
    """Neighbouring lines with equal homes; a line with several homes stands under the first."""
    ranked = ((number, min(homes[number], key=_rank)) for number in sorted(homes))
    for (home, detail), group in groupby(ranked, key=lambda item: item[1]):
        numbers = [number for number, _ in group]
        yield LedgerEntry(source.path, numbers[0], numbers[-1], home, detail)


def _rank(claim: tuple[Home, str]) -> tuple[int, str]:
    return list(Home).index(claim[0]), claim[1]


def _non_blank_lines(source: Source) -> Iterator[int]:
    for number in range(1, source.line_count + 1):
        if source.line_text(number).strip():
            yield number
