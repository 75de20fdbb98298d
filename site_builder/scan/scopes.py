"""The subcourse and the week that the words of a heading name.

第一门课 神经网络      第 2 课程      Course 3      第三周:浅层网络      第一门课 第二周      Week 2
"""

from __future__ import annotations

import re

from site_builder.scan.numerals import NUMERAL, parse_numeral
from site_builder.scan.patterns import lazy_pattern

Scope = tuple[int | None, int | None]
"""Subcourse and week, both 1-based; None where none is named."""

NO_SCOPE: Scope = (None, None)

# A word of scope names, and does not mention, at the start and behind whatever no Han character
# is; behind 学习第二周 and 课程第二周 as well. Without (?-i:) the other case of every Han
# character is looked for whenever the program starts.
_NAMES = r"(?:(?<!(?-i:[\u3400-\u9fff]))|(?<=课)|(?<=课程)|(?<=学习))"

# 第一门课 · 第 2 门课程 · 第三课 · Course 4 · 课程 5 ; 第一课时 is a lesson
_SUBCOURSE = lazy_pattern(
    rf"""
    {_NAMES}第\s*(?P<han>{NUMERAL})\s*(?P<word>门课程?|个课程|课程|课)(?![时后前程堂])
    | {_NAMES}课程\s*(?P<bare>{NUMERAL})(?![\d.．])
    | \bCourse\s*(?P<latin>\d{{1,2}})(?![\d.])
    """,
    re.VERBOSE | re.IGNORECASE,
)

# 第三周 · 第 3 星期 · Week 2 ; 第一周期 and Week 2-3 are none
_WEEK = lazy_pattern(
    rf"""
    {_NAMES}第\s*(?P<han>{NUMERAL})\s*(?:个?星期|周(?!期))
    | \bWeek\s*(?P<latin>\d{{1,2}})(?![\d.]|\s*[-~～–]\s*\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)


# one of these is in whatever names a scope in Latin letters
_LATIN = lazy_pattern(r"\b(?:course|week)", re.IGNORECASE)


def read_scope(title: str) -> Scope:
    """The subcourse and the week that ``title`` names, each None where it names none."""
    if "第" not in title and "课程" not in title and not _LATIN.search(title):
        return NO_SCOPE  # as nearly all
    subcourse = next(
        (_number(m["han"] or m["bare"] or m["latin"]) for m in _SUBCOURSE.finditer(title)), None
    )
    week = next((_number(m["han"] or m["latin"]) for m in _WEEK.finditer(title)), None)
    return subcourse, week


def counts_lessons(title: str) -> bool:
    """Whether what ``title`` names as a subcourse may as well be a lesson, as in ``第三课``."""
    match = _SUBCOURSE.search(title)
    return match is not None and match["word"] == "课"


def _number(text: str) -> int | None:
    """The number in ``text``; None for 一二, which names two, and for 零."""
    if len(text) > 1 and not text.isdecimal() and not set(text) & {"十", "百"}:
        return None
    return parse_numeral(text) or None
