"""HTML tags in a Markdown text: which there are, and what of them may be published."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from html.parser import HTMLParser

import nh3
from msgspec import Struct

from site_builder.model.source import Span
from site_builder.scan.links import AUTOLINK
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Region, RegionKind, Regions


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHARED = frozenset({"align", "class", "dir", "id", "lang", "style", "title"})
_CELL = frozenset({"colspan", "height", "nowrap", "rowspan", "scope", "valign", "width"})

_ATTRIBUTES = {
    "a": frozenset({"href", "name", "target"}),
    "col": frozenset({"span", "width"}),
    "details": frozenset({"markdown", "open"}),
    "div": frozenset({"markdown"}),
    "font": frozenset({"color", "face", "size"}),
    "hr": frozenset({"size", "width"}),
    "img": frozenset({"alt", "height", "loading", "src", "width"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "section": frozenset({"markdown"}),
    "table": frozenset({"border", "cellpadding", "cellspacing", "width"}),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset({"datetime"}),
}

ALLOWED = _words("""
    a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col
    colgroup dd del details dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins
    kbd li mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup
    table tbody td tfoot th thead time tr tt u ul var wbr
    """)
"""Tags that shape text and do nothing else."""

HOLLOW = _words("""
    applet audio canvas head iframe math noembed noframes noscript object plaintext script select
    style svg template textarea title video xmp
    """)
"""Tags that go with all that is between them and their end."""

ACTIVE = HOLLOW | _words(
    "base button embed form frame frameset input link meta option param portal source track"
)
"""Tags that run, load or send something."""

_OTHERS = _words("""
    area basefont bgsound blink body datalist dialog dir fieldset footer header hgroup html ilayer
    image isindex keygen label layer legend main map marquee menu menuitem meter multicol nav nobr
    optgroup output picture progress rb rtc search slot spacer
    """)
_KNOWN = ALLOWED | ACTIVE | _OTHERS

VOID = _words("br col hr img wbr")
"""Tags without an end."""

BLOCKS = _words("""
    address article aside blockquote center dd details div dl dt figcaption figure h1 h2 h3 h4 h5
    h6 li ol p pre section summary table tbody td tfoot th thead tr ul
    """)
"""Tags that hold paragraphs or stand like one."""

_STYLES = {
    "background-color",
    "color",
    "font-size",
    "font-style",
    "font-weight",
    "text-align",
    "text-decoration",
    "vertical-align",
}

SCHEMES = frozenset({"http", "https", "mailto"})
"""Where a link may lead, besides paths."""

# "<b", "</b", "<!", "<?" : all that a browser may take for a tag
_OPENING = lazy_pattern(r"<(?=[A-Za-z/!?])")

# <font color="red"> · </div> · <br/>
_TAG = lazy_pattern(
    r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:[\s/][^<>]{0,2000})?)>"
)
_BLANK_LINE = lazy_pattern(r"\n[ \t]*\n")

# <span class="x" title="y"> as nh3 writes it
_SERIALISED = lazy_pattern(r"<[a-z]+(?P<attributes>(?:\s+[^\s=>\"]+=\"[^\"]*\")*)")

# <int> · <stdio.h>
_PLAIN_NAME = lazy_pattern(r"<[^\s=<>\"'`/!?][^\s=<>\"'`]{0,60}>")

# what is between "<b" and ">" of "a<b 且 c>d"
_PROSE = lazy_pattern(r"(?:^|[\s/])[^\s=\"'/<>]*[^\x00-\x7f]")
_QUOTED = lazy_pattern(r"\"[^\"]*\"|'[^']*'")

# [title](<path with blanks>)
_ANGLE_TARGET = lazy_pattern(r"<[^<>\n]*>[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*')?[ \t]*\)")


class Tag(Struct, frozen=True):
    """One tag of a text."""

    span: Span
    """From ``<`` to behind ``>``."""
    name: str
    """In small letters."""
    closing: bool
    """Whether it is an end."""
    rest: str
    """Its attributes as written."""


class Tags(Struct, frozen=True):
    """What a text holds that a browser may take for a tag."""

    tags: tuple[Tag, ...]
    """HTML's own tags, in order."""
    strays: tuple[int, ...]
    """Offsets of ``<`` that begins no tag of HTML and must show as typed."""
    in_formulas: tuple[int, ...]
    """Offsets of ``<`` in formulas that a blank behind it keeps from being a tag."""


