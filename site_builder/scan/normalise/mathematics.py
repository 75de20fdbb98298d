r"""Formulas in the one form that is staged: ``\(…\)`` within a line, ``\[…\]`` as a block.

pymdownx.arithmatex reads these as well, so other engines need no more than that extension.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model.source import Source, Span
from site_builder.scan.formulas import FormulaPlace, find_breaks
from site_builder.scan.normalise.fix import SILENT, Fix
from site_builder.scan.normalise.layout import Layout, Leaf, LeafKind, margin_of
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind

_OWN_LINE = "MTH101"
_INLINE = "MTH102"
_BAR = "MTH103"
_FOLDED = "MTH104"

# a bar that is not part of the command \| , and the escaped bar of a table
_BAR_SIGN = lazy_pattern(r"\\\||\|")
_TEXT_MARKS = "，。；：、！？"


def fix_formulas(source: Source, layout: Layout) -> Iterator[Fix]:
    """Changes to every formula."""
    leaves = iter(layout.leaves)
    leaf = next(leaves, None)
    for place in layout.formulas:
        line = source.line_number(place.region.span.start)
        while leaf is not None and leaf.last < line:
            leaf = next(leaves, None)
        if leaf is None:
            return
        if leaf.first <= line and leaf.kind not in (LeafKind.FENCE, LeafKind.CODE):
            yield from _fix_formula(source, place, leaf)


def _fix_formula(source: Source, place: FormulaPlace, leaf: Leaf) -> Iterator[Fix]:
    in_line = leaf.kind in (LeafKind.TABLE, LeafKind.HEADING) or not place.display
    if in_line:
        wide = place.region.kind is RegionKind.DISPLAY_MATH
        yield from _delimit(source, place, r"\(", r"\)", code=_INLINE if wide else SILENT)
        if leaf.kind is LeafKind.TABLE:
            yield from _spell_bars(source, place)
    elif place.alone:
        yield from _delimit(source, place, r"\[", r"\]")
    else:
        yield from _set_apart(source, place, leaf)
    if in_line or not place.alone or _must_fold(source, place, leaf):
        code = _FOLDED if place.display and not in_line else SILENT
        for start, end in find_breaks(source.text, place):
            yield Fix(code, Span(start, end), " ")


def _must_fold(source: Source, place: FormulaPlace, leaf: Leaf) -> bool:
    """Whether lists, quotes or blank lines would tear a formula of several lines apart."""
    if leaf.stack:
        return True
    content = place.region.content
    inner = source.text[content.start : content.end].strip("\n").split("\n")
    return any(not line.strip() for line in inner)


def _delimit(
    source: Source, place: FormulaPlace, opening: str, closing: str, *, code: str = SILENT
) -> Iterator[Fix]:
    """The delimiters, a mark behind the formula moved inside it."""
    region = place.region
    text = source.text
    start = Span(region.span.start, region.content.start)
    if place.tail:
        tail = place.tail if place.tail not in _TEXT_MARKS else rf"\text{{{place.tail}}}"
        end = text.index(place.tail, region.span.end) + 1
        yield Fix(code, start, opening)
        yield Fix(SILENT, Span(region.content.end, end), tail + closing)
        return
    if text[region.span.start : region.content.start] != opening:
        yield Fix(code, start, opening)
        content = text[region.content.start : region.content.end]
        odd = (len(content) - len(content.rstrip("\\"))) % 2 == 1
        close = Span(region.content.end, region.span.end)
        yield Fix(SILENT, close, (" " if odd else "") + closing)


def _set_apart(source: Source, place: FormulaPlace, leaf: Leaf) -> Iterator[Fix]:
    """A formula of several lines in the midst of a text becomes a block between two texts."""
    text, region = source.text, place.region
    margin = margin_of(leaf.stack)
    gap = f"\n{margin.rstrip(' ')}\n{margin}"
    start, end = region.span.start, region.span.end
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    head = text[text.rfind("\n", 0, start) + 1 : start]
    before = gap if head.strip(" \t>") else ""
    yield Fix(
        _OWN_LINE,
        Span(start if before else region.span.start, region.content.start),
        f"{before}\\[",
    )
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    behind = gap if text[end : end + 1] not in ("", "\n") else ""
    following = text[end : end + 1] == "\n" and source.line_number(end) < leaf.last
    if following:
        behind = f"\n{margin.rstrip(' ')}"
    yield Fix(SILENT, Span(region.content.end, end if behind else region.span.end), f"\\]{behind}")


def _spell_bars(source: Source, place: FormulaPlace) -> Iterator[Fix]:
    content = place.region.content
    for match in _BAR_SIGN.finditer(source.text, content.start, content.end):
        yield Fix(_BAR, Span(*match.span()), r"\vert ")
