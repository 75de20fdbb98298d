"""Lessons on the same topic as the notes on another video."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.align.assign import Option, Prices, assign_monotone
from site_builder.align.blocks import Measure, has_words
from site_builder.align.curriculum import Curriculum
from site_builder.align.score import (
    LessonIndex,
    Phrase,
    agreement,
    covered_by,
    line_share,
    nearest,
    read_phrase,
    title_share,
    weight_in_common,
)
from site_builder.align.standing import either
from site_builder.model.note import Block
from site_builder.scan.patterns import lazy_pattern

MOST = 3
"""Lessons that are named at most."""
_LEAST = 0.2
"""What has to speak for a lesson."""
_TITLE = 0.8
_CHAPTER_TITLE = 0.35
_LINE = 0.75
"""What a part's title, a title that names a whole chapter, and each line are worth at most."""
_SLIGHT = 0.3
"""Weight in common at which a text counts half."""
_CANDIDATES = 12
_EXACT = 0.95
"""How near two texts come that say the same."""
_IN_ORDER = 0.1
"""What it adds that a lesson fits the order of the document."""
_PRICES = Prices(back=0.4, repeat=0.05)
"""Other courses go their own way, yet mostly from first things to last, and dwell on some."""

# 4-… · 12、… · P7 … before the title of a part
_LABEL = lazy_pattern(r"^\s*(?:P?\d{1,3}[\s\-_.、:：]+)+")

# 第三章：… names what several parts are about
_CHAPTER = lazy_pattern(r"^\s*第\s*\S{1,3}\s*[章部篇]\s*[：:]?")

Topics = tuple[tuple[int, float], ...]
"""Lessons with scores, nearest first."""


def related_lessons(
    sections: Sequence[tuple[Sequence[str], Sequence[Block]]], curriculum: Curriculum
) -> tuple[Topics, ...]:
    """Lessons on the topics of each section of a document, given its titles and blocks."""
    weighed = [_weigh(titles, blocks, curriculum) for titles, blocks in sections]
    options = [
        [Option(curriculum.places[n], score - _LEAST) for n, score in found.items()]
        for found in weighed
    ]
    places = assign_monotone(options, len(curriculum.numbers), prices=_PRICES)
    return tuple(
        _ranked(found, None if place is None else curriculum.numbers[place])
        for found, place in zip(weighed, places, strict=True)
    )


def _ranked(found: Mapping[int, float], first: int | None) -> Topics:
    """The nearest lessons; of those about as near the one that fits the order of the document."""
    ranked = sorted(
        found.items(),
        key=lambda item: (-item[1] - (_IN_ORDER if item[0] == first else 0.0), item[0]),
    )
    return tuple((n, round(score, 3)) for n, score in ranked[:MOST] if score >= _LEAST)


def _weigh(
    titles: Sequence[str], blocks: Sequence[Block], curriculum: Curriculum
) -> Mapping[int, float]:
    index = curriculum.index
    signs: dict[int, list[float]] = {}
    for title in dict.fromkeys(title for title in titles if title):
        worth = _CHAPTER_TITLE if _CHAPTER.match(title) else _TITLE
        phrase = read_phrase(_LABEL.sub("", _CHAPTER.sub("", title)))
        named = _named_by_parts(index, phrase)
        for lesson in named:
            signs.setdefault(lesson, []).append(worth)
        if not named:
            _count(index, phrase, title_share, worth, signs)
    for block in blocks:
        if has_words(block):
            _count(index, read_phrase(block.words), line_share, _LINE, signs)
    return {lesson: either(*shares) for lesson, shares in signs.items()}


def _named_by_parts(index: LessonIndex, phrase: Phrase) -> tuple[int, ...]:
    """The lessons whose titles a joined title is made of; none where a part is no title."""
    found: list[int] = []
    for part in phrase.parts:
        shares = {n: agreement(index, part, n) for n in nearest(index, part, limit=_CANDIDATES)}
        best = max(shares, key=lambda n: (shares[n], -n), default=None)
        if best is None or shares[best] < _EXACT:
            return ()
        found.append(best)
    return tuple(dict.fromkeys(found))


def _count(
    index: LessonIndex,
    phrase: Phrase,
    measure: Measure,
    worth: float,
    signs: dict[int, list[float]],
) -> None:
    """Adds what a text says for each lesson to ``signs``.

    Where several lessons hold the words of the nearest one, the first of them, which brings them
    up, is as near.
    """
    shares = {
        lesson: measure(index, phrase, lesson) * _substance(index, phrase, lesson)
        for lesson in nearest(index, phrase.whole, limit=_CANDIDATES)
    }
    best = max(shares, key=lambda lesson: shares[lesson], default=None)
    if best is not None and shares[best]:
        held = covered_by(index, phrase.whole, best)
        first = min(n for n in shares if covered_by(index, phrase.whole, n) >= held)
        shares[first] = shares[best]
    for lesson, share in shares.items():
        signs.setdefault(lesson, []).append(worth * share)


def _substance(index: LessonIndex, phrase: Phrase, lesson: int) -> float:
    """How much it says that a text shares words with a lesson: little where many lessons do."""
    common = weight_in_common(index, phrase.whole, lesson)
    return common / (common + _SLIGHT)
