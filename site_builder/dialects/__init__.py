"""Front ends: one module a grammar, each from a source to a document; they know no siblings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from site_builder.dialects.bilingual_toc import detect_bilingual_toc, parse_bilingual_toc
from site_builder.dialects.jekyll_outline import detect_jekyll_outline, parse_jekyll_outline
from site_builder.dialects.obsidian import bound_obsidian, detect_obsidian, parse_obsidian
from site_builder.dialects.plain import detect_plain, parse_plain
from site_builder.dialects.scraped_article import (
    bound_scraped_article,
    detect_scraped_article,
    parse_scraped_article,
)
from site_builder.dialects.typora import detect_typora, parse_typora
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Detection, Dialect, Document
from site_builder.scan.scanned import ScannedSource

SURE = 0.4
"""Score from which on a dialect is taken without a word."""

MARGIN = 0.1
"""Lead over the second best below which the choice is worth a word."""


def detect_dialect(scanned: ScannedSource) -> tuple[Detection, ...]:
    """What each dialect makes of a source, best first; of equal scores, by the order of Dialect.

    Plain Markdown scores above nothing for every text, so that there is always a best.
    """
    found = (
        detect_jekyll_outline(scanned),
        detect_typora(scanned),
        detect_obsidian(scanned),
        detect_bilingual_toc(scanned),
        detect_scraped_article(scanned),
        detect_plain(scanned),
    )
    return _best_first(found)


def parse_document(scanned: ScannedSource, forced: Dialect | None) -> Outcome[Document]:
    """A source as its dialect reads it.

    Args:
        scanned: The source.
        forced: Dialect that the author names; None: the best of ``detect_dialect``.
    """
    if forced is not None:
        return _parse(scanned, forced, 1.0)
    best, second = _detect_near(scanned)[:2]
    outcome = _parse(scanned, best.dialect, best.score)
    if best.score >= SURE and best.score - second.score >= MARGIN:
        return outcome
    if not scanned.source.text.strip():
        return outcome
    message = (
        f"read as {best.dialect.value} ({best.score:.2f}: {best.reason}); "
        f"next is {second.dialect.value} ({second.score:.2f})"
    )
    doubt = Diagnostic("DIA101", message, scanned.source.path)
    return Outcome(outcome.value, (doubt, *outcome.diagnostics))


def _detect_near(scanned: ScannedSource) -> tuple[Detection, ...]:
    """As ``detect_dialect``, without some dialects of which nobody will speak.

    To be certain of what a source is not takes long, and most say in their front matter what they
    are.
    """
    plain = detect_plain(scanned)
    found = [detect_jekyll_outline(scanned), detect_typora(scanned)]
    if _may_matter(bound_obsidian(scanned), plain):
        found.append(detect_obsidian(scanned))
    found.append(detect_bilingual_toc(scanned))
    if _may_matter(bound_scraped_article(scanned), plain):
        found.append(detect_scraped_article(scanned))
    return _best_first((*found, plain))


def _may_matter(bound: float, plain: Detection) -> bool:
    """Whether a score up to ``bound`` may be the best, or near it, or the best be in doubt."""
    return plain.score < SURE or plain.score - bound < MARGIN


def _best_first(found: Iterable[Detection]) -> tuple[Detection, ...]:
    return tuple(sorted(found, key=lambda detection: -detection.score))


def _parse(scanned: ScannedSource, dialect: Dialect, confidence: float) -> Outcome[Document]:
    match dialect:
        case Dialect.JEKYLL_OUTLINE:
            return parse_jekyll_outline(scanned, confidence)
        case Dialect.TYPORA:
            return parse_typora(scanned, confidence)
        case Dialect.OBSIDIAN:
            return parse_obsidian(scanned, confidence)
        case Dialect.BILINGUAL_TOC:
            return parse_bilingual_toc(scanned, confidence)
        case Dialect.SCRAPED_ARTICLE:
            return parse_scraped_article(scanned, confidence)
        case Dialect.PLAIN:
            return parse_plain(scanned, confidence)
        case _:
            assert_never(dialect)
