"""How near a text is to the lessons of a course by all of its words together.

A lesson's profile are the profiles of the concepts in its titles. A line that names no lesson is
told from its neighbours' by the odds of each of its words (as naive Bayes weighs words); a section
is found in the whole course by the words that it shares with a lesson, held against those it shares
with matters that no lesson is on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log

from msgspec import Struct

from site_builder.align.concept_profiles import ConceptProfiles, Key, shipped_profiles, size_of
from site_builder.align.normalise import Terms
from site_builder.align.score import LessonIndex

_FLOOR = 0.1
"""How closely any word is tied to any lesson, by chance."""
_BELONGS = 0.5
"""How far a title is about a concept before the concept's profile is the lesson's."""
_FURTHER = 0.85
"""What each part of a text says of what it is on, relative to the part before."""
_RIVALS = 3
"""Matters off the course that a text is held against."""
_MOST_LESSONS = 40
"""Lessons from which a term finds none of them."""
_CURVE = (-0.61, 3.94, 1.53, 1.19)
"""Weights of ``_sureness``: 928 labelled sections, read with the glossary as it was before anybody
had seen the notes of their authors."""
_BESIDE = 2
"""Lessons on either side that say what a title is about that is not a lesson's alone."""
_WEEK = 12
"""Lessons on either side among which the same word is no other matter."""
_NONE: Mapping[str, float] = {}


class Profiles(Struct, frozen=True):
    """The words of the lessons of a course."""

    ties: Mapping[int, Mapping[str, float]]
    """By lesson number: how closely each term is tied to it, 0 to 1."""
    postings: Mapping[str, tuple[int, ...]]
    """Lessons that a term is tied to, ascending."""
    rivals: tuple[Mapping[str, float], ...]
    """The same as ``ties`` of concepts and matters that no lesson is on."""
    rival_postings: Mapping[str, tuple[int, ...]]
    """Indices (0-based) of ``rivals`` that a term is tied to."""

    def nearest(self, texts: Sequence[Terms], *, limit: int) -> Mapping[int, float]:
        """How sure it is that a text is on the lessons whose words it holds most of, 0 to 1.

        Args:
            texts: Its parts in order; the first ones say most.
            limit: Lessons that are named at most.
        """
        said = _said(texts)
        sums = self._heard(said, None)
        best = sorted(sums, key=lambda lesson: (-sums[lesson], lesson))[:limit]
        return self._weigh(said, sums, best, self._rivals_of(said))

    def weigh(self, texts: Sequence[Terms], lessons: Sequence[int]) -> Mapping[int, float]:
        """The same for each of ``lessons``, where the text is on one of these or on none."""
        said = _said(texts)
        return self._weigh(said, self._heard(said, lessons), lessons, ())

    def among(self, terms: Terms, lessons: Sequence[int]) -> Mapping[int, float]:
        """How likely each of ``lessons`` is the one that ``terms`` are on: sums to 1.

        Empty where no term is tied to any of them.
        """
        return self._likely(_said((terms,)), lessons, ())

    def _weigh(
        self,
        said: Mapping[str, float],
        sums: Mapping[int, float],
        lessons: Sequence[int],
        rivals: Sequence[Mapping[str, float]],
    ) -> Mapping[int, float]:
        whole = sum(said.values())
        likely = self._likely(said, lessons, rivals)
        return {n: _sureness(share, sums.get(n, 0.0), whole) for n, share in likely.items()}

    def _heard(
        self, said: Mapping[str, float], within: Sequence[int] | None
    ) -> Mapping[int, float]:
        """Weight of the words that a text shares with each lesson (of ``within``)."""
        rarity = shipped_profiles().rarity
        sums: dict[int, float] = {}
        for term, share in said.items():
            lessons = self.postings.get(term, ())
            if not lessons or len(lessons) > _MOST_LESSONS:
                continue
            worth = share * rarity.get(term, 1.0)
            for lesson in lessons if within is None else within:
                tie = self.ties.get(lesson, _NONE).get(term, 0.0)
                sums[lesson] = sums.get(lesson, 0.0) + worth * tie
        return sums

    def _rivals_of(self, said: Mapping[str, float]) -> Sequence[Mapping[str, float]]:
        """The matters off the course that a text shares most words with."""
        sums = self._rivals_heard(said)
        best = sorted(sums, key=lambda index: (-sums[index], index))[:_RIVALS]
        return [self.rivals[index] for index in best]

    def _rivals_heard(self, said: Mapping[str, float]) -> Mapping[int, float]:
        """Weight of the words that a text shares with each matter off the course."""
        rarity = shipped_profiles().rarity
        sums: dict[int, float] = {}
        for term, share in said.items():
            for index in self.rival_postings.get(term, ()):
                worth = share * rarity.get(term, 1.0) * self.rivals[index][term]
                sums[index] = sums.get(index, 0.0) + worth
        return sums

    def _likely(
        self,
        said: Mapping[str, float],
        lessons: Sequence[int],
        rivals: Sequence[Mapping[str, float]],
    ) -> Mapping[int, float]:
        """How likely a text is on each of ``lessons``, rather than on another or a rival."""
        if not lessons:
            return {}
        rarity = shipped_profiles().rarity
        profiles = [*(self.ties.get(lesson, _NONE) for lesson in lessons), *rivals]
        sums = [0.0] * len(profiles)
        heard = False
        for term, share in said.items():
            own = [profile.get(term, 0.0) for profile in profiles]
            mean = sum(own) / len(own)
            if not mean:
                continue
            heard = True
            worth = share * rarity.get(term, 1.0)
            for place, tie in enumerate(own):
                sums[place] += worth * log((tie + _FLOOR) / (mean + _FLOOR))
        if not heard:
            return {}
        odds = [exp(value - max(sums)) for value in sums]
        return {lesson: value / sum(odds) for lesson, value in zip(lessons, odds, strict=False)}


