"""Writes the table of Traditional characters that `site_builder/scan/simplified.py` reads.

Each process that folds a text would have to ask OpenCC for it, again and again for the same. A test
compares the table with the OpenCC that is installed; run this when that has learned more.
"""

from __future__ import annotations

from pathlib import Path

import opencc

TABLE = Path(__file__).parents[1] / "site_builder" / "scan" / "traditional.txt"

_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
_WIDTH = 40
_REMARK = "# Traditional characters, each above its Simplified (python -m tools.simplified)"


def simplified_by_traditional() -> dict[str, str]:
    """Every Han character of the basic plane that OpenCC writes as another one, with that."""
    characters = [chr(point) for point in range(_FIRST_HAN, _LAST_HAN + 1)]
    # One a line: neighbours would be converted as words.
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {source: target for source, target in pairs if source != target and len(target) == 1}


def main() -> None:
    """Writes the table: a line of Traditional characters, and below it the Simplified ones."""
    pairs = list(simplified_by_traditional().items())
    lines = [_REMARK]
    for first in range(0, len(pairs), _WIDTH):
        lines += map("".join, zip(*pairs[first : first + _WIDTH], strict=True))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
