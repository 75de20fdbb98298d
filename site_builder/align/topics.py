"""Lessons on the same topic as a section of notes on another video."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.align.blocks import has_words
from site_builder.align.curriculum import Curriculum
from site_builder.align.score import line_share, nearest, read_phrase, title_share
from site_builder.align.standing import either
from site_builder.model.note import Block

MOST = 3
"""Lessons that are named at most."""
_LEAST = 0.3
"""What has to speak for a lesson."""
_TITLE = 0.85
_LINE = 0.55
"""What the part's title and each line of its notes are worth at most."""
_CANDIDATES = 12

# 4-… · 12、… · 第三章：… before the title of a part
_LABEL = re.compile(r"^\s*(?:第\s*\S{1,3}\s*[章节讲课集部][：:\s]*|P?\d{1,3}[\s\-_.、:：]+)+")


def related_lessons(
    titles: Sequence[str], blocks: Sequence[Block], curriculum: Curriculum
) -> tuple[tuple[int, float], ...]:
    """Lessons on the topic of ``titles`` and ``blocks`` with scores, nearest first."""
    index = curriculum.index
    signs: dict[int, list[float]] = {}
    for title in dict.fromkeys(_LABEL.sub("", title) for title in titles if title):
        phrase = read_phrase(title)
        for lesson in nearest(index, phrase.whole, limit=_CANDIDATES):
            signs.setdefault(lesson, []).append(_TITLE * title_share(index, phrase, lesson))
    for block in blocks:
        if not has_words(block):
            continue
        phrase = read_phrase(block.words)
        for lesson in nearest(index, phrase.whole, limit=_CANDIDATES):
            share = _LINE * line_share(index, phrase, lesson)
            signs.setdefault(lesson, []).append(share)
    scored = [(lesson, round(either(*shares), 3)) for lesson, shares in signs.items()]
    scored.sort(key=lambda item: (-item[1], item[0]))
    return tuple((lesson, score) for lesson, score in scored[:MOST] if score >= _LEAST)
