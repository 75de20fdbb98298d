r"""Blocks of CommonMark that stand at the margin and hold no others, as most of those in notes do.

文字⏎文字   # 标题   ```python⏎…⏎```   - 项⏎- 项   1. 项⏎2. 项   | 名 | 值 |⏎|---|---|⏎| a | 1 |

What is not plainly one of these is left to the parser: lists that nest, quotes, HTML, rules, and
whatever is indented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.scan.block_token import BlockToken
from site_builder.scan.patterns import lazy_pattern

# With what a line begins that opens no block: 文, **文, `x, #文, -5, 2022, 3.14
_TEXT = r"""
    (?: [^ \t>\#<`~*+\-_0-9]
      | [*_]{1,2}[^ \t*_] | `{1,2}(?!`) | \#{1,6}[^ \t\#] | -[^ \t-] | \+[^ \t]
      | [0-9]+(?:[.)][^ \t]|(?![0-9.)]))
    )
"""
_PLAIN = lazy_pattern(_TEXT, re.VERBOSE)

# An item that begins with text: "- 文", "12. 文"
_ITEM = lazy_pattern(
    rf"(?:(?P<bullet>[-*+])|(?P<number>[0-9]{{1,9}})(?P<behind>[.)]))[ ]{{1,4}}(?={_TEXT})",
    re.VERBOSE,
)

_HEADING = lazy_pattern(r"(?P<mark>#{1,6})(?:[ \t]|$)")
_FENCE = lazy_pattern(r"(?P<mark>`{3,}(?=[^`]*$)|~{3,})")

# The second line of a table: | --- | :-: |
_DELIMITERS = lazy_pattern(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*(?::?-+:?[ \t]*)?")

_MOST_CELLS = 0x10000
"""A table of more cells is left to the parser, which ends it where too many are missing."""

_BLANKS = " \t"


class MarginBlocks:
    """The reader of blocks at the margin, whose tokens it adds to ``tokens``."""

    def __init__(self, lines: Sequence[str], tokens: list[BlockToken], *, code: bool) -> None:
        """A reader of ``lines``.

        Args:
            lines: Those of a text, without line feeds.
            tokens: Where its tokens go.
            code: Whether indented code is told from text.
        """
        self._lines = lines
        self._tokens = tokens
        self._code = code

    def read(self, first: int) -> int:
        """The line behind the block that begins on line ``first`` (0-based), which is not blank.

        ``first`` itself, without a token, where it is none of those that are read here.
        """
        text = self._lines[first]
        if "|" in text and self._may_head_table(first):
            return self._table(first)
        if _PLAIN.match(text if self._code else text.lstrip(_BLANKS)):
            return self._paragraph(first)
        if _ITEM.match(text):
            return self._list(first)
        if (heading := _HEADING.match(text)) is not None:
            self._tokens.append(BlockToken("heading_open", 0, [first, first + 1], heading["mark"]))
            return first + 1
        if (fence := _FENCE.match(text)) is not None:
            return self._fence(first, fence["mark"])
        return first

    def _may_head_table(self, line: int) -> bool:
        """Whether what stands below a line with a bar might make a table of it."""
        below = self._lines[line + 1 : line + 2]
        return bool(below) and below[0].strip(_BLANKS) != "" and not below[0].strip("|-: \t")

    def _paragraph(self, first: int) -> int:
        lines = self._lines
        end = first + 1
        while end < len(lines):
            text = lines[end].lstrip(_BLANKS)
            if not text:
                break
            if "|" in text and self._may_head_table(end):
                return first
            if not _PLAIN.match(text):
                ended = self._ends_paragraph(lines[end])
                if ended is None:
                    return first
                if ended:
                    break
            end += 1
        self._tokens.append(BlockToken("paragraph_open", 0, [first, end]))
        return end

    def _ends_paragraph(self, text: str) -> bool | None:
        """Whether a line ends a paragraph above it that nothing holds; None where in doubt."""
        item = _ITEM.match(text)
        if item is not None:
            return item["number"] is None or int(item["number"]) == 1
        return self._ends_item(text) or None

    def _ends_item(self, text: str) -> bool:
        return _HEADING.match(text) is not None or _FENCE.match(text) is not None

    def _list(self, first: int) -> int:
        """A list whose items are a line each."""
        lines, line, mark, width = self._lines, first, "", 0
        end = len(lines)
        starts: list[int] = []
        while line < end:
            text = lines[line]
            item = _ITEM.match(text)
            if item is None:
                apart = not lines[line - 1].strip(_BLANKS)
                if self._ends_item(text) or (apart and self._is_outside(text, width)):
                    break
                return first
            own = item["bullet"] or item["behind"]
            if starts and own != mark:
                break
            mark, width = own, item.end()
            starts.append(line)
            line += 1
            while line < end and not lines[line].strip(_BLANKS):
                line += 1
        kind = "bullet_list" if mark in "*+-" else "ordered_list"
        tokens = [BlockToken(f"{kind}_open", 0, [first, line], mark)]
        for start, behind in zip(starts, [*starts[1:], line], strict=True):
            tokens += (
                BlockToken("list_item_open", 1, [start, behind], mark),
                BlockToken("paragraph_open", 2, [start, start + 1]),
                BlockToken("list_item_close", 1, None, mark),
            )
        tokens.append(BlockToken(f"{kind}_close", 0, None, mark))
        self._tokens += tokens
        return line

    def _is_outside(self, text: str, width: int) -> bool:
        """Whether a line behind a blank one is certainly text that no item ``width`` wide holds."""
        words = text.lstrip(" ")
        if _PLAIN.match(words):
            return len(text) - len(words) < width
        return words == text and text[0] in "<>"

    def _fence(self, first: int, mark: str) -> int:
        lines = self._lines
        end = first + 1
        while end < len(lines):
            if mark in lines[end]:
                text = lines[end].strip(_BLANKS)
                if text.startswith(mark) and not text.strip(mark[0]):
                    if self._code and lines[end][0] in _BLANKS:
                        return first
                    end += 1
                    break
            end += 1
        self._tokens.append(BlockToken("fence", 0, [first, end], mark))
        return end

    def _table(self, first: int) -> int:
        head, below = self._lines[first].strip(_BLANKS), self._lines[first + 1].rstrip(_BLANKS)
        columns = head.removeprefix("|").removesuffix("|").count("|") + 1
        if (
            "\\" in head
            or head != head.strip()
            or head == "|"
            or not _PLAIN.match(self._lines[first])
            or below[0] in _BLANKS
            or below.startswith(("- ", "-\t"))
            or len(below) < len("--")
            or not _DELIMITERS.fullmatch(below)
            or below.strip("|").count("|") + 1 != columns
        ):
            return first
        end = first + 2
        while end < len(self._lines):
            text = self._lines[end]
            if not text.strip(_BLANKS):
                break
            if not _PLAIN.match(text) or text.isspace():
                return first
            end += 1
        if (end - first) * columns > _MOST_CELLS:
            return first
        self._tokens.append(BlockToken("table_open", 0, [first, end]))
        self._tokens.append(BlockToken("table_close", 0))
        return end
