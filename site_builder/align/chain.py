"""The lessons of all headings of a document, found together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.align.assign import NEAR, Option, assign_monotone
from site_builder.align.blocks import has_words
from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.numbering import Numbered, trusted_numbers
from site_builder.align.scopes import agrees
from site_builder.align.score import (
    Phrase,
    agreement,
    line_share,
    nearest,
    read_phrase,
    title_shares,
    weight_in_common,
)
from site_builder.align.standing import either
from site_builder.align.starts import first_lessons
from site_builder.model.alignment import Candidate, Evidence
from site_builder.model.note import Section

SURE = 0.8
"""How near a title comes before its number is taken as a sample of the author's numbering."""
_THRESHOLD = 0.38
"""What speaks for a lesson has to be worth this much."""
_SUB_THRESHOLD = 0.62
"""The same for an unnumbered heading below one that is a lesson's own."""
_CLEAR = 0.1
"""What it adds that a heading is the lesson's title: such a one is worth a step back."""
_CAUTION = 0.4
"""How much more it has to be in a document of which no section is on the course."""
_KNOWN = 0.5
"""What speaks for a lesson where a section is taken to be on the course."""
_FEW = 4
"""Sections below which a document is too short to tell what it is on."""
_TITLE = 0.92
_NUMBER = 0.5
_BODY = 0.55
_NAMED = 0.15
_IMPLIED = 0.1
"""What each sign is worth at most: the title itself; the number; words of the body; a week that
the headings above name; a week whose title one of them bears."""
_PROVED = 0.75
"""Trust from which a number needs no word beside it: three in four clear titles agree with it."""
_CONTEXT = 0.8
"""What a title is worth at most that the heading above is needed for."""
_OTHER_COURSE = 0.45
_OTHER_WEEK = 0.6
"""What is left of all signs for a lesson outside the subcourse or week that is named."""
_BEGINS = 0.6
"""What is left for the lesson with which a run begins whose title is that of a later one."""
_CANDIDATES = 10
_BODY_CANDIDATES = 5
_LINE = 0.5
"""What each line of a section is worth at most for the run of lessons that they speak for."""
_BODY_BLOCKS = 12
_LATER = 0.02
"""What each block further down says less of where a section begins."""


@dataclass(frozen=True, slots=True)
class Head:
    """A section as far as it is placed by its heading."""

    section: Section
    """The section."""
    number: tuple[int, ...]
    """The author's number; empty where there is none."""
    phrase: Phrase | None
    """Its title; None where it has none."""
    over: Phrase | None
    """Title of the section that it is an unnumbered part of; None where it is none."""
    named: Scope
    """Subcourse and week that its heading or those above it name."""
    implied: Scope
    """Subcourse and week whose title a heading above bears."""
    frame: bool
    """Whether it stands around the notes, as an afterword does: only a clear title places it."""
    below: bool
    """Whether it is an unnumbered heading below one that may be a lesson's own."""
    settled: int | None = None
    """The lesson that its author says it stands on, where that is said."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A heading held against lessons."""

    lesson: int | None
    """The lesson it stands on; None where nothing speaks enough for one."""
    candidates: tuple[Candidate, ...]
    """All lessons considered, best first."""


