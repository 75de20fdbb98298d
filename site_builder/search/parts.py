"""Cuts the index into parts that are small enough to be fetched one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring as quote

Value = str | int | None | Sequence["Value"] | Mapping[str, "Value"]
"""What JSON can say."""


@dataclass(frozen=True, slots=True)
class Part:
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
    texts = ((term, f"{quote(term)}:{str(row).replace(' ', '')}") for term, row in rows.items())
    return tuple(Part(term, f"{{{','.join(group)}}}") for term, group in _groups(texts, size))


def cut_rows(rows: Sequence[Value], size: int) -> tuple[Part, ...]:
    """Parts by ranges of entries: lists of rows.

    Args:
        rows: By entry.
        size: Code points after which a part is full.
    """
    texts = ((index, dump(row)) for index, row in enumerate(rows))
    return tuple(Part(index, f"[{','.join(group)}]") for index, group in _groups(texts, size))


def dump(value: Value) -> str:
    """``value`` as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _groups(
    texts: Iterator[tuple[str, str]] | Iterator[tuple[int, str]], size: int
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
