"""Blocks that say themselves which lesson they are on, wherever their section stands."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.align.curriculum import Curriculum
from site_builder.align.score import Phrase
from site_builder.model.note import Block
from site_builder.scan.note_headings import labelled_parts

_FAR = 0.92
"""How sure it is that a block is on a lesson out of reach, before it stands there."""
_NEAR = 0.2
"""How sure it may be at most, for that, that it is on the lesson that its neighbours give it."""
_FAR_ONES = 5
"""Lessons that are looked at for that."""


def far_lesson(phrase: Phrase | None, block: Block, lesson: int, curriculum: Curriculum) -> int:
    """The lesson out of reach that a block is on beyond doubt, else ``lesson``."""
    if phrase is None or block.depth:
        return lesson
    found = curriculum.profiles.nearest((phrase.whole,), limit=_FAR_ONES)
    best = max(found, key=lambda n: (found[n], -n), default=lesson)
    if found.get(best, 0.0) >= _FAR and found.get(lesson, 0.0) <= _NEAR:
        return best
    return lesson


def count_part(
    block: Block, found: dict[int, float], within: Sequence[int], curriculum: Curriculum
) -> None:
    """Notes that a block begins with the number of the part of a lesson ``within`` reach."""
    for part in labelled_parts(block.words)[:1]:
        lesson = curriculum.parts.get(part)
        if lesson is not None and lesson in within:
            found[lesson] = 1.0