def find_tags(text: str, regions: Regions, code: Sequence[Span]) -> Tags:
    """The tags of ``text`` outside code.

    Args:
        text: The text.
        regions: Its regions.
        code: Stretches of code without a fence, in order. What else Markdown may see there is not
            certain, so only a bare ``<name>`` is left alone.
    """
    tags: list[Tag] = []
    strays: list[int] = []
    in_formulas: list[int] = []
    position = 0
    while (opening := _OPENING.search(text, position)) is not None:
        start = position = opening.start()
        position += 1
        region = regions.at(start)
        if region is not None and region.kind in (RegionKind.FENCE, RegionKind.CODE):
            continue
        if region is not None and region.kind in _FORMULAS:
            in_formulas.append(start)
            continue
        if region is not None and region.kind is RegionKind.COMMENT and region.span.start == start:
            continue
        found = _tag_at(text, start)
        if found is not None and not _is_torn(regions, region, found.span):
            tags.append(found)
            position = found.span.end
        elif not _is_address(text, start) and not (
            _PLAIN_NAME.match(text, start) and lies_in(start, code)
        ):
            strays.append(start)
    return Tags(tuple(tags), tuple(strays), tuple(in_formulas))


_FORMULAS = (RegionKind.INLINE_MATH, RegionKind.DISPLAY_MATH)


def lies_in(offset: int, spans: Sequence[Span]) -> bool:
    """Whether ``offset`` lies in one of ``spans``, which are in order and disjoint."""
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset < spans[index].end


def _is_torn(regions: Regions, around: Region | None, span: Span) -> bool:
    """Whether code or a formula begins within a tag: Markdown reads that first."""
    if around is not None:
        return not around.span.contains(span)
    return regions.touches(span)


def _tag_at(text: str, start: int) -> Tag | None:
    match = _TAG.match(text, start)
    if match is None or match["name"].lower() not in _KNOWN or _BLANK_LINE.search(match["rest"]):
        return None
    if _PROSE.search(_QUOTED.sub('""', match["rest"])):
        return None
    return Tag(Span(*match.span()), match["name"].lower(), bool(match["slash"]), match["rest"])


def _is_address(text: str, start: int) -> bool:
    """Whether ``<`` begins an address that Markdown links, or a link's target with blanks."""
    autolink = AUTOLINK.match(text, start)
    if autolink is not None and autolink["url"].partition(":")[0].lower() in SCHEMES:
        return True
    before = text[max(0, start - 20) : start].rstrip(" \t")
    return before.endswith("](") and _ANGLE_TARGET.match(text, start) is not None


def clean_tag(tag: Tag) -> tuple[str, tuple[str, ...]]:
    """What may be published of the attributes of a tag, and the names of those that may not.

    The text begins with a blank or is empty; it is as written where nothing has to change.
    """
    if tag.closing or not tag.rest.strip(" /\t\n"):
        return tag.rest, ()
    own = tag.name if tag.name in ("a", "img") else "span"
    allowed = _SHARED | _ATTRIBUTES.get(tag.name, frozenset())
    html = nh3.clean(
        f"<{own} {tag.rest.rstrip('/ ')}>",
        tags={own},
        attributes={own: set(allowed)},
        attribute_filter=_filter_attribute,
        filter_style_properties=_STYLES,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    match = _SERIALISED.match(html)
    kept = match["attributes"].replace("`", "&#96;") if match else ""
    left = _attribute_names(kept)
    dropped = [name for name in _attribute_names(tag.rest) if name not in left]
    return (tag.rest if kept == tag.rest.rstrip("/ ") else kept), tuple(dropped)


def _filter_attribute(element: str, attribute: str, value: str) -> str | None:  # noqa: ARG001
    match attribute:
        case "class":
            # the theme's own classes could cover the page
            words = [word for word in value.split() if not word.startswith("md-")]
            return " ".join(words) or None
        case "id":
            return None if value.startswith("__") else value
        case "style":
            return None if re.search(r"url|expression|\\|/\*", value, re.IGNORECASE) else value
        case _:
            return value


def _attribute_names(rest: str) -> tuple[str, ...]:
    parser = _AttributeNames()
    parser.feed(f"<span {rest}>")
    return parser.names


class _AttributeNames(HTMLParser):
    """Collects the names of attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.names = tuple(name for name, _ in attrs)
