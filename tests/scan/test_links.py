"""Links and images with their spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.reference import LinkForm
from site_builder.model.source import Span
from site_builder.scan.links import (
    AUTOLINK,
    BARE,
    HTML_IMAGE,
    INLINE,
    find_images,
    find_links,
    plain_words,
)
from site_builder.scan.regions import Regions, find_regions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[标题](https://example.org/a)", [("https://example.org/a", "标题", LinkForm.INLINE)]),
        ("[a\\_b](x.md#y)", [("x.md#y", "a_b", LinkForm.INLINE)]),
        ("<https://example.org/?a=1&b>", [("https://example.org/?a=1&b", "", LinkForm.AUTOLINK)]),
        (
            "一个标题\n<https://example.org/>",
            [("https://example.org/", "一个标题", LinkForm.AUTOLINK)],
        ),
        ("说明\nhttps://example.org/a。", [("https://example.org/a", "说明", LinkForm.BARE)]),
        ("见https://example.org/a，好", [("https://example.org/a", "", LinkForm.BARE)]),
        ("[a](https://example.org/w_(b))", [("https://example.org/w_(b)", "a", LinkForm.INLINE)]),
        ("![图](a.png)", []),
        ("`[a](b)` $[a](b)$", []),
        (
            "[[00:05](https://example.org?t=5)]",
            [("https://example.org?t=5", "00:05", LinkForm.INLINE)],
        ),
        ("[a](b c.md 'tip')", [("b c.md", "a", LinkForm.INLINE)]),
        ("[a](https://example.org/x\\)", [("https://example.org/x\\", "a", LinkForm.INLINE)]),
    ],
)
def test_find_links(text: str, expected: list[tuple[str, str, LinkForm]]) -> None:
    """Links are found once each with address, title and form."""
    links = find_links(text, find_regions(text), Span(0, len(text)))

    assert [(link.url, link.title, link.form) for link in links] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![图](images/a.png)", [("images/a.png", "图", None)]),
        ("![](<a b.png>)", [("a b.png", "", None)]),
        ('![](图 (1) a.png "t")', [("图 (1) a.png", "", None)]),
        ("[![小](a.png)](b.png) ![大](b.png)", [("a.png", "小", None), ("b.png", "大", None)]),
        ('<img src="a.png" alt="图" style="zoom:50%;" />', [("a.png", "图", "50%")]),
        ("<img src='a.png' width='300'>", [("a.png", "", "300")]),
        ("```\n![图](a.png)\n```", []),
    ],
)
def test_find_images(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """Markdown and HTML images are found with target, words and width."""
    images = find_images(text, find_regions(text), Span(0, len(text)))

    assert [(image.target, image.alt, image.width) for image in images] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## **粗** `码`", "粗 码"),
        ("  3. 一\n  4. 二", "一 二"),
        ("[[笔记|别名]] ==亮==", "别名 亮"),
        ("a\\_b", "a_b"),
        ("snake_case _强调_ 1~3", "snake_case 强调 1~3"),
        ("<font color='red'>红</font>", "红"),
    ],
)
def test_plain_words(text: str, words: str) -> None:
    """Marks go, words stay."""
    result = plain_words(text)

    assert result == words


_PIECES = [
    "[a]",
    "(b.png)",
    "[",
    "](",
    "!",
    "<",
    ">",
    "https",
    "mailto",
    ":/",
    "/",
    "x",
    " ",
    "<img",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_no_link_is_overlooked(text: str) -> None:
    """A text is left unsearched only where no pattern could find anything."""
    whole, nowhere = Span(0, len(text)), Regions((), ())

    found = (*find_links(text, nowhere, whole), *find_images(text, nowhere, whole))

    patterns = (INLINE, AUTOLINK, BARE, HTML_IMAGE)
    assert bool(found) is any(pattern.search(text) for pattern in patterns)
