"""Where divided blocks stand, with scores and what speaks for them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from site_builder.align.block_run import Reach
from site_builder.align.blocks import CLEAR, CONTEXT
from site_builder.align.division import Division
from site_builder.align.score import LessonIndex, covered_by
from site_builder.align.standing import Standing, Standings, either, strongest_first
from site_builder.model.alignment import Evidence

GUESS = 0.4
"""Score of what only its place among its neighbours says."""
_SPOKEN = 0.25
"""How much likelier its words make a lesson than any other, for a block to stand there by them."""


def stand_blocks(
    index: LessonIndex, division: Division, reach: Reach, heading: Standing, limit: int
) -> tuple[Standings, ...]:
    """The standings of divided blocks.

    Args:
        index: Titles of the course.
        division: The blocks' lessons.
        reach: The lessons they may stand on.
        heading: Where the heading stands.
        limit: The first lesson that belongs to what follows the section.
    """
    claimed = set(division.lessons)
    found: list[Standings] = []
    for position, lesson in enumerate(division.lessons):
        first = _standing(division, position, heading, found)
        phrase = division.phrases[position]
        extra: list[Standing] = []
        if phrase is not None:
            following = next((n for n in division.lessons[position:] if n > lesson), limit)
            for other in reach.lessons:
                if other in claimed or not lesson < other < following:
                    continue
                share = division.measures[position](index, phrase, other)
                if reach.free:
                    share = max(share, CONTEXT * covered_by(index, phrase.lead, other))
                if share >= CLEAR:
                    claimed.add(other)
                    score = either(0.8 * share)
                    extra.append(Standing(other, score, (Evidence.TITLE, Evidence.ORDER)))
        found.append((first, *extra))
    return tuple(found)


def _standing(
    division: Division, position: int, heading: Standing, before: Sequence[Standings]
) -> Standing:
    """The primary standing of the block at ``position``."""
    if division.phrases[position] is None and before and len(set(division.lessons)) > 1:
        lead = before[-1][0].lead if before[-1][0].lesson == division.lessons[position] else 0.0
    else:
        lead = division.leads[position]
    return replace(
        _by_title(division, position, heading, before, spoken=lead >= _SPOKEN), lead=lead
    )


def _by_title(
    division: Division,
    position: int,
    heading: Standing,
    before: Sequence[Standings],
    *,
    spoken: bool,
) -> Standing:
    """The same as far as the titles of lessons tell, or its neighbours, or all its words."""
    lesson, share = division.lessons[position], division.shares[position]
    if share:
        sign = Evidence.TITLE if share >= CLEAR else Evidence.BODY
        if lesson == heading.lesson:
            score = either(heading.score, 0.5 * share)
            return Standing(lesson, score, strongest_first((*heading.evidence, sign)))
        evidence = strongest_first((sign, Evidence.ORDER, Evidence.PARENT))
        return Standing(lesson, either(0.85 * share, 0.2 * heading.score), evidence)
    if before and before[-1][0].lesson == lesson:
        return before[-1][0]
    if lesson == heading.lesson:
        return heading
    if spoken:
        return Standing(lesson, GUESS, (Evidence.BODY, Evidence.ORDER))
    return Standing(lesson, GUESS, (Evidence.ORDER,))
