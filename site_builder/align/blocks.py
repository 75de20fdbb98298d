"""The blocks of a section divided among the lessons that it runs over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from site_builder.align.normalise import OTHER, Terms
from site_builder.align.score import (
    LessonIndex,
    Phrase,
    agreement,
    covered_by,
    line_share,
    nearest,
    read_phrase,
    title_share,
)
from site_builder.align.standing import Standing, Standings, either, strongest_first
from site_builder.model.alignment import Evidence
from site_builder.model.note import Block, BlockKind

CLEAR = 0.62
"""How near a line comes to a lesson's title before it can carry a second lesson."""
_HEARD = 0.35
"""How near it has to come to count at all."""
_FLOOR = 0.3
"""What any line comes near to by chance."""
_MOVE = 0.03
"""Price of going on to another lesson."""
_BACK = 0.8
_BACK_FREE = 0.35
"""Price of going back to an earlier one, in notes on a lesson and in those on a whole week."""
_NOT_FIRST = 0.05
"""Extra price of beginning elsewhere than the section does."""
_DEEP = {BlockKind.LIST_ITEM: 2.5, BlockKind.PARAGRAPH: 4.0}
"""How much dearer a move is within an item, for what is nested and for what continues it."""
_CONTEXT = 0.75
"""What the heading's words count for in the title of a block."""
_BEFORE = 0.7
"""The same for the words of the block before."""
_WITHIN = 8
"""Lessons that a block is held against."""
_GUESS = 0.4
"""Score of what only its place among its neighbours says."""
_ONE_MORE = 2
"""Lessons up to which a section under a lesson's own title runs on without a word for it."""
_DRIFT = 0.1
"""Price of each lesson that a block is ahead of or behind an even pace."""

_DRIFT_FREE = 0.06
_MOST_DRIFT = 0.3
_FULL = 0
_EARLY = 0.5
_SKIP = 0.05
_NOT_FIRST_SURE = 0.3

_TIE = 1e-9
"""Sums that differ by less are equal; a move that can wait waits."""

_WORD = re.compile(r"\w")


Measure = Callable[[LessonIndex, Phrase, int], float]
"""How near a phrase comes to a lesson, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The lessons that the blocks of a section may stand on."""

    lessons: tuple[int, ...]
    """In order; never empty."""
    primary: int
    """Where the heading stands; one of ``lessons``."""
    free: bool
    """Whether the heading names a stretch of the course and not one lesson."""
    sure: bool = False
    """Whether the heading is the title of the primary lesson: the text begins with that."""
    run: tuple[int, ...] = ()
    """Lessons that the section is expected to run over at an even pace, the primary one first."""


@dataclass(frozen=True, slots=True)
class Division:
    """Blocks with the lessons that their words speak for."""

    lessons: tuple[int, ...]
    """The lesson of each block."""
    shares: tuple[float, ...]
    """How near each block comes to its lesson; 0 where it only follows the block before."""
    phrases: tuple[Phrase | None, ...]
    """Each block as it was read; None for pictures and other blocks without words."""
    measures: tuple[Measure, ...]
    """How each block is compared with a lesson."""


def has_words(block: Block) -> bool:
    """Whether ``block`` says anything besides pictures."""
    return _WORD.search(block.words) is not None


def divide_blocks(
    index: LessonIndex, blocks: Sequence[Block], reach: Reach, heading: Phrase | None
) -> Division:
    """The lesson of each block: in order, staying unless its words speak for another one."""
    phrases = tuple(read_phrase(block.words) if has_words(block) else None for block in blocks)
    measures = tuple(
        title_share if block.kind is BlockKind.PARAGRAPH and not reach.free else line_share
        for block in blocks
    )
    near = index.narrowed(reach.lessons)
    shares = [
        _shares(
            near,
            phrase,
            tuple(_context(heading, over, before)),
            measure,
        )
        for phrase, (over, before), measure in zip(
            phrases, _surroundings(blocks, phrases), measures, strict=True
        )
    ]
    lessons = _best_run(blocks, shares, reach)
    return Division(
        lessons=lessons,
        shares=tuple(found.get(n, 0.0) for n, found in zip(lessons, shares, strict=True)),
        phrases=phrases,
        measures=measures,
    )


