"""Tests of pages as HTML: what is left out of MkDocs' work changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.pages import _RawHTMLPreprocessor

from site_builder.shell.page_bodies import RawAnchors

_LINES = st.lists(
    st.lists(
        st.sampled_from(
            ["<a", "<p", " id", " ID", " name", "=", ' = "', "坡", '"', "'", ">", "</a>", " ", "`"]
        ),
        max_size=8,
    ).map("".join),
    max_size=6,
)


@given(_LINES)
def test_names_in_raw_html_are_found(lines: list[str]) -> None:
    """What can be linked to is what MkDocs finds, wherever a tag breaks its lines."""
    stock, own = _RawHTMLPreprocessor(), RawAnchors()

    assert own.run(list(lines)) == stock.run(list(lines)) == lines
    # a name without a value is None to MkDocs, and no link leads there
    assert own.present_anchor_ids - {None} == stock.present_anchor_ids - {None}
