"""Headings that name a week and no lesson: they are on what the other headings leave of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.align.blocks import has_words
from site_builder.align.chain import Weighed, bears_title
from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.signs import Head

_PACE = 0.6
"""Texts a lesson from which sections speak of all lessons that are left to them."""


def open_weeks(
    ordered: Sequence[int],
    weighed: Mapping[int, Weighed],
    heads: Mapping[int, Head],
    curriculum: Curriculum,
) -> Mapping[int, tuple[int, ...]]:
    """The stretch of the course that is left to each heading of a chapter, by section (0-based).

    Headings that follow each other share what is left, each as much of it as it has texts.

    Args:
        ordered: The sections that are placed by their headings, in the order of the text.
        weighed: What speaks for the lessons of each.
        heads: The headings.
        curriculum: The course.
    """
    found: dict[int, tuple[int, ...]] = {}
    for scope in dict.fromkeys(weighed[index].named for index in ordered):
        if scope[1] is None:
            continue
        own = [i for i in ordered if weighed[i].named == scope and heads[i].chapter is not None]
        for group in _open_groups(own, weighed, heads):
            left = _left(group, ordered, weighed, curriculum, scope)
            texts = [_count_texts(heads[index]) for index in group]
            if len(left) >= len(group) and sum(texts) >= _PACE * len(left):
                found.update(zip(group, _shares(left, texts), strict=True))
    return found


def _open_groups(
    own: Sequence[int], weighed: Mapping[int, Weighed], heads: Mapping[int, Head]
) -> Iterator[list[int]]:
    """Runs of headings that stand on no lesson; the only one of a week, unless it bears a title."""
    if len(own) == 1 and not bears_title(weighed[own[0]]):
        yield list(own)
        return
    group: list[int] = []
    for index in own:
        head = heads[index]
        if weighed[index].lesson is None and not (head.frame or head.below):
            group.append(index)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _left(
    group: Sequence[int],
    ordered: Sequence[int],
    weighed: Mapping[int, Weighed],
    curriculum: Curriculum,
    scope: Scope,
) -> tuple[int, ...]:
    """The lessons of a week between those that the headings before and behind stand on."""
    week = curriculum.within(scope)
    others = {i: weighed[i].lesson for i in ordered if i not in group}
    before = [n for i, n in others.items() if i < group[0] and n in week and n is not None]
    behind = [n for i, n in others.items() if i > group[-1] and n in week and n is not None]
    return tuple(
        n for n in week if (not before or n > max(before)) and (not behind or n < min(behind))
    )


def _count_texts(head: Head) -> int:
    return sum(1 for block in head.section.blocks if has_words(block) and not block.depth)


def _shares(left: Sequence[int], texts: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """``left`` in as many runs as there are counts of texts, each at least one lesson long."""
    start, passed = 0, 0
    for place, count in enumerate(texts):
        passed += count
        rest = len(texts) - place - 1
        end = round(len(left) * passed / max(1, sum(texts)))
        end = min(max(end, start + 1), len(left) - rest)
        yield tuple(left[start:end])
        start = end
