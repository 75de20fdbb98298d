"""An archived page made harmless: what it says stays, what it does goes.

nh3 keeps elements and attributes of a list; ``sanitise_copy_styles`` takes requests out of style
sheets; a content security policy at the head of the result forbids the rest a second time. No
link leads anywhere but within the page: a reader who wants the original goes there knowingly.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from contextlib import suppress
from hashlib import sha256
from itertools import chain, islice, zip_longest

import nh3

from site_builder.links.copy_encoding import BYTE_ORDER_MARKS, decode_page
from site_builder.links.sanitise_copy_styles import sanitise_styles
from site_builder.scan.patterns import lazy_pattern

VERSION = 2
"""Changes whenever the same page would come out differently."""

POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
    "form-action 'none'; base-uri 'none'"
)
"""What a browser may load for a copy: pictures and fonts that are part of it."""

_TEXT_TAGS = (
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col "
    "colgroup data dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 "
    "header hgroup hr i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section "
    "small span strike strong style sub summary sup table tbody td tfoot th thead time tr tt u ul "
    "var wbr"
)
_FORMULA_TAGS = (
    "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics"
)
_DRAWING_TAGS = (
    "svg circle clipPath defs ellipse g line linearGradient marker mask path pattern polygon "
    "polyline radialGradient rect stop symbol text textPath tspan use"
)
_TAGS = frozenset(f"{_TEXT_TAGS} {_FORMULA_TAGS} {_DRAWING_TAGS}".split())

# Their text is no text of the page.
_DROPPED = (
    "annotation annotation-xml applet audio canvas datalist embed frameset iframe noembed noframes "
    "noscript object portal script select template textarea title video xmp"
)

_ANYWHERE = (
    "align bgcolor border cellpadding cellspacing class clear color colspan dir face height hidden "
    "id lang nowrap rowspan size span start style title type valign value width"
)
_DRAWING = (
    "clip-path clip-rule cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family "
    "font-size font-style font-weight fx fy gradientTransform gradientUnits marker-end marker-mid "
    "marker-start markerHeight markerUnits markerWidth mask maskUnits offset opacity orient points "
    "patternTransform patternUnits preserveAspectRatio r refX refY rotate rx ry spreadMethod "
    "stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor textLength "
    "transform vector-effect viewBox visibility x x1 x2 y y1 y2"
)
_FORMULA = (
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence "
    "form largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize "
    "minsize movablelimits notation rowalign rowlines rowspacing rspace scriptlevel separator "
    "stretchy symmetric voffset"
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(f"{_ANYWHERE} {_DRAWING} {_FORMULA}".split()),
    "a": {"href", "name"},
    "details": {"open"},
    "img": {"alt", "src"},
    "ol": {"reversed"},
    "style": {"media"},
    "time": {"datetime"},
    "use": {"href", "xlink:href"},
}
_WORDS = frozenset(("alt", "title", "value", "class", "id", "name", "lang"))
"""Attributes that no browser reads as styles."""

# data:image/png;base64,…
_PICTURE = lazy_pattern(r"data:image/[a-z0-9.+-]{1,40}[;,]", re.IGNORECASE)

# data:image/png;base64,iVBORw0KGgo… : only characters that mean nothing to any parser, unless they
# begin a word that goes on behind them, as in `iVBORw0KGgo+url(//x)`
_PAYLOAD = lazy_pattern(rb";base64,(?P<data>[A-Za-z0-9+/]{256,}+={0,2}+)(?![-\w(\\\x80-\xff])")

# https://html.spec.whatwg.org/multipage/parsing.html#formatting
_FORMATTING_NAME = r"(?P<name>a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])"
_FORMATTING = lazy_pattern(rf"</?{_FORMATTING_NAME}", re.IGNORECASE)
_FORMATTING_TAG = lazy_pattern(_FORMATTING.pattern + r"[^>]*>?", re.IGNORECASE)
_MOST_OPEN = 200

# <b>…</p> : not closed by the tag that comes next; most are
_LEFT_OPEN = lazy_pattern(rf"<{_FORMATTING_NAME}[^<]*+(?!</(?P=name)(?=[\s/>]))", re.IGNORECASE)

# <html lang="zh"> · <body class="post">
_HTML_TAG = lazy_pattern(r"<html(?P<attributes>(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)?)>", re.I)
_BODY_TAG = lazy_pattern(r"<body(?P<attributes>(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)?)>", re.I)
_TITLE = lazy_pattern(r"<title\b[^>]{0,400}>(?P<title>[^<]{0,600})", re.IGNORECASE)

# nh3 writes `<` in attributes as an entity: what looks like an element here is one
_MARKUP = lazy_pattern(r"<(?=[A-Za-z/!?])")
_STYLE_ELEMENT = lazy_pattern(r"(?P<open><style(?: [^<>]*)?>)(?P<css>[^<]*(?:<(?!/style)[^<]*)*)")


def sanitise_copy(page: str) -> str:
    """A whole HTML document that shows what ``page`` shows and does nothing.

    The result holds no script, event handler, form, frame, ``<base>``, ``<meta>`` of the page,
    link out of it or address of another file; of ``data:`` addresses, only pictures in ``<img>``
    and pictures and fonts in style sheets.
    """
    return _sanitise(page.encode("utf-8", "replace")).decode("utf-8")


def sanitise_file(data: bytes) -> bytes:
    """The document that ``sanitise_copy`` makes of the page ``data``, as UTF-8.

    Args:
        data: A page in any encoding (``copy_encoding.py``).
    """
    if not data.startswith(BYTE_ORDER_MARKS):
        with suppress(UnicodeDecodeError):
            return _sanitise(data)
    return _sanitise(decode_page(data).encode("utf-8", "replace"))


def _sanitise(data: bytes) -> bytes:
    """The harmless document as UTF-8.

    Raises:
        UnicodeDecodeError: where ``data`` is no UTF-8.
    """
    payloads = _Payloads(data)
    page = _defuse(payloads.rest.decode("utf-8"))
    body = _STYLE_ELEMENT.sub(_clean_style, _CLEANER.clean(page))
    found = _TITLE.search(page)
    title = html.escape(html.unescape(found["title"]).strip()) if found else ""
    head = (
        f"<!DOCTYPE html>\n<html{_attributes(_HTML_TAG, page)}>\n<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n</head>\n<body{_attributes(_BODY_TAG, page)}>\n"
    )
    return payloads.put_back(f"{head}{body}\n</body>\n</html>\n".encode("utf-8", "replace"))


def _defuse(page: str) -> str:
    """``page`` without formatting elements where very many of them are left open.

    An HTML parser opens them again in every block that follows, as the standard has it: a page of
    some kilobytes would become one of gigabytes.
    """
    # The first count takes half the time and is never less than the second.
    if sum(1 for _ in islice(_LEFT_OPEN.finditer(page), _MOST_OPEN + 1)) <= _MOST_OPEN:
        return page
    tags = Counter(match[0].lower() for match in _FORMATTING.finditer(page))
    left_open = sum(
        max(0, count - tags[f"</{tag[1:]}"]) for tag, count in tags.items() if tag[1] != "/"
    )
    if left_open <= _MOST_OPEN:
        return page
    return _FORMATTING_TAG.sub("", page)


class _Payloads:
    """The long base64 texts of a page, kept aside: reading and parsing them takes most of the time.

    Their stand-in has letters and digits only, as they have, so that both mean the same to every
    decoder and parser. It names the hash of the rest of the page, which no page can say of itself,
    however it spells it.
    """

    def __init__(self, page: bytes) -> None:
        self._page = memoryview(page)
        self._spans = [match.span("data") for match in _PAYLOAD.finditer(page)]
        edges = [0, *chain.from_iterable(self._spans), len(page)]
        between = [
            self._page[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
        digest = sha256()
        for piece in between:
            digest.update(piece)
        self._name = f"k{digest.hexdigest()[:24]}x".encode()
        stand_ins = (b"%b%08d" % (self._name, number) for number in range(len(self._spans)))
        pieces = chain.from_iterable(zip_longest(between, stand_ins, fillvalue=b""))
        self.rest = b"".join(pieces)
        """The page with a stand-in for each of them."""

    def put_back(self, page: bytes) -> bytes:
        """``page`` with each of them in the place of its stand-in."""
        pieces: list[bytes | memoryview] = []
        whole = memoryview(page)
        done = 0
        for match in re.finditer(rb"%b(?P<number>\d{8})" % self._name, page):
            start, end = self._spans[int(match["number"])]
            pieces += (whole[done : match.start()], self._page[start:end])
            done = match.end()
        return b"".join((*pieces, whole[done:]))


def _clean_style(match: re.Match[str]) -> str:
    return match["open"] + _MARKUP.sub("", sanitise_styles(match["css"]))


def _attributes(tag: re.Pattern[str], page: str) -> str:
    """The harmless attributes of the first such tag, with a blank before them."""
    found = tag.search(page)
    if found is None or not found["attributes"]:
        return ""
    return _CLEANER.clean(f"<div{found['attributes']}></div>")[len("<div") : -len("></div>")]


def _filter(_tag: str, attribute: str, value: str) -> str | None:
    """``value`` as it may stand, or None where the attribute goes."""
    if attribute in _WORDS:
        return value
    if attribute in ("href", "xlink:href"):
        return value if value.startswith("#") else None
    if attribute == "src":
        return value if _PICTURE.match(value) else None
    if "(" in value or "\\" in value:
        return sanitise_styles(value)
    return value


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_DROPPED.split()),
    attributes=_ATTRIBUTES,
    attribute_filter=_filter,
    generic_attribute_prefixes={"aria-"},
    url_schemes={"data"},
    link_rel=None,
    strip_comments=True,
)
