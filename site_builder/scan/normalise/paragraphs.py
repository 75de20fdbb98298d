"""Lines of one paragraph: how they join, and marks at their start that would make other blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.model.source import Source, Span
from site_builder.scan.normalise.fix import Fix
from site_builder.scan.normalise.layout import Container, ContainerKind, Layout, Leaf, LeafKind
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions

_HASH = "MKD101"
_JOIN = "MKD105"
_GLUED_RULE = "MKD106"
_ENUMERATION = "MKD111"
_BACKSLASH = "MKD113"
_HARD_BREAK = "MKD114"

# "#机器学习", "##标签": no heading in CommonMark, one in Python-Markdown
_HASHES = lazy_pattern(r"#+(?=[^#\s])")

# "-", "--" alone under a line of text
_DASHES = lazy_pattern(r"-{1,2}[ \t]*$")

# "2. " within the text of an item: Python-Markdown begins another item
_NUMBER_IN_ITEM = lazy_pattern(r"(?P<number>\d{1,9})\.(?=[ \t])")

# 1、甲 · 2)乙 · (3) 丙 · ① 丁 · • 戊 ; "1.5 倍" is none
_ENUMERATED = lazy_pattern(
    r"""
      \d{1,2}(?:[、）)．]|\.(?![\d\s]))
    | [（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]
    | [一二三四五六七八九十]{1,3}、
    | [①-⑳•·●○■□◆▪]
    """,
    re.VERBOSE,
)

_LEAD = lazy_pattern(r"[ \t]*(?:>[ \t]?)*[ \t]*")
_ITEM_LEAD = lazy_pattern(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")

# Han and kana, their punctuation, full-width forms, and the quotes and dashes used with them
_CHINESE = lazy_pattern(
    r"[\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"
)
_STARS = "*"


def fix_paragraphs(
    source: Source, regions: Regions, layout: Layout, *, hard_breaks: bool
) -> Iterator[Fix]:
    """Changes to the lines of every paragraph."""
    for leaf in layout.leaves:
        if leaf.kind is not LeafKind.PARAGRAPH:
            continue
        if leaf.first == leaf.last and not _holds_hash(source, leaf.first):
            continue
        starts = [_text_start(source, leaf, line) for line in range(leaf.first, leaf.last + 1)]
        for index, start in enumerate(starts):
            if regions.at(start) is None:
                yield from _fix_start(source, leaf, start, continued=index > 0)
            if index:
                yield from _fix_break(source, regions, start, hard_breaks=hard_breaks)


def _holds_hash(source: Source, line: int) -> bool:
    """Whether a mark of a heading, all that a paragraph of one line may need, is in a line."""
    span = source.line_span(line)
    return source.text.find("#", span.start, span.end) != -1


def _text_start(source: Source, leaf: Leaf, line: int) -> int:
    """Where the text of a line begins behind its margin and marks."""
    start = source.line_starts[line - 1]
    text = source.line_text(line)
    if line == leaf.first:
        lead = _ITEM_LEAD.match(text) if _opens(leaf.stack, line) else _LEAD.match(text)
    elif any(c.kind is ContainerKind.QUOTE for c in leaf.stack):
        lead = _LEAD.match(text)
    else:
        return start + len(text) - len(text.lstrip(" \t"))
    return start + (lead.end() if lead else 0)


def _opens(stack: tuple[Container, ...], line: int) -> bool:
    return any(c.kind is ContainerKind.ITEM and c.line == line for c in stack)


def _fix_start(source: Source, leaf: Leaf, start: int, *, continued: bool) -> Iterator[Fix]:
    """Marks at the start of a line that Python-Markdown would take for another block."""
    text = source.text
    if _HASHES.match(text, start):
        yield Fix(_HASH, Span(start, start + 1), r"\#")
    if not continued:
        return
    line_end = text.find("\n", start)
    line_end = len(text) if line_end == -1 else line_end
    if _DASHES.match(text, start, line_end):
        yield Fix(_GLUED_RULE, Span(start, start + 1), r"\-")
    number = _NUMBER_IN_ITEM.match(text, start)
    if number is not None and leaf.opens_item:
        yield Fix(_ENUMERATION, Span(number.end() - 1, number.end()), r"\.")


def _fix_break(source: Source, regions: Regions, start: int, *, hard_breaks: bool) -> Iterator[Fix]:
    """The line break before the line whose text begins at ``start``."""
    text = source.text
    newline = text.rfind("\n", 0, start)
    if newline <= 0 or regions.at(newline) is not None:
        return
    end = newline
    while end and text[end - 1] in " \t":
        end -= 1
    if end and text[end - 1] == "\\" and _is_odd_backslash(text, end):
        yield Fix(_BACKSLASH, Span(end - 1, newline), "  ")
    elif text[end:newline].endswith("  ") or text.endswith(("<br>", "<br/>", "<br />"), 0, end):
        return
    elif hard_breaks:
        yield Fix(_HARD_BREAK, Span(newline, newline), "  ")
    elif _ENUMERATED.match(text, start):
        yield Fix(_ENUMERATION, Span(newline, newline), "  ")
    elif _is_chinese(text, _before_stars(text, end)) and _is_chinese(
        text, _past_stars(text, start)
    ):
        yield Fix(_JOIN, Span(end, start), "")


def _is_odd_backslash(text: str, end: int) -> bool:
    count = 0
    while end - count > 0 and text[end - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def _before_stars(text: str, end: int) -> int:
    """Offset of the last character before ``end`` that is no mark of emphasis."""
    while end > 0 and text[end - 1] in _STARS:
        end -= 1
    return end - 1


def _past_stars(text: str, start: int) -> int:
    """Offset of the first character from ``start`` on that is no mark of emphasis."""
    while text[start : start + 1] == _STARS:
        start += 1
    return start


def _is_chinese(text: str, offset: int) -> bool:
    return 0 <= offset < len(text) and _CHINESE.match(text, offset) is not None
