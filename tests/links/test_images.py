"""Pictures: shown, linked, or named where they are missing."""

from __future__ import annotations

from html import unescape

import pytest

from site_builder.model.site import Catalog, FileFact
from tests.support.built_page import build, stage

CATALOG = Catalog(
    {
        path: FileFact(path, 1, 600, 400)
        for path in (
            "images/图 一.png",
            "images/a.png",
            "images/c#1%.png",
            "deep/er/b.png",
            "c.html",
            "d.pdf",
        )
    }
    | {"e.svg": FileFact("e.svg", 1, 60, 40, adapts=True)}
)
SHOWN = '{ width="600" height="400" loading="lazy" }'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![图](images/a.png)", f"![图](ROOT/images/a.png){SHOWN}"),
        ("![图](./images\\a.png)", f"![图](ROOT/images/a.png){SHOWN}"),
        (
            "![](images/%E5%9B%BE%20%E4%B8%80.png)",
            f"![](ROOT/images/%E5%9B%BE%20%E4%B8%80.png){SHOWN}",
        ),
        ("![](<images/图 一.png>)", f"![](ROOT/images/%E5%9B%BE%20%E4%B8%80.png){SHOWN}"),
        ("![](C:\\Users\\me\\A.PNG)", f"![](ROOT/images/a.png){SHOWN}"),
        ("![](file:///home/me/b.png)", f"![](ROOT/deep/er/b.png){SHOWN}"),
        ("![](b.png)", f"![](ROOT/deep/er/b.png){SHOWN}"),
        ("![](images/c#1%.png)", f"![](ROOT/images/c%231%25.png){SHOWN}"),
        ("![](images/c%231%25.png?v=2)", f"![](ROOT/images/c%231%25.png){SHOWN}"),
        (
            '<img src="images/a.png" alt="图" style="zoom:50%">',
            '![图](ROOT/images/a.png){ width="300" height="200" loading="lazy" }',
        ),
        ("![图](e.svg)", '![图](ROOT/e.svg){ .adapts width="60" height="40" loading="lazy" }'),
        ("![资料](d.pdf)", "[资料](ROOT/d.pdf)"),
        ("![图](https://example.org/a.png)", "[图片：图](https://example.org/a.png)"),
        ("![](//example.org/x/a.png?b)", "[图片：a.png](https://example.org/x/a.png?b)"),
        ("![](data:image/png;base64,AA==)", "![](data:image/png;base64,AA==)"),
    ],
)
def test_picture(text: str, expected: str) -> None:
    """A picture is found in every spelling of its path; one of another site is only linked."""
    assert stage(text, CATALOG)[0] == expected


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("![](images/缺 少.png)", "缺 少.png", "IMG101"),
        ("![](<images/a*b_c.png>)", "a*b_c.png", "IMG101"),
        ("![](c.html)", "c.html", "IMG101"),
        ("![](../secret.png)", "secret.png", "IMG103"),
        ("![](javascript:x)", "javascript:x", "IMG101"),
        ("![](data:image/png;base64,<b>)", "", "IMG101"),
    ],
)
def test_missing_picture_is_named(text: str, name: str, code: str) -> None:
    """What cannot be shown leaves a placeholder with its name, as the author wrote it."""
    staged, found = stage(text.replace("缺 少", "缺%20少"), CATALOG)

    assert f"缺图：{name}" in unescape(build(staged))
    assert [d.code for d in found] == [code]


def test_missing_pictures_make_one_diagnostic() -> None:
    """A note without its pictures is told once, with their number and the first."""
    _, found = stage("![](x.png)\n\n![](y.png)\n", CATALOG)

    assert [(d.code, d.message) for d in found] == [
        ("IMG101", "2 pictures are missing: first `x.png`")
    ]


def test_picture_within_a_block_of_html_is_shown() -> None:
    """The block that centres a picture is read as Markdown, so that its path is right."""
    staged, _ = stage('<p align="center"><img src="images/a.png"></p>\n', CATALOG)

    html = build(staged)

    assert '<p align="center"><img alt="" height="400"' in html
    assert 'src="ROOT/images/a.png"' in html


def test_picture_by_reference_becomes_a_link() -> None:
    """A picture whose address stands elsewhere is not loaded from another site."""
    html = build(stage("![图][1] `![图][1]`\n\n[1]: https://example.org/a.png\n")[0])

    assert html == '<p><a href="https://example.org/a.png">图片：图</a> <code>![图][1]</code></p>'


def test_picture_by_a_definition_of_two_lines_becomes_a_link() -> None:
    """Engines read more forms of definitions than we do; none of them loads a picture."""
    html = build(stage("![图][1]\n\n[1]:\n  https://example.org/a.png\n")[0])

    assert html == '<p><a href="https://example.org/a.png">图</a></p>'


@pytest.mark.parametrize("use", ["![图][1]", "![1]", "![图](images/a.png)"])
def test_picture_of_the_note_is_shown_however_it_is_written(use: str) -> None:
    """By reference as well."""
    html = build(stage(f"{use}\n\n[1]: images/a.png\n", CATALOG)[0])

    assert 'src="ROOT/images/a.png"' in html


def test_picture_in_a_table_keeps_its_cell() -> None:
    """A bar in the text of a picture ends no cell."""
    html = build(stage("| 图 |\n|---|\n| ![a\\|b](images/a.png) |\n", CATALOG)[0])

    assert html.count("<td>") == 1
    assert 'alt="a|b"' in unescape(html)
