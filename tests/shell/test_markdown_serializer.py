"""Tests of trees that are written element by element."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.serializers import to_xhtml_string
from markdown.util import AtomicString

from site_builder.shell import markdown_serializer
from site_builder.shell.markdown_serializer import to_xhtml, write_whole_elements

_TEXTS = st.none() | st.text(st.sampled_from('a梯&<>"\n;#x1 /'), max_size=6)
_TAGS = st.sampled_from(["div", "P", "br", "IMG", "script", "Style", "pre", "x-math", "option"])
_NAMES = st.sampled_from(["class", "id", "open", "hidden", "href", "a:b"])


@st.composite
def _trees(draw: st.DrawFn, depth: int = 3) -> ET.Element:
    element = ET.Element(draw(_TAGS), draw(st.dictionaries(_NAMES, _TEXTS, max_size=3)))  # type: ignore[arg-type]
    text = draw(_TEXTS)
    element.text = AtomicString(text) if text and draw(st.booleans()) else text
    element.tail = draw(_TEXTS)
    if depth and draw(st.booleans()):
        element.extend(draw(st.lists(_trees(depth - 1), max_size=3)))
    return element


@given(_trees())
def test_a_tree_is_written_as_python_markdown_writes_it(tree: ET.Element) -> None:
    """Tags, attributes with and without a value, and texts are escaped alike."""
    assert to_xhtml(tree) == to_xhtml_string(tree)


@pytest.mark.parametrize(
    "child",
    [
        ET.Comment("a < b"),
        ET.ProcessingInstruction("php", "x"),
        ET.Element(ET.QName("http://a.example", "b")),  # type: ignore[type-var]
    ],
)
def test_what_is_no_plain_element_is_written_too(child: ET.Element) -> None:
    """Comments and names of other kinds are left to Python-Markdown."""
    tree = ET.Element("p")
    tree.append(child)

    assert to_xhtml(tree) == to_xhtml_string(tree)


def test_pages_in_another_format_stay_as_they_are() -> None:
    """Who asks for HTML instead of XHTML gets Python-Markdown's own."""
    md = Markdown(output_format="html")
    before = md.serializer

    write_whole_elements(md)

    assert md.serializer is before


def test_a_python_markdown_that_writes_otherwise_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that escapes line breaks in attributes, as some versions do, keeps its writer."""
    monkeypatch.setattr(
        markdown_serializer,
        "to_xhtml_string",
        other := lambda root: to_xhtml_string(root).replace("&quot;\n", "&#10;"),
    )
    md = Markdown()
    md.serializer = other

    write_whole_elements(md)

    assert md.serializer is other


def test_a_python_markdown_without_bare_attributes_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that cannot write an attribute without a value, as before 3.11, keeps its writer."""

    def older(root: ET.Element) -> str:
        if any(value is None for each in root.iter() for _, value in each.items()):
            raise TypeError("cannot serialize None (type NoneType)")
        return to_xhtml_string(root)

    monkeypatch.setattr(markdown_serializer, "to_xhtml_string", older)
    md = Markdown()
    md.serializer = older

    write_whole_elements(md)

    assert md.serializer is older
