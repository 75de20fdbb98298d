"""Texts as the atoms that words are made of: a Han character, a Latin word, a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.simplified import simplify

READ_AHEAD = 600
"""Code points of a text that are read; what a paragraph is about shows in its beginning."""

BREAK = ""
"""The atom of punctuation: no word reaches across it."""

RATIO = "=比例"
"""The atom of shares as in 98/1/1 and 6:2:2."""

# A Han character, a Latin or Greek word, a number as in 1x1 or 3d, or a mark between words;
# slashes and hyphens do not part words: 梯度消失/爆炸 is one concept.
_ATOM = lazy_pattern(
    r"(?P<han>[\u3400-\u9fff])"
    r"|(?P<ratio>(?<![\d.])\d{1,3}(?:\s*[:/：]\s*\d{1,3}(?:\.\d+)?){1,3}(?![\d/:]))"
    r"|(?P<word>[^\W\d_\u3400-\u9fff]+\d*|\d+[^\W\d_\u3400-\u9fff]*\d*)"
    r"|(?P<mark>[^\w\s'/\-·]|_)"
)

_SHARE = lazy_pattern(r"\d+(?:\.\d+)?")

# 1×1 · 1 * 1 · 1X1
_TIMES = lazy_pattern(r"(?<=\d)\s*[x×*✕]\s*(?=\d)", re.IGNORECASE)

_GREEK = {
    ord(letter): name
    for letter, name in zip(
        "αβγδεθλμσφωϵ",
        (
            *("alpha", "beta", "gamma", "delta", "epsilon", "theta"),
            *("lambda", "mu", "sigma", "phi", "omega", "epsilon"),
        ),
        strict=True,
    )
}
"""Greek letters by the names that formulas spell them with."""

_GREEK_LETTER = lazy_pattern("[\u0370-\u03ff]")

_ENDINGS = (
    "ations",
    "ational",
    "ation",
    "ional",
    "ions",
    "ion",
    "ings",
    "ing",
    "ers",
    "ed",
    "als",
    "al",
)
_SHORTEST_STEM = 3
_WORDS = 8192
"""Words whose stems are remembered: notes use few words, again and again."""
_WHOLE = frozenset(("sampling", "notation", "notations"))
"""Words that without their ending would be others: a sample, a note."""


def read_atoms(text: str, clippings: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """The atoms of ``text`` in order; marks between words become one ``BREAK``.

    ``Vectorizing 邏輯回歸`` gives ``vectoriz 逻 辑 回 归``.

    Args:
        text: Any text.
        clippings: Whole words by their short forms, which are read as those.
    """
    atoms: list[str] = []
    for han, ratio, word, _ in _ATOM.findall(_folded(text[:READ_AHEAD])):
        if han:
            atoms.append(han)
        elif word:
            whole = clippings.get(word) or clippings.get(word.removesuffix("s"), word)
            atoms.append(stem(whole))
        elif ratio:
            atoms.extend([RATIO] if _is_whole(ratio) else _SHARE.findall(ratio))
        elif atoms and atoms[-1] != BREAK:
            atoms.append(BREAK)
    return atoms


def _is_whole(ratio: str) -> bool:
    """Whether shares add up to ten or a hundred; times of day and dates seldom do."""
    return round(sum(float(share) for share in _SHARE.findall(ratio)), 1) in (10, 100)


def _folded(text: str) -> str:
    """``text`` in one width, case and script, with the words of the mainland."""
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKC", text).lower()
        if _GREEK_LETTER.search(folded):
            folded = folded.translate(_GREEK)
        folded = simplify(folded)
    return _TIMES.sub("x", folded)


@lru_cache(maxsize=_WORDS)
def stem(word: str) -> str:
    """``word`` without the commonest English endings: vectorizing, vectorization → vectoriz."""
    if not word.isascii() or len(word) <= _SHORTEST_STEM or word in _WHOLE:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    if word.endswith("s") and not word.endswith("ss"):
        word = word.removesuffix("s")
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


def is_han(atom: str) -> bool:
    """Whether ``atom`` is a Han character."""
    return len(atom) == 1 and atom >= "\u3400"
