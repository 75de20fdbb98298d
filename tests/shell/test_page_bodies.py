"""Tests of pages as HTML: what is left out of MkDocs' work changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import _RawHTMLPreprocessor, _RelativePathTreeprocessor

from site_builder.shell.page_bodies import RawAnchors, RelativeLinks

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


@given(
    st.lists(
        st.sampled_from(
            ["#", "a-b", "坡", "_1", "?", "/", "%", " ", "\n", ".md", ":", "\x02amp\x03"]
        ),
        max_size=5,
    ).map("".join)
)
def test_links_within_a_page_lead_where_they_did(url: str) -> None:
    """What a link becomes, and what it leads to, is what MkDocs finds."""
    file = File("a.md", None, "", use_directory_urls=True)
    stock, own = (
        kind(file, Files([file]), MkDocsConfig())
        for kind in (_RelativePathTreeprocessor, RelativeLinks)
    )
    target = f"#{url}"

    assert own.path_to_url(target) == stock.path_to_url(target)
    assert own.links_to_anchors == stock.links_to_anchors
