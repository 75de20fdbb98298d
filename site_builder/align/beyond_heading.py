"""What the blocks of a section say beyond the words of its heading.

Where a section is headed by the last lesson of those that it runs over, its blocks name that one
again and again whatever they are on: 边界框, 交并比 and 锚框 in a text on YOLO.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence

from site_builder.align.blocks import HEARD
from site_builder.align.normalise import Terms
from site_builder.align.score import LessonIndex, Phrase, line_share


def drop_heading_words(
    shares: Sequence[MutableMapping[int, float]],
    phrases: Sequence[Phrase | None],
    heading: Phrase,
    lesson: int,
    near: LessonIndex,
) -> None:
    """Takes ``lesson`` from blocks that come near to it by the words of the heading alone.

    Args:
        shares: How near each block comes to lessons.
        phrases: The blocks as they were read; None for those without words.
        heading: The section's heading.
        lesson: Where the heading stands.
        near: Titles of the lessons in reach.
    """
    for phrase, found in zip(phrases, shares, strict=True):
        if phrase is None or lesson not in found:
            continue
        if line_share(near, _phrase_without(phrase, heading.whole), lesson) < HEARD:
            del found[lesson]


def _phrase_without(phrase: Phrase, said: Terms) -> Phrase:
    return Phrase(
        whole=phrase.whole.without(said),
        lead=phrase.lead.without(said),
        parts=tuple(part.without(said) for part in phrase.parts),
    )
