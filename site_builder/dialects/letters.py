"""Typesets what a document has in mathematical letters of Unicode, whatever its dialect."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import BlockKind, Document, Edit
from site_builder.scan.letters import LetterFormula, find_letter_formulas, may_hold_letters
from site_builder.scan.links import AUTOLINK, BARE, INLINE
from site_builder.scan.regions import find_regions
from site_builder.scan.spans import joined_edits

CODE = "MTH105"

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.TABLE)


def typeset_letters(document: Document) -> Outcome[Document]:
    """``document`` with an edit for each formula in such letters; headings stay as they are.

    Letters within code, formulas and links stay as well. One diagnostic says how many there are.
    """
    formulas = tuple(_formulas(document))
    if not formulas:
        return Outcome(document)
    edits = tuple(Edit(formula.span, rf"\({formula.tex}\)") for formula in formulas)
    places = "1 place" if len(formulas) == 1 else f"{len(formulas)} places"
    words = f"mathematical letters of Unicode typeset as formulas ({places})"
    return Outcome(
        replace(document, edits=joined_edits(edits, document.edits)),
        (Diagnostic(CODE, words, document.source.path, formulas[0].span),),
    )


def _formulas(document: Document) -> Iterator[LetterFormula]:
    text = document.source.text
    if text.isascii() or not may_hold_letters(text):
        return
    regions = None
    for section in document.sections:
        for block in section.blocks:
            if block.kind not in _TEXT:
                continue
            found = tuple(find_letter_formulas(text, block.span))
            if not found:
                continue
            regions = regions or find_regions(text)
            taken = [
                match.span()
                for pattern in (INLINE, AUTOLINK, BARE)
                for match in pattern.finditer(text, block.span.start, block.span.end)
            ]
            for formula in found:
                span = formula.span
                linked = any(start < span.end and span.start < end for start, end in taken)
                if not regions.touches(span) and not linked:
                    yield formula
