"""Pictures in SVG that may come from anywhere."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan.svg import clean_svg

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 9 9">'
)


def _clean(inner: str) -> tuple[str, tuple[str, ...]]:
    """``inner`` within a picture, cleaned, and what went."""
    cleaned = clean_svg(f"{HEAD}{inner}</svg>".encode())
    return cleaned.text.partition(">")[2].rpartition("</svg>")[0], cleaned.removed


@pytest.mark.parametrize(
    "inner",
    [
        '<rect width="3" height="3" fill="url(#a)" />',
        "<style>rect { fill: red } @media (width: 9px) { rect { fill: #eee } }</style>",
        '<use xlink:href="#a" /><use href="#b" />',
        '<image width="1" height="1" href="data:image/png;base64,AAAA" />',
        '<text x="1" xml:space="preserve">甲 &lt; <tspan>乙</tspan> 丙</text>',
        '<circle r="1"><animate attributeName="r" values="1;2" dur="1s" /></circle>',
    ],
)
def test_what_draws_stays(inner: str) -> None:
    """Shapes, styles, references within the picture, pictures written into it, words."""
    assert _clean(inner) == (inner, ())


@pytest.mark.parametrize(
    ("inner", "shown", "removed"),
    [
        ("<script>alert(1)</script><g />", "<g />", ("script",)),
        ('<g onload="alert(1)" id="a" />', '<g id="a" />', ("onload",)),
        ("<foreignObject><b/></foreignObject>", "", ("foreignObject",)),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>', "", ("script",)),
        ('<a href="javascript:x()"><text>甲</text></a>', "<g><text>甲</text></g>", ("href",)),
        ('<image href="https://example.org/a.png" />', "<image />", ("href",)),
        ('<use xlink:href="other.svg#a" />', "<use />", ("href",)),
        ('<image href="data:image/svg+xml;base64,AA" />', "<image />", ("href",)),
        ('<rect fill="url(//example.org/a)" />', "<rect />", ("fill",)),
        ('<rect style="fill:u\\72l(//a)" />', "<rect />", ("style",)),
        ("<style>@import '//example.org/a.css';</style>", "", ("style",)),
        ('<set attributeName="href" to="javascript:x()" />', "", ("set",)),
        ('<animate attributeName="xlink:href" to="x" />', "", ("animate",)),
        ("<text>甲<script/>乙</text>", "<text>甲乙</text>", ("script",)),
        ('<metadata><x:y xmlns:x="urn:x"/></metadata>', "", ()),
        ("<?xml-stylesheet href='//a'?><!-- x --><g />", "<g />", ()),
    ],
)
def test_what_runs_or_loads_goes(inner: str, shown: str, removed: tuple[str, ...]) -> None:
    """Each is named; the words around it stay."""
    assert _clean(inner) == (shown, removed)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        b"<svg",
        b"<svg/>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'><script/></html>",
        b'<?xml version="1.0" encoding="nonsense"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 30) for c in range(98, 110))
        + b']><svg xmlns="http://www.w3.org/2000/svg">&m;</svg>',
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "a.txt">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    ],
)
def test_what_is_no_picture_becomes_an_empty_one(data: bytes) -> None:
    """Damaged files, other formats and files that blow up when they are read."""
    cleaned = clean_svg(data)

    assert cleaned.removed == ("unreadable",)
    assert ET.fromstring(cleaned.text).attrib == {"width": "1", "height": "1"}


def test_deep_nesting_is_cut() -> None:
    """Thousands of levels neither fail nor stay."""
    text, removed = _clean("<g>" * 5000 + "</g>" * 5000)

    assert removed == ("nesting",)
    assert text.count("<g") == 100


@given(st.text(alphabet="<>/agscript onload='\"=#:;&[]!{}()\\", max_size=60))
def test_what_comes_out_is_clean(inner: str) -> None:
    """Cleaning once is enough, whatever the picture holds."""
    once = clean_svg(f"{HEAD}{inner}</svg>".encode()).text

    assert clean_svg(once.encode()).removed == ()