def _shares(
    near: LessonIndex,
    phrase: Phrase | None,
    context: Sequence[tuple[Terms, float]],
    measure: Measure,
) -> Mapping[int, float]:
    """How near a block comes to the lessons in reach, for those it comes near at all.

    Running text is measured as a title is, since it mentions many things; lines of lists are
    measured by their words too.
    """
    if phrase is None:
        return {}
    found = {}
    for lesson in nearest(near, phrase.whole, limit=_WITHIN):
        share = measure(near, phrase, lesson)
        for above, factor in context:
            joined = agreement(near, above.with_terms(phrase.lead), lesson)
            if joined > agreement(near, above, lesson):
                share = max(share, factor * joined)
        if share >= _HEARD:
            found[lesson] = share
    return found or _rest_of_topic(near, phrase)


def _rest_of_topic(near: LessonIndex, phrase: Phrase) -> Mapping[int, float]:
    """Lessons on *other* or *more* of a topic, for a block on what no lesson in reach names."""
    if any(term in near.postings for term in phrase.lead.literal):
        return {}
    return {
        lesson: CLEAR
        for lesson in near.postings.get(OTHER, ())
        for wording in near.wordings[lesson][:1]
        if any(term in wording.terms.literal for term in phrase.lead.implied)
    }


def _surroundings(
    blocks: Sequence[Block], phrases: Sequence[Phrase | None]
) -> Iterator[tuple[Phrase | None, Phrase | None]]:
    """For each block the list item that it is nested in, and the last words on its own level."""
    last: dict[int, Phrase] = {}
    for block, phrase in zip(blocks, phrases, strict=True):
        yield last.get(block.depth - 1), last.get(block.depth)
        if phrase is not None:
            last = {depth: words for depth, words in last.items() if depth < block.depth}
            last[block.depth] = phrase


def _context(
    heading: Phrase | None, over: Phrase | None, before: Phrase | None
) -> Iterator[tuple[Terms, float]]:
    """Words that a block may take for granted, and what they count for."""
    if heading is not None:
        yield heading.whole, _CONTEXT
    if over is not None:
        yield over.lead, _CONTEXT
    if before is not None:
        yield before.lead, _BEFORE


def _best_run(
    blocks: Sequence[Block], shares: Sequence[Mapping[int, float]], reach: Reach
) -> tuple[int, ...]:
    """The run of lessons that the blocks speak for most, moves paid (dynamic programming)."""
    spoken = {lesson for found in shares for lesson in found}
    if (
        reach.sure
        and len(reach.run) > _ONE_MORE
        and not any(found.get(n, 0.0) >= _EARLY for found in shares for n in reach.run[1:])
    ):
        reach = replace(reach, run=())
    states = sorted({reach.primary, *spoken, *reach.run})
    drifts = _drifts(blocks, reach)
    places = {lesson: place for place, lesson in enumerate(reach.lessons)}
    back = _BACK_FREE if reach.free else _BACK
    values: dict[int, float] = {}
    steps: list[dict[int, int]] = []
    for position, (block, found) in enumerate(zip(blocks, shares, strict=True)):
        price = _MOVE * (_DEEP.get(block.kind, 1.0) if block.depth else 1.0)
        if position == 0:
            values, before = _beginnings(states, reach, price)
        else:
            values, before = _moves(states, values, price, back, places)
        for lesson in states:
            values[lesson] += _gain(block, found, lesson, reach) - drifts[position].get(lesson, 0.0)
        steps.append(before)
    return _walk_back(values, steps)


