"""What speaks for each lesson that a heading and the text below it bring up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from site_builder.align.blocks import has_words
from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.score import (
    Phrase,
    agreement,
    covered_by,
    line_share,
    names_concept,
    nearest,
    read_phrase,
    title_shares,
    weight_in_common,
)
from site_builder.model.alignment import Evidence
from site_builder.model.note import Section

SURE = 0.8
"""How near a title comes before its number is taken as a sample of the author's numbering."""
_WHOLE = 0.82
"""How near a title comes before all of it is the lesson's: parts of a joined one count less."""
TITLE = 0.92
_BODY = 0.55
_LINE = 0.5
"""What each line of a section is worth at most for the run of lessons that they speak for."""
_LATER = 0.02
"""What each block further down says less of where a section begins."""
_CONTEXT = 0.8
"""What a title is worth at most that the heading above is needed for."""
_CANDIDATES = 10
_BESIDE = 0.3
"""How near a title comes to a lesson, of how near to the nearest one, for it to be considered."""
_BEARS = 0.95
"""How near a title comes to a lesson whose own it is."""
_SHARED_TITLE = 0.85
"""What is left of that where titles in other weeks hold it too."""
_TAKEN_UP_TITLE = 0.75
"""The same where one of them comes before: the later lesson takes up what is known."""
_BODY_CANDIDATES = 5
_BODY_BLOCKS = 12
_PROFILE = 0.8
"""What it is worth at most that title and body together speak as texts on a lesson do."""
_PROFILE_BLOCKS = 4
_TOPIC = 0.6
"""What it is worth at most that the heading above bears the title of a lesson."""
_TOPIC_HEARD = 0.3
"""How near that title comes to a lesson to be worth anything."""
_TOPIC_WHOLE = 0.6
"""How near it comes to one that shares it with others: 发酵与烘烤 is half the title of two."""
_TOPIC_BETWEEN = 0.9
"""What of the nearest lesson's share others have with whom it shares the title."""


class Head(Struct, frozen=True):
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
    parts: tuple[int, ...] = ()
    """Parts of a video that its heading or its texts begin with: P27-29."""
    chapter: int | None = None
    """The author's chapter, by the numbers of headings: ch3."""
    topic: Phrase | None = None
    """Title of the nearest heading above that is a lesson's; None where there is none."""
    settled: int | None = None
    """The lesson that its author says it stands on, where that is said."""


def find_signs(head: Head, curriculum: Curriculum) -> dict[int, dict[Evidence, float]]:
    """What speaks for each lesson that title or body bring up."""
    index = curriculum.index
    if head.settled is not None:
        return {head.settled: {Evidence.PLACE: 1.0}}
    found: dict[int, dict[Evidence, float]] = {}
    best = 0.0
    if head.phrase is not None:
        near = nearest(index, head.phrase.whole, limit=_CANDIDATES)
        shares = title_shares(index, head.phrase, near)
        _weaken_shared(shares, head.phrase, curriculum)
        best = max(shares.values(), default=0.0)
        found = {
            lesson: {Evidence.TITLE: TITLE * share}
            for lesson, share in shares.items()
            if share >= _BESIDE * best
        }
        above = head.over or head.topic
        if above is not None:
            _add_context(above, head.phrase, found, curriculum)
    if head.frame:
        return {n: signs for n, signs in found.items() if is_whole_title(signs)}
    if best < SURE:
        _add_body(head, found, curriculum)
        _add_topic(head, found, curriculum)
    return found


def _weaken_shared(shares: dict[int, float], phrase: Phrase, curriculum: Curriculum) -> None:
    """Makes less of a title of one concept that titles in other weeks hold as well.

    代价函数 may be what one lesson is called; a heading of these words may be on another's.
    """
    if len(phrase.whole.literal) > 1:
        return
    bearers = [lesson for lesson, share in shares.items() if share >= _BEARS]
    for lesson in bearers:
        scope = curriculum.scope_of(lesson)
        others = [
            other
            for other in shares
            if other not in bearers
            and curriculum.scope_of(other) != scope
            and covered_by(curriculum.index, phrase.whole, other) >= _BEARS
        ]
        if others:
            known = any(
                other < lesson and names_concept(curriculum.index, phrase.whole, other)
                for other in others
            )
            shares[lesson] *= _TAKEN_UP_TITLE if known else _SHARED_TITLE


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


def _add_topic(head: Head, found: dict[int, dict[Evidence, float]], curriculum: Curriculum) -> None:
    """Lessons whose title the heading above bears, for one like 原理 that says little itself."""
    if head.topic is None:
        return
    near = nearest(curriculum.index, head.topic.whole, limit=_CANDIDATES)
    shares = title_shares(curriculum.index, head.topic, near)
    best, second = sorted((0.0, 0.0, *shares.values()))[-1:-3:-1]
    if second > _TOPIC_BETWEEN * best and best < _TOPIC_WHOLE:
        return
    for lesson, share in shares.items():
        if share >= _TOPIC_HEARD:
            found.setdefault(lesson, {})[Evidence.PARENT] = _TOPIC * share


def _add_body(head: Head, found: dict[int, dict[Evidence, float]], curriculum: Curriculum) -> None:
    """What single lines say for the lesson they are about, and all together for the first one."""
    index = curriculum.index
    spoken = [block for block in head.section.blocks if has_words(block)][:_BODY_BLOCKS]
    heard: list[dict[int, float]] = []
    phrases = [read_phrase(block.words) for block in spoken]
    for position, phrase in enumerate(phrases):
        near = nearest(index, phrase.whole, limit=_BODY_CANDIDATES)
        heard.append({lesson: line_share(index, phrase, lesson) for lesson in near})
        for lesson, share in heard[-1].items():
            _raise_body(found, lesson, _BODY * (share - _LATER * position))
    for lesson, worth in _runs_of_lines(heard, curriculum).items():
        _raise_body(found, lesson, worth)
    texts = [phrase.whole for phrase in phrases[:_PROFILE_BLOCKS]]
    if head.phrase is not None:
        texts.insert(0, head.phrase.whole)
    for lesson, likely in curriculum.profiles.nearest(texts, limit=_CANDIDATES).items():
        _raise_body(found, lesson, _PROFILE * likely)


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


def touches(head: Head, found: Mapping[int, object], lesson: int, curriculum: Curriculum) -> bool:
    """Whether any word of a section speaks for a lesson: a number alone may be another scheme's."""
    if lesson in found or head.phrase is None:
        return True
    index = curriculum.index
    phrases = [head.phrase]
    spoken = [block for block in head.section.blocks if has_words(block)][:_BODY_BLOCKS]
    phrases.extend(read_phrase(block.words) for block in spoken)
    return any(weight_in_common(index, phrase.whole, lesson) > 0 for phrase in phrases)


def is_clear(signs: Mapping[Evidence, float]) -> bool:
    """Whether a heading stands on the lesson beyond doubt, by its title or its author's word."""
    return Evidence.PLACE in signs or signs.get(Evidence.TITLE, 0.0) >= TITLE * SURE


def is_whole_title(signs: Mapping[Evidence, float]) -> bool:
    """Whether a heading says what the lesson's title says and little else."""
    return Evidence.PLACE in signs or signs.get(Evidence.TITLE, 0.0) >= TITLE * _WHOLE
