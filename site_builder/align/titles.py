"""Entries of a table of contents matched to the lessons of an outline.

Both list the same lessons in nearly the same order and words: within a week the heaviest chain of
pairs that rises on both sides is taken, where a pair weighs what its titles share and whether its
places agree. What is left over is matched by title alone.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from site_builder.scan.patterns import lazy_pattern

_LATIN = lazy_pattern(r"[^\W\d_\u3400-\u9fff]+|\d+")
# "某人采访 Some Name" · "Some Name 专访" · "Interview with Some Name"
_INTERVIEW = lazy_pattern(r"采访|专访|访谈|对话|\binterview(?:\s+(?:with|of))?\b", re.IGNORECASE)
_HAN = lazy_pattern(r"[\u3400-\u9fff]+")

_SAME_PLACE = 0.3
"""What the same place in the same week adds to the likeness of two titles."""
_LIKE = 0.12
"""Likeness from which on two titles of one week speak for each other."""
_LIKE_ANYWHERE = 0.35
"""Likeness that titles need where their places say nothing, in the order of both lists."""
_LIKE_ALONE = 0.6
"""Likeness that titles need against the order of both lists."""
_LIKE_NAME = 0.55
"""Likeness that the names of two persons need."""
_LIKE_SPELLING = 0.8
"""Likeness of letters from which on two words are spellings of one name."""
_ENOUGH = 40
"""Lessons that an entry is held against, those with its rarest terms first."""


class Named(Struct, frozen=True):
    """A lesson or an entry as far as matching goes."""

    title: str
    """Its title."""
    title_en: str
    """Its English title, or nothing."""
    scope: tuple[int | None, int | None]
    """Subcourse and week."""
    section: int | None
    """Place in the week."""
    interview: bool
    """Whether it is an interview."""


def match_titles(entries: Sequence[Named], lessons: Sequence[Named]) -> dict[int, int]:
    """The index of the lesson that each entry names, by index of the entry.

    A lesson takes one entry; an interview takes every entry that names its person. Entries that
    fit no lesson are left out.
    """
    weigher = _Weigher(lesson.title for lesson in lessons)
    matched = _match_interviews(entries, lessons)
    rest = [i for i, entry in enumerate(entries) if not entry.interview]
    free = [j for j, lesson in enumerate(lessons) if not lesson.interview]
    matched.update(_match_weeks(entries, lessons, rest, free, weigher))
    rest = [i for i in range(len(entries)) if i not in matched]
    free = sorted(set(range(len(lessons))) - set(matched.values()))
    likes = weigher.pairs(entries, lessons, rest, free)
    pairs = {
        (i, j): like
        for (i, j), like in likes.items()
        if not (entries[i].interview and lessons[j].interview)
    }
    found = _heaviest_chain({pair: like for pair, like in pairs.items() if like >= _LIKE_ANYWHERE})
    matched.update(found)
    taken = set(matched.values())
    for like, i, j in sorted(((like, i, j) for (i, j), like in pairs.items()), key=_best_first):
        if like >= _LIKE_ALONE and i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def find_repeats(entries: Sequence[Named]) -> dict[int, int]:
    """The earlier interview that an interview names once more, by its index."""
    repeats: dict[int, int] = {}
    seen: list[tuple[int, frozenset[str]]] = []
    for i, entry in enumerate(entries):
        if not entry.interview:
            continue
        person = _person(entry)
        first = _nearest_person(person, seen)
        if first is None:
            seen.append((i, person))
        else:
            repeats[i] = first
    return repeats


def title_key(title: str) -> str:
    """``title`` without marks, blanks and case, to tell whether two titles are the same."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(char for char in folded if char.isalnum())


def _best_first(item: tuple[float, int, int]) -> tuple[float, int, int]:
    return -item[0], item[1], item[2]


