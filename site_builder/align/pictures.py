"""Runs of pictures laid out over the lessons between those that have words."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.align.block_run import Reach
from site_builder.align.block_standings import GUESS
from site_builder.align.blocks import has_words
from site_builder.align.standing import Standing, Standings
from site_builder.model.alignment import Evidence
from site_builder.model.note import Block, BlockKind


def spread_pictures(
    blocks: Sequence[Block],
    standings: Sequence[Standings],
    heading: Standing,
    reach: Reach,
    following: Sequence[int],
) -> tuple[Standings, ...]:
    """Runs of pictures that lie between two lessons, laid out over the lessons between them.

    Args:
        blocks: The blocks of a section.
        standings: Where they stand so far.
        heading: Where the heading stands.
        reach: The lessons they may stand on.
        following: Lessons behind the section's last one that nothing else speaks for, in order.
    """
    found = list(standings)
    for first, last in _picture_runs(blocks):
        lesson = found[first - 1][-1].lesson if first else heading.lesson
        if found[first][0].lesson != lesson:
            continue
        after = found[last][0].lesson if last < len(blocks) else None
        between = following if after is None else [n for n in reach.lessons if n < after]
        gap = tuple(n for n in between if n > lesson)
        if not gap:
            continue
        whole = (() if first else (lesson,)) + gap
        _lay_out(found, first, last, whole)
    return tuple(found)


def _lay_out(found: list[Standings], first: int, last: int, lessons: tuple[int, ...]) -> None:
    """Lays pictures ``first`` to ``last`` out over ``lessons`` where there are enough of them.

    As many pictures as lessons: one each. More: all of them stand on all lessons when they begin
    the section; behind a text the last ones go to the lessons, the others stay with the text.
    """
    count = last - first
    if count < len(lessons):
        return
    if first == 0 and count > len(lessons):
        guesses = [Standing(n, GUESS, (Evidence.ORDER,)) for n in lessons]
        for position in range(first, last):
            found[position] = (found[position][0], *guesses[1:])
        return
    for offset, lesson in enumerate(lessons):
        position = last - len(lessons) + offset
        if found[position][0].lesson != lesson:
            found[position] = (Standing(lesson, GUESS, (Evidence.ORDER,)),)


def _picture_runs(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Runs (half-open) of top-level blocks without words; nested pictures belong to their item."""
    runs: list[tuple[int, int]] = []
    for position, block in enumerate(blocks):
        if has_words(block) or block.depth or block.kind is BlockKind.RULE:
            continue
        if runs and runs[-1][1] == position:
            runs[-1] = (runs[-1][0], position + 1)
        else:
            runs.append((position, position + 1))
    return runs
