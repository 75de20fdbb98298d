"""The index as the files that a browser fetches.

``search/index.js`` is what every query needs: where lessons stand in the course, how characters
are folded and how they sound, which words names have, and of what parts there are the first terms
or lessons. In a course of a few hundred lessons it holds the names as well, so that it answers
alone. Else, and for all that notes say, there are parts:

``names-N``  by ranges of terms: which names have a term (``names.py``)
``terms-N``  by ranges of terms: which notes say a term (``postings.py``)
``rows-N``   by ranges of lessons: titles, and moments with their times
``texts-N``  by ranges of lessons: the notes, for the snippets of results

A file is ``lessonSearchPart(name, value)``, which a page opened from disk can load as a script;
over http the value is read as JSON.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from site_builder.model.config import Config
from site_builder.model.site import Site
from site_builder.search.entries import Entry, LessonEntry, collect_entries
from site_builder.search.folding import fold, fold_table
from site_builder.search.lexicon import lexicon_of
from site_builder.search.names import Name, collect_names, list_names, written_names
from site_builder.search.parts import Value, cut_numbers, cut_rows, cut_terms, cut_texts, dump
from site_builder.search.postings import join_runs
from site_builder.search.sounds import rare_characters, sound_table
from site_builder.search.stretches import (
    Run,
    Stretch,
    count_stretch,
    cut_stretches,
    notes_of,
)

FORMAT = 2
"""Raised when the browser's side of an older version cannot read the index."""

FOLDER = "search"
"""Where the files are in the site."""

WHOLE_SIZE = 150_000
"""Code points up to which names and rows are part of the first file: about 50 kB as it is sent."""

SIZES = {"names": 30_000, "terms": 60_000, "rows": 8_000, "texts": 15_000}
"""Code points after which a part is full: 4 kB (rows) to 20 kB (terms) as it is sent."""

_FIRST = ("names", "rows")
"""Kinds that are part of the first file where they are small."""


class IndexFile(Struct, frozen=True):
    """One file of the index."""

    path: str
    """Path in the site."""
    text: str
    """A script of one call."""


def build_index(site: Site, config: Config, *, page_suffix: str = "/") -> tuple[IndexFile, ...]:
    """The files of the index, the first one first; the same bytes for the same site.

    Args:
        site: The site.
        config: The manifest, for its glossary.
        page_suffix: What follows ``lessons/010`` in the address of a page: ``/`` or ``.html``.
    """
    return tuple(index_entries(collect_entries(site, config), page_suffix=page_suffix))


def index_entries(entries: Iterable[Entry], *, page_suffix: str = "/") -> Iterator[IndexFile]:
    """The files of the index of ``entries``: lessons by number, then other pages."""
    listed = tuple(entries)
    names = [list_names(written_names(entry)) for entry in listed]
    stretches = (count_stretch(map(notes_of, group)) for group in cut_stretches(listed))
    sounds = sound_table(rare_of_names(names))
    return join_index(listed, names, stretches, sounds, page_suffix=page_suffix)


def rare_of_names(names: Iterable[Sequence[Name]]) -> str:
    """The characters of ``names`` of which a table of sounds has to be told."""
    return rare_characters(set().union(*(name.text for page in names for name in page)))


