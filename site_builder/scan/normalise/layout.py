"""How an author's blocks nest, line by line, as CommonMark reads them.

What is indented by four blanks is text unless it looks like code. Python-Markdown's own
containers (``!!! note``, ``[^1]:``, ``:   definition``) count as such, with contents that are
indented by four.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct

from site_builder.model.source import Source, Span
from site_builder.scan.block_token import BlockToken
from site_builder.scan.commonmark import parse_blocks
from site_builder.scan.formulas import FormulaPlace, place_formula
from site_builder.scan.normalise.stand_in import StandIn
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, Regions

MARKER = lazy_pattern(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)")


class ContainerKind(Enum):
    """What holds blocks."""

    ITEM = "list item"
    QUOTE = "quote"
    BODY = "body"
    """Of an admonition, a footnote or a definition."""


class Container(Struct, frozen=True):
    """A list item, a quote or another holder of blocks."""

    serial: int
    """Different for each container of a layout, in order of the text."""
    kind: ContainerKind
    """What it is."""
    line: int
    """The 1-based line it begins on."""
    last: int
    """The last line that it may reach to."""
    ordered: bool = False
    """Whether the list is numbered."""
    leads: bool = False
    """Whether it is the first item of its list."""


class LeafKind(Enum):
    """What a block that holds no other is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    FENCE = "fence"
    CODE = "indented code"
    HTML = "html"
    TABLE = "table"
    RULE = "rule"
    MATH = "display formula"


class Leaf(Struct, frozen=True):
    """A block that holds no other."""

    kind: LeafKind
    """What it is."""
    first: int
    """Its first line, 1-based."""
    last: int
    """Its last line, inclusive."""
    stack: tuple[Container, ...]
    """What holds it, outermost first."""

    @property
    def opens_item(self) -> bool:
        """Whether it begins on the line of the innermost list item that holds it."""
        items = [c for c in self.stack if c.kind is not ContainerKind.QUOTE]
        return bool(items) and items[-1].line == self.first


class Layout(Struct, frozen=True):
    """The blocks of a stretch of text."""

    leaves: tuple[Leaf, ...]
    """In order of the text."""
    holders: tuple[tuple[Container, ...], ...]
    """For each list item and quote what holds it and, last, itself; in order of the text."""
    formulas: tuple[FormulaPlace, ...]
    """Formulas in order of the text."""


_KINDS = {
    "paragraph_open": LeafKind.PARAGRAPH,
    "heading_open": LeafKind.HEADING,
    "fence": LeafKind.FENCE,
    "html_block": LeafKind.HTML,
    "table_open": LeafKind.TABLE,
    "hr": LeafKind.RULE,
}


def lay_out(source: Source, regions: Regions, within: Span) -> Layout:
    """The blocks of ``within`` (whole lines) and how they nest."""
    if not source.slice(within).strip():
        return Layout((), (), ())
    first, last = source.lines_of(within)
    formulas = tuple(
        place_formula(source.text, region)
        for region in regions.items
        if region.kind in (RegionKind.DISPLAY_MATH, RegionKind.INLINE_MATH)
        and within.contains(region.span)
    )
    stand_in = StandIn(source, regions, first, last)
    stand_in.hide_formulas(formulas)
    stand_in.hide_code_spans()
    stand_in.align_fence_ends()
    bodies = stand_in.hide_body_openers()
    stand_in.fill_empty_items()
    stand_in.deepen_bullets_under_numbers()
    code = stand_in.hide_code()
    reader = _Reader(first, bodies)
    reader.read(parse_blocks(stand_in.text))
    math = {
        source.line_number(f.region.span.start): source.line_number(f.region.span.end - 1)
        for f in formulas
        if f.alone
    }
    return Layout(tuple(_refine(reader.leaves, code, math)), tuple(reader.holders), formulas)


def depth_of(stack: Sequence[Container]) -> int:
    """How many list items lie between the innermost quote (or the margin) and the text."""
    depth = 0
    for container in stack:
        depth = 0 if container.kind is ContainerKind.QUOTE else depth + 1
    return depth


def margin_of(stack: Sequence[Container]) -> str:
    """What stands before the text of a line of its own within ``stack``."""
    return "".join("> " if c.kind is ContainerKind.QUOTE else "    " for c in stack)


class _Reader:
    """Reads the parser's tokens, whose lines begin with 0, as leaves and containers."""

    def __init__(self, first: int, bodies: frozenset[int]) -> None:
        self.leaves: list[Leaf] = []
        self.holders: list[tuple[Container, ...]] = []
        self._first = first
        self._bodies = bodies
        self._stack: list[Container] = []
        self._at_list_start: list[bool] = []  # of each open list
        self._serial = 0
        self._in_table = False

    def read(self, tokens: Sequence[BlockToken]) -> None:
        """Takes in ``tokens``."""
        first, leaves = self._first, self.leaves
        for token in tokens:
            if token.map is None:
                self._close(token.type)
            elif not self._in_table:
                start, end = first + token.map[0], first + token.map[1] - 1
                kind = _KINDS.get(token.type)
                if kind is None:
                    self._open(token, start, end)
                    continue
                self._in_table = kind is LeafKind.TABLE
                leaves.append(Leaf(kind, start, max(start, end), tuple(self._stack)))

    def _close(self, kind: str) -> None:
        """Ends what ends with a token of ``kind``, which alone have no lines."""
        if kind == "table_close":
            self._in_table = False
        elif kind in ("list_item_close", "blockquote_close"):
            self._stack.pop()
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._at_list_start.pop()

    def _open(self, token: BlockToken, first: int, last: int) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._at_list_start.append(True)
        elif token.type == "blockquote_open":
            self._push(ContainerKind.QUOTE, first, last)
        elif token.type == "list_item_open":
            ordered, leads = token.markup in (".", ")"), self._at_list_start[-1]
            self._at_list_start[-1] = False
            body = first in self._bodies
            kind = ContainerKind.BODY if body else ContainerKind.ITEM
            self._push(kind, first, last, ordered=ordered, leads=leads)

    def _push(
        self,
        kind: ContainerKind,
        first: int,
        last: int,
        *,
        ordered: bool = False,
        leads: bool = False,
    ) -> None:
        self._serial += 1
        self._stack.append(Container(self._serial, kind, first, last, ordered, leads))
        if kind is not ContainerKind.BODY:
            self.holders.append(tuple(self._stack))


def _refine(
    leaves: Sequence[Leaf], code: Mapping[int, int], math: Mapping[int, int]
) -> Iterator[Leaf]:
    """``leaves`` with those that stood in for code and formulas as what they are."""
    inside = 0
    for leaf in leaves:
        if leaf.kind is LeafKind.HEADING and leaf.first <= inside:
            continue
        if leaf.kind is LeafKind.HEADING and leaf.first in math:
            inside = math[leaf.first]
            yield Leaf(LeafKind.MATH, leaf.first, inside, leaf.stack)
        elif leaf.first in code:
            last = min(code[leaf.first], leaf.last)
            yield Leaf(LeafKind.CODE, leaf.first, last, leaf.stack)
            if last < leaf.last:
                yield Leaf(LeafKind.PARAGRAPH, last + 1, leaf.last, leaf.stack)
        else:
            yield leaf
