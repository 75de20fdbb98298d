"""How near a text is to each lesson of a course, by its titles in all their wordings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from math import log

from msgspec import Struct

from site_builder.align.normalise import Terms, read_terms
from site_builder.model.course import Course, Lesson
from site_builder.scan.patterns import lazy_pattern

_MOST_IMPLIED = 0.8
"""How near texts come at most that name nothing in common: two concepts may imply each other."""
_UNKNOWN = 0.5
"""Weight of a term that no lesson has."""
_COMMON = 0.2
"""Least weight of a term, however many lessons have it."""
_SHARED = 0.05
"""The same among lessons that stand side by side: what all have tells nothing apart."""
_PART = 0.9
"""What a part of a title counts for, relative to the whole."""
_LATER_PART = 0.8
"""What its later parts count for: the first says where the section begins."""
_CONTAINED = 0.75
"""What a lesson's title counts for that stands somewhere in a longer text."""
_LEAST_CONTAINED = 0.6
"""Share of a lesson's title that a longer text has to hold."""
_SLIGHT = 0.3
"""Weight at which a title that stands in a longer text counts half: 神经网络 alone says little."""
_FAINT = 0.03
"""Weight in common at which a line counts half: what all lessons share says nothing."""
_PARTS_WITHIN = 60
"""Code points in which parts are looked for: a title is short."""
_POSTINGS = 64
"""Lessons that share a term before it stops finding candidates on its own."""

# (选修)logistic 损失函数 · 【重点】… · [optional]
_ASIDE = lazy_pattern(r"[(（【\[](?:选修|选学|重点|optional)[)）】\]]", re.IGNORECASE)

# "计算过程,向量化" · "二分类与逻辑回归" · "Data and splits" · "梯度检验 1.14 注意事项"
_JOINT = lazy_pattern(
    r"[,，、;；&+]|\s和\s|[与與和及]|\band\b|\s\d{1,2}[.．]\d{1,2}(?=\s)", re.IGNORECASE
)

# What a line is about stands before its first colon, dash, bracket or full stop.
_LEAD_END = lazy_pattern(r"[:：。;；(（,，]|\s[-–—=]{1,3}>?\s|--|——|→|[?？!！]")

# A title may join topics up to here.
_CLAUSE_END = lazy_pattern(r"[:：。(（?？!！]|--|——|→")

# Number and marks of a list item or a heading that were left in its words: (2) · 3.5 Bounding Box
_MARK = lazy_pattern(
    r"""
    ^[\s\-*+•·\#]*
    (?:
        [(（]?\d{1,3}[.、)）](?!\d)\s*
        | [1-9]\d?(?:[.．]\d{1,2}){1,3}[\s、.]*(?=[A-Z\u3400-\u9fff])
          (?![的倍以到左和年月日秒分万亿])  # 1.5 倍 is an amount
    )?
    """,
    re.VERBOSE,
)


class Wording(Struct, frozen=True):
    """One title of a lesson."""

    terms: Terms
    """What it is about."""
    weight: float
    """Sum of the weights of its terms."""


class LessonIndex(Struct, frozen=True):
    """The titles of a course, ready to be compared with."""

    wordings: Mapping[int, tuple[Wording, ...]]
    """By lesson number."""
    weights: Mapping[str, float]
    """How much each term tells one lesson from another, 0 to 1."""
    postings: Mapping[str, tuple[int, ...]]
    """Lessons that have a term, ascending."""

    def weight(self, term: str) -> float:
        """How much ``term`` tells one lesson from another."""
        return self.weights.get(term, _UNKNOWN)

    def narrowed(self, keys: Sequence[int]) -> LessonIndex:
        """The index of some lessons alone, in which what they have in common counts little.

        Args:
            keys: Lesson numbers, ascending.
        """
        terms = ((key, [w.terms.sharpened() for w in self.wordings.get(key, ())]) for key in keys)
        return _index(terms, common=_SHARED)


class Phrase(Struct, frozen=True):
    """A title or a line of notes, whole and in parts."""

    whole: Terms
    """All of it."""
    lead: Terms
    """What stands before its first colon or bracket."""
    parts: tuple[Terms, ...]
    """What it joins by commas and *and*; empty where it joins nothing."""


