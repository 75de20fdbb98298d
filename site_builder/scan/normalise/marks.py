r"""Marks within a line that Python-Markdown and its extensions read in another way.

``~`` and ``^`` of ranges (``1~3``), estimates (``~10``) and powers (``a^2+b^2``) are text, those of
``H~2~O`` and ``x^2^`` are not. ``==`` of a comparison (``a==b``) is text. Backslash escapes that
Python-Markdown does not know (``\$``, ``\<``) give way to the character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from site_builder.model.source import Source, Span
from site_builder.scan.links import AUTOLINK, BARE, INLINE
from site_builder.scan.normalise.fix import SILENT, Fix
from site_builder.scan.normalise.layout import Layout, LeafKind
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions

_SIGNS = "MKD107"
_ESCAPES = "MKD109"

_TAG = lazy_pattern(r"</?[A-Za-z][^<>\n]*>")

# patterns begin with the mark itself: that is looked for faster
_SINGLE = {"~": lazy_pattern(r"~(?<![\\~]~)(?!~)"), "^": lazy_pattern(r"\^(?<![\\^]\^)(?!\^)")}

# a==b
_COMPARISON = lazy_pattern(r"==(?<=[A-Za-z0-9_)\]]==)(?=[A-Za-z0-9_(\[\"'-])")

# sum of powers between two carets: 2+b of a^2+b^2
_TERM = lazy_pattern(r"[^\s^]*[-+*/=<>(),，、。；：\u3400-\u9fff][^\s^]*")

_ESCAPE = lazy_pattern(r"\\(?P<char>[!-/:-@\[-`{-~])")
_FOREIGN = {"$": "&#36;", "<": "&lt;", "&": "&amp;", **{c: c for c in "\"'%,/:;?@"}}
"""Characters that CommonMark escapes and Python-Markdown does not, as they are written."""


_SIGN = lazy_pattern(r"[~^=\\]")
_MARKS = ("~", "^", "==", "\\")
"""A block without any of them stays as it is."""


def fix_marks(source: Source, regions: Regions, layout: Layout) -> Iterator[Fix]:
    """Changes to marks in paragraphs, headings and tables."""
    text = source.text
    signs = tuple(sign for sign in _MARKS if sign in text)
    for leaf in layout.leaves if signs and _stand_outside(text, regions) else ():
        if leaf.kind in (LeafKind.PARAGRAPH, LeafKind.TABLE, LeafKind.HEADING):
            span = source.line_span(leaf.first, leaf.last)
            if all(text.find(sign, span.start, span.end) == -1 for sign in signs):
                continue
            plain = _Plain(text, regions, span)
            for sign in "~^":
                if plain.holds(sign):
                    yield from _fix_pairs(plain, sign)
            if plain.holds("=="):
                yield from _fix_comparisons(plain)
            if plain.holds("\\"):
                yield from _fix_escapes(plain)


def _stand_outside(text: str, regions: Regions) -> bool:
    """Whether any sign stands outside code and formulas."""
    ends = (0, *(region.span.end for region in regions.items))
    starts = (*regions.starts, len(text))
    between = zip(ends, starts, strict=True)
    return any(_SIGN.search(text, start, end) for start, end in between)


class _Plain:
    """The text of a block in which code, formulas, links and tags do not count."""

    def __init__(self, text: str, regions: Regions, span: Span) -> None:
        self.text = text
        self.span = span
        self._regions = regions
        self._taken: list[tuple[int, int]] | None = None
        self._reach: list[int] = []

    def holds(self, sign: str) -> bool:
        """Whether ``sign`` stands anywhere in the block."""
        return self.text.find(sign, self.span.start, self.span.end) != -1

    def finds(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        for match in pattern.finditer(self.text, self.span.start, self.span.end):
            if self._regions.at(match.start()) is None and not self._is_taken(match.start()):
                yield match

    def char(self, offset: int) -> str:
        inside = self.span.start <= offset < self.span.end
        return self.text[offset] if inside else ""

    def _is_taken(self, offset: int) -> bool:
        if self._taken is None:  # most blocks hold no mark that is worth the search
            self._taken = self._find_taken()
        index = bisect_right(self._taken, (offset, len(self.text) + 1)) - 1
        return index >= 0 and offset < self._reach[index]

    def _find_taken(self) -> list[tuple[int, int]]:
        """Links and tags, in order; ``_reach`` gets the furthest end up to each of them."""
        taken = sorted(
            match.span()
            for pattern in (INLINE, AUTOLINK, BARE, _TAG)
            for match in pattern.finditer(self.text, self.span.start, self.span.end)
        )
        reach = 0
        for _, end in taken:
            reach = max(end, reach)
            self._reach.append(reach)
        return taken


def _fix_pairs(plain: _Plain, mark: str) -> Iterator[Fix]:
    """Single tildes or carets, unless two of them raise or lower what is between them."""
    found = [match.start() for match in plain.finds(_SINGLE[mark])]
    lone: list[int] = []
    index = 0
    while index < len(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if following is not None and _is_pair(plain, found[index], following):
            index += 2
            continue
        lone.append(found[index])
        index += 1
    if lone == found[-1:]:
        return  # one mark, with none behind it, stays a character
    for offset in lone:
        if _may_pair(plain, offset):
            yield Fix(_SIGNS, Span(offset, offset + 1), "\\" + mark)


def _is_pair(plain: _Plain, opening: int, closing: int) -> bool:
    """Whether the text between two marks is meant to be small: ``H~2~O``, ``x^2^``."""
    content = plain.text[opening + 1 : closing]
    base, behind = plain.char(opening - 1), plain.char(closing + 1)
    if not content or any(c.isspace() for c in content) or not base or base.isspace():
        return False
    if not (base.isalnum() or base in ")]}）*_'\"”"):
        return False
    joins = bool(behind) and (behind.isdigit() or behind in "({")
    if joins and (_TERM.fullmatch(content) or base.isdigit()):
        return False
    return not (behind.isalpha() and behind.isascii() and _TERM.fullmatch(content))


def _may_pair(plain: _Plain, offset: int) -> bool:
    """Whether a mark could open or close a pair at all."""
    before, behind = plain.char(offset - 1), plain.char(offset + 1)
    opens = bool(behind) and not behind.isspace()
    closes = bool(before) and not before.isspace()
    return opens or closes


def _fix_comparisons(plain: _Plain) -> Iterator[Fix]:
    """``==`` of comparisons; one alone marks nothing."""
    found = [match.start() for match in plain.finds(_COMPARISON)]
    if len(found) > 1:
        for offset in found:
            yield Fix(_SIGNS, Span(offset, offset + 1), r"\=")


def _fix_escapes(plain: _Plain) -> Iterator[Fix]:
    r"""Escapes that would show their backslash, and ``\(`` that opens no formula."""
    for match in plain.finds(_ESCAPE):
        char = match["char"]
        if char in _FOREIGN:
            yield Fix(_ESCAPES, Span(*match.span()), _FOREIGN[char])
        elif char == "(":
            close = plain.text.find(r"\)", match.end(), plain.span.end)
            if close != -1:
                yield Fix(SILENT, Span(*match.span()), "&#40;")
