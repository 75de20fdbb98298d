"""Blocks that say themselves which lesson they are on, wherever their section stands."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.align.curriculum import Curriculum
from site_builder.align.score import Phrase, agreement, nearest
from site_builder.model.note import Block
from site_builder.scan.note_headings import labelled_parts

_FAR = 0.92
"""How sure it is that a block is on a lesson out of reach, before it stands there."""
_FARTHER = 0.97
"""The same for a lesson of another subcourse."""
_NEAR = 0.2
"""How sure it may be at most, for that, that it is on the lesson that its neighbours give it."""
_NAMED = 0.45
"""How near it may come at most to that lesson's title."""
_FAR_ONES = 5
"""Lessons that are looked at for that."""
_TITLE = 0.9
"""How near a line comes to a lesson's title that it says."""
_LINE = 80
"""Code points up to which a block is a line that may be a title."""
_FEWEST = 2
"""Terms from which a title is nobody else's."""


class LoneBlocks:
    """Blocks beyond the reach of their section."""

    def __init__(self, curriculum: Curriculum, *, titled: bool, spoken: bool) -> None:
        """Tells which blocks may leave the section.

        Args:
            curriculum: The course.
            titled: Whether those may that say the title of a lesson.
            spoken: Whether those may whose words speak for a lesson beyond doubt.
        """
        self._curriculum = curriculum
        self._titled = titled
        self._spoken = spoken

    def lesson_of(self, block: Block, phrase: Phrase | None, lesson: int, share: float) -> int:
        """The lesson out of reach that a block is on beyond doubt, else ``lesson``.

        Args:
            block: The block.
            phrase: The block as it was read; None where it has no words.
            lesson: Where it stands by its section and its neighbours.
            share: How near it comes to the title of that.
        """
        if phrase is None or block.depth:
            return lesson
        titled = self._titled_lesson(block, phrase) if self._titled else None
        if titled is not None:
            return titled
        if not self._spoken or share >= _NAMED:
            return lesson
        found = self._curriculum.profiles.nearest((phrase.whole,), limit=_FAR_ONES)
        best = max(found, key=lambda n: (found[n], -n), default=lesson)
        sure = _FAR if self._subcourse(best) == self._subcourse(lesson) else _FARTHER
        if found.get(best, 0.0) >= sure and found.get(lesson, 0.0) <= _NEAR:
            return best
        return lesson

    def _subcourse(self, lesson: int) -> int | None:
        return self._curriculum.scope_of(lesson)[0]

    def _titled_lesson(self, block: Block, phrase: Phrase) -> int | None:
        """The lesson whose title a line says; None where it says none, or one of several."""
        if len(block.words) > _LINE or len(phrase.whole.literal) < _FEWEST:
            return None
        index = self._curriculum.index
        near = nearest(index, phrase.whole, limit=_FAR_ONES)
        said = [n for n in near if agreement(index, phrase.whole, n) >= _TITLE]
        return said[0] if len(said) == 1 else None


def count_part(
    block: Block, found: dict[int, float], within: Sequence[int], curriculum: Curriculum
) -> None:
    """Notes that a block begins with the number of the part of a lesson ``within`` reach."""
    for part in labelled_parts(block.words)[:1]:
        lesson = curriculum.parts.get(part)
        if lesson is not None and lesson in within:
            found[lesson] = 1.0
