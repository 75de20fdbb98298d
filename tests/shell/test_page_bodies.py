"""Tests of pages as HTML: what is left out of MkDocs' work changes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import _RawHTMLPreprocessor, _RelativePathTreeprocessor
from mkdocs.structure.toc import TableOfContents

from site_builder.shell.link_processors import RawAnchors, RelativeLinks
from site_builder.shell.page_bodies import Body, pack_html, unpack_html
from site_builder.shell.serialising import dump_value, load_value

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


_PLACES = ("index.md", "a.md", "a/index.md", "a/b.md", "a/b/c.md", "a/坡.md", "ab.md", "a/x.y/d.md")


@given(
    page=st.sampled_from(_PLACES),
    links=st.lists(
        st.builds(
            "".join,
            st.tuples(
                st.sampled_from(["", "./", "../", "../../", "/", "a/", "../a/"]),
                st.sampled_from([*_PLACES, "b.md", "坡.md", "%E5.md", "c.png", "b", ".md", ""]),
                st.sampled_from(["", "#x", "#坡-1", "#", "?q", "?q#x", "#%20", "\n"]),
            ),
        ),
        max_size=6,
    ),
    hidden=st.sampled_from(_PLACES),
    folders=st.booleans(),
)
def test_links_to_other_pages_lead_where_they_did(
    page: str,
    links: list[str],
    hidden: str,
    *,
    folders: bool,
) -> None:
    """From any folder, by addresses of either kind, to pages that are left out, too."""
    inclusions = {hidden: InclusionLevel.EXCLUDED}
    files = Files(
        File(
            place,
            None,
            "",
            use_directory_urls=folders,
            inclusion=inclusions.get(place, InclusionLevel.INCLUDED),
        )
        for place in _PLACES
    )
    config = MkDocsConfig()
    config.load_dict({"site_name": "", "use_directory_urls": folders})
    config.validate()
    file = files.get_file_from_path(page)
    assert file is not None
    stock, own = (kind(file, files, config) for kind in (_RelativePathTreeprocessor, RelativeLinks))

    assert [own.path_to_url(link) for link in links] == [stock.path_to_url(link) for link in links]
    assert own.links_to_anchors == stock.links_to_anchors


@given(st.text() | st.just("\ud800甲"), st.sampled_from([1, 10_000]))
def test_what_is_packed_is_there_again(html: str, pages: int) -> None:
    """Of few pages and of many, lone surrogates too."""
    assert unpack_html(pack_html(html, pages=pages)) == html


@pytest.mark.parametrize(("pages", "is_again"), [(1, True), (10_000, False)])
def test_what_is_compressed_is_not_again(pages: int, *, is_again: bool) -> None:
    """Pages of a large course are kept as they are held."""
    html = "".join(f"<p>{number}</p>" for number in range(1000))
    body = Body(pack_html(html, pages=pages), TableOfContents([]), None, frozenset(), (), (), ())

    kept = dump_value(body)

    restored = load_value(kept)
    assert isinstance(restored, Body)
    assert unpack_html(restored.packed) == html
    assert (len(kept) < len(body.packed)) is is_again


_WARM = """
import sys
from pathlib import Path
from site_builder.shell.projects import open_project
from site_builder.shell.page_bodies import PageText, _render, collect_rules, warm_up
from site_builder.shell.workforce import may_fork
from mkdocs.structure.files import Files

config = open_project(Path("content")).loaded()
warm_up(config, many=MANY)
before = set(sys.modules)
text = "# 题\\n\\n- [甲](#题)\\n\\n```python\\nprint(1)\\n```\\n"
body = _render((collect_rules(config, Files([])), PageText("a.md", text.encode())))
print(sorted(set(sys.modules) - before), body.title, may_fork())
"""


@pytest.mark.parametrize("many", [False, True])
def test_a_warm_process_loads_nothing_for_its_first_page(tmp_path: Path, *, many: bool) -> None:
    """Copies of it need not load parsers and lexers anew, and it can still be copied."""
    tmp_path.joinpath("content").mkdir()
    script = _WARM.replace("MANY", repr(many))

    told = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[] 题 True"