def _terms(title: str) -> frozenset[str]:
    """Latin words, numbers and pairs of Han characters; a Han character that stands alone."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    terms = set(_LATIN.findall(folded))
    for run in _HAN.findall(folded):
        terms.update(run[i : i + 2] for i in range(len(run) - 1))
        if len(run) == 1:
            terms.add(run)
    return frozenset(terms)


class _Weigher:
    """How much titles share; terms weigh less the more titles hold them."""

    __slots__ = ("_counts", "_total")

    def __init__(self, titles: Iterable[str]) -> None:
        terms = [_terms(title) for title in titles]
        self._counts = Counter(term for found in terms for term in found)
        self._total = len(terms)

    def like(self, one: frozenset[str], other: frozenset[str]) -> float:
        """0 (nothing shared) to 1 (the same terms)."""
        shared = 2 * math.fsum(self._weight(term) for term in one & other)
        total = math.fsum(self._weight(term) for group in (one, other) for term in group)
        return shared / total if total else 0.0

    def pairs(
        self,
        entries: Sequence[Named],
        lessons: Sequence[Named],
        rest: Sequence[int],
        free: Sequence[int],
    ) -> dict[tuple[int, int], float]:
        """The likeness of entries of ``rest`` and lessons of ``free`` that share a rare term."""
        holders: dict[str, list[int]] = {}
        lesson_terms = {j: _terms(lessons[j].title) for j in free}
        for j, terms in lesson_terms.items():
            for term in terms:
                holders.setdefault(term, []).append(j)
        pairs: dict[tuple[int, int], float] = {}
        for i in rest:
            terms, english = _terms(entries[i].title), _terms(entries[i].title_en)
            for j in _some_holders(holders, terms | english):
                other = lesson_terms[j]
                pairs[i, j] = max(self.like(terms, other), 0.9 * self.like(english, other))
        return pairs

    def _weight(self, term: str) -> float:
        return math.log(1 + self._total / self._counts.get(term, 1))


def _some_holders(holders: Mapping[str, Sequence[int]], terms: Iterable[str]) -> list[int]:
    """Lessons that hold the rarest of ``terms``; a bounded number, so that all stays linear."""
    found: dict[int, None] = {}
    for holding in sorted((holders[t] for t in sorted(terms) if t in holders), key=len):
        if len(found) >= _ENOUGH:
            break
        found.update(dict.fromkeys(holding[:_ENOUGH]))
    return sorted(found)


def _spellings(one: frozenset[str], other: frozenset[str]) -> list[tuple[str, str]]:
    """Words of two titles that differ in a few letters only."""
    return [
        (a, b)
        for a in sorted(one - other)
        for b in sorted(other - one)
        if min(len(a), len(b)) >= 4 and SequenceMatcher(None, a, b).ratio() >= _LIKE_SPELLING
    ]


def _match_interviews(entries: Sequence[Named], lessons: Sequence[Named]) -> dict[int, int]:
    """Interviews by the person they name."""
    persons = [(j, _person(lesson)) for j, lesson in enumerate(lessons) if lesson.interview]
    matched: dict[int, int] = {}
    for i, entry in enumerate(entries):
        if entry.interview:
            nearest = _nearest_person(_person(entry), persons)
            if nearest is not None:
                matched[i] = nearest
    return matched


def _person(interview: Named) -> frozenset[str]:
    """The terms of the person's name: what is interviewed, or stands before the word for it."""
    terms: set[str] = set()
    for title in (interview.title, interview.title_en):
        match = _INTERVIEW.search(title)
        if match is None:
            terms |= _terms(title)
        else:
            terms |= _terms(title[match.end() :]) or _terms(title[: match.start()])
    return frozenset(terms)


def _nearest_person(
    person: frozenset[str], others: Sequence[tuple[int, frozenset[str]]]
) -> int | None:
    likes = [(_same_name(person, other), -index) for index, other in others]
    like, index = max(likes, default=(0.0, 0))
    return -index if like >= _LIKE_NAME else None


def _same_name(one: frozenset[str], other: frozenset[str]) -> float:
    """0 to 1: how many words of two names are the same, or spellings of the same."""
    if not one or not other:
        return 0.0
    return 2 * (len(one & other) + len(_spellings(one, other))) / (len(one) + len(other))


def _match_weeks(
    entries: Sequence[Named],
    lessons: Sequence[Named],
    rest: Sequence[int],
    free: Sequence[int],
    weigher: _Weigher,
) -> dict[int, int]:
    """Entries and lessons of the same week, in the order of both."""
    here, there = _by_scope(entries, rest), _by_scope(lessons, free)
    matched: dict[int, int] = {}
    for scope, own in here.items():
        others = there.get(scope, [])
        likes = weigher.pairs(entries, lessons, own, others)
        weights = {pair: like for pair, like in likes.items() if like >= _LIKE}
        by_section = {lessons[j].section: j for j in others if lessons[j].section is not None}
        for i in own:
            place = by_section.get(entries[i].section)
            if place is not None:
                weights[i, place] = weights.get((i, place), 0.0) + _SAME_PLACE
        chain = _heaviest_chain(weights)
        sure = {pair for pair in chain.items() if likes.get(pair, 0.0) >= _LIKE}
        if len(own) != len(others) or len(sure) * 2 < len(chain):
            chain = dict(sure)
        matched.update(chain)
    return matched


def _by_scope(
    items: Sequence[Named], chosen: Sequence[int]
) -> dict[tuple[int | None, int | None], list[int]]:
    groups: dict[tuple[int | None, int | None], list[int]] = {}
    for index in chosen:
        groups.setdefault(items[index].scope, []).append(index)
    return groups


def _heaviest_chain(weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Of pairs with weights, those of the heaviest chain in which both numbers rise.

    A Fenwick tree of prefix maxima over the second number, as for the heaviest increasing
    subsequence: n pairs take n log n steps.
    """
    columns = sorted({j for _, j in weights})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(columns) + 1)
    links: list[tuple[int, int, int]] = []
    rows: dict[int, list[tuple[int, float]]] = {}
    for (i, j), weight in sorted(weights.items()):
        rows.setdefault(i, []).append((bisect_left(columns, j) + 1, weight))
    for i, row in rows.items():
        found = [(_best_below(best, column - 1), column, weight) for column, weight in row]
        for (total, before), column, weight in found:
            links.append((i, columns[column - 1], before))
            _raise(best, column, (total + weight, len(links) - 1))
    chain: dict[int, int] = {}
    link = _best_below(best, len(columns))[1]
    while link != -1:
        i, j, link = links[link]
        chain[i] = j
    return dict(sorted(chain.items()))


def _best_below(best: Sequence[tuple[float, int]], column: int) -> tuple[float, int]:
    found = (0.0, -1)
    while column > 0:
        if best[column][0] > found[0]:
            found = best[column]
        column -= column & -column
    return found


def _raise(best: list[tuple[float, int]], column: int, value: tuple[float, int]) -> None:
    while column < len(best):
        if value[0] > best[column][0]:
            best[column] = value
        column += column & -column
