"""The beginning of an author's words where a page has room for no more."""

from __future__ import annotations

from site_builder.math.notation import plain_notation
from site_builder.scan.regions import RegionKind, find_regions

_SHORT_FORMULA = 40
"""Code points of a formula that reads well in plain characters."""


def excerpt(words: str, length: int) -> str:
    """At most ``length`` code points of ``words`` and an ellipsis where there are more.

    Comments are left out; formulas stand in plain characters, those of several lines and long ones
    are an ellipsis.

    Args:
        words: Words of a block.
        length: Code points.
    """
    parts: list[str] = []
    position = 0
    for region in find_regions(words).items:
        parts.append(words[position : region.span.start])
        written = words[region.content.start : region.content.end].strip()
        match region.kind:
            case RegionKind.COMMENT:
                pass
            case RegionKind.INLINE_MATH | RegionKind.DISPLAY_MATH:
                plain = "" if "\\begin" in written else plain_notation(written)
                parts.append(plain if 0 < len(plain) <= _SHORT_FORMULA else "…")
            case RegionKind.CODE | RegionKind.FENCE:
                parts.append(written)
        position = region.span.end
    text = " ".join("".join((*parts, words[position:])).split())
    return text if len(text) <= length else f"{text[:length].rstrip()}…"
