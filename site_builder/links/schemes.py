"""Links whose address would run something, whatever way it is spelt."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from site_builder.links.tags import SCHEMES
from site_builder.model.source import Span
from site_builder.scan.links import INLINE
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, Regions

# "](" of a link and "[name]:" of a definition; footnotes are none
_BEFORE_TARGET = lazy_pattern(r"\]\(|^[ \t>]*\[(?!\^)[^\[\]\n]{1,500}\]:", re.MULTILINE)

_REACH = 400
"""Code points behind it in which a scheme may hide."""

_TAG = lazy_pattern(r"<[^<>]*>?")
_SCHEME = lazy_pattern(r"(?P<scheme>[a-z][a-z0-9+.-]*):")
_INVISIBLE = lazy_pattern(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\\]")
_PICTURE = lazy_pattern(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,")


def is_safe_target(target: str) -> bool:
    """Whether an address is a path or leads to http, https or mailto.

    Pictures written into the address itself are safe as well.
    """
    plain = _INVISIBLE.sub("", html.unescape(target)).lower()
    match = _SCHEME.match(plain)
    if match is None or match["scheme"] in SCHEMES:
        return True
    return _PICTURE.match(plain) is not None


def find_unsafe_links(text: str, regions: Regions) -> Iterator[tuple[Span, str]]:
    """Stretches to replace and what stands there instead: the title of the link, or no address."""
    if "](" not in text and "]:" not in text:
        return
    for match in INLINE.finditer(text):
        target = match["angle"] if match["angle"] is not None else match["target"]
        if _is_text(regions, match.start()) and not is_safe_target(target):
            yield Span(*match.span()), match["title"]
    for match in _BEFORE_TARGET.finditer(text):
        behind = text[match.end() : match.end() + _REACH]
        if match[0] != "](":
            behind = " ".join(behind.split()[:1])
        # tags may be taken out, with or without their content
        spelt = (behind, _TAG.sub("", behind), behind.lstrip().removeprefix("<"))
        if _is_text(regions, match.start()) and not all(map(is_safe_target, spelt)):
            yield Span(match.end(), match.end()), "#"


def _is_text(regions: Regions, offset: int) -> bool:
    region = regions.at(offset)
    return region is None or region.kind is RegionKind.COMMENT
