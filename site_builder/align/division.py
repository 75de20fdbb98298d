"""The blocks of a section divided among the lessons that it runs over.

The best run is found by dynamic programming: blocks stay on a lesson unless their words, or an even
pace over lessons that the section is expected to cover, pay for going on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.align.beyond_heading import drop_heading_words
from site_builder.align.blocks import (
    HEARD,
    Measure,
    context_of,
    count_texts,
    has_words,
    share_block,
    surroundings,
)
from site_builder.align.curriculum import Curriculum
from site_builder.align.lone_blocks import LoneBlocks, count_part
from site_builder.align.normalise import Terms
from site_builder.align.score import LessonIndex, Phrase, line_share, read_phrase, title_share
from site_builder.model.note import Block, BlockKind
from site_builder.scan.patterns import lazy_pattern

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
_AT_LENGTH = 40
"""Code points from which a text is heard sentence by sentence."""
_SENTENCES = 8
_LATER = 0.02
"""What each sentence further on says less."""
_TIE = 1e-9
"""Sums that differ by less are equal; a move that can wait waits."""


# sentences, and the clauses that spoken language strings together by commas
_SENTENCE = lazy_pattern(r"[。；;，,！？!?\n]|\.(?=\s|$)")


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


class Division(Struct, frozen=True):
    """Blocks with the lessons that their words speak for."""

    lessons: tuple[int, ...]
    """The lesson of each block."""
    shares: tuple[float, ...]
    """How near each block comes to its lesson; 0 where it only follows the block before."""
    phrases: tuple[Phrase | None, ...]
    """Each block as it was read; None for pictures and other blocks without words."""
    measures: tuple[Measure, ...]
    """How each block is compared with a lesson."""


def divide_blocks(
    curriculum: Curriculum, blocks: Sequence[Block], reach: Reach, heading: Phrase | None
) -> Division:
    """The lesson of each block: in order, staying unless its words speak for another one.

    Where only one lesson is in reach there is nothing to divide, and nothing is read.
    """
    if len(reach.lessons) == 1:
        none = tuple(None for _ in blocks)
        return Division(
            reach.lessons * len(blocks), (0.0,) * len(blocks), none, (line_share,) * len(blocks)
        )
    phrases = tuple(read_phrase(block.words) if has_words(block) else None for block in blocks)
    measures = tuple(
        title_share if block.kind is BlockKind.PARAGRAPH and not reach.free else line_share
        for block in blocks
    )
    near = curriculum.index.narrowed(reach.lessons)
    shares: list[dict[int, float]] = [
        _heard(near, block, phrase, tuple(context_of(heading, over, before)), measure)
        for block, phrase, (over, before), measure in zip(
            blocks, phrases, surroundings(blocks, phrases), measures, strict=True
        )
    ]
    if heading is not None and _sums_up(blocks, reach):
        drop_heading_words(shares, phrases, heading, reach.primary, near)
    likely = [
        curriculum.profiles.among(phrase.whole, reach.lessons) if phrase and _speaks(block) else {}
        for block, phrase in zip(blocks, phrases, strict=True)
    ]
    if reach.run:
        for block, found in zip(blocks, shares, strict=True):
            count_part(block, found, reach.lessons, curriculum)
    lessons = _best_run(blocks, shares, likely, reach)
    lone = LoneBlocks(curriculum, titled=not reach.free, spoken=not reach.sure)
    lessons = tuple(
        lone.lesson_of(block, phrase, lesson, found.get(lesson, 0.0))
        for block, phrase, lesson, found in zip(blocks, phrases, lessons, shares, strict=True)
    )
    return Division(
        lessons=lessons,
        shares=tuple(found.get(n, 0.0) for n, found in zip(lessons, shares, strict=True)),
        phrases=phrases,
        measures=measures,
    )


def _sums_up(blocks: Sequence[Block], reach: Reach) -> bool:
    """Whether a section may run over lessons before its own, with a text for each and more."""
    before = sum(1 for lesson in reach.lessons if lesson < reach.primary)
    return reach.sure and reach.whole and 0 < before < count_texts(blocks)


def _depth_factor(block: Block) -> float:
    if not block.depth:
        return 1.0
    return _NESTED if block.kind is BlockKind.LIST_ITEM else _CONTINUED


def _speaks(block: Block) -> bool:
    """Whether all of a block's words may tell what it is on: not what only goes on with an item."""
    return not block.depth or block.kind is BlockKind.LIST_ITEM


def _heard(
    near: LessonIndex,
    block: Block,
    phrase: Phrase | None,
    context: Sequence[tuple[Terms, float]],
    measure: Measure,
) -> dict[int, float]:
    """How near a block comes to lessons: as a whole or, if it is long, by a sentence."""
    found = dict(share_block(near, phrase, context, measure))
    if measure is title_share or len(block.words) <= _AT_LENGTH:
        return found
    sentences = [text for text in _SENTENCE.split(block.words) if text.strip()]
    for position, text in enumerate(sentences[:_SENTENCES] if len(sentences) > 1 else ()):
        for lesson, share in share_block(near, read_phrase(text), (), measure).items():
            found[lesson] = max(found.get(lesson, 0.0), share - _LATER * position)
    return found


def _best_run(
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
