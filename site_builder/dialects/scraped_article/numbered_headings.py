"""Headings of texts that lost their marks: short lines alone whose numbers go on.

01 第一门课 神经网络    1.1 第一周:引言    2.1.3 L2 正则化    03后记    一、背景    写在最后

A line counts where blank lines stand around it, its words end like a title, and its number
follows on the number of the heading before it. Items of lists are indented, or stand close
together; sentences that begin with a number do not follow on, or end like sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from site_builder.model.note import Heading
from site_builder.model.source import Source, Span
from site_builder.scan.framing import frames_notes
from site_builder.scan.headings import split_number
from site_builder.scan.links import plain_words
from site_builder.scan.numerals import NUMERAL, parse_numeral
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.scopes import NO_SCOPE, read_scope

MAX_TITLE = 60
"""Code points of the longest line that is read as a title."""

_MAX_STEP = 3
"""Largest step from a chapter to the next; authors skip some, but never many."""

# 一、背景 · 十二. 结语
_HAN_NUMBER = lazy_pattern(rf"(?P<number>(?!\d){NUMERAL})[、.．]\s*(?P<title>\S.*)")

# （一）旋钮 · (二) 指标 : a section of such a chapter
_HAN_SECTION = lazy_pattern(rf"[（(]\s*(?P<number>(?!\d){NUMERAL})\s*[)）]\s*(?P<title>\S.*)")

# 第一门课 … · 第二周:… · Week 3 …
_SCOPE_START = lazy_pattern(r"第|week|course", re.IGNORECASE)

_INDENTS = ("\t", "\u3000")
"""What a paragraph begins with that needs no blank line before it."""

_DIGITS = lazy_pattern(r"\d{1,3}(?:[.．]\d{1,3}){0,3}")

_SENTENCE_END = tuple("。．.!！?？;；,，:：、…")

# "3 个步骤", "50 次" count things; "3 批量" is a title
_COUNTED = lazy_pattern(r"(?:[个种次步条倍年月日天份位名元岁秒]|小时|分钟|%|％)")


class _Candidate(Struct, frozen=True):
    line: int
    number: tuple[int, ...]
    """Empty for a line that only names a scope."""
    title: str
    level: int
    style: str
    """How the number of a chapter is written: padded, plain, dotted, Han; ``bracket`` for a section
    of a chapter, ``scope`` and ``frame`` for lines without a number that name a week, or stand
    around the notes."""


def find_numbered_headings(source: Source, within: Span) -> tuple[Heading, ...]:
    """The headings of ``within`` in the order of the text; numbers give their levels."""
    candidates = tuple(_candidates(source, within))
    chain = _chain(_without_lists(source, candidates))
    return tuple(
        Heading(source.line_span(c.line), min(c.level, 6), c.number, c.title) for c in chain
    )


def reads_as_title(line: str) -> bool:
    """Whether ``line`` has the length and the end of a title."""
    text = line.strip()
    return 0 < len(text) <= MAX_TITLE and not text.endswith(_SENTENCE_END)


def _candidates(source: Source, within: Span) -> Iterator[_Candidate]:
    """Lines alone that begin with a number or a word of scope and end like a title."""
    if within.start >= within.end:
        return
    first, last = source.lines_of(within)
    blank_before = True
    lines = source.slice(source.line_span(first, last)).split("\n")[: last - first + 1]
    for number, (line, below) in enumerate(pairwise([*lines, ""]), first):
        if blank_before and line[:1].strip() and reads_as_title(line):
            candidate = _candidate(number, line.strip()) if _ends_at(below) else None
            if candidate is not None:
                yield candidate
        blank_before = not line.strip()


def _ends_at(below: str) -> bool:
    """Whether a line ends its paragraph where ``below`` is the line below it."""
    return below[:1] in _INDENTS or not below.strip()


def _candidate(line: int, text: str) -> _Candidate | None:
    if han := _HAN_NUMBER.fullmatch(text):
        value = parse_numeral(han["number"])
        return (
            None if not value else _Candidate(line, (value,), plain_words(han["title"]), 1, "han")
        )
    if section := _HAN_SECTION.fullmatch(text):
        value = parse_numeral(section["number"])
        words = plain_words(section["title"])
        return None if not value else _Candidate(line, (value,), words, 2, "bracket")
    number, title = split_number(plain_words(text))
    if number:
        digits = _DIGITS.search(text)
        style = _style(text, digits) if digits and len(number) == 1 else ""
        if len(number) == 1 and style == "plain" and _COUNTED.match(title):
            return None
        return _Candidate(line, number, title, len(number), style)
    if frames_notes(text):
        return _Candidate(line, (), plain_words(text), 1, "frame")
    subcourse, week = read_scope(text)
    if (subcourse, week) == NO_SCOPE or not _SCOPE_START.match(text):
        return None
    return _Candidate(line, (), plain_words(text), 1 if week is None else 2, "scope")


def _style(text: str, digits: re.Match[str]) -> str:
    if digits[0].startswith("0"):
        return "padded"
    return "dotted" if text[digits.end() : digits.end() + 1] in tuple(".．、)）:：") else "plain"


def _without_lists(source: Source, candidates: Sequence[_Candidate]) -> tuple[_Candidate, ...]:
    """Candidates without chapters that stand like list items: several, with nothing between."""
    listed = set()
    for one, other in pairwise(candidates):
        if len(one.number) == len(other.number) == 1 and one.style == other.style != "padded":
            between = Span(source.line_span(one.line).end, source.line_span(other.line).start)
            if not source.slice(between).strip():
                listed |= {one.line, other.line}
    return tuple(c for c in candidates if c.line not in listed)


def _chain(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """Candidates whose numbers go on; chapters are all written in the style of the first."""
    chapter = _chapter_style(candidates)
    last: tuple[int, ...] = ()
    for candidate in candidates:
        if candidate.style in ("scope", "frame"):
            yield candidate
        elif candidate.style == "bracket":
            number = (*last[:1], *candidate.number)
            if len(number) > 1 and candidate.number[0] == (last[1] if len(last) > 1 else 0) + 1:
                last = number
                yield replace(candidate, number=number)
        elif (not candidate.style or candidate.style == chapter) and _goes_on(
            last, candidate.number
        ):
            last = candidate.number
            yield candidate


def _chapter_style(candidates: Sequence[_Candidate]) -> str:
    """The style of the chapters: of the first that its own sections follow, else of the first."""
    chapters = [c for c in candidates if c.style and c.style not in ("scope", "bracket")]
    for one, other in pairwise(c for c in candidates if c.number and c.style != "bracket"):
        if one.style and len(other.number) > 1 and other.number[0] == one.number[0]:
            return one.style
    if any(len(c.number) > 1 for c in candidates):
        return next((c.style for c in chapters if c.style == "padded"), "")
    return chapters[0].style if len(chapters) > 1 else ""


def _goes_on(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether ``number`` may follow on ``last``: larger, and not by leaps."""
    if not last:
        return True
    if number <= last:
        return False
    if number[0] - last[0] > _MAX_STEP:
        return False
    common = next((i for i, (a, b) in enumerate(zip(last, number, strict=False)) if a != b), None)
    return common is None or number[common] - last[common] <= _MAX_STEP * 2
