"""Traditional characters as the Simplified ones, with the words that go with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


@cache
def simplified_characters() -> Mapping[int, int]:
    """Code points of Simplified characters by that of the Traditional ones, for ``translate``.

    The table is OpenCC's (``tools/simplified.py``).
    """
    table = resources.files("site_builder.scan").joinpath("traditional.txt")
    _, *lines = table.read_text(encoding="utf-8").splitlines()
    return str.maketrans("".join(lines[0::2]), "".join(lines[1::2]))


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
def _mainland() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 (most notes need none)

    return OpenCC("tw2sp")