def _beginnings(
    states: Sequence[int], reach: Reach, price: float
) -> tuple[dict[int, float], dict[int, int]]:
    """What it takes for the first block to stand on each lesson."""
    first = _NOT_FIRST_SURE if reach.sure else _NOT_FIRST
    away = 0.0 if reach.free else -(first + price)
    return {n: 0.0 if n == reach.primary else away for n in states}, {n: n for n in states}


def _moves(
    states: Sequence[int],
    values: Mapping[int, float],
    price: float,
    back: float,
    places: Mapping[int, int],
) -> tuple[dict[int, float], dict[int, int]]:
    """The best way to each lesson from the block before: stay, go on, or go back."""
    top = max(values.items(), key=lambda item: (item[1], -item[0]))
    current: dict[int, float] = {}
    before: dict[int, int] = {}
    ahead: tuple[float, int] | None = None
    for lesson in states:
        best = (values[lesson], lesson)
        if ahead is not None:
            moved = ahead[0] - price - _SKIP * (places[lesson] - 1)
            if moved >= best[0] - _TIE:
                best = (moved, ahead[1])
        if top[1] - back > best[0]:
            best = (top[1] - back, top[0])
        current[lesson], before[lesson] = best
        passed = values[lesson] + _SKIP * places[lesson]
        if ahead is None or passed > ahead[0]:
            ahead = (passed, lesson)
    return current, before


def _gain(block: Block, found: Mapping[int, float], lesson: int, reach: Reach) -> float:
    """What the words of a block are worth on a lesson."""
    earliest = reach.lessons[0] if reach.free else reach.primary
    plain = lesson >= earliest and (
        reach.free or lesson in reach.run or block.kind is not BlockKind.PARAGRAPH
    )
    share = found.get(lesson, 0.0)
    enough = _HEARD if plain or lesson == reach.primary else _EARLY
    return share - _FLOOR if share >= enough else 0.0


def _drifts(blocks: Sequence[Block], reach: Reach) -> Sequence[Mapping[int, float]]:
    """What it costs each block to be ahead of or behind an even pace over the reach's run."""
    count = len(reach.run)
    units = [has_words(block) and not block.depth for block in blocks]
    total = sum(units)
    if count < 2 or not total:
        return [{} for _ in blocks]
    places = {lesson: place for place, lesson in enumerate(reach.lessons)}
    stops = [places[lesson] for lesson in reach.run]
    found: list[Mapping[int, float]] = []
    passed = 0
    for unit in units:
        passed += unit
        even = (max(passed, 1) - 0.5) / total * (count if _FULL else min(count, total)) - 0.5
        low = min(int(max(even, 0)), count - 2)
        at = stops[low] + (even - low) * (stops[low + 1] - stops[low])
        drift = _DRIFT_FREE if reach.free else _DRIFT
        found.append(
            {n: min(_MOST_DRIFT, drift * abs(place - at)) for n, place in places.items()}
            if unit
            else {}
        )
    return found


def _walk_back(values: Mapping[int, float], steps: Sequence[Mapping[int, int]]) -> tuple[int, ...]:
    if not steps:
        return ()
    lesson = max(values, key=lambda number: (values[number], -number))
    lessons = []
    for before in reversed(steps):
        lessons.append(lesson)
        lesson = before[lesson]
    return tuple(reversed(lessons))


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
                    share = max(share, _CONTEXT * covered_by(index, phrase.lead, other))
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
    return Standing(lesson, _GUESS, (Evidence.ORDER,))


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
        guesses = [Standing(n, _GUESS, (Evidence.ORDER,)) for n in lessons]
        for position in range(first, last):
            found[position] = (found[position][0], *guesses[1:])
        return
    for offset, lesson in enumerate(lessons):
        position = last - len(lessons) + offset
        if found[position][0].lesson != lesson:
            found[position] = (Standing(lesson, _GUESS, (Evidence.ORDER,)),)


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
