"""Cuts the index into parts that are small enough to be fetched one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring as quote

from msgspec import Struct

Value = str | int | None | Sequence["Value"] | Mapping[str, "Value"]
"""What JSON can say."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Part(Struct, frozen=True):
    """A stretch of one kind of index."""

    start: str | int
    """Its first term, or the index (0-based) of its first entry."""
    text: str
    """Its value as JSON."""


def cut_terms(rows: Mapping[str, list[int]], size: int) -> tuple[Part, ...]:
    """Parts by ranges of terms: objects of terms and their numbers.

    Args:
        rows: Numbers by term, in the order of the parts.
        size: Code points after which a part is full.
    """
    return cut_numbers(
        ((term, str(row)[1:-1].replace(" ", "")) for term, row in rows.items()), size
    )


def cut_numbers(rows: Iterable[tuple[str, str]], size: int) -> tuple[Part, ...]:
    """As ``cut_terms``, of terms and their numbers as text, joined by commas."""
    texts = ((term, f"{quote(term)}:[{row}]") for term, row in rows)
    return tuple(Part(term, f"{{{','.join(group)}}}") for term, group in _groups(texts, size))


def cut_rows(rows: Iterable[Value], size: int) -> tuple[Part, ...]:
    """Parts by ranges of entries: lists of rows.

    Args:
        rows: By entry.
        size: Code points after which a part is full.
    """
    return cut_texts(map(dump, rows), size)


def cut_texts(rows: Iterable[str], size: int) -> tuple[Part, ...]:
    """As ``cut_rows``, of rows that are JSON."""
    groups = _groups(enumerate(rows), size)
    return tuple(Part(index, f"[{','.join(group)}]") for index, group in groups)


def dump(value: Value) -> str:
    """``value`` as JSON without blanks."""
    return _JSON.encode(value)


def _groups(
    texts: Iterable[tuple[str, str]] | Iterable[tuple[int, str]], size: int
) -> Iterator[tuple[str | int, list[str]]]:
    start: str | int = 0
    group: list[str] = []
    length = 0
    for key, text in texts:
        if not group:
            start = key
        group.append(text)
        length += len(text) + 1
        if length >= size:
            yield start, group
            group, length = [], 0
    if group:
        yield start, group
