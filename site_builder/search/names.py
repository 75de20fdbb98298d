"""What lessons are called, as the terms of the first tier.

A name is a title, its English, another wording, a term of the glossary, a tag or the words of a
moment. ``~`` before letters marks initials of neighbouring words (``~rnn``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache

from msgspec import Struct

from site_builder.scan.patterns import lazy_pattern
from site_builder.search.entries import Entry, LessonEntry
from site_builder.search.folding import fold, fold_regional
from site_builder.search.terms import script_order, split_terms


class Kind(IntEnum):
    """What a name is; ``ranking.js`` has a weight for each, by this number."""

    TITLE = 0
    ENGLISH = 1
    WORDING = 2
    TERM = 3
    TAG = 4
    MOMENT = 5


class Name(Struct, frozen=True):
    """One name of a lesson or of another page."""

    kind: Kind
    """What it is."""
    text: str
    """Folded."""


MOST_TERMS = 31
"""Of a name, as far as its length is told."""

KINDS = 8
"""Numbers that a kind may have."""

_MOST_INITIALS = 5

_LATIN_WORD = lazy_pattern(r"[a-z]+|[^a-z\s]+")
_HAN = lazy_pattern(r"[\u3400-\u9fff]")

# English words that stand at neither end of an abbreviation
_LITTLE = (
    "a an and are as at by can do does for from how in into is it its not of on or s that the "
    "this to vs was we what when where which why will with you your"
)
_LITTLE_WORDS = frozenset(_LITTLE.split())


def written_names(entry: Entry) -> tuple[Name, ...]:
    """The names of a page as the author writes them, its title first; some may be the same."""
    return tuple(Name(kind, fold(text)) for kind, text in _written(entry))


def list_names(written: Sequence[Name]) -> tuple[Name, ...]:
    """The names of a page, each once: as written and, but for moments, in other regions' words.

    Args:
        written: As ``written_names`` gives them.
    """
    found: dict[str, Name] = {}
    for name in written:
        found.setdefault(name.text, name)
    for name in written:
        if name.kind is not Kind.MOMENT and (text := fold_regional(name.text)):
            found.setdefault(text, Name(Kind.WORDING, text))
    return tuple(found.values())


def collect_names(pages: Iterable[Sequence[Name]]) -> dict[str, list[int]]:
    """By term where it is part of a name, in the order in which JavaScript compares terms.

    Places are pairs, in turn: index (0-based) of the page as its distance from the one before,
    and ``kind + 8 × (terms of the name + 32 × number of the name on its page)``.

    Args:
        pages: The names of each page, as ``list_names`` gives them.
    """
    places: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    read = cache(_read_name)  # tags and terms are names of many pages
    for index, names in enumerate(pages):
        for order, name in enumerate(names):
            size, terms = read(name.text)
            code = name.kind + KINDS * (size + (MOST_TERMS + 1) * order)
            for term in terms:
                row = places.setdefault(term, [])
                row += (index - last.get(term, 0), code)
                last[term] = index
    return {term: places[term] for term in script_order(places)}


def is_word_of_names(term: str) -> bool:
    """Whether a reader's spelling may be corrected to ``term``: a pair of characters or a word."""
    return len(term) > 1 and not term.startswith("~")


def _written(entry: Entry) -> Iterator[tuple[Kind, str]]:
    yield Kind.TITLE, entry.title
    if isinstance(entry, LessonEntry):
        if entry.lesson.title_en:
            yield Kind.ENGLISH, entry.lesson.title_en
        yield from ((Kind.WORDING, text) for text in entry.lesson.wordings)
        yield from ((Kind.TERM, text) for text in entry.terms)
        yield from ((Kind.TAG, text) for text in entry.tags)
    yield from ((Kind.MOMENT, moment.words) for moment in entry.moments if moment.words)


def _read_name(folded: str) -> tuple[int, tuple[str, ...]]:
    """The number of terms of a name, as far as it is told, and what it is found by."""
    terms = dict.fromkeys(split_terms(folded))
    return min(len(terms), MOST_TERMS), (*terms, *_lookups(folded, terms))


def _lookups(folded: str, terms: dict[str, None]) -> Iterator[str]:
    """Single Han characters and initials, which are found but say nothing of a name's length."""
    yield from dict.fromkeys(char for char in _HAN.findall(folded) if char not in terms)
    yield from dict.fromkeys(f"~{letters}" for letters in _initials(folded))


def _initials(folded: str) -> Iterator[str]:
    """Initials of two to five neighbouring Latin words, as ``rnn``; little words at no end."""
    words = _LATIN_WORD.findall(folded.replace("-", " ").replace("'", " "))
    for start, first in enumerate(words):
        if not first.isascii() or not first.isalpha() or first in _LITTLE_WORDS:
            continue
        letters = first[0]
        for word in words[start + 1 : start + _MOST_INITIALS]:
            if not word.isascii() or not word.isalpha():
                break
            letters += word[0]
            if word not in _LITTLE_WORDS:
                yield letters
