"""The words of all names, from which a query typed as pinyin or with an error is put right.

han   = { first, { second, [ digit ] }, " " } : pairs of characters by the first
latin = { word, [ ":" digit ], " " }
digit : how many names have it, as the power of two below that number; left out where it is 0
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

_PAIR = 2


def lexicon_of(names: Mapping[str, Sequence[int]]) -> tuple[str, str]:
    """Pairs of Han characters and Latin words of ``names`` (places by term, ascending)."""
    pairs = [term for term in names if len(term) == _PAIR and _is_han(term[0])]
    grouped = groupby(pairs, key=lambda pair: pair[0])
    han = (
        first + "".join(f"{pair[1]}{_power(names[pair])}" for pair in group)
        for first, group in grouped
    )
    return " ".join(han), " ".join(_words(names))


def _words(names: Mapping[str, Sequence[int]]) -> Iterator[str]:
    for term, places in names.items():
        if len(term) > 1 and term.isalnum() and not _is_han(term[0]):
            power = _power(places)
            yield f"{term}:{power}" if power else term


def _power(places: Sequence[int]) -> str:
    """Of the number of places, which are two numbers each; at most 9."""
    power = min((len(places) // 2).bit_length() - 1, 9)
    return str(power) if power else ""


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
