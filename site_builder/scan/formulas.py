r"""What the mathematics of a text says, and whether it stands alone or within a line.

A formula stands alone when its lines hold nothing else but list and quote marks before it and one
mark of punctuation behind it. ``$$…$$`` with words on the same line is an inline formula, as
kramdown has it, unless it runs over several lines.
"""

from __future__ import annotations

from msgspec import Struct

from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Region, RegionKind

_LINE_LEAD = lazy_pattern(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")
_LINE_TAIL = lazy_pattern(r"[ \t]*(?P<mark>[,.;:，。；：、！？]?)[ \t]*(?=\n|\Z)")

# "% 注⏎  " ; a line break with the TeX comment before it and the margin behind it
_BREAK = lazy_pattern(r"(?:(?<!\\)%[^\n]*)?\n[ \t]*")
_QUOTE_MARK = lazy_pattern(r"[ \t]*>[ \t]*")


class FormulaPlace(Struct, frozen=True):
    """A formula and how it stands in the text."""

    region: Region
    """Where it is."""
    display: bool
    """Whether it is shown on a line of its own."""
    alone: bool
    """Whether its lines hold nothing else."""
    quotes: int
    """How many quote marks stand before it on its line."""
    tail: str
    """Mark of punctuation behind a formula that stands alone; mostly empty."""


def place_formula(text: str, region: Region) -> FormulaPlace:
    """How the formula of ``region`` stands in ``text``."""
    span = region.span
    head = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    if region.kind is RegionKind.INLINE_MATH and ">" not in head:  # as most
        return FormulaPlace(region, display=False, alone=False, quotes=0, tail="")
    lead = _LINE_LEAD.match(head)
    lead_text = lead[0] if lead else ""
    tail = _LINE_TAIL.match(text, span.end)
    wide = region.kind is RegionKind.DISPLAY_MATH
    alone = wide and len(lead_text) == len(head) and tail is not None
    display = alone or (wide and "\n" in text[span.start : span.end])
    return FormulaPlace(
        region=region,
        display=display,
        alone=alone,
        quotes=lead_text.count(">"),
        tail=tail["mark"] if alone and tail is not None else "",
    )


def find_breaks(text: str, place: FormulaPlace) -> tuple[tuple[int, int], ...]:
    """Start and end of every line break within a formula, with the margin of the next line.

    A TeX comment before the break belongs to it.
    """
    content = place.region.content
    if text.find("\n", content.start, content.end) == -1:
        return ()
    found = []
    for match in _BREAK.finditer(text, content.start, content.end):
        end = match.end()
        for _ in range(place.quotes):
            quote = _QUOTE_MARK.match(text, end, content.end)
            if quote is None:
                break
            end = quote.end()
        found.append((match.start(), end))
    return tuple(found)


def tex_of(text: str, place: FormulaPlace) -> str:
    """The TeX of a formula on one line, without delimiters, comments and quote marks."""
    content = place.region.content
    breaks = find_breaks(text, place)
    if not breaks:
        return " ".join(text[content.start : content.end].split())
    parts = []
    position = content.start
    for start, end in breaks:
        parts.append(text[position : max(position, start)])
        position = max(position, end)
    parts.append(text[position : content.end])
    return " ".join(" ".join(parts).split())
