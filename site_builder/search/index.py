"""The index as the files that a browser fetches.

``search/index.js`` is the first tier: what lessons are called. ``search/terms-N.js`` say which
lessons' notes hold a term, by ranges of terms; ``search/texts-N.js`` hold the notes themselves,
by ranges of lessons, for the snippets of results. Each is ``lessonSearchPart(name, value)``, which
a page opened from disk can load as a script; over http the value is read as JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.model.config import Config
from site_builder.model.site import Site
from site_builder.search.entries import LessonEntry, collect_entries
from site_builder.search.folding import fold, fold_table
from site_builder.search.postings import Posting, collect_postings
from site_builder.search.sounds import sound_table

FORMAT = 1
"""Raised when the browser's side of an older version cannot read the index."""

FOLDER = "search"
"""Where the files are in the site."""

TERMS_SIZE = 60_000
"""Code points after which a part of terms is full: about 20 kB as it is sent."""

TEXTS_SIZE = 30_000
"""Code points after which a part of texts is full: about 30 kB as it is sent."""

Value = str | int | None | Sequence["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class IndexFile:
    """One file of the index."""

    path: str
    """Path in the site."""
    text: str
    """A script of one call."""


def build_index(site: Site, config: Config, *, page_suffix: str = "/") -> tuple[IndexFile, ...]:
    """The files of the index, the first tier first; the same bytes for the same site.

    Args:
        site: The site.
        config: The manifest, for its glossary.
        page_suffix: What follows ``lessons/010`` in the address of a page: ``/`` or ``.html``.
    """
    entries = collect_entries(site, config)
    terms = [_terms_part(group) for group in _term_groups(collect_postings(entries))]
    texts = [[_text_row(entry) for entry in group] for group in _text_groups(entries)]
    build = _digest([*terms, *texts])
    first: Mapping[str, Value] = {
        "format": FORMAT,
        "build": build,
        "suffix": page_suffix,
        "lessons": [_lesson_row(entry) for entry in entries],
        "terms": [next(iter(part)) for part in terms],
        "texts": _starts(texts),
        "tags": _tags(entries),
        "folding": fold_table(_characters(entries, terms)),
        "sounds": sound_table(_title_characters(entries)),
    }
    return (
        _file("index", first),
        *(_file(f"terms-{number}-{build}", part) for number, part in enumerate(terms)),
        *(_file(f"texts-{number}-{build}", part) for number, part in enumerate(texts)),
    )


def _file(name: str, value: Value) -> IndexFile:
    return IndexFile(f"{FOLDER}/{name}.js", f'lessonSearchPart("{name}",{_dump(value)})\n')


def _dump(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digest(values: Iterable[Value]) -> str:
    """A name for this state of the parts: a tab that is open for long must not mix two of them."""
    digest = hashlib.sha256()
    for value in values:
        digest.update(_dump(value).encode())
    return digest.hexdigest()[:8]


def _lesson_row(entry: LessonEntry) -> Sequence[Value]:
    lesson = entry.lesson
    return (
        lesson.number,
        lesson.course,
        lesson.week,
        lesson.section,
        lesson.duration,
        lesson.title,
        lesson.title_en or "",
        lesson.wordings,
        entry.terms,
    )


def _terms_part(group: Iterable[tuple[str, tuple[Posting, ...]]]) -> dict[str, Sequence[Value]]:
    """By term the lessons, each as its distance from the one before, and grades, in turn."""
    part: dict[str, Sequence[Value]] = {}
    for term, postings in group:
        row: list[int] = []
        before = 0
        for posting in postings:
            row += (posting.lesson - before, posting.grade)
            before = posting.lesson
        part[term] = row
    return part


def _term_groups(
    postings: Mapping[str, tuple[Posting, ...]],
) -> Iterator[list[tuple[str, tuple[Posting, ...]]]]:
    group: list[tuple[str, tuple[Posting, ...]]] = []
    size = 0
    for term, found in postings.items():
        group.append((term, found))
        size += len(term) + 4 * len(found) + 6
        if size >= TERMS_SIZE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _text_row(entry: LessonEntry) -> Sequence[Value]:
    return (
        [(passage.heading, passage.anchor, passage.text) for passage in entry.passages],
        [(moment.label, moment.url, moment.words) for moment in entry.moments],
    )


def _text_groups(entries: Sequence[LessonEntry]) -> Iterator[list[LessonEntry]]:
    group: list[LessonEntry] = []
    size = 0
    for entry in entries:
        group.append(entry)
        size += 20 + sum(len(p.heading) + len(p.anchor) + len(p.text) for p in entry.passages)
        size += sum(len(m.url) + len(m.words) for m in entry.moments)
        if size >= TEXTS_SIZE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _starts(parts: Sequence[Sequence[object]]) -> list[int]:
    """Index (0-based) of the first lesson of each part."""
    starts = []
    position = 0
    for part in parts:
        starts.append(position)
        position += len(part)
    return starts


def _tags(entries: Sequence[LessonEntry]) -> dict[str, list[int]]:
    tags: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        for tag in entry.tags:
            tags.setdefault(fold(tag), []).append(index)
    return dict(sorted(tags.items()))


def _title_characters(entries: Iterable[LessonEntry]) -> set[str]:
    return {
        char
        for entry in entries
        for text in (entry.lesson.title, *entry.lesson.wordings, *entry.terms)
        for char in fold(text)
    }


def _characters(
    entries: Sequence[LessonEntry], terms: Iterable[Mapping[str, Sequence[Value]]]
) -> set[str]:
    return _title_characters(entries) | {char for part in terms for term in part for char in term}