def index_lessons(course: Course, learned: Mapping[int, tuple[str, ...]]) -> LessonIndex:
    """The index of all titles of ``course``, with those learned for its lessons by number."""
    return index_titles(
        (lesson.number, (*titles_of(lesson), *learned.get(lesson.number, ())))
        for lesson in course.lessons
    )


def titles_of(lesson: Lesson) -> tuple[str, ...]:
    """All titles of ``lesson``, the shown one first."""
    english = (lesson.title_en,) if lesson.title_en else ()
    return (lesson.title, *english, *lesson.wordings)


def index_titles(titles: Iterable[tuple[int, tuple[str, ...]]]) -> LessonIndex:
    """The index of ``titles``: a key and its wordings; keys ascend."""
    terms = ((key, [read_terms(_ASIDE.sub("", text)) for text in texts]) for key, texts in titles)
    return _index(terms, common=_COMMON)


def _index(titles: Iterable[tuple[int, list[Terms]]], *, common: float) -> LessonIndex:
    read = [(key, [terms for terms in wordings if terms.literal]) for key, wordings in titles]
    postings: dict[str, list[int]] = {}
    for key, wordings in read:
        for term in dict.fromkeys(t for w in wordings for t in (*w.literal, *w.implied)):
            postings.setdefault(term, []).append(key)
    weights = {term: _rarity(len(keys), len(read), common) for term, keys in postings.items()}
    return LessonIndex(
        wordings={
            key: tuple(_wording(terms, weights) for terms in wordings) for key, wordings in read
        },
        weights=weights,
        postings={term: tuple(keys) for term, keys in postings.items()},
    )


def read_phrase(text: str) -> Phrase:
    """``text`` as it is compared with titles."""
    text = _MARK.sub("", _ASIDE.sub("", text))
    lead = _LEAD_END.split(text, maxsplit=1)[0]
    clause = _CLAUSE_END.split(text[:_PARTS_WITHIN], maxsplit=1)[0]
    joined = [part for part in _JOINT.split(clause) if part.strip()]
    parts = tuple(read_terms(part) for part in joined) if len(joined) > 1 else ()
    whole = read_terms(text)
    return Phrase(whole, whole if lead == text else read_terms(lead), parts)


def title_share(index: LessonIndex, phrase: Phrase, key: int) -> float:
    """How far ``phrase`` is the title of lesson ``key``: 0 to 1, where 1 says the same."""
    return title_shares(index, phrase, (key,))[key]


def title_shares(index: LessonIndex, phrase: Phrase, keys: Iterable[int]) -> dict[int, float]:
    """``title_share`` of several lessons."""
    said = [(1.0, phrase.whole, _own_weight(index, phrase.whole))]
    if phrase.lead is not phrase.whole:
        said.append((_PART, phrase.lead, _own_weight(index, phrase.lead)))
    for place, part in enumerate(phrase.parts):
        said.append((_LATER_PART if place else _PART, part, _own_weight(index, part)))
    return {
        key: max(
            (
                factor * _harmony(index, terms, own, wording)
                for wording in index.wordings.get(key, ())
                for factor, terms, own in said
            ),
            default=0.0,
        )
        for key in keys
    }


def line_share(index: LessonIndex, phrase: Phrase, key: int) -> float:
    """How far a line of notes is about lesson ``key``: its lead as a title, or its words."""
    best = title_share(index, phrase, key)
    most = 0.0
    for wording in index.wordings.get(key, ()):
        common = _common(index, phrase.whole, wording.terms)
        most = max(most, common)
        covered = common / wording.weight
        if covered >= _LEAST_CONTAINED:
            best = max(best, _CONTAINED * covered * wording.weight / (wording.weight + _SLIGHT))
    return best * most / (most + _FAINT)


def agreement(index: LessonIndex, terms: Terms, key: int) -> float:
    """How far ``terms`` say the same as a title of lesson ``key``: 0 to 1."""
    wordings = index.wordings.get(key, ())
    return max((_agreement(index, terms, wording) for wording in wordings), default=0.0)