def read_profiles(index: LessonIndex) -> Profiles:
    """The profiles of the lessons whose titles ``index`` holds."""
    shipped = shipped_profiles()
    about = _with_context({key: _about(index, key) for key in index.wordings}, index)
    ties = {key: _ties(index, terms, shipped) for key, terms in about.items()}
    named = {term for terms in about.values() for term in terms}
    own = {term for terms in about.values() for term, share in terms.items() if share >= 1}
    off = [terms for key, terms in shipped.concepts.items() if own.isdisjoint(key)]
    rivals = tuple(
        {term: tie for term, tie in terms.items() if term not in named}
        for terms in (*off, *shipped.elsewhere)
    )
    return Profiles(ties, _postings(ties.items()), rivals, _postings(enumerate(rivals)))


def _about(index: LessonIndex, key: int) -> Mapping[str, float]:
    """How far the titles of a lesson are about each term, 0 to 1."""
    about: dict[str, float] = {}
    for wording in index.wordings[key]:
        for term, share in wording.terms.shares.items():
            about[term] = max(share, about.get(term, 0.0))
    return about


def _with_context(
    about: Mapping[int, Mapping[str, float]], index: LessonIndex
) -> Mapping[int, Mapping[str, float]]:
    """``about``, for titles of one concept that is that of lessons far away too, with context.

    Such a one is read with what lessons right before and right behind it name: 代价函数 between
    lessons on 风格迁移.
    """
    keys = list(about)
    found = dict(about)
    for place, key in enumerate(keys):
        own = [term for term, share in about[key].items() if share >= 1 and _is_concept(term)]
        if len(own) != 1 or len(_literal_terms(index, key)) > 1:
            continue
        near = range(keys[max(0, place - _WEEK)], keys[min(len(keys), place + _WEEK + 1) - 1] + 1)
        if not any(n not in near and about[n][own[0]] >= 1 for n in index.postings[own[0]]):
            continue
        before, behind = keys[max(0, place - _BESIDE) : place], keys[place + 1 :][:_BESIDE]
        context = _named(before, about) & _named(behind, about)
        found[key] = {**dict.fromkeys(sorted(context), _BELONGS), **about[key]}
    return found


def _literal_terms(index: LessonIndex, key: int) -> set[str]:
    """What the titles of a lesson name, but for words that say little."""
    return {
        term
        for wording in index.wordings[key]
        for term, weight in wording.terms.literal.items()
        if weight >= 1
    }


def _named(keys: Iterable[int], about: Mapping[int, Mapping[str, float]]) -> set[str]:
    """The concepts that any of the lessons ``keys`` is about."""
    return {
        term
        for key in keys
        for term, share in about[key].items()
        if share >= _BELONGS and _is_concept(term)
    }


def _is_concept(term: str) -> bool:
    return term.startswith("=")


def _ties(
    index: LessonIndex, about: Mapping[str, float], shipped: ConceptProfiles
) -> Mapping[str, float]:
    """How closely terms are tied to a lesson: its titles', and those of the concepts in them.

    Of several profiles the one of most of its concepts counts most.
    """
    known = {term for term, share in about.items() if share >= _BELONGS}
    found: list[tuple[float, Key]] = [
        (sum(index.weight(concept) * about[concept] for concept in key) ** 2, key)
        for first in sorted(known & shipped.by_first.keys())
        for key in shipped.by_first[first]
        if known.issuperset(key)
    ]
    most = max((weight for weight, _ in found), default=1.0)
    ties = dict(about)
    for weight, key in found:
        for term, share in shipped.concepts[key].items():
            tie = share * weight / most
            if tie > ties.get(term, 0.0):
                ties[term] = tie
    return ties


def _postings(profiles: Iterable[tuple[int, Mapping[str, float]]]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for key, terms in profiles:
        for term in terms:
            found.setdefault(term, []).append(key)
    return {term: tuple(keys) for term, keys in found.items()}


def _said(texts: Sequence[Terms]) -> Mapping[str, float]:
    """The terms of all parts of a text by how much they say."""
    said: dict[str, float] = {}
    factor = 1.0
    for terms in texts:
        for term, share in terms.shares.items():
            said[term] = max(said.get(term, 0.0), factor * share * size_of(term))
        factor *= _FURTHER
    return said


def _sureness(likely: float, heard: float, whole: float) -> float:
    """How sure it is that a text is on a lesson, by a curve fitted to labelled sections.

    Args:
        likely: How likely the lesson is among those that share words with the text.
        heard: Weight of the words in common.
        whole: Weight of all words of the text.
    """
    if not heard:
        return 0.0
    values = (1.0, likely, log(heard + 0.1), log(heard / whole + 0.01))
    return 1 / (1 + exp(-sum(w * v for w, v in zip(_CURVE, values, strict=True))))
