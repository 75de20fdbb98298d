"""Which lessons say a term in their notes, and how much it weighs there.

What a lesson is called after counts as said, in all the words that the field has for it and is
explained with (``align/glossary``): readers ask in words that neither title nor notes may use.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from site_builder.align.lexicon import shipped_lexicon
from site_builder.search.entries import Entry, LessonEntry
from site_builder.search.folding import fold
from site_builder.search.terms import split_terms

HEADING_WEIGHT = 4
"""A term in a heading counts as often as this in the text below it."""

OTHER_WORDS_WEIGHT = 2
"""A term in other words for what a lesson's title names counts as often as this."""

GRADES = 9
"""Weights are whole numbers from 1 to this."""

_STEP = 10
_MOST_TIMES = 4096

# BM25's saturation and length normalisation (Robertson and Zaragoza 2009, 3.5), the weight only:
# the rarity of a term is left to the ranking.
_SATURATION = 1.6
_LENGTH_SHARE = 0.75


def collect_postings(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """The pages whose notes say each term, in the order in which JavaScript compares terms.

    A posting is ``10 × index + grade``: index (0-based) of the entry as its distance from the one
    before, and how much the term weighs there, 1 to ``GRADES``. (Objects for each posting would
    take twice the time: a course has 100,000 of them.)
    """
    postings: defaultdict[str, array[int]] = defaultdict(partial(array, "Q"))
    lengths: list[int] = []
    for index, entry in enumerate(entries):
        # One at a time: the counts of all would be ten times the index.
        count = _count(entry)
        lengths.append(count.total())
        base = index * _MOST_TIMES
        for term, times in count.items():
            postings[term].append(base + min(times, _MOST_TIMES - 1))
    slack = _slacks(lengths)
    terms = sorted(postings, key=_script_order)
    return {term: _grade(postings.pop(term), slack) for term in terms}


def _slacks(lengths: Sequence[int]) -> list[float]:
    """By entry, how many times a term is said where it weighs half of what it can weigh."""
    mean = sum(lengths) / max(1, sum(1 for length in lengths if length)) or 1
    return [_SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length / mean) for length in lengths]


def _grade(said: Sequence[int], slack: Sequence[float]) -> list[int]:
    """Postings of a term from how often each entry says it."""
    before = 0
    row = []
    for code in said:
        index, times = divmod(code, _MOST_TIMES)
        grade = round(GRADES * times / (times + slack[index])) or 1
        row.append(_STEP * (index - before) + grade)
        before = index
    return row


def _script_order(term: str) -> bytes:
    return term.encode("utf-16-be")


def _count(entry: Entry) -> Counter[str]:
    """How often the notes say each term, headings weighed more."""
    count = Counter(split_terms(fold("\n".join(passage.text for passage in entry.passages))))
    for term in split_terms(fold("\n".join(passage.heading for passage in entry.passages))):
        count[term] += HEADING_WEIGHT
    for term in set(split_terms(fold("\n".join(_other_words(entry))))):
        count[term] += OTHER_WORDS_WEIGHT
    return count


def _other_words(entry: Entry) -> Iterator[str]:
    """Words for what the titles and wordings of a lesson name, and what it is explained with."""
    if not isinstance(entry, LessonEntry):
        return
    lexicon = shipped_lexicon()
    names = (entry.title, entry.lesson.title_en or "", *entry.lesson.wordings)
    for concept in dict.fromkeys(c for name in names for c in lexicon.concepts_in(name)):
        yield from lexicon.said.get(concept, ())