def place_heads(heads: Sequence[Head], curriculum: Curriculum) -> tuple[Weighed, ...]:
    """The lesson of each heading: a run in the order of the course as far as titles allow."""
    signs = [_signs(head, curriculum) for head in heads]
    worths = [_worths(head, found, curriculum) for head, found in zip(heads, signs, strict=True)]
    caution = _caution(heads, worths)
    first = _run(heads, signs, worths, curriculum, caution)
    numbered = [
        Numbered(
            head.number,
            head.named if head.named != (None, None) else head.implied,
            _sure(found, lesson),
        )
        for head, found, lesson in zip(heads, signs, first, strict=True)
    ]
    trusted = trusted_numbers(numbered, curriculum)
    for head, found, meant in zip(heads, signs, trusted, strict=True):
        for lesson, trust in meant.items():
            known = trust >= _PROVED or _touches(head, found, lesson, curriculum)
            if head.frame or head.settled is not None or not known:
                continue
            found.setdefault(lesson, {})[Evidence.NUMBER] = _NUMBER * trust
    for place, meant in enumerate(trusted):
        if meant:
            worths[place] = _worths(heads[place], signs[place], curriculum)
    nearest_to = _run(heads, signs, worths, curriculum, caution) if any(trusted) else first
    sections = [head.section for head in heads]
    phrases = [None if head.below or head.settled is not None else head.phrase for head in heads]
    chosen = first_lessons(sections, phrases, nearest_to, curriculum)
    for head, found, near, start in zip(heads, signs, nearest_to, chosen, strict=True):
        if near is not None and start is not None and start != near:
            worth = _worth(head, near, found[near], curriculum)
            found.setdefault(start, {})[Evidence.ORDER] = _BEGINS * worth
    return tuple(
        Weighed(lesson, _candidates(head, found, curriculum))
        for head, found, lesson in zip(heads, signs, chosen, strict=True)
    )


def _signs(head: Head, curriculum: Curriculum) -> dict[int, dict[Evidence, float]]:
    """What speaks for each lesson that title or body bring up."""
    index = curriculum.index
    if head.settled is not None:
        return {head.settled: {Evidence.PLACE: 1.0}}
    found: dict[int, dict[Evidence, float]] = {}
    best = 0.0
    if head.phrase is not None:
        near = nearest(index, head.phrase.whole, limit=_CANDIDATES)
        for lesson, share in title_shares(index, head.phrase, near).items():
            best = max(best, share)
            found[lesson] = {Evidence.TITLE: _TITLE * share}
        if head.over is not None:
            _add_context(head.over, head.phrase, found, curriculum)
    if head.frame:
        return {n: signs for n, signs in found.items() if signs[Evidence.TITLE] >= _TITLE * SURE}
    if best < SURE:
        _add_body(head, found, curriculum)
    return found


def _add_context(
    over: Phrase,
    phrase: Phrase,
    found: dict[int, dict[Evidence, float]],
    curriculum: Curriculum,
) -> None:
    """Titles that a heading only has together with the one above: 批量归一化, then 为什么有效."""
    index = curriculum.index
    joined = over.whole.with_terms(phrase.whole)
    for lesson in nearest(index, joined, limit=_CANDIDATES):
        share = agreement(index, joined, lesson)
        if share > max(
            agreement(index, over.whole, lesson), agreement(index, phrase.whole, lesson)
        ):
            signs = found.setdefault(lesson, {})
            signs[Evidence.TITLE] = max(_CONTEXT * share, signs.get(Evidence.TITLE, 0.0))


def _add_body(head: Head, found: dict[int, dict[Evidence, float]], curriculum: Curriculum) -> None:
    """What single lines say for the lesson they are about, and all together for the first one."""
    index = curriculum.index
    spoken = [block for block in head.section.blocks if has_words(block)][:_BODY_BLOCKS]
    heard: list[dict[int, float]] = []
    for position, block in enumerate(spoken):
        phrase = read_phrase(block.words)
        near = nearest(index, phrase.whole, limit=_BODY_CANDIDATES)
        heard.append({lesson: line_share(index, phrase, lesson) for lesson in near})
        for lesson, share in heard[-1].items():
            _raise_body(found, lesson, _BODY * (share - _LATER * position))
    for lesson, worth in _runs_of_lines(heard, curriculum).items():
        _raise_body(found, lesson, worth)


def _raise_body(found: dict[int, dict[Evidence, float]], lesson: int, worth: float) -> None:
    signs = found.setdefault(lesson, {})
    signs[Evidence.BODY] = max(worth, signs.get(Evidence.BODY, 0.0))


