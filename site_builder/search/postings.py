"""Which lessons say a term in their notes, and how much it weighs there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.search.entries import LessonEntry
from site_builder.search.folding import fold
from site_builder.search.terms import split_terms

HEADING_WEIGHT = 4
"""A term in a heading counts as often as this in the text below it."""

GRADES = 9
"""Weights are whole numbers from 1 to this."""

# BM25's saturation and length normalisation (Robertson and Zaragoza 2009, 3.5), the weight only:
# the rarity of a term is left to the ranking.
_SATURATION = 1.6
_LENGTH_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Posting:
    """A lesson that says a term."""

    lesson: int
    """Index (0-based) of the entry."""
    grade: int
    """How much the term weighs there, 1 to ``GRADES``."""


def collect_postings(entries: Sequence[LessonEntry]) -> dict[str, tuple[Posting, ...]]:
    """The lessons of each term, ascending; terms in the order in which JavaScript compares them."""
    counts = [_count(entry) for entry in entries]
    lengths = [sum(count.values()) for count in counts]
    mean = sum(lengths) / max(1, sum(1 for length in lengths if length)) or 1
    postings: dict[str, list[Posting]] = {}
    for index, (count, length) in enumerate(zip(counts, lengths, strict=True)):
        slack = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length / mean)
        for term, times in count.items():
            grade = max(1, round(GRADES * times / (times + slack)))
            postings.setdefault(term, []).append(Posting(index, grade))
    return {
        term: tuple(postings[term])
        for term in sorted(postings, key=lambda term: term.encode("utf-16-be"))
    }


def _count(entry: LessonEntry) -> Counter[str]:
    """How often the lesson's notes say each term, headings weighed more."""
    count = Counter(_terms_of_texts(entry))
    for passage in entry.passages:
        for term in split_terms(fold(passage.heading)):
            count[term] += HEADING_WEIGHT
    return count


def _terms_of_texts(entry: LessonEntry) -> Iterator[str]:
    for passage in entry.passages:
        yield from split_terms(fold(passage.text))
