"""The lessons of all headings of a document, found together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from site_builder.align.assign import NEAR, Option, assign_monotone
from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.gaps import fill_gaps
from site_builder.align.left_over import fill_leftovers
from site_builder.align.numbering import Numbered, chapter_scopes, trusted_numbers
from site_builder.align.scopes import agrees
from site_builder.align.signs import (
    SURE,
    TITLE,
    Head,
    find_signs,
    is_clear,
    is_whole_title,
    touches,
)
from site_builder.align.standing import either
from site_builder.align.starts import first_lessons, is_literal_title
from site_builder.model.alignment import Candidate, Evidence

_THRESHOLD = 0.38
"""What speaks for a lesson has to be worth this much."""
_SUB_THRESHOLD = 0.62
"""The same for an unnumbered heading below one that is a lesson's own."""
_CLEAR = 0.1
"""What it adds that a heading is the lesson's title: such a one is worth a step back."""
_LITERAL = 0.2
"""The same where it is the title word for word, and not one that means as much."""
_CAUTION = 0.45
"""How much more it has to be in a document of which no section is on the course."""
_DARING = 0.5
"""Caution up to which headings are placed that only their neighbours make probable."""
_KNOWN = 0.5
"""What speaks for a lesson where a section is taken to be on the course."""
_HEARD = 0.15
"""What speaks for a lesson where it is heard at all."""
_SOON = 3
"""Lessons by which sections on a course go on."""
_FEW = 4
"""Sections below which a document is too short to tell what it is on."""
_NUMBER = 0.5
_PART = 0.75
_NAMED = 0.15
_IMPLIED = 0.1
"""What each sign is worth at most: the author's number; that of a part of the video; a week that
the headings above name; a week whose title one of them bears."""
_PROVED = 0.75
"""Trust from which a number needs no word beside it: three in four clear titles agree with it."""
_NAMED_CANDIDATES = 5
"""Lessons that are kept of those a heading was held against."""
_OTHER_COURSE = 0.45
_OTHER_WEEK = 0.6
_OTHER_IMPLIED = 0.9
"""What is left of all signs for a lesson outside the subcourse or week named, or implied."""
_BEGINS = 0.6
"""What is left for the lesson with which a run begins whose title is that of a later one."""


class Weighed(Struct, frozen=True):
    """A heading held against lessons."""

    lesson: int | None
    """The lesson it stands on; None where nothing speaks enough for one."""
    candidates: tuple[Candidate, ...]
    """All lessons considered, best first."""
    named: Scope = (None, None)
    """Subcourse and week that its heading names."""


def bears_title(weighed: Weighed, least: float = SURE) -> bool:
    """Whether a heading comes as near as ``least`` to the title of the lesson it stands on."""
    shares = (
        share
        for candidate in weighed.candidates
        if candidate.lesson == weighed.lesson
        for sign, share in candidate.evidence
        if sign is Evidence.TITLE
    )
    return max(shares, default=0.0) >= TITLE * least


def place_heads(heads: Sequence[Head], curriculum: Curriculum) -> tuple[Weighed, ...]:
    """The lesson of each heading: a run in the order of the course as far as titles allow."""
    signs = [find_signs(head, curriculum) for head in heads]
    worths = [_worths(head, found, curriculum) for head, found in zip(heads, signs, strict=True)]
    caution = _caution(heads, worths, curriculum)
    first = _run(heads, signs, worths, curriculum, caution)
    weeks = chapter_scopes([head.chapter for head in heads], first, curriculum)
    if weeks:
        heads = [_in_chapter(head, weeks) for head in heads]
        worths = [_worths(head, own, curriculum) for head, own in zip(heads, signs, strict=True)]
        first = _run(heads, signs, worths, curriculum, caution)
    numbered = [
        Numbered(
            head.number,
            head.named if head.named != (None, None) else head.implied,
            _sure(found, lesson),
            head.parts[0] if head.parts else None,
        )
        for head, found, lesson in zip(heads, signs, first, strict=True)
    ]
    trusted = trusted_numbers(numbered, curriculum)
    for head, found, meant in zip(heads, signs, trusted, strict=True):
        for lesson, trust in meant.items():
            known = trust >= _PROVED or touches(head, found, lesson, curriculum)
            if head.frame or head.settled is not None or not known:
                continue
            worth = _PART if lesson == _labelled(head, curriculum) else _NUMBER
            found.setdefault(lesson, {})[Evidence.NUMBER] = worth * trust
    for place, meant in enumerate(trusted):
        if meant:
            worths[place] = _worths(heads[place], signs[place], curriculum)
    nearest_to = _run(heads, signs, worths, curriculum, caution) if any(trusted) else first
    sections = [head.section for head in heads]
    phrases = [None if head.below or head.settled is not None else head.phrase for head in heads]
    chosen = first_lessons(sections, phrases, nearest_to, curriculum)
    for place, (head, found, near, start) in enumerate(
        zip(heads, signs, nearest_to, chosen, strict=True)
    ):
        if near is not None and start is not None and start != near:
            worth = _worth(head, near, found[near], curriculum)
            found.setdefault(start, {})[Evidence.ORDER] = _BEGINS * worth
            worths[place][start] = _worth(head, start, found[start], curriculum)
    placed = fill_leftovers(heads, signs, worths, chosen, caution, curriculum)
    gaps = fill_gaps(heads, chosen, curriculum) if caution <= _DARING else {}
    for place in [place for place in gaps if placed[place] is None]:
        filled = gaps[place]
        placed[place] = filled.lesson
        own = signs[place].setdefault(filled.lesson, {})
        own[Evidence.ORDER] = filled.worth
        worths[place][filled.lesson] = _worth(heads[place], filled.lesson, own, curriculum)
    return tuple(
        Weighed(lesson, _candidates(head, found, worth_of, lesson, curriculum), head.named)
        for head, found, worth_of, lesson in zip(heads, signs, worths, placed, strict=True)
    )


