"""Which lessons say a term in their notes, and how much it weighs there.

What a lesson is called after counts as said, in all the words that the field has for it and is
explained with (``align/glossary``): readers ask in words that neither title nor notes may use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.search.stretches import MARKS, RANGES, Run
from site_builder.search.terms import script_order

GRADES = 9
"""Weights are whole numbers from 1 to this."""

# BM25's saturation and length normalisation (Robertson and Zaragoza 2009, 3.5), the weight only:
# the rarity of a term is left to the ranking.
_SATURATION = 1.6
_LENGTH_SHARE = 0.75


def join_runs(
    runs: Sequence[tuple[int, Run]], lengths: Sequence[int]
) -> Iterator[Mapping[str, str]]:
    """The pages whose notes say each term, in the order in which JavaScript compares terms.

    Postings are text, joined by commas. A posting is ``10 × index + grade``: index (0-based) of
    the page as its distance from the one before, and how much the term weighs there, 1 to
    ``GRADES``. They come a range of terms at a time.

    Args:
        runs: In the order of their pages, each with the index of the first page of its stretch.
        lengths: By page the number of its terms, weighed.
    """
    slack = _slacks(lengths)
    distances = [b",%d" % distance for distance in range(len(lengths))]
    graded = [(start, run, _grading(start, run, slack)) for start, run in runs]
    for number in range(len(RANGES) + 1):
        rows: dict[str, list[bytes]] = {}
        ends: dict[str, int] = {}
        for start, run, grading in graded:
            some = run.ranges[number]
            if some is None:
                continue
            postings = some.postings.translate(grading).split(b"\n")
            terms = some.terms.split("\n")
            for term, row, first, last in zip(terms, postings, some.first, some.last, strict=True):
                end = ends.get(term)
                if end is None:
                    # no distance is no digit: 3, not 03
                    rows[term] = [distances[start + first][1:] if start + first else b"", row]
                else:
                    rows[term] += (distances[start + first - end], row)
                ends[term] = start + last
        yield {term: b"".join(rows[term]).decode() for term in script_order(rows)}


def _grading(start: int, run: Run, slack: Sequence[float]) -> bytes:
    """What stands for each byte of the postings of ``run``: grades for marks."""
    grades = bytes(
        ord("0") + (round(GRADES * times / (times + slack[start + page])) or 1)
        for page, times in run.said
    )
    return bytes.maketrans(MARKS[: len(grades)], grades)


def _slacks(lengths: Sequence[int]) -> list[float]:
    """By page, how many times a term is said where it weighs half of what it can weigh."""
    mean = sum(lengths) / max(1, sum(1 for length in lengths if length)) or 1
    return [_SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length / mean) for length in lengths]
