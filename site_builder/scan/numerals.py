"""Counting words as Chinese headings use them: 三, 十二, 二十, 一〇三, and digits."""

from __future__ import annotations

NUMERAL = r"(?:\d{1,4}|[〇零一二两三四五六七八九十百]{1,7})"
"""Pattern of a counting word, for use within other patterns."""

_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}


def parse_numeral(text: str) -> int | None:
    """The number that ``text`` names, or None where it is no counting word below 1,000."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
    return total + (digit or 0)
