"""Subcourses and weeks that words name: 第二门课 · 第3周 · Week 2 · course-2 · C2W3 · W1.md."""

from __future__ import annotations

import re

from site_builder.align.curriculum import Curriculum, Scope
from site_builder.align.score import Phrase, nearest, read_phrase, title_share
from site_builder.scan.numerals import NUMERAL, parse_numeral
from site_builder.scan.patterns import lazy_pattern

# 第二周 · 第 3 周 · Week 2 · week-03
_WEEK = lazy_pattern(
    rf"第\s*(?P<zh>{NUMERAL})\s*[周週]|(?<![a-z])weeks?[\s_-]*(?P<en>\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)

# 第二门课 · 第2課程 · Course 2 · course-02
_COURSE = lazy_pattern(
    rf"第\s*(?P<zh>{NUMERAL})\s*(?:门课|門課|门|門|课程|課程)|(?<![a-z])course[\s_-]*(?P<en>\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)

# C2W3 · c1_w2 · C4W1L05 · C1 week 2 · C5第二周
_SHORT = lazy_pattern(
    rf"""
    (?<![a-z0-9])c(?P<course>\d)[\s_,，·-]*
    (?:w(?:k|eek)?[\s_-]*(?P<week>\d{{1,2}})(?![0-9])|第\s*(?P<zh>{NUMERAL})\s*[周週])
    """,
    re.IGNORECASE | re.VERBOSE,
)

# course4-5 · week 1 & 2 : several
_MORE = lazy_pattern(r"\s*(?:[-~～–+&,，、和]|and|to)\s*\d", re.IGNORECASE)

# C3 · W1.md · wk-2 · C1: Neural Networks ; W1 = … is a matrix and c4.5 an algorithm
_ALONE = lazy_pattern(
    r"^\W*(?:c(?P<course>\d)|(?:w|wk)[\s_-]*(?P<week>\d{1,2}))\s*(?=$|[:：]|\.(?!\d))",
    re.IGNORECASE,
)

# ch3 · Chapter 3: · 第三章 · Module 2 ; an author's own count, or the course's
_CHAPTER = lazy_pattern(
    rf"^\W*(?:(?:ch(?:ap(?:ter)?)?|unit|module|part)[\s._-]*(?P<en>\d{{1,2}})(?!\d)"
    rf"|第\s*(?P<zh>{NUMERAL})\s*[章单])",
    re.IGNORECASE,
)

_SURE = 0.72
"""How near a heading comes to the title of a week before it gives that week to those below."""
_AS_NEAR = 0.05
"""How much less near a subcourse comes that is meant all the same, and not a week of it."""
_NEAREST = 6


def named_scope(text: str) -> Scope:
    """The subcourse and week that ``text`` names; None for what it leaves open."""
    if short := _SHORT.search(text):
        return int(short["course"]), parse_numeral(short["week"] or short["zh"])
    if alone := _ALONE.match(text):
        return (int(alone["course"]), None) if alone["course"] else (None, int(alone["week"]))
    return _number(_COURSE, text), _number(_WEEK, text)


def without_scope(text: str) -> str:
    """``text`` without the words by which it names a subcourse or week; all of it for none."""
    for pattern in (_SHORT, _ALONE, _COURSE, _WEEK):
        text = pattern.sub(" ", text)
    return text


def chapter(title: str) -> int | None:
    """The number of the chapter that ``title`` begins with."""
    match = _CHAPTER.match(title)
    return None if match is None else parse_numeral(match["en"] or match["zh"])


def without_chapter(title: str) -> str:
    """``title`` without the number of a chapter that it begins with."""
    return _CHAPTER.sub("", title, count=1)


def titled_scope(curriculum: Curriculum, title: str) -> Scope:
    """The subcourse and week whose title ``title`` is, open where it is none or joins several."""
    phrase = read_phrase(title)
    if len({_titled(curriculum, Phrase(part, part, ()))[0] for part in phrase.parts} - {None}) > 1:
        return None, None
    return _titled(curriculum, phrase)


def _titled(curriculum: Curriculum, phrase: Phrase) -> Scope:
    """The scope that comes nearest; of a subcourse and its week nearly as near the wider one."""
    index = curriculum.scope_index
    shares = {
        curriculum.scopes[key]: title_share(index, phrase, key)
        for key in nearest(index, phrase.whole, limit=_NEAREST)
    }
    best = max(shares.values(), default=0.0)
    if best <= _SURE:
        return None, None
    near = [scope for scope, share in shares.items() if share >= best - _AS_NEAR]
    return next((scope for scope in near if scope[1] is None), near[0])


def agrees(scope: Scope, wanted: Scope) -> bool:
    """Whether a lesson of ``scope`` lies in ``wanted``, whose open parts fit all."""
    return wanted[0] in (None, scope[0]) and wanted[1] in (None, scope[1])


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    """The one number that ``pattern`` finds; None where it finds several, or a range."""
    found = {
        None if _MORE.match(text, match.end()) else parse_numeral(match["zh"] or match["en"])
        for match in pattern.finditer(text)
    }
    return found.pop() if len(found) == 1 else None
