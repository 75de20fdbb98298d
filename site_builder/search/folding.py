"""Folds spellings that readers take for the same: width, case, Traditional and Simplified."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import opencc

from site_builder.scan.simplified import simplified_characters, simplify_characters

_SAME = {"×": "x", "ς": "σ"}
"""``1×1`` is typed ``1x1``. Python has a small sigma of its own for the end of a word, JavaScript
has none for one letter."""

_WIDE = {char: unicodedata.normalize("NFKC", char) for char in "，：；！？（）～…\u3000"}
"""Marks of nearly all Chinese texts: without them most texts are in NFKC, which is seen at once."""


def fold(text: str) -> str:
    """``text`` in NFKC, lower case and Simplified characters.

    Characters are folded one by one, so that the browser can do the same with a small table.
    """
    for written, same in _WIDE.items():
        text = text.replace(written, same)
    folded = simplify_characters(unicodedata.normalize("NFKC", text).lower())
    for written, same in _SAME.items():
        folded = folded.replace(written, same)
    return folded


def fold_regional(folded: str) -> str:
    """``folded`` in the words that Taiwan has for it, folded too: 神经网路 for 神经网络.

    Empty where the words are the same.
    """
    if folded.isascii():
        return ""
    regional = fold(_regional().convert(folded))
    return regional if regional != folded else ""


@cache
def _regional() -> opencc.OpenCC:
    return opencc.OpenCC("s2twp")


def fold_table(used: Iterable[str]) -> str:
    """Pairs of a Traditional and its Simplified character, as ``網网腦脑``, ascending.

    Args:
        used: The folded characters of an index: only pairs that lead to one of them can matter.
    """
    wanted = {ord(char) for char in used}
    pairs = sorted((source, target) for source, target in _folding().items() if target in wanted)
    return "".join(chr(source) + chr(target) for source, target in pairs)


@cache
def _folding() -> dict[int, int]:
    """Code points as they are folded by those that are written."""
    return {
        **{ord(written): ord(same) for written, same in _SAME.items()},
        **simplified_characters(),
    }
