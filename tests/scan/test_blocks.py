"""Blocks of a section."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.note import BlockKind
from site_builder.model.source import Source, Span
from site_builder.scan.blocks import split_blocks
from site_builder.scan.regions import find_regions

P, LI, IMG = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.IMAGE


def blocks_of(text: str) -> list[tuple[int, int, BlockKind, int]]:
    """First and last line, kind and depth of each block of ``text``."""
    source = Source("a.md", text)
    blocks = split_blocks(source, Span(0, len(text)), find_regions(text))
    return [(*source.lines_of(b.span), b.kind, b.depth) for b in blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("一\n二\n\n三\n", [(1, 2, P, 0), (4, 4, P, 0)]),
        ("- 一\n- 二\n", [(1, 1, LI, 0), (2, 2, LI, 0)]),
        ("- 一\n  - 二\n- 三\n", [(1, 1, LI, 0), (2, 2, LI, 1), (3, 3, LI, 0)]),
        ("- 一\n\n  接着\n", [(1, 1, LI, 0), (3, 3, P, 1)]),
        ("1. 一\n2. 二\n", [(1, 1, LI, 0), (2, 2, LI, 0)]),
        ("文字\n---\n后文\n", [(1, 1, P, 0), (2, 2, BlockKind.RULE, 0), (3, 3, P, 0)]),
        ("```\n# 注释\n\n- x\n```\n", [(1, 5, BlockKind.CODE, 0)]),
        ("| a | b |\n| - | - |\n| 1 | 2 |\n", [(1, 3, BlockKind.TABLE, 0)]),
        ("> 引\n> - 文\n", [(1, 2, BlockKind.QUOTE, 0)]),
        ("![图](a.png)\n", [(1, 1, IMG, 0)]),
        ("$$\na\n\n- b\n$$\n", [(1, 5, BlockKind.MATH, 0)]),
        ("    缩进的正文\n", [(1, 1, P, 0)]),
        ("<div>\n一\n</div>\n", [(1, 3, BlockKind.HTML, 0)]),
        ("- \n- 二\n", [(1, 1, LI, 0), (2, 2, LI, 0)]),
    ],
)
def test_split_blocks(text: str, expected: list[tuple[int, int, BlockKind, int]]) -> None:
    """Paragraphs, items, tables, quotes, fences and formulas are blocks of whole lines."""
    blocks = blocks_of(text)

    assert blocks == expected


def test_words_are_without_markup_and_addresses() -> None:
    """Titles of links stay, addresses, images and marks go."""
    text = "- **梯度** [下降](https://example.org/a) ![图](b.png) `lr` https://example.org\n"
    source = Source("a.md", text)

    blocks = split_blocks(source, Span(0, len(text)), find_regions(text))

    assert blocks[0].words == "梯度 下降 lr"


@given(st.text(alphabet="一a-*1. \n\t>#|`$~!<[]()"))
def test_blocks_hold_every_line_once(text: str) -> None:
    """Whatever the text, its non-blank lines stand in exactly one block each."""
    source = Source("a.md", text)

    blocks = split_blocks(source, Span(0, len(text)), find_regions(text))

    numbers = [
        n
        for block in blocks
        for n in range(source.lines_of(block.span)[0], source.lines_of(block.span)[1] + 1)
    ]
    written = [n for n in range(1, source.line_count + 1) if source.line_text(n).strip()]
    assert sorted(numbers) == sorted(set(numbers))
    assert set(written) <= set(numbers)


def test_carriage_return_ends_no_line() -> None:
    """Only line feeds end lines, as everywhere else in a source."""
    source = Source("a.md", "甲\r乙\n\n丙\n")

    blocks = split_blocks(source, Span(0, 7), find_regions(source.text))

    assert [source.lines_of(block.span) for block in blocks] == [(1, 1), (3, 3)]
