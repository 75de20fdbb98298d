"""The text handed to the CommonMark parser in the author's stead, line by line.

Formulas, code and the containers that only Python-Markdown knows are replaced by what CommonMark
reads in the way they are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.model.source import Source, Span
from site_builder.scan.commonmark import parse_blocks
from site_builder.scan.formulas import FormulaPlace
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, Regions

_INDENTED = lazy_pattern(r"^(?: {4}| {0,3}\t)", re.MULTILINE)

# a line that may hold code: "    x = 1", ">     x = 1", "-     x = 1"
_DEEP = lazy_pattern(r"^(?:[ >]|[-*+]|\d{1,9}[.)])*?(?: {4}|\t)[^\n]*", re.MULTILINE)

# '!!! note "标题"' · '??? tip' · "[^1]: 注" · ":   释义"
_BODY_OPENER = lazy_pattern(
    r"""
    (?P<indent>[ \t]*)
    (?: (?P<admonition>(?:!!!|\?\?\?\+?)[ ]?[\w"-])
      | (?P<footnote>\[\^[^\]\s]+\]:)
      | (?P<definition>:[ ]{1,3}(?=\S))
    )
    """,
    re.VERBOSE,
)

# what it begins with
_BODY_SIGNS = frozenset("!?[:")

# "- " with nothing behind it
_EMPTY_ITEM = lazy_pattern(r"(?P<lead>[ \t>]*)(?P<mark>[-*+]|\d{1,9}[.)])[ \t]*$")
_ITEM_ENDS = frozenset("-*+.)")
_QUOTES = lazy_pattern(r">")

_BULLET = lazy_pattern(r"(?P<indent> *)[-*+][ \t]")
_ORDERED = lazy_pattern(r"(?P<indent> *)\d{1,9}[.)](?P<gap> +)")
_LINE_LEAD = lazy_pattern(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")

_FENCES = ("```", "~~~")

# what may begin a block of HTML, in which fences are text
_HTML_START = lazy_pattern(r"^[ \t>*+\-\d.)]*<[A-Za-z/!?]", re.MULTILINE)

_HAN = lazy_pattern(r"[\u3400-\u9fff\uf900-\ufaff]")
_CODE_COMMENT = lazy_pattern(r"(?:#|//|--|/\*).*$|\"[^\"\n]*\"|'[^'\n]*'", re.MULTILINE)
_CODE_SIGN = lazy_pattern(r"[=(){}\[\];<>$]|^\s*(?:import|from|def|class|return)\b", re.MULTILINE)


class StandIn:
    """The text handed to the parser in the author's stead, line by line."""

    def __init__(self, source: Source, regions: Regions, first: int, last: int) -> None:
        self._source = source
        self._regions = regions
        self._first = first
        self._last = last
        text = source.slice(source.line_span(first, last)).replace("\r", " ")
        self._lines = text.split("\n")[: last - first + 1]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self._lines)

    def hide_formulas(self, formulas: Sequence[FormulaPlace]) -> None:
        """Puts a heading for each line of a formula that stands alone, letters for others."""
        for formula in formulas:
            self._hide(formula.region.span, alone=formula.alone)

    def hide_code_spans(self) -> None:
        """Puts letters for code spans, so that a bar in one parts no cells."""
        for region in self._regions.items:
            if region.kind is RegionKind.CODE:
                first, last = self._source.lines_of(region.span)
                if first == last and self._first <= first <= self._last:
                    self._hide(region.content, alone=False)

    def align_fence_ends(self) -> None:
        """Moves the last line of a fence in a list item to where the fence begins."""
        for region in self._regions.items:
            if region.kind is not RegionKind.FENCE:
                continue
            first, last = self._source.lines_of(region.span)
            if not self._first <= first < last <= self._last:
                continue
            lead = _LINE_LEAD.match(self._lines[first - self._first])
            end = self._lines[last - self._first].strip(" \t")
            if lead is not None and lead[0] and ">" not in lead[0] and not end.strip("`~"):
                margin = re.sub(r"[^ \t]", " ", lead[0])
                self._lines[last - self._first] = margin + end

    def _hide(self, span: Span, *, alone: bool) -> None:
        first, last = self._source.lines_of(span)
        line_start = self._source.line_starts[first - 1]
        if first == last and not alone:  # as most
            line = self._lines[first - self._first]
            before, behind = line[: span.start - line_start], line[span.end - line_start :]
            filling = "x" * max(1, len(line) - len(before) - len(behind))
            self._lines[first - self._first] = before + filling + behind
            return
        head = self._lines[first - self._first][: span.start - line_start]
        lead = _LINE_LEAD.match(head)
        margin = re.sub(r"[^> \t]", " ", lead[0] if lead else "")
        for number in range(first, last + 1):
            start = self._source.line_starts[number - 1]
            line = self._lines[number - self._first]
            own_margin = line[: len(line) - len(line.lstrip(" \t>"))]
            before = head if number == first else margin if alone else own_margin
            behind = line[span.end - start :] if number == last else ""
            filling = "# x" if alone else "x" * max(1, len(line) - len(before) - len(behind))
            self._lines[number - self._first] = before + filling + ("" if alone else behind)

    def hide_body_openers(self) -> frozenset[int]:
        """Puts a list marker for the opening of an admonition, a footnote or a definition.

        Returns:
            The lines of such openings.
        """
        bodies = set()
        for index, line in enumerate(self._lines):
            if line.lstrip(" \t")[:1] not in _BODY_SIGNS:
                continue
            match = _BODY_OPENER.match(line)
            if match is None or self._hidden(index):
                continue
            if match["definition"] and not self._follows_term(index):
                continue
            bodies.add(self._first + index)
            content = "# x" if match["admonition"] else "x"
            self._lines[index] = f"{match['indent']}- {content}"
        return frozenset(bodies)

    def fill_empty_items(self) -> None:
        """Puts a letter for the missing text of an item whose blocks follow a blank line.

        Python-Markdown reads them as part of the item, CommonMark does not.
        """
        for index, line in enumerate(self._lines[:-2]):
            if line.rstrip(" \t")[-1:] not in _ITEM_ENDS or self._lines[index + 1].strip(" \t>"):
                continue
            empty = _EMPTY_ITEM.match(line)
            if empty is None:
                continue
            following = self._lines[index + 2]
            margin = len(empty["lead"].expandtabs(4)) + 2
            inside = _QUOTES.sub(" ", following).expandtabs(4)
            if len(inside) - len(inside.lstrip(" ")) >= margin and inside.strip():
                self._lines[index] = f"{empty['lead']}{empty['mark']} x"

    def deepen_bullets_under_numbers(self) -> None:
        """Moves bullets to where the text of the number above begins, if they mean to be there.

        ``1. a`` with ``  - b`` below it is a nested list to its author; CommonMark wants three
        blanks, and Python-Markdown would go on numbering.
        """
        number: tuple[int, int] | None = None  # columns of the marker and of its text
        shift: tuple[int, int] | None = None  # from which column on, by how much
        for index, line in enumerate(self._lines):
            open_list = number is not None or shift is not None
            if not (open_list or line.lstrip(" ")[:1].isdecimal()):
                continue
            if not line.strip() or self._hidden(index):
                continue
            indent = len(line) - len(line.lstrip(" "))
            if shift is not None and indent < shift[0]:
                shift = None
            ordered, bullet = _ORDERED.match(line), _BULLET.match(line)
            if shift is None and bullet and number and number[0] < indent < number[1]:
                shift = (indent, number[1] - indent)
            if shift is not None:
                self._lines[index] = " " * shift[1] + line
            elif ordered is not None:
                number = (indent, min(ordered.end(), len(ordered[0]) - len(ordered["gap"]) + 4))
            elif number is not None and indent <= number[0]:
                number = None

    def hide_code(self) -> dict[int, int]:
        """Puts letters for indented lines that look like code.

        Returns:
            The last line of such code by its first.
        """
        text = self.text
        if ("    " not in text and "\t" not in text) or not _INDENTED.search(text):
            return {}
        if not _may_hold_code(self.without_fences(text)):
            return {}
        found = {}
        for token in parse_blocks(text, code=True):
            if token.type != "code_block" or token.map is None:
                continue
            for start, end in self._chunks(*token.map):
                if _looks_like_code("\n".join(self._lines[start:end])):
                    found[self._first + start] = self._first + end - 1
                    for index in range(start, end):
                        stripped = self._lines[index].lstrip(" \t>")
                        lead = self._lines[index][: len(self._lines[index]) - len(stripped)]
                        self._lines[index] = lead + "x"
        return found

    def without_fences(self, text: str) -> str:
        """``text`` without the lines that are certainly between fences; others may stay in it.

        Certain are fences that begin and end at the margin, where all do and no HTML is around.
        """
        lines = list(self._lines)
        for region in self._regions.items:
            first, last = self._source.lines_of(region.span)
            if region.kind is not RegionKind.FENCE or not self._first <= last <= self._last:
                continue
            start, end = max(first - self._first, 0), last - self._first
            if not lines[start].startswith(_FENCES) or not lines[end].startswith(_FENCES):
                return text
            lines[start : end + 1] = [""] * (end + 1 - start)
        rest = "\n".join(lines)
        doubtful = any(mark in rest for mark in _FENCES) or _HTML_START.search(text) is not None
        return text if doubtful else rest

    def _chunks(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of lines (half-open) that no blank line parts."""
        first = start
        for index in range(start, end + 1):
            if index == end or not self._lines[index].strip(" \t>"):
                if first < index:
                    yield first, index
                first = index + 1

    def _hidden(self, index: int) -> bool:
        """Whether the line lies in a fence, a comment or a formula."""
        region = self._regions.at(self._source.line_starts[self._first + index - 1])
        return region is not None

    def _follows_term(self, index: int) -> bool:
        """Whether a line of text stands above (a blank line may lie between)."""
        above = [line.strip() for line in self._lines[max(0, index - 2) : index]]
        return any(line and not line.startswith(("#", ">", "|", "```", "~~~")) for line in above)


def _may_hold_code(text: str) -> bool:
    """Whether any line of ``text`` stands deep enough to be code, and looks like it."""
    return any(_looks_like_code(line[0]) for line in _DEEP.finditer(text))


def _looks_like_code(text: str) -> bool:
    if _HAN.search(_CODE_COMMENT.sub("", text)):
        return False
    return _CODE_SIGN.search(text) is not None