def join_index(
    entries: Sequence[Entry],
    names: Sequence[Sequence[Name]],
    stretches: Iterable[Stretch],
    sounds: str,
    *,
    page_suffix: str,
) -> Iterator[IndexFile]:
    """The files of an index, the first one first, from what each page and each stretch gives.

    Args:
        entries: Lessons by number, then other pages; their passages are not read.
        names: Of each entry, as ``list_names`` gives them.
        stretches: What the passages say; they are taken one by one.
        sounds: The table of sounds for ``rare_of_names(names)``.
        page_suffix: What follows ``lessons/010`` in the address of a page.
    """
    places = collect_names(names)
    rows = [_row(entry) for entry in entries]
    lengths: list[int] = []
    runs: list[tuple[int, Run]] = []
    texts = cut_texts(_read_stretches(stretches, lengths, runs), SIZES["texts"])
    chars = set("".join(places))
    terms = cut_numbers(_numbers(join_runs(runs, lengths), chars), SIZES["terms"])
    del runs
    parts = {
        "names": cut_terms(places, SIZES["names"]),
        "rows": cut_rows(rows, SIZES["rows"]),
        "terms": terms,
        "texts": texts,
    }
    whole = sum(len(part.text) for kind in _FIRST for part in parts[kind])
    here = whole <= WHOLE_SIZE
    build = digest_texts(part.text for group in parts.values() for part in group)
    first: Mapping[str, Value] = {
        "format": FORMAT,
        "build": build,
        "suffix": page_suffix,
        "lessons": _lesson_columns([e for e in entries if isinstance(e, LessonEntry)]),
        "pages": [entry.path for entry in entries if not isinstance(entry, LessonEntry)],
        "parts": {
            kind: [part.start for part in (group[:1] if here and kind in _FIRST else group)]
            for kind, group in parts.items()
        },
        "here": {"names": places, "rows": rows} if here else None,
        "lexicon": None if here else lexicon_of(places),
        "tags": _tags(entries),
        "folding": fold_table(chars),
        "sounds": sounds,
    }
    yield index_file("index", dump(first))
    for kind, group in parts.items():
        if not (here and kind in _FIRST):
            for number, part in enumerate(group):
                yield index_file(f"{kind}-{number}-{build}", part.text)


def _read_stretches(
    stretches: Iterable[Stretch], lengths: list[int], runs: list[tuple[int, Run]]
) -> Iterator[str]:
    """The texts of all pages, one by one; what else stretches hold goes to the lists."""
    for stretch in stretches:
        runs += ((len(lengths), run) for run in stretch.runs)
        lengths += stretch.lengths
        yield from stretch.texts


def _numbers(ranges: Iterable[Mapping[str, str]], chars: set[str]) -> Iterator[tuple[str, str]]:
    """Each term with its postings; their characters are added to ``chars``."""
    for rows in ranges:
        chars.update("".join(rows))
        yield from rows.items()


def index_file(name: str, value: str) -> IndexFile:
    """The file that hands over ``value`` (JSON) under ``name``."""
    return IndexFile(f"{FOLDER}/{name}.js", f'lessonSearchPart("{name}",{value})\n')


def digest_texts(texts: Iterable[str]) -> str:
    """A name for this state of the parts: a tab that is open for long must not mix two of them."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
    return digest.hexdigest()[:8]


def _lesson_columns(entries: Sequence[LessonEntry]) -> dict[str, Value]:
    """By lesson: numbers as distances; places in the course, the same for many, as runs."""
    lessons = [entry.lesson for entry in entries]
    numbers = [lesson.number for lesson in lessons]
    return {
        "numbers": [after - before for before, after in zip([0, *numbers], numbers, strict=False)],
        "courses": _runs(lesson.course for lesson in lessons),
        "weeks": _runs(lesson.week for lesson in lessons),
        "sections": [lesson.section for lesson in lessons],
        "durations": [lesson.duration for lesson in lessons],
    }


def _runs(values: Iterable[int | None]) -> list[Value]:
    """Each value with how often it comes in a row, in turn."""
    return [item for value, same in groupby(values) for item in (value, sum(1 for _ in same))]


def _row(entry: Entry) -> Sequence[Value]:
    english = entry.lesson.title_en if isinstance(entry, LessonEntry) else None
    moments = [(moment.label, moment.url, moment.words) for moment in entry.moments]
    return (entry.title, english or "", *((moments,) if moments else ()))


def _tags(entries: Iterable[Entry]) -> dict[str, list[int]]:
    """Indices (0-based) of the lessons of each tag, as distances."""
    tags: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if isinstance(entry, LessonEntry):
            for tag in dict.fromkeys(map(fold, entry.tags)):
                tags.setdefault(tag, []).append(index - last.get(tag, 0))
                last[tag] = index
    return dict(sorted(tags.items()))