def _labelled(head: Head, curriculum: Curriculum) -> int | None:
    """The lesson whose part of the video a section begins with."""
    return curriculum.parts.get(head.parts[0]) if head.parts else None


def _in_chapter(head: Head, weeks: Mapping[int, Scope]) -> Head:
    """``head`` with the week of its chapter, where it names no other."""
    if head.chapter is None or head.named[1] is not None:
        return head
    return replace(head, named=weeks[head.chapter])


def _caution(
    heads: Sequence[Head], worths: Sequence[Mapping[int, float]], curriculum: Curriculum
) -> float:
    """What has to speak for a lesson where most sections of a document are on other matters."""
    titled = [
        max(found.values(), default=0.0)
        for head, found in zip(heads, worths, strict=True)
        if head.phrase is not None and not head.below and not head.frame
    ]
    if len(titled) < _FEW:
        return _THRESHOLD
    known = sum(worth >= _KNOWN for worth in titled) / len(titled)
    return _THRESHOLD + _CAUTION * max(0.0, 1 - 2 * max(known, _orderly(worths, curriculum)))


def _orderly(worths: Sequence[Mapping[int, float]], curriculum: Curriculum) -> float:
    """Share of sections whose nearest lesson comes soon behind that of the section before.

    Words that are found by chance come in no order.
    """
    best = [
        curriculum.places[max(found, key=lambda n: (found[n], -n))]
        for found in worths
        if max(found.values(), default=0.0) >= _HEARD
    ]
    steps = sum(0 < other - one <= _SOON for one, other in pairwise(best))
    return steps / max(1, len(worths) - 1) if steps >= _FEW else 0.0


def _run(
    heads: Sequence[Head],
    signs: Sequence[Mapping[int, Mapping[Evidence, float]]],
    worths: Sequence[Mapping[int, float]],
    curriculum: Curriculum,
    caution: float,
) -> list[int | None]:
    options = []
    for head, found, worth_of in zip(heads, signs, worths, strict=True):
        threshold = max(caution, _SUB_THRESHOLD if head.below else _THRESHOLD)
        options.append(
            [
                Option(
                    curriculum.places[lesson],
                    worth - threshold + _clear(head, lesson, found[lesson], curriculum),
                )
                for lesson, worth in worth_of.items()
                if worth + NEAR > threshold
            ]
        )
    places = assign_monotone(options, len(curriculum.numbers))
    return [None if place is None else curriculum.numbers[place] for place in places]


def _clear(
    head: Head, lesson: int, signs: Mapping[Evidence, float], curriculum: Curriculum
) -> float:
    """What it adds that a heading is the lesson's title, above all word for word."""
    if not is_whole_title(signs):
        return 0.0
    return _LITERAL if is_literal_title(head.section, lesson, curriculum) else _CLEAR


def _worths(
    head: Head, found: Mapping[int, Mapping[Evidence, float]], curriculum: Curriculum
) -> dict[int, float]:
    return {lesson: _worth(head, lesson, found[lesson], curriculum) for lesson in found}


def _worth(
    head: Head, lesson: int, shares: Mapping[Evidence, float], curriculum: Curriculum
) -> float:
    """All signs together, less outside the subcourse and week that are named."""
    scope = curriculum.scope_of(lesson)
    worth = either(*shares.values(), _scope_share(head, scope))
    if not agrees(scope, (head.named[0], None)):
        return _OTHER_COURSE * worth
    if not agrees(scope, head.named):
        return _OTHER_WEEK * worth
    if not agrees(scope, head.implied):
        return _OTHER_IMPLIED * worth
    return worth


def _scope_share(head: Head, scope: Scope) -> float:
    if head.named != (None, None) and agrees(scope, head.named):
        return _NAMED
    if head.implied != (None, None) and agrees(scope, head.implied):
        return _IMPLIED
    return 0.0


def _sure(found: Mapping[int, Mapping[Evidence, float]], lesson: int | None) -> int | None:
    if lesson is None:
        return None
    return lesson if is_clear(found[lesson]) else None


def _candidates(
    head: Head,
    found: Mapping[int, Mapping[Evidence, float]],
    worth_of: Mapping[int, float],
    chosen: int | None,
    curriculum: Curriculum,
) -> tuple[Candidate, ...]:
    """The best candidates, and the chosen one."""
    ranked = sorted(worth_of, key=lambda lesson: (-worth_of[lesson], lesson))
    named = ranked[:_NAMED_CANDIDATES]
    if chosen is not None and chosen not in named:
        named.append(chosen)
    return tuple(
        Candidate(
            lesson, round(worth_of[lesson], 3), _evidence(head, lesson, found[lesson], curriculum)
        )
        for lesson in named
    )


def _evidence(
    head: Head, lesson: int, shares: Mapping[Evidence, float], curriculum: Curriculum
) -> tuple[tuple[Evidence, float], ...]:
    """What speaks for a lesson and how much, strongest first."""
    scope = _scope_share(head, curriculum.scope_of(lesson))
    signs = {**shares, **({Evidence.SCOPE: scope} if scope else {})}
    return tuple(
        sorted(
            ((sign, round(share, 3)) for sign, share in signs.items() if share > 0),
            key=lambda item: (-item[1], item[0].value),
        )
    )
