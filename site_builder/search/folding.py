"""Folds spellings that readers take for the same: width, case, Traditional and Simplified."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib import resources

from site_builder.scan.simplified import simplified_characters, simplify_characters

_SAME = {"×": "x", "ς": "σ"}
"""``1×1`` is typed ``1x1``. Python has a small sigma of its own for the end of a word, JavaScript
has none for one letter."""

_WIDE = {char: unicodedata.normalize("NFKC", char) for char in "，：；！？（）～…\u3000"}
"""Marks of nearly all Chinese texts: without them most texts are in NFKC, which is seen at once."""


_LONGEST = 16
"""Characters of the longest word that another region says in its own way, at least."""


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
    regional = say_in(words_of_taiwan(), folded)
    return regional if regional != folded else ""


Words = Mapping[str, Mapping[str, str]]
"""What is said for words, by word, and these by their first character."""


def say_in(words: Words, text: str) -> str:
    """``text`` with each of ``words`` as what is said for it; from the left, the longest first."""
    said: list[str] = []
    start = 0
    while start < len(text):
        own = words.get(text[start])
        stop = None if own is None else _end_of_word(own, text, start)
        if own is None or stop is None:
            said.append(text[start])
            start += 1
        else:
            said.append(own[text[start:stop]])
            start = stop
    return "".join(said)


def _end_of_word(words: Collection[str], text: str, start: int) -> int | None:
    """Where the longest of ``words`` ends that stands at ``start``; None where none does."""
    ends = range(min(len(text), start + _LONGEST), start, -1)
    return next((end for end in ends if text[start:end] in words), None)


@cache
def words_of_taiwan() -> Words:
    """What Taiwan says for words that are folded.

    The table is OpenCC's (``tools/regional.py``).
    """
    table = resources.files("site_builder.search").joinpath("taiwan.txt")
    _, *lines = table.read_text(encoding="utf-8").splitlines()
    words: dict[str, dict[str, str]] = {}
    for word, said in (line.split("\t") for line in lines):
        words.setdefault(word[0], {})[word] = said
    return words


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
