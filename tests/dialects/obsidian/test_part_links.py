"""Lines that open the notes on a part."""

import pytest

from site_builder.dialects.obsidian.part_links import read_part_link, read_part_number
from site_builder.model.source import Source
from site_builder.scan.regions import find_regions

URL = "https://www.bilibili.com/video/BV1xx411c7XZ"


@pytest.mark.parametrize(
    ("line", "part", "title", "copied"),
    [
        (f"[面粉\\_哔哩哔哩\\_bilibili]({URL}?p=2)", 2, "面粉", True),
        (f"[面粉 &amp; 水_哔哩哔哩_bilibili]({URL}?p=2&t=3.5)", 2, "面粉 & 水", True),
        (f"[面粉]({URL}?p=2)", 2, "面粉", False),
        (f"<{URL}?p=2>", 2, None, False),
        (f"{URL}", None, None, False),
        ("[面粉](https://.bilibili.com/video/BV1xx411c7XZ?p=2)", 2, "面粉", False),
    ],
)
def test_links_of_parts(line: str, part: int | None, title: str | None, *, copied: bool) -> None:
    """The link gives part and title; the site's name shows that it was copied."""
    source = Source("a.md", line)

    link = read_part_link(source, find_regions(line), source.line_span(1))

    assert link is not None
    assert (link.place.part, link.title, link.copied) == (part, title, copied)


@pytest.mark.parametrize(
    "line",
    [
        f"见 [面粉]({URL}?p=2)",
        f"- [面粉]({URL}?p=2)",
        f"[00:59]({URL}?p=2#t=59)",
        f"[面粉]({URL}?p=2) [水]({URL}?p=3)",
        "[面粉](https://example.org/?p=2)",
        f"`[面粉]({URL}?p=2)`",
        "面粉",
        "",
    ],
)
def test_other_lines(line: str) -> None:
    """Times, lists, words around a link and other sites open no part."""
    source = Source("a.md", f"{line}\n")

    link = read_part_link(source, find_regions(line), source.line_span(1))

    assert link is None


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("P2", 2),
        ("p12：发酵", 12),
        ("P 8 发酵", 8),
        ("第 3 P", 3),
        ("P2P 网络", None),
        ("P2.5 颗粒", None),
        ("Padding", None),
        ("发酵 P2", None),
        ("", None),
    ],
)
def test_numbers_of_parts(title: str, number: int | None) -> None:
    """A part's number stands first and by itself."""
    part = read_part_number(title)

    assert part == number
