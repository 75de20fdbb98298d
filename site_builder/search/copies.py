"""The index of archived copies: what the pages say that the notes cite, apart from the notes.

``search/copies.js`` names the copies, and of which terms and copies there are parts;
``search/copies-terms-N.js`` say which copies hold a term, ``search/copies-texts-N.js`` hold their
texts for the snippets of results. They have the form of the other files of the index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from site_builder.search.folding import fold, fold_table
from site_builder.search.index import IndexFile, digest_texts, index_file
from site_builder.search.parts import Value, cut_rows, cut_terms, dump
from site_builder.search.terms import script_order, split_terms

FORMAT = 1
"""Raised when the browser's side of an older version cannot read the index."""

TERMS_SIZE = 40_000
"""Code points after which a part of terms is full: about 15 kB as it is sent."""

TEXTS_SIZE = 30_000
"""Code points after which a part of texts is full."""

GRADES = 9
"""How much a term weighs in a copy is a whole number from 1 to this."""

_TITLE_WEIGHT = 8
"""A term in a title counts as often as this in the text."""


class CopyEntry(Struct, frozen=True):
    """A copy that can be found."""

    path: str
    """Path of its viewer in the site."""
    title: str
    """Title of the page."""
    host: str
    """Where it is from."""
    day: str
    """Day of capture, as ``2024-05-01``; empty: unknown."""
    text: str
    """What a reader reads on it."""


def build_copy_index(entries: Sequence[CopyEntry]) -> tuple[IndexFile, ...]:
    """The files of the index of ``entries``, the first one first; same entries, same bytes."""
    rows = _collect_grades(entries)
    terms = cut_terms(rows, TERMS_SIZE)
    texts = cut_rows([entry.text for entry in entries], TEXTS_SIZE)
    build = digest_texts(part.text for part in (*terms, *texts))
    first: Mapping[str, Value] = {
        "format": FORMAT,
        "build": build,
        "copies": [(entry.path, entry.title, entry.host, entry.day) for entry in entries],
        "terms": [part.start for part in terms],
        "texts": [part.start for part in texts],
        "folding": fold_table(char for term in rows for char in term),
    }
    return (
        index_file("copies", dump(first)),
        *(
            index_file(f"copies-{kind}-{number}-{build}", part.text)
            for kind, parts in (("terms", terms), ("texts", texts))
            for number, part in enumerate(parts)
        ),
    )


def _collect_grades(entries: Iterable[CopyEntry]) -> dict[str, list[int]]:
    """By term the copies, each as its distance from the one before, and grades, in turn.

    Terms stand in the order in which JavaScript compares them.
    """
    rows: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for index, entry in enumerate(entries):
        count = Counter(split_terms(fold(entry.text)))
        for term in split_terms(fold(entry.title)):
            count[term] += _TITLE_WEIGHT
        for term, times in count.items():
            grade = max(1, round(GRADES * times / (times + 2)))
            rows.setdefault(term, []).extend((index - last.get(term, 0), grade))
            last[term] = index
    return {term: rows[term] for term in script_order(rows)}
