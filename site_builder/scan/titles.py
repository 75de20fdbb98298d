r"""Titles as sites and authors write them, and the lines that name a subcourse or a week.

代价函数 \_bilibili      训练 \_ 开发 \_ 测试集      机器学习策略（1）(ML Strategy (1))
第二门课 改善深层网络(Improving Deep Networks)      第一周：引言      Week 3: Case studies
"""

from __future__ import annotations

import re
from enum import Enum

from msgspec import Struct

from site_builder.scan.numerals import NUMERAL, parse_numeral
from site_builder.scan.patterns import lazy_pattern

# \_ \[ \* : what Markdown shows without the backslash
_ESCAPE = lazy_pattern(r"\\([!-/:-@\[-`{-~])")

# "标题 _bilibili" · "标题_哔哩哔哩_bilibili" · "标题 - 哔哩哔哩"
_SITE_SUFFIX = lazy_pattern(r"(?:\s*[_\-–—|]\s*(?:bilibili|哔哩哔哩))+\s*$", re.IGNORECASE)

# A site that cannot store "/" writes " _ "
_STORED_SLASH = lazy_pattern(r"(?<=\S) _ (?=\S)")

_LATIN = lazy_pattern(r"[A-Za-z]")
_HAN = lazy_pattern(r"[\u3400-\u9fff]")

_OPENERS = "(（"
_CLOSERS = ")）"

# 第二门课 · 第 3 课程 · 第四部分 · 第五课 · Course 2
_COURSE = lazy_pattern(
    rf"(?:第\s*(?P<han>{NUMERAL})\s*(?P<word>门课程?|门|课程|阶段|部分|课)"
    r"|(?:Course|Part)\s+(?P<latin>\d{1,3})(?!\w))",
    re.IGNORECASE,
)

# 第一周 · 第十章 · 第 2 单元 · Week 3 ; 第一周期 is none
_WEEK = lazy_pattern(
    rf"(?:第\s*(?P<han>{NUMERAL})\s*(?:周(?!期)|星期|章|单元|模块)"
    r"|(?:Week|Chapter|Module|Unit)\s+(?P<latin>\d{1,3})(?!\w))",
    re.IGNORECASE,
)

_AFTER_SCOPE = lazy_pattern(r"^[\s:：、.,，|·—–-]+")


class ScopeKind(Enum):
    """What a line of scope names."""

    COURSE = "course"
    WEEK = "week"


class ScopeLine(Struct, frozen=True):
    """A line that names a subcourse or a week."""

    kind: ScopeKind
    """Which of the two."""
    number: int
    """1-based."""
    title: str
    """The words behind the number; empty where there are none."""
    counts_lessons: bool
    """Whether the word may as well count lessons, as in ``第三课``."""


def clean_title(raw: str) -> str:
    """``raw`` as a reader should see it.

    Escapes are resolved, blanks collapsed, the video site's name at the end is gone, and the
    `` _ `` in place of a slash is a slash again.
    """
    return _STORED_SLASH.sub("/", plain_title(raw))


def plain_title(raw: str) -> str:
    """``raw`` without escapes, doubled blanks and the video site's name; `` _ `` stays."""
    text = " ".join(_ESCAPE.sub(r"\1", raw).split())
    return _SITE_SUFFIX.sub("", text).strip()


def read_scope_line(text: str) -> ScopeLine | None:
    """The subcourse or week that ``text`` begins with, or None where it begins with neither."""
    text = text.strip()
    for kind, pattern in ((ScopeKind.COURSE, _COURSE), (ScopeKind.WEEK, _WEEK)):
        match = pattern.match(text)
        if match is None:
            continue
        number = parse_numeral(match["han"] or match["latin"])
        if not number:
            continue
        title = _AFTER_SCOPE.sub("", text[match.end() :]).strip()
        counts_lessons = kind is ScopeKind.COURSE and match["word"] == "课"
        return ScopeLine(kind, number, title, counts_lessons)
    return None


def split_bilingual(text: str) -> tuple[str, str | None]:
    """The Chinese and the English title of ``text``.

    The English title is the last group in brackets, half- or full-width, nested or mixed, where
    it holds Latin letters. A title without any Han character is its own English title; else a
    missing English title is None.
    """
    text = " ".join(text.split())
    opening = _last_group(text)
    if opening is not None:
        chinese, english = text[:opening].rstrip(), text[opening + 1 : -1].strip()
        if chinese and _LATIN.search(english):
            return chinese, english
    if text and not _HAN.search(text) and _LATIN.search(text):
        return text, text
    return text, None


def _last_group(text: str) -> int | None:
    """Offset of the bracket that opens the group at the end of ``text``."""
    if not text or text[-1] not in _CLOSERS:
        return None
    depth = 0
    for offset in range(len(text) - 1, -1, -1):
        if text[offset] in _CLOSERS:
            depth += 1
        elif text[offset] in _OPENERS:
            depth -= 1
            if depth == 0:
                return offset
    # one bracket too many: the group begins at the first that opens
    openings = [offset for offset, char in enumerate(text) if char in _OPENERS]
    return openings[0] if openings else None
