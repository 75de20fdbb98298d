r"""The formulas of a text as TeX.

$x$   \(x\)   $$x$$   \[x\]   ; ``$$x$$`` within a line of words is an inline formula
"""

from __future__ import annotations

from msgspec import Struct

from site_builder.model.source import Span
from site_builder.scan.formulas import place_formula, tex_of
from site_builder.scan.regions import RegionKind, Regions, regions_of

_MATH = (RegionKind.INLINE_MATH, RegionKind.DISPLAY_MATH)


class Formula(Struct, frozen=True):
    """One formula of a text."""

    span: Span
    """The formula with its delimiters."""
    tex: str
    """Its TeX on one line, without delimiters and comments."""
    display: bool
    """Whether it is shown on a line of its own."""


def find_formulas(text: str, regions: Regions, within: Span) -> tuple[Formula, ...]:
    """The formulas of ``within`` in the order of the text.

    Args:
        text: The text.
        regions: Regions of the whole text.
        within: The stretch wanted; formulas that lie only partly in it are left out.
    """
    places = (
        place_formula(text, region)
        for region in regions_of(regions, _MATH)
        if within.contains(region.span)
    )
    return tuple(Formula(place.region.span, tex_of(text, place), place.display) for place in places)
