"""Pictures in SVG without what could run, load or lead somewhere.

As ``<img>`` a browser runs nothing of an SVG, but the file opened by itself is a page of the site.
So only elements that draw are kept, addresses within the picture, and pictures written into it.
Grammar: https://www.w3.org/TR/SVG2/eltindex.html
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from msgspec import Struct

from site_builder.scan.patterns import lazy_pattern

_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DRAWN = _words("""
    animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge
    feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter g image line linearGradient marker mask mpath path pattern polygon polyline
    radialGradient rect stop style svg switch symbol text textPath title tspan use
    """)

_QUIET = frozenset(("metadata", "view", "cursor"))
"""Elements that draw nothing and do nothing: they go without a word."""

_DEPTH = 100
"""Levels of nesting; no drawing program needs as many."""

# url(https://…) · url("//…") ; not url(#a) and not a picture or font written into the address
_OUTSIDE = lazy_pattern(
    r"""
    url\(\s*["']?\s*(?!\#|data:(?:image/(?:png|jpe?g|gif|webp)|font/[a-z0-9]+);base64,)
    | @import | javascript: | expression\( | \\
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PICTURE = lazy_pattern(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)

_EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n'


class CleanSvg(Struct, frozen=True):
    """A picture that may be published."""

    text: str
    """The picture; an empty one where it could not be read."""
    removed: tuple[str, ...]
    """Names of what could run, load or lead somewhere, sorted; ``unreadable`` for all of it."""


def clean_svg(data: bytes) -> CleanSvg:
    """The picture of ``data``, which may be anything."""
    try:
        root = ET.fromstring(data)  # expat loads nothing and limits what entities grow to
    except (ET.ParseError, LookupError, ValueError):
        return CleanSvg(_EMPTY, ("unreadable",))
    if root.tag != f"{_SVG}svg":
        return CleanSvg(_EMPTY, ("unreadable",))
    removed: set[str] = set()
    level = [root]
    for depth in range(_DEPTH + 1):
        for element in level:
            removed.update(_clean(element, is_deepest=depth == _DEPTH))
        level = [child for element in level for child in element]
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
    root.set("xmlns", _SVG.strip("{}"))
    root.set("xmlns:xlink", "http://www.w3.org/1999/xlink")
    return CleanSvg(ET.tostring(root, encoding="unicode") + "\n", tuple(sorted(removed)))


def _clean(element: ET.Element, *, is_deepest: bool) -> Iterator[str]:
    """Cleans one element and the list of its children; gives the names of what went."""
    yield from _clean_attributes(element)
    kept: list[ET.Element] = []
    for child in element:
        reason = "nesting" if is_deepest else _reason(child)
        if reason is None:
            kept.append(child)
            continue
        if reason:
            yield reason
        if child.tail and kept:
            kept[-1].tail = (kept[-1].tail or "") + child.tail
        elif child.tail:
            element.text = (element.text or "") + child.tail
    element[:] = kept


def _reason(element: ET.Element) -> str | None:
    """Why an element goes, empty where it needs no mention; None where it stays."""
    name = element.tag.removeprefix(_SVG)
    if name == "a":  # its words stay
        element.tag = f"{_SVG}g" if len(element) else f"{_SVG}tspan"
        return None
    if element.tag.startswith(_XHTML):
        return element.tag.removeprefix(_XHTML)
    if "}" in name or name in _QUIET:
        return ""
    if name not in _DRAWN:
        return name
    if name == "style" and _OUTSIDE.search("".join(element.itertext())):
        return "style"
    target = element.get("attributeName", "").lower()
    if target.endswith("href") or target.startswith("on"):
        return name
    return None


def _clean_attributes(element: ET.Element) -> Iterator[str]:
    is_picture = element.tag == f"{_SVG}image"
    for key, value in list(element.attrib.items()):
        if key in ("href", _XLINK_HREF):
            del element.attrib[key]
            if value.strip().startswith("#") or (is_picture and _PICTURE.match(value.strip())):
                element.set("href" if key == "href" else "xlink:href", value.strip())
            else:
                yield "href"
        elif key.startswith(_XML) and key != f"{_XML}base":
            del element.attrib[key]
            element.set(f"xml:{key.removeprefix(_XML)}", value)
        elif "}" in key:
            del element.attrib[key]
        elif key.lower().startswith("on") or _OUTSIDE.search(value):
            del element.attrib[key]
            yield key
