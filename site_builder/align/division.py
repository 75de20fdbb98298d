"""The blocks of a section divided among the lessons that it runs over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from site_builder.align.beyond_heading import drop_heading_words
from site_builder.align.block_run import Reach, best_run
from site_builder.align.blocks import (
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

_AT_LENGTH = 40
"""Code points from which a text is heard sentence by sentence."""
_ITS_OWN = 0.9
"""How likely the lesson of the heading is by all words of a block that is on it beyond doubt."""
_SENTENCES = 8
_LATER = 0.02
"""What each sentence further on says less."""

# sentences, and the clauses that spoken language strings together by commas
_SENTENCE = lazy_pattern(r"[。；;，,！？!?\n]|\.(?=\s|$)")


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
    leads: tuple[float, ...]
    """How much likelier the words of each block make its lesson than any other in reach, -1 to 1; 0
    where they tell nothing."""


def divide_blocks(
    curriculum: Curriculum, blocks: Sequence[Block], reach: Reach, heading: Phrase | None
) -> Division:
    """The lesson of each block: in order, staying unless its words speak for another one.

    Where only one lesson is in reach there is nothing to divide, and nothing is read.
    """
    if len(reach.lessons) == 1:
        nought = (0.0,) * len(blocks)
        none = tuple(None for _ in blocks)
        return Division(
            reach.lessons * len(blocks), nought, none, (line_share,) * len(blocks), nought
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
    likely = [
        curriculum.profiles.among(phrase.whole, reach.lessons) if phrase and _speaks(block) else {}
        for block, phrase in zip(blocks, phrases, strict=True)
    ]
    if heading is not None and _sums_up(blocks, reach):
        doubted = [
            share if found.get(reach.primary, 0.0) < _ITS_OWN else {}
            for share, found in zip(shares, likely, strict=True)
        ]
        drop_heading_words(doubted, phrases, heading, reach.primary, near)
    if reach.run:
        for block, found in zip(blocks, shares, strict=True):
            count_part(block, found, reach.lessons, curriculum)
    lessons = best_run(blocks, shares, likely, reach)
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
        leads=tuple(_lead(found, n) for n, found in zip(lessons, likely, strict=True)),
    )


def _lead(likely: Mapping[int, float], lesson: int) -> float:
    """How much likelier ``lesson`` is than any other; 0 where it is not among those weighed."""
    if lesson not in likely:
        return 0.0
    return likely[lesson] - max((likely[n] for n in likely if n != lesson), default=0.0)


def _sums_up(blocks: Sequence[Block], reach: Reach) -> bool:
    """Whether a section may run over lessons before its own, with a text for each and more."""
    before = sum(1 for lesson in reach.lessons if lesson < reach.primary)
    return reach.sure and reach.whole and 0 < before < count_texts(blocks)


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
