"""Subcourses and weeks that words name: 第二门课 · 第3周 · Week 2 · course-2 · C2W3 · W1.md."""

from __future__ import annotations

import re

from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.score import nearest, read_phrase, title_share
from site_builder.scan.numerals import NUMERAL, parse_numeral

# 第二周 · 第 3 周 · Week 2 · week-03
_WEEK = re.compile(
    rf"第\s*(?P<zh>{NUMERAL})\s*[周週]|(?<![a-z])weeks?[\s_-]*(?P<en>\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)

# 第二门课 · 第2課程 · Course 2 · course-02
_COURSE = re.compile(
    rf"第\s*(?P<zh>{NUMERAL})\s*(?:门课|門課|门|門|课程|課程)|(?<![a-z])course[\s_-]*(?P<en>\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)

# C2W3 · c1_w2 · C4W1L05
_SHORT = re.compile(
    r"(?<![a-z0-9])c(?P<course>\d)[\s_-]*w(?P<week>\d{1,2})(?![0-9])", re.IGNORECASE
)

# C3 · W1.md · wk-2 · C1: Neural Networks ; W1 = … is a matrix and c4.5 an algorithm
_ALONE = re.compile(
    r"^\W*(?:c(?P<course>\d)|(?:w|wk)[\s_-]*(?P<week>\d{1,2}))\s*(?=$|[:：]|\.(?!\d))",
    re.IGNORECASE,
)

_SURE = 0.72
"""How near a heading comes to the title of a week before it gives that week to those below."""


def named_scope(text: str) -> Scope:
    """The subcourse and week that ``text`` names; None for what it leaves open."""
    if short := _SHORT.search(text):
        return int(short["course"]), int(short["week"])
    if alone := _ALONE.match(text):
        return (int(alone["course"]), None) if alone["course"] else (None, int(alone["week"]))
    return _number(_COURSE, text), _number(_WEEK, text)


def titled_scope(curriculum: Curriculum, title: str) -> Scope:
    """The subcourse and week whose title ``title`` is, open where it is none."""
    phrase = read_phrase(title)
    best, share = None, _SURE
    for key in nearest(curriculum.scope_index, phrase.whole, limit=4):
        found = title_share(curriculum.scope_index, phrase, key)
        if found > share:
            best, share = key, found
    return (None, None) if best is None else curriculum.scopes[best]


def agrees(scope: Scope, wanted: Scope) -> bool:
    """Whether a lesson of ``scope`` lies in ``wanted``, whose open parts fit all."""
    return wanted[0] in (None, scope[0]) and wanted[1] in (None, scope[1])


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    if match is None:
        return None
    return parse_numeral(match["zh"] or match["en"])
