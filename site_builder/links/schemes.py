"""Links whose address would run something, whatever way it is spelt."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from site_builder.links.tags import SCHEMES
from site_builder.model.source import Span
from site_builder.scan.links import INLINE
from site_builder.scan.regions import RegionKind, Regions

# ](javascript:…   ](\n java&#115;cript:…   [name]: <javascript:…
_TARGET = re.compile(
    r"""
    (?: \]\( | ^[ \t>]*\[[^\[\]\n]{1,500}\]: )
    \s{0,20}<?\s{0,20}
    (?P<target>[^\s()<>]{1,300})
    """,
    re.VERBOSE | re.MULTILINE,
)
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\\]")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,")


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
    for match in INLINE.finditer(text):
        target = match["angle"] if match["angle"] is not None else match["target"]
        if _is_text(text, regions, match.start()) and not is_safe_target(target):
            yield Span(*match.span()), match["title"]
    for match in _TARGET.finditer(text):
        if _is_text(text, regions, match.start()) and not is_safe_target(match["target"]):
            # at the start of a line a bare hash would make a heading
            alone = "\n" in match[0][: match.start("target") - match.start()]
            yield Span(*match.span("target")), r"\#" if alone else "#"


def _is_text(text: str, regions: Regions, offset: int) -> bool:
    region = regions.at(offset)
    if region is None or region.kind is RegionKind.COMMENT:
        return True
    return region.kind is RegionKind.CODE and "\n" in text[region.span.start : region.span.end]
