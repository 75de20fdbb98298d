"""Headings that nothing places on its own, between two that stand on lessons not far apart.

Held against the whole course a faint word says nothing; held against the few lessons that the order
leaves open it may tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from site_builder.align.assign import Option, Prices, assign_monotone
from site_builder.align.blocks import has_words
from site_builder.align.curriculum import Curriculum
from site_builder.align.normalise import Terms
from site_builder.align.scopes import agrees
from site_builder.align.score import (
    LessonIndex,
    Phrase,
    covered_by,
    line_share,
    read_phrase,
    weight_in_common,
)
from site_builder.align.signs import Head
from site_builder.align.standing import either
from site_builder.scan.patterns import lazy_pattern

_WIDEST = 12
"""Lessons between two headings up to which what stands between them is looked for there."""
_LEAST = 0.3
"""How much the words of a section have to be worth on a lesson that no heading claims."""
_AGAIN = 0.25
"""What they have to be worth more on a lesson that a neighbouring heading stands on."""
_FAINTEST = 0.08
"""What is enough where as many headings as lessons lie between two, to each its own."""
_TITLE = 0.8
_LINE = 0.6
_SECOND = 0.35
"""What a heading, the best and the second best of its sentences are worth at most."""
_TELLING = 0.05
"""Weight in the whole course of the words in common, from which they say anything."""
_PROFILE = 0.5
"""What it is worth at most that heading and text speak as texts on a lesson do."""
_LINES = 8
_NOUGHT = 0.01
"""What any place is better than none."""
_PRICES = Prices(back=9.0, repeat=0.1)
"""Between two headings the order holds."""
_PRICES_OF_PARTS = Prices(back=9.0, repeat=0.0)
"""The same where those below one heading are on one lesson together."""

# Sentences of a paragraph, parts of a line
_SENTENCE = lazy_pattern(r"[。；;！？!?\n]|\.(?=\s|$)")


class Filled(Struct, frozen=True):
    """A heading placed by what the order leaves open."""

    lesson: int
    """Its lesson."""
    worth: float
    """What its words say for the lesson among its neighbours, 0 to 1."""


def fill_gaps(
    heads: Sequence[Head], chosen: Sequence[int | None], curriculum: Curriculum
) -> Mapping[int, Filled]:
    """Headings without a lesson, by index (0-based), on those that the order leaves open.

    Args:
        heads: All headings, in the order of the text.
        chosen: The lesson of each, None where it has none.
        curriculum: The course.
    """
    found: dict[int, Filled] = {}
    for run in _runs(chosen):
        first = chosen[run.start - 1] if run.start else None
        last = chosen[run.stop] if run.stop < len(chosen) else None
        window = _window(first, last, curriculum)
        open_heads = [i for i in run if not (heads[i].frame or heads[i].below)]
        if len(window) > 1 and open_heads:
            found.update(_fill(heads, open_heads, window, (first, last), curriculum))
    return found


def _runs(chosen: Sequence[int | None]) -> Iterator[range]:
    """Stretches of headings without a lesson."""
    start: int | None = None
    for index, lesson in enumerate((*chosen, 0)):
        if lesson is None:
            start = index if start is None else start
        elif start is not None:
            yield range(start, index)
            start = None


def _window(first: int | None, last: int | None, curriculum: Curriculum) -> tuple[int, ...]:
    """The lessons from one neighbour's to the other's; none where they lie far apart.

    At either end of a document the week ends the window.
    """
    if first is None and last is None:
        return ()
    if first is None and last is not None:
        first = curriculum.start_of_week(last)
    elif last is None and first is not None:
        last = curriculum.end_of_week(first)
    if first is None or last is None or last < first:
        return ()
    window = curriculum.between(first, last)
    return window if len(window) <= _WIDEST + 2 else ()


def _fill(
    heads: Sequence[Head],
    items: Sequence[int],
    window: Sequence[int],
    ends: tuple[int | None, int | None],
    curriculum: Curriculum,
) -> Iterator[tuple[int, Filled]]:
    near = curriculum.index.narrowed(window)
    likely = [_likely(heads[index], window, curriculum) for index in items]
    between = [lesson for lesson in window if lesson not in ends]
    counts = (tuple(range(len(items))), _chapters(heads, items))
    own_place = next((places for places in counts if places[-1] + 1 == len(between)), None)
    options: list[list[Option]] = []
    for position, index in enumerate(items):
        head = heads[index]
        own: list[Option] = []
        for lesson in window:
            if not agrees(curriculum.scope_of(lesson), head.named):
                continue
            worth = _worth(head, lesson, near, curriculum.index)
            worth = either(worth, _PROFILE * likely[position].get(lesson, 0.0))
            least = _LEAST + (_AGAIN if lesson in ends else 0.0)
            if own_place and lesson == between[own_place[position]] and worth > _FAINTEST:
                least = worth = max(worth, _LEAST)
            if worth >= least:
                own.append(Option(window.index(lesson), worth - _LEAST + _NOUGHT))
        options.append(own)
    prices = _PRICES_OF_PARTS if own_place is counts[1] else _PRICES
    places = assign_monotone(options, len(window), prices=prices)
    for index, place, own in zip(items, places, options, strict=True):
        if place is not None:
            gain = next(option.gain for option in own if option.place == place)
            yield index, Filled(window[place], gain + _LEAST - _NOUGHT)


def _chapters(heads: Sequence[Head], items: Sequence[int]) -> tuple[int, ...]:
    """For each of ``items`` which topic it is on, 0-based: those below one heading are on one."""
    found = [0]
    for before, item in pairwise(items):
        above = heads[item].section.parent
        joined = above is not None and above == heads[before].section.parent
        found.append(found[-1] + (not joined))
    return tuple(found)


def _texts(head: Head) -> list[Terms]:
    """Title and first sentences of a section."""
    texts = [phrase.whole for phrase in _sentences(head)]
    return texts if head.phrase is None else [head.phrase.whole, *texts]


def _likely(head: Head, window: Sequence[int], curriculum: Curriculum) -> Mapping[int, float]:
    """How far title and text are on each lesson of a window by its profile."""
    return curriculum.profiles.weigh(_texts(head), window)


def _worth(head: Head, lesson: int, near: LessonIndex, course: LessonIndex) -> float:
    """What a section's words say for ``lesson`` among its neighbours, 0 to 1."""
    title = 0.0
    if head.phrase is not None and _tells(head.phrase, lesson, course):
        title = max(
            line_share(near, head.phrase, lesson),
            0.8 * covered_by(near, head.phrase.whole, lesson),
        )
    lines = sorted(
        (
            line_share(near, phrase, lesson) if _tells(phrase, lesson, course) else 0.0
            for phrase in _sentences(head)
        ),
        reverse=True,
    )
    best, second = (*lines, 0.0, 0.0)[:2]
    return either(_TITLE * title, _LINE * best, _SECOND * second)


def _tells(phrase: Phrase, lesson: int, course: LessonIndex) -> bool:
    return weight_in_common(course, phrase.whole, lesson) >= _TELLING


def _sentences(head: Head) -> list[Phrase]:
    texts = (
        text
        for block in head.section.blocks
        if has_words(block)
        for text in _SENTENCE.split(block.words)
        if text.strip()
    )
    return [read_phrase(text) for _, text in zip(range(_LINES), texts, strict=False)]
