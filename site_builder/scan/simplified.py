"""Traditional characters as the Simplified ones, with the words that go with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import opencc

_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF


@cache
def simplified_characters() -> Mapping[int, int]:
    """Code points of Simplified characters by that of the Traditional ones, for ``translate``."""
    chars = [chr(point) for point in range(_FIRST_HAN, _LAST_HAN + 1)]
    # One a line: neighbours would be converted as words.
    folded = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {
        ord(source): ord(target)
        for source, target in zip(chars, folded, strict=True)
        if source != target and len(target) == 1
    }


def simplify_characters(text: str) -> str:
    """``text`` with each Traditional character as its Simplified one."""
    # A search is several times faster than a translation, and most texts have few or none.
    return _traditional().sub(_simplified, text)


def _simplified(match: re.Match[str]) -> str:
    return chr(simplified_characters()[ord(match[0])])


def simplify(text: str) -> str:
    """``text`` in Simplified characters and, where it was in others, in the mainland's words.

    ``資料`` gives ``数据`` while ``资料`` stays what it is.
    """
    if _traditional().search(text) is None:  # several times faster than converting what is simple
        return text
    converted: str = _mainland().convert(text)
    return converted


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, simplified_characters()))}]")


@cache
def _mainland() -> opencc.OpenCC:
    return opencc.OpenCC("tw2sp")
