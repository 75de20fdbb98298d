"""What the notes of a stretch of neighbouring pages say, whatever the other pages say.

The index is made in two steps. The first one, here, takes nearly all the time and reads the notes
of a few pages, so it can be done anywhere, and its result can be kept. The second one
(``postings.py``) joins the stretches, and gives grades, which depend on all pages.
"""

from __future__ import annotations

import marshal
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from site_builder.align.lexicon import shipped_lexicon
from site_builder.search.block_words import Wording
from site_builder.search.entries import Entry, LessonEntry, Passage
from site_builder.search.folding import fold
from site_builder.search.parts import dump
from site_builder.search.terms import split_terms

_MARSHAL_VERSION = 2
"""The last one without references between equal objects."""

PAGES = 16
"""Pages of a stretch. With fewer of them less is done again after an edit, and more is joined."""

HEADING_WEIGHT = 4
"""A term in a heading counts as often as this in the text below it."""

OTHER_WORDS_WEIGHT = 2
"""A term in other words for what a lesson's title names counts as often as this."""

MOST_TIMES = 4095
"""A term counts at most as often."""

MARKS = bytes(code for code in range(256) if code not in b"0123456789,\n")
"""Bytes that stand for grades that are not known yet."""

RANGES = tuple(map(chr, range(0x4E00, 0xA000, 0x400)))
"""Terms are kept by ranges, of which these are the starts, but for what is before the first.

Joining them one range after the other takes half the time, because of a large course all terms do
not fit into a processor's cache (measured), and a fraction of the memory.
"""


class Notes(Struct, frozen=True):
    """What is said on a page."""

    names: tuple[str, ...]
    """What a lesson is called; empty for other pages."""
    passages: tuple[Passage, ...]
    """Its notes."""


class SomeTerms(Struct, frozen=True):
    """Some terms that pages say, as text that needs no more than its grades."""

    terms: str
    """Joined by line feeds."""
    postings: bytes
    """Of each term, joined by line feeds: for every page that says it, joined by commas, its
    distance from the page before (none for the first) and one of ``MARKS``."""
    first: bytes
    """For each term the first of its pages, as their index (0-based) in the stretch."""
    last: bytes
    """For each term the last of its pages."""


class Run(Struct, frozen=True):
    """Which terms some pages say."""

    ranges: tuple[SomeTerms | None, ...]
    """The terms by their range."""
    said: tuple[tuple[int, int], ...]
    """For each of ``MARKS`` that is used: a page, and how often it says the terms marked so."""


class Stretch(Struct, frozen=True):
    """What neighbouring pages say."""

    lengths: tuple[int, ...]
    """Of each page the number of terms, weighed."""
    texts: tuple[str, ...]
    """Of each page its passages as JSON: heading, anchor and text of each."""
    runs: tuple[Run, ...]
    """The terms; a page may be part of several runs, each time with other terms."""


def cut_stretches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """``entries`` in groups of ``PAGES``; the last one may be smaller."""
    waiting = iter(entries)
    while group := list(islice(waiting, PAGES)):
        yield group


def notes_of(entry: Entry) -> Notes:
    """What is said on the page of ``entry``."""
    if not isinstance(entry, LessonEntry):
        return Notes((), entry.passages)
    names = (entry.title, entry.lesson.title_en or "", *entry.lesson.wordings)
    return Notes(names, entry.passages)


def pack_notes(pages: Iterable[Notes]) -> bytes:
    """``pages`` as bytes, the same for the same notes.

    Pickle's are not: they tell which equal texts are one object.
    """
    rows = [
        (
            notes.names,
            tuple(
                (p.heading, p.anchor, p.wording.words, p.wording.sources) for p in notes.passages
            ),
        )
        for notes in pages
    ]
    return marshal.dumps(rows, _MARSHAL_VERSION)


def unpack_notes(packed: bytes) -> Iterator[Notes]:
    """What ``pack_notes`` was given."""
    for names, passages in marshal.loads(packed):
        yield Notes(
            names,
            tuple(
                Passage(heading, anchor, Wording(words, sources))
                for heading, anchor, words, sources in passages
            ),
        )


def count_stretch(pages: Iterable[Notes]) -> Stretch:
    """What ``pages`` say, at most 256 of them."""
    counts: list[Counter[str]] = []
    texts: list[str] = []
    for notes in pages:
        words = [passage.wording.text for passage in notes.passages]
        rows = [(p.heading, p.anchor, text) for p, text in zip(notes.passages, words, strict=True)]
        texts.append(dump(rows))
        counts.append(_count(notes, words))
    lengths = tuple(count.total() for count in counts)
    return Stretch(lengths, tuple(texts), tuple(_collect_runs(counts)))


def _count(notes: Notes, words: Sequence[str]) -> Counter[str]:
    """How often the notes say each term, headings weighed more."""
    count = Counter(split_terms(fold("\n".join(words))))
    for term in split_terms(fold("\n".join(passage.heading for passage in notes.passages))):
        count[term] += HEADING_WEIGHT
    for term in set(split_terms(fold("\n".join(_other_words(notes.names))))):
        count[term] += OTHER_WORDS_WEIGHT
    return count


def _other_words(names: Sequence[str]) -> Iterator[str]:
    """Words for what the names of a lesson name, and what it is explained with."""
    if not names:
        return
    lexicon = shipped_lexicon()
    for concept in dict.fromkeys(c for name in names for c in lexicon.concepts_in(name)):
        yield from lexicon.said.get(concept, ())


def _collect_runs(counts: Sequence[Counter[str]]) -> Iterator[Run]:
    """The terms of all pages; a new run begins where marks run out."""
    distances = [b",%d" % distance for distance in range(len(counts))]
    rows: dict[str, bytes] = {}
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    said: list[tuple[int, int]] = []
    for page, count in enumerate(counts):
        marks: dict[int, bytes] = {}
        for term, times in count.items():
            mark = marks.get(times)
            if mark is None:
                if len(said) == len(MARKS):
                    yield Run(_divide(rows, first, last), tuple(said))
                    rows, first, last, said, marks = {}, {}, {}, [], {}
                mark = marks[times] = MARKS[len(said) : len(said) + 1]
                said.append((page, min(times, MOST_TIMES)))
            before = last.get(term)
            if before is None:
                rows[term] = mark
                first[term] = page
            else:
                rows[term] += distances[page - before] + mark
            last[term] = page
    if rows:
        yield Run(_divide(rows, first, last), tuple(said))


def _divide(
    rows: dict[str, bytes], first: dict[str, int], last: dict[str, int]
) -> tuple[SomeTerms | None, ...]:
    """What is said of each term, by ranges of terms."""
    ranges: list[list[str]] = [[] for _ in range(len(RANGES) + 1)]
    for term in rows:
        ranges[bisect_right(RANGES, term)].append(term)
    return tuple(
        SomeTerms(
            terms="\n".join(terms),
            postings=b"\n".join([rows[term] for term in terms]),
            first=bytes([first[term] for term in terms]),
            last=bytes([last[term] for term in terms]),
        )
        if terms
        else None
        for terms in ranges
    )
