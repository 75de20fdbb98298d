"""How near the blocks of a section come to the lessons that it may run over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from site_builder.align.normalise import OTHER, Terms
from site_builder.align.score import LessonIndex, Phrase, agreement, nearest
from site_builder.model.note import Block
from site_builder.scan.patterns import lazy_pattern

CLEAR = 0.62
"""How near a line comes to a lesson's title before it can carry a second lesson."""
HEARD = 0.35
"""How near it has to come to count at all."""
CONTEXT = 0.75
"""What the heading's words count for in the title of a block."""
_BEFORE = 0.7
"""The same for the words of the block before."""
_WITHIN = 8
"""Lessons that a block is held against."""

_WORD = lazy_pattern(r"\w")

# <!-- more --> · * content {:toc} : for the author's own site, not for readers
_MACHINERY = lazy_pattern(r"<!--.*?-->|\w*\s*\{:\s*\w+\s*\}", re.DOTALL)

Measure = Callable[[LessonIndex, Phrase, int], float]
"""How near a phrase comes to a lesson, 0 to 1."""


def has_words(block: Block) -> bool:
    """Whether ``block`` says anything besides pictures and what is meant for programs."""
    words = block.words
    if "<!--" in words or "{:" in words:
        words = _MACHINERY.sub("", words)
    return _WORD.search(words) is not None


def count_texts(blocks: Iterable[Block]) -> int:
    """How many of ``blocks`` say something and stand on their own level."""
    return sum(1 for block in blocks if has_words(block) and not block.depth)


def share_block(
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
        if share >= HEARD:
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


def surroundings(
    blocks: Sequence[Block], phrases: Sequence[Phrase | None]
) -> Iterator[tuple[Phrase | None, Phrase | None]]:
    """For each block the list item that it is nested in, and the last words on its own level."""
    last: dict[int, Phrase] = {}
    for block, phrase in zip(blocks, phrases, strict=True):
        yield last.get(block.depth - 1), last.get(block.depth)
        if phrase is not None:
            last = {depth: words for depth, words in last.items() if depth < block.depth}
            last[block.depth] = phrase


def context_of(
    heading: Phrase | None, over: Phrase | None, before: Phrase | None
) -> Iterator[tuple[Terms, float]]:
    """Words that a block may take for granted, and what they count for."""
    if heading is not None:
        yield heading.whole, CONTEXT
    if over is not None:
        yield over.lead, CONTEXT
    if before is not None:
        yield before.lead, _BEFORE
