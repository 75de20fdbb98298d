r"""Code and mathematics in a Markdown text, found before anything else may match inside them.

Fences: three or more backticks or tildes, closed by as many, or by the end of the text or of
the quote or list item that holds them.
Code spans: n backticks up to the next n backticks, within one paragraph.
Mathematics: ``$$…$$``, ``\[…\]``, ``\(…\)``, ``$…$`` (closed in the same paragraph, no blank
inside either dollar, no digit behind the closing one, so that prices stay text).
Comments: ``<!-- … -->``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from site_builder.model.source import Span
from site_builder.scan.patterns import lazy_pattern


class RegionKind(Enum):
    """What a region holds."""

    FENCE = "fence"
    CODE = "code"
    INLINE_MATH = "inline math"
    DISPLAY_MATH = "display math"
    COMMENT = "comment"


class Region(Struct, frozen=True):
    """A stretch of text that is not Markdown."""

    span: Span
    """The region with its delimiters."""
    kind: RegionKind
    """What it holds."""
    content: Span
    """The region without its delimiters (of a fence: without its first and last line)."""


class Regions(Struct, frozen=True):
    """The regions of one text, in order and disjoint."""

    items: tuple[Region, ...]
    """In the order of the text."""
    starts: tuple[int, ...]
    """Offset of each region, for look-up."""

    def at(self, offset: int) -> Region | None:
        """The region that holds ``offset``, or None."""
        index = bisect_right(self.starts, offset) - 1
        if index >= 0 and offset < self.items[index].span.end:
            return self.items[index]
        return None

    def touches(self, span: Span) -> bool:
        """Whether any region shares a code point with ``span``."""
        index = bisect_right(self.starts, span.start) - 1
        if index >= 0 and self.items[index].span.overlaps(span):
            return True
        following = index + 1
        return following < len(self.items) and self.items[following].span.overlaps(span)


# "   ```python" · "> ~~~" · "- ```" ; the fence may stand in quotes and list items
_FENCE_OPEN = lazy_pattern(
    r"^(?P<indent>[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<mark>`{3,}|~{3,})(?P<tail>[^\n]*)$",
    re.MULTILINE,
)

# "- ", "  12. " before the text of a list item
_ITEM = lazy_pattern(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")

_LINES_UP = 200
"""How far above a fence its list item may begin."""

# One of these is in whatever opens a region, and first in all but the marks before a fence
_SIGN = lazy_pattern(r"[\\`~<$]")

# Whatever may open a region within a line.
OPENER = lazy_pattern(
    r"""
      (?P<escape>\\[\\$`])
    | (?P<fence>^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,}))
    | (?P<ticks>`+)
    | (?P<comment><!--)
    | (?P<display>\$\$|\\\[)
    | (?P<inline>\$|\\\()
    """,
    re.VERBOSE | re.MULTILINE,
)

# A display formula may hold a blank line by mistake, but never a heading or a fence.
_BARRIER = lazy_pattern(r"^[ \t]*(?:#{1,6} |```|~~~)", re.MULTILINE)

_REACH = 20_000
"""Code points that a region other than a fence may span, so that scanning stays linear."""

# Han characters, their punctuation and full-width forms
_CHINESE = lazy_pattern(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")

_PARAGRAPH_END = lazy_pattern(r"\n[ \t>]*(?:\n|\Z)")

# closing dollar: no blank before it, no digit behind it
_DOLLAR_CLOSE = lazy_pattern(r"(?<!\\)(?<![ \t\n\u3000])\$(?!\d)")

_NO_FORMULA = ("", " ", "\t", "\n", "\u3000")
"""What no formula between dollars begins with."""


def find_regions(text: str) -> Regions:
    """The regions of ``text``."""
    found: list[Region] = []
    position = 0
    unclosed = 0  # up to here no dollar closes a formula
    while (opener := next_opener(text, position)) is not None:
        region = None
        if opener["inline"] != "$":
            region = _region_at(text, opener)
        elif opener.start() >= unclosed:
            limit = _paragraph_end(text, opener.end())
            close = _DOLLAR_CLOSE.search(text, opener.end(), limit)
            if close is None:
                unclosed = limit
            else:
                region = _dollar(text, opener.start(), close.start())
        if region is None:
            position = opener.end()
            continue
        found.append(region)
        position = max(region.span.end, opener.end())
    return Regions(tuple(found), tuple(region.span.start for region in found))


def regions_of(regions: Regions, kinds: Sequence[RegionKind]) -> tuple[Region, ...]:
    """The regions of the given kinds, in the order of the text."""
    return tuple(region for region in regions.items if region.kind in kinds)


def next_opener(text: str, position: int) -> re.Match[str] | None:
    """The first match of ``OPENER`` from ``position`` on, found by its sign."""
    while (sign := _SIGN.search(text, position)) is not None:
        offset = sign.start()
        line = text.rfind("\n", 0, offset) + 1
        if sign[0] in "`~" and position <= line < offset:
            opener = OPENER.match(text, line)  # no other sign stands before it on its line
            if opener is not None:
                return opener
        opener = OPENER.match(text, offset)
        if opener is not None:
            return opener
        position = offset + 1
    return None


def _region_at(text: str, opener: re.Match[str]) -> Region | None:
    match opener.lastgroup:
        case "fence":
            return _fence(text, opener.start())
        case "ticks":
            return _code_span(text, opener)
        case "comment":
            limit = _reach(text, opener.end())
            return _delimited(text, opener, "-->", RegionKind.COMMENT, limit=limit)
        case "display":
            close = "$$" if opener[0] == "$$" else r"\]"
            return _display(text, opener, close)
        case "inline":
            limit = _paragraph_end(text, opener.end())
            region = _delimited(text, opener, r"\)", RegionKind.INLINE_MATH, limit=limit)
            if region is None or not _reads_as_formula(
                text[region.content.start : region.content.end]
            ):
                return None
            return region
        case _:
            return None


def _fence(text: str, start: int) -> Region | None:
    opening = _FENCE_OPEN.match(text, start)
    if opening is None or (opening["mark"][0] == "`" and "`" in opening["tail"]):
        return None
    mark = re.escape(opening["mark"][0])
    length = len(opening["mark"])
    closing = re.compile(rf"^[ \t>]*{mark}{{{length},}}[ \t]*$", re.MULTILINE)
    body = min(opening.end() + 1, len(text))
    close = closing.search(text, body)
    end = close.end() if close else len(text)
    content_end = close.start() if close else len(text)
    holder_end = _holder_end(text, start, opening["indent"], Span(body, content_end))
    if holder_end is not None:
        end = content_end = max(body, holder_end)
    return Region(Span(start, end), RegionKind.FENCE, Span(body, max(body, content_end)))


def _holder_end(text: str, start: int, lead: str, content: Span) -> int | None:
    """Where the quote or list item that holds a fence ends within ``content``, or None."""
    quotes = lead.count(">")
    column = _text_column(text, start, lead)
    if not quotes and not column:
        return None
    position = content.start
    while position < content.end:
        line_end = text.find("\n", position, content.end)
        line_end = content.end if line_end == -1 else line_end
        line = text[position:line_end]
        margin = line[: len(line) - len(line.lstrip(" \t>"))]
        if margin.count(">") < quotes:
            return position - 1
        inner = margin.rpartition(">")[2]
        if line.strip(" \t>") and len(inner.expandtabs(4)) < column:
            return position - 1
        position = line_end + 1
    return None


def _text_column(text: str, start: int, lead: str) -> int:
    """Column at which the text of the list item around a fence begins; 0 outside lists."""
    inner = lead.rpartition(">")[2]
    width = len(inner.expandtabs(4))
    if inner.strip():
        return width
    position = start
    for _ in range(_LINES_UP if width else 0):
        line_start = text.rfind("\n", 0, max(position - 1, 0)) + 1
        if line_start >= position:
            return 0
        line = text[line_start:position].rstrip("\n").rpartition(">")[2]
        position = line_start
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
        if not line.strip() or indent >= width:
            continue
        item = _ITEM.match(line)
        if item is None:
            return 0
        column = len(item[0].expandtabs(4))
        return column if column <= width else 0
    return 0


def _code_span(text: str, opener: re.Match[str]) -> Region | None:
    limit = _paragraph_end(text, opener.end())
    ticks = opener[0]
    close = re.compile(rf"(?<!`){ticks}(?!`)").search(text, opener.end(), limit)
    if close is None:
        return None
    span = Span(opener.start(), close.end())
    return Region(span, RegionKind.CODE, Span(opener.end(), close.start()))


def _display(text: str, opener: re.Match[str], close: str) -> Region | None:
    if opener[0] == r"\[" and not _alone_before(text, opener.start()):
        return None  # an escaped bracket in running text
    region = _delimited(
        text, opener, close, RegionKind.DISPLAY_MATH, limit=_reach(text, opener.end())
    )
    if region is None:
        return None
    content = text[region.content.start : region.content.end]
    if not content.strip() or _BARRIER.search(content):
        return None
    if opener[0] == r"\[" and "\n" not in content and not _alone_behind(text, region.span.end):
        return None  # [1] before a bibliography's entry
    return region


def _alone_before(text: str, offset: int) -> bool:
    """Whether nothing but blanks and quote marks stands before ``offset`` in its line."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return not line.strip(" \t>")


def _alone_behind(text: str, offset: int) -> bool:
    """Whether nothing but blanks and one mark of punctuation stands behind ``offset``."""
    line_end = text.find("\n", offset)
    rest = text[offset : len(text) if line_end == -1 else line_end].strip()
    return len(rest) <= 1 and not rest.isalnum()


def _dollar(text: str, start: int, end: int) -> Region | None:
    """The formula between two dollars, where it is one."""
    content = Span(start + 1, end)
    formula = text[start + 1 : end]
    if formula[:1] in _NO_FORMULA or not _reads_as_formula(formula):
        return None
    return Region(Span(start, end + 1), RegionKind.INLINE_MATH, content)


def _reads_as_formula(content: str) -> bool:
    r"""Whether text between single dollars is a formula and not two prices around words.

    ``5和`` between ``$5和$6`` is prose; Han characters belong into ``\text{…}``, ``\mathrm{…}``
    or indices, so a formula without a backslash, a brace or an operator holds none.
    """
    if "`" in content:
        return False  # code begins there
    if not _CHINESE.search(content):
        return True
    return re.search(r"[\\{}^_=]", content) is not None


def _delimited(
    text: str, opener: re.Match[str], close: str, kind: RegionKind, *, limit: int
) -> Region | None:
    end = text.find(close, opener.end(), limit)
    if end == -1:
        return None
    return Region(Span(opener.start(), end + len(close)), kind, Span(opener.end(), end))


def _reach(text: str, position: int) -> int:
    return min(len(text), position + _REACH)


def _paragraph_end(text: str, position: int) -> int:
    limit = _reach(text, position)
    end = _PARAGRAPH_END.search(text, position, limit)
    return end.start() if end else limit