def covered_by(index: LessonIndex, terms: Terms, key: int) -> float:
    """How much of ``terms`` the titles of lesson ``key`` hold: 0 to 1."""
    own = _own_weight(index, terms)
    if not own:
        return 0.0
    wordings = index.wordings.get(key, ())
    return max((min(1.0, _common(index, terms, w.terms) / own) for w in wordings), default=0.0)


def names_concept(index: LessonIndex, terms: Terms, key: int) -> bool:
    """Whether ``terms`` name what a title of lesson ``key`` names, and do not only imply it."""
    return any(_has_literal(terms, wording.terms) for wording in index.wordings.get(key, ()))


def weight_in_common(index: LessonIndex, terms: Terms, key: int) -> float:
    """Weight of what ``terms`` and the titles of lesson ``key`` share; 0 for nothing."""
    wordings = index.wordings.get(key, ())
    return max((_common(index, terms, wording.terms) for wording in wordings), default=0.0)


def nearest(
    index: LessonIndex, terms: Terms, *, limit: int, within: tuple[int, int] | None = None
) -> tuple[int, ...]:
    """Keys that share words with ``terms``, by the weight of what they share, at most ``limit``.

    Terms that most lessons have find candidates only together with rarer ones.
    """
    found: dict[int, float] = {}
    shares = {**terms.implied, **terms.literal}
    ranked = sorted((len(index.postings[t]), t) for t in shares if t in index.postings)
    for _, term in ranked:
        keys = _postings(index, term, within)
        if len(keys) > _POSTINGS and found:
            keys = tuple(key for key in found if _has(index.postings[term], key))
        gain = index.weight(term) * min(1.0, shares[term])
        for key in keys[: 4 * _POSTINGS]:
            found[key] = found.get(key, 0.0) + gain
    best = nsmallest(limit, [(-gain, key) for key, gain in found.items()])
    return tuple(key for _, key in best)


def _postings(index: LessonIndex, term: str, within: tuple[int, int] | None) -> tuple[int, ...]:
    keys = index.postings.get(term, ())
    if within is None:
        return keys
    return keys[bisect_left(keys, within[0]) : bisect_right(keys, within[1])]


def _has(keys: tuple[int, ...], key: int) -> bool:
    place = bisect_left(keys, key)
    return place < len(keys) and keys[place] == key


def _rarity(count: int, total: int, common: float) -> float:
    """1 for a term of one lesson, falling to ``common`` for a term of all."""
    if total <= 1:
        return 1.0
    return max(common, 1 - log(count) / log(total + 1))


def _wording(terms: Terms, weights: Mapping[str, float]) -> Wording:
    weight = sum(weights[term] * share for term, share in terms.literal.items())
    return Wording(terms, max(weight, 1e-6))


def _agreement(index: LessonIndex, terms: Terms, wording: Wording) -> float:
    return _harmony(index, terms, _own_weight(index, terms), wording)


def _own_weight(index: LessonIndex, terms: Terms) -> float:
    weights = index.weights
    return sum(weights.get(term, _UNKNOWN) * share for term, share in terms.literal.items())


def _harmony(index: LessonIndex, terms: Terms, own: float, wording: Wording) -> float:
    """Harmonic mean of the shares of either text that the other has."""
    if not terms.literal:
        return 0.0
    common = _common(index, terms, wording.terms)
    if not common:
        return 0.0
    most = 1.0 if _has_literal(terms, wording.terms) else _MOST_IMPLIED
    return min(most, 2 * common / (own + wording.weight))


def _has_literal(first: Terms, second: Terms) -> bool:
    """Whether both texts name a concept, and do not only imply what the other names."""
    return not first.literal.keys().isdisjoint(second.literal.keys())


def _common(index: LessonIndex, first: Terms, second: Terms) -> float:
    """Weight of what both texts are about."""
    common = 0.0
    if len(second.shares) < len(first.shares):
        first, second = second, first
    theirs, weights = second.shares, index.weights
    for term, own in first.shares.items():
        if term not in theirs:
            continue
        other = theirs[term]
        if own < 1 and other < 1:
            continue  # both only belong to the same wider concept
        plain = max(first.literal.get(term, 0.0), second.literal.get(term, 0.0))
        common += weights.get(term, _UNKNOWN) * plain * min(own, other)
    return common