def _runs_of_lines(
    heard: Sequence[Mapping[int, float]], curriculum: Curriculum
) -> Mapping[int, float]:
    """What lines that speak for lessons of one week in their order say for the first of them.

    Lines that say little alone are sure together; lines that say nothing make the run doubtful.
    """
    ends: dict[int, tuple[float, int, int]] = {}
    for shares in heard:
        reached: dict[int, tuple[float, int, int]] = {}
        for lesson, share in shares.items():
            scope = curriculum.scope_of(lesson)
            doubt, count, first = min(
                (
                    end
                    for last, end in ends.items()
                    if last <= lesson and curriculum.scope_of(last) == scope
                ),
                default=(1.0, 0, lesson),
            )
            reached[lesson] = (doubt * (1 - _LINE * share), count + 1, first)
        for lesson, end in reached.items():
            ends[lesson] = min(end, ends.get(lesson, end))
    best: dict[int, float] = {}
    for doubt, count, first in ends.values():
        if count > 1:
            share = count / len(heard)
            best[first] = max(best.get(first, 0.0), min(_BODY, (1 - doubt) * share))
    return best


def _touches(head: Head, found: Mapping[int, object], lesson: int, curriculum: Curriculum) -> bool:
    """Whether any word of a section speaks for a lesson: a number alone may be another scheme's."""
    if lesson in found or head.phrase is None:
        return True
    index = curriculum.index
    phrases = [head.phrase]
    spoken = [block for block in head.section.blocks if has_words(block)][:_BODY_BLOCKS]
    phrases.extend(read_phrase(block.words) for block in spoken)
    return any(weight_in_common(index, phrase.whole, lesson) > 0 for phrase in phrases)


def _caution(heads: Sequence[Head], worths: Sequence[Mapping[int, float]]) -> float:
    """What has to speak for a lesson where most sections of a document are on other matters."""
    titled = [
        max(found.values(), default=0.0)
        for head, found in zip(heads, worths, strict=True)
        if head.phrase is not None and not head.below and not head.frame
    ]
    if len(titled) < _FEW:
        return _THRESHOLD
    known = sum(worth >= _KNOWN for worth in titled) / len(titled)
    return _THRESHOLD + _CAUTION * max(0.0, 1 - 2 * known)


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
                    worth - threshold + (_CLEAR if _is_clear(found[lesson]) else 0.0),
                )
                for lesson, worth in worth_of.items()
                if worth + NEAR > threshold
            ]
        )
    places = assign_monotone(options, len(curriculum.numbers))
    return [None if place is None else curriculum.numbers[place] for place in places]


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
    return worth


def _scope_share(head: Head, scope: Scope) -> float:
    if head.named != (None, None) and agrees(scope, head.named):
        return _NAMED
    if head.implied != (None, None) and agrees(scope, head.implied):
        return _IMPLIED
    return 0.0


def _is_clear(signs: Mapping[Evidence, float]) -> bool:
    """Whether a heading stands on the lesson beyond doubt, by its title or its author's word."""
    return Evidence.PLACE in signs or signs.get(Evidence.TITLE, 0.0) >= _TITLE * SURE


def _sure(found: Mapping[int, Mapping[Evidence, float]], lesson: int | None) -> int | None:
    if lesson is None:
        return None
    return lesson if _is_clear(found[lesson]) else None


def _candidates(
    head: Head, found: Mapping[int, Mapping[Evidence, float]], curriculum: Curriculum
) -> tuple[Candidate, ...]:
    candidates = []
    for lesson, shares in found.items():
        scope = _scope_share(head, curriculum.scope_of(lesson))
        signs = {**shares, **({Evidence.SCOPE: scope} if scope else {})}
        evidence = sorted(
            ((sign, round(share, 3)) for sign, share in signs.items() if share > 0),
            key=lambda item: (-item[1], item[0].value),
        )
        score = round(_worth(head, lesson, shares, curriculum), 3)
        candidates.append(Candidate(lesson, score, tuple(evidence)))
    return tuple(sorted(candidates, key=lambda c: (-c.score, c.lesson)))
