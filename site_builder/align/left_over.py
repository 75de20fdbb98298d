"""Sections that the run of a document's lessons passes over although their titles are clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.align.curriculum import Curriculum
from site_builder.align.score import names_concept
from site_builder.align.signs import Head, is_clear
from site_builder.model.alignment import Evidence

_BEYOND = 0.2
"""How much more than for any other place has to speak for one out of order."""


def fill_leftovers(
    heads: Sequence[Head],
    signs: Sequence[Mapping[int, Mapping[Evidence, float]]],
    worths: Sequence[Mapping[int, float]],
    placed: Sequence[int | None],
    least: float,
    curriculum: Curriculum,
) -> list[int | None]:
    """``placed``, and the lessons that headings name beyond doubt which stand on none.

    Their order is no reason to leave them out: an author may sum up YOLO after what is optional.

    Args:
        heads: All headings of a document.
        signs: What speaks for each lesson, by heading.
        worths: The same as one figure.
        placed: The lesson of each heading in the best run; None for none.
        least: What has to speak for a lesson in that run.
        curriculum: The course.
    """
    return [
        _clear_lesson(head, found, worth_of, least + _BEYOND, curriculum) if own is None else own
        for head, found, worth_of, own in zip(heads, signs, worths, placed, strict=True)
    ]


def _clear_lesson(
    head: Head,
    signs: Mapping[int, Mapping[Evidence, float]],
    worths: Mapping[int, float],
    least: float,
    curriculum: Curriculum,
) -> int | None:
    """The lesson that a heading names itself, and does not only imply; None for none."""
    if head.frame or head.phrase is None or not worths:
        return None
    best = max(worths, key=lambda lesson: (worths[lesson], -lesson))
    if worths[best] < least or not is_clear(signs[best]):
        return None
    return best if names_concept(curriculum.index, head.phrase.whole, best) else None
