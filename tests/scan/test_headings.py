"""Headings and their numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.source import Source, Span
from site_builder.scan.headings import _ATX, _atx_matches, find_headings, split_number, split_range
from site_builder.scan.regions import find_regions

_PIECES = st.sampled_from(["#", "##", " ", "   ", "\t", "\u3000", "文", "\n", "#######"])


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("2.3 梯度下降法", (2, 3), "梯度下降法"),
        ("3.2计算过程", (3, 2), "计算过程"),
        ("1 介绍", (1,), "介绍"),
        ("01 第一门课", (1,), "第一门课"),
        ("03后记", (3,), "后记"),
        ("1.5~1.6 数据集", (1, 5), "数据集"),
        ("2.1.3 L2 正则化", (2, 1, 3), "L2 正则化"),
        ("(4) 池化", (4,), "池化"),
        ("2.7* 选修", (2, 7), "选修"),
        ("1×1 卷积", (), "1×1 卷积"),
        ("3D 卷积", (), "3D 卷积"),
        ("2018年", (), "2018年"),
        ("5", (), "5"),
        ("Adam", (), "Adam"),
    ],
)
def test_split_number(title: str, number: tuple[int, ...], rest: str) -> None:
    """Numbers before titles are split off; sizes and years are words."""
    result = split_number(title)

    assert result == (number, rest)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 一\n正文\n## 二 ##\n", [(1, 1, "一"), (3, 2, "二")]),
        ("```\n# 注释\n```\n# 一\n", [(4, 1, "一")]),
        ("#标签 正文\n", []),
        ("<h3>4.1 <font color='red'>标题</font></h3>\n", [(1, 3, "标题")]),
        ("### [残差](https://example.org)\n", [(1, 3, "残差")]),
        ("<!--\n# 一\n-->\n", []),
        ("<h2>没有结束\n\n正文\n\n<h2>乙</h2>\n", [(5, 2, "乙")]),
    ],
)
def test_find_headings(text: str, expected: list[tuple[int, int, str]]) -> None:
    """Headings are found with line, level and words; tags, code and comments are none."""
    source = Source("a.md", text)

    headings = find_headings(source, find_regions(text), Span(0, len(text)))

    assert [(source.line_number(h.span.start), h.level, h.title) for h in headings] == expected


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("1.5~1.6 数据集", ((1, 5), (1, 6))),
        ("3.4 至 3.5 叶", ((3, 4), (3, 5))),
        ("2.3 茎", ((2, 3), ())),
        ("根", ((), ())),
    ],
)
def test_split_range(title: str, numbers: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    """A range keeps its last number too."""
    first, last, _ = split_range(title)

    assert (first, last) == numbers


@pytest.mark.parametrize(
    "title", ["3. 定中心", "3) 定中心", "3.定中心", "**3. 定中心**", "3 定中心"]
)
def test_a_heading_keeps_the_number_that_an_item_would_lose(title: str) -> None:
    """A heading that begins as an item of a list does is numbered all the same."""
    source = Source("notes.md", f"## {title}\n")

    (heading,) = find_headings(source, find_regions(source.text), Span(0, len(source.text)))

    assert (heading.number, heading.title) == ((3,), "定中心")


@given(st.lists(_PIECES, max_size=20).map("".join), st.integers(0, 9), st.integers(0, 9))
def test_headings_are_tried_where_a_line_has_their_sign(text: str, head: int, tail: int) -> None:
    """They are those that the expression finds in whole lines by itself."""
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n"), len(text)]
    start, end = sorted((starts[head % len(starts)], starts[tail % len(starts)]))

    found = [match.span() for match in _atx_matches(text, Span(start, end))]

    assert found == [match.span() for match in _ATX.finditer(text, start, end)]
