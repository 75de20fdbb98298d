"""The run of lessons that the blocks of a section speak for most.

It is found by dynamic programming: blocks stay on a lesson unless their words, or an even pace over
lessons that the section is expected to cover, pay for going on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.align.blocks import HEARD, has_words
from site_builder.model.note import Block, BlockKind

_FLOOR = 0.3
"""What any line comes near to by chance."""
_PROFILE = 0.6
"""What it is worth at most that the words of a block are those of a lesson's profile."""
_SAID = 0.8
"""How near a block has to come to a title to say outright what it is on."""
_PROFILE_SAID = 0.15
"""What its other words are worth then."""
_LIKELY = 0.3
"""How likely a lesson is by its profile before a block may stand on it for that alone."""
_MOVE = 0.03
"""Price of going on to another lesson."""
_SKIP = 0.05
"""Price of each lesson that is passed over by that."""
_BACK = 0.8
_BACK_FREE = 0.35
"""Price of going back to an earlier one, in notes on a lesson and in those on a whole week."""
_NOT_FIRST = 0.05
"""Extra price of beginning elsewhere than the section does."""
_NOT_FIRST_SURE = 0.4
"""The same where the heading is the title of the lesson that the section begins with."""
_BEGINS = 0.03
"""The same for an earlier lesson whose title holds the heading's words as well."""
_NESTED = 2.5
_CONTINUED = 4.0
"""How much dearer a move is within an item, to an item below it and to what continues it."""
_ANNOUNCED = 6.0
"""The same from what ends in a colon to what that announces."""
_CLOSING = " *_~"
_EARLIER = 0.5
"""How near a block has to come to an earlier lesson, or running text to a later one."""
_CERTAIN = 0.9
"""How likely a later lesson is by the profile of a text that runs on to it all the same."""
_ONE_MORE = 2
"""Lessons up to which a section under a lesson's own title runs on without a word for it."""
_DRIFT = 0.1
"""Price of each lesson that a block is ahead of or behind an even pace."""
_DRIFT_FREE = 0.06
"""The same in notes on a whole week."""
_MOST_DRIFT = 0.3
"""The most that it costs to be off the pace."""
_TIE = 1e-9
"""Sums that differ by less are equal; a move that can wait waits."""


class Reach(Struct, frozen=True):
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
    begins: int | None = None
    """An earlier lesson with which it may begin just as well, by its heading; None for none."""
    whole: bool = True
    """Whether all of it is to be divided; False where only its beginning is asked for."""


def best_run(
    blocks: Sequence[Block],
    shares: Sequence[Mapping[int, float]],
    likely: Sequence[Mapping[int, float]],
    reach: Reach,
) -> tuple[int, ...]:
    """The run of lessons that the blocks speak for most, moves paid (dynamic programming)."""
    spoken = {lesson for found in shares for lesson in found}
    if (
        reach.sure
        and len(reach.run) > _ONE_MORE
        and not any(found.get(n, 0.0) >= _EARLIER for found in shares for n in reach.run[1:])
        and not any(found.get(n, 0.0) > _CERTAIN for found in likely for n in reach.run[1:])
    ):
        reach = replace(reach, run=())
    spoken.update(n for found in likely for n, share in found.items() if share >= _LIKELY)
    states = sorted({reach.primary, *spoken, *reach.run})
    drifts = _drifts(blocks, reach)
    places = {lesson: place for place, lesson in enumerate(reach.lessons)}
    back = _BACK_FREE if reach.free else _BACK
    skip = _SKIP * (_pace(blocks, reach) if reach.free else 1.0)
    values: dict[int, float] = {}
    steps: list[dict[int, int]] = []
    for position, (block, found, likes) in enumerate(zip(blocks, shares, likely, strict=True)):
        price = _MOVE * _depth_factor(block)
        if position and _announces(blocks[position - 1]):
            price *= _ANNOUNCED
        if position == 0:
            values, before = _beginnings(states, reach, price)
        else:
            values, before = _moves(states, values, price, back, skip, places)
        for lesson in states:
            values[lesson] += _gain(block, found, likes, lesson, reach)
            values[lesson] -= drifts[position].get(lesson, 0.0)
        steps.append(before)
    return _walk_back(values, steps)


def _pace(blocks: Sequence[Block], reach: Reach) -> float:
    """Texts a lesson, at most 1: few texts on a whole week pass over many lessons."""
    return min(1.0, sum(1 for block in blocks if has_words(block)) / len(reach.lessons))


def _beginnings(
    states: Sequence[int], reach: Reach, price: float
) -> tuple[dict[int, float], dict[int, int]]:
    """What it takes for the first block to stand on each lesson."""
    first = _NOT_FIRST_SURE if reach.sure else _NOT_FIRST
    away = 0.0 if reach.free else -(first + price)
    early = range(reach.primary if reach.begins is None else reach.begins, reach.primary)
    values = {n: 0.0 if n == reach.primary else -_BEGINS if n in early else away for n in states}
    return values, {n: n for n in states}


def _moves(
    states: Sequence[int],
    values: Mapping[int, float],
    price: float,
    back: float,
    skip: float,
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
            moved = ahead[0] - price - skip * (places[lesson] - 1)
            if moved >= best[0] - _TIE:
                best = (moved, ahead[1])
        if top[1] - back > best[0]:
            best = (top[1] - back, top[0])
        current[lesson], before[lesson] = best
        passed = values[lesson] + skip * places[lesson]
        if ahead is None or passed > ahead[0]:
            ahead = (passed, lesson)
    return current, before


def _gain(
    block: Block,
    found: Mapping[int, float],
    likely: Mapping[int, float],
    lesson: int,
    reach: Reach,
) -> float:
    """What the words of a block are worth on a lesson."""
    earliest = reach.lessons[0] if reach.free else reach.begins or reach.primary
    plain = lesson >= earliest and (
        reach.free or lesson in reach.run or block.kind is not BlockKind.PARAGRAPH
    )
    share = found.get(lesson, 0.0)
    enough = HEARD if plain or lesson == reach.primary else _EARLIER
    gain = share - _FLOOR if share >= enough else 0.0
    heard = (
        lesson <= reach.primary or lesson in reach.run
        if reach.sure
        else plain or lesson < reach.primary
    )
    worth = _PROFILE_SAID if max(found.values(), default=0.0) >= _SAID else _PROFILE
    return gain + (worth * likely.get(lesson, 0.0) if heard else 0.0)


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
        even = (max(passed, 1) - 0.5) / total * (count if reach.free else min(count, total)) - 0.5
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


def _announces(block: Block) -> bool:
    """Whether a block ends in a colon: what follows is what it speaks of."""
    return block.words.rstrip(_CLOSING).endswith((":", "："))


def _depth_factor(block: Block) -> float:
    if not block.depth:
        return 1.0
    return _NESTED if block.kind is BlockKind.LIST_ITEM else _CONTINUED
