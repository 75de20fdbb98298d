"""Headings without marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.dialects.scraped_article.numbered_headings import find_numbered_headings
from site_builder.model.source import Source, Span


def _found(text: str) -> list[tuple[int, str]]:
    source = Source("a.txt", text)
    headings = find_numbered_headings(source, Span(0, len(text)))
    return [(heading.level, heading.title) for heading in headings]


def _alone(*lines: str) -> str:
    return "\n\n正文在这里。\n\n".join(lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("01 面团", "1.1 揉面", "1.1.1 出膜", "02后记"),
            [(1, "面团"), (2, "揉面"), (3, "出膜"), (1, "后记")],
        ),
        (
            ("05 面团", "5.1 揉面", "5.1.3 出膜", "5.2 发酵"),
            [(1, "面团"), (2, "揉面"), (3, "出膜"), (2, "发酵")],
        ),
        (("1 面团", "2 发酵", "3 烘烤"), [(1, "面团"), (1, "发酵"), (1, "烘烤")]),
        (("一、面团", "二、发酵"), [(1, "面团"), (1, "发酵")]),
        (
            ("一、面团", "（一）揉面", "（二）出膜", "二、发酵", "（一）室温"),
            [(1, "面团"), (2, "揉面"), (2, "出膜"), (1, "发酵"), (2, "室温")],
        ),
        (
            ("第一门课 面团", "第一周:揉面", "第二周:发酵"),
            [(1, "第一门课 面团"), (2, "第一周:揉面"), (2, "第二周:发酵")],
        ),
        (("2.1 揉面", "2.1.3 L2 正则化"), [(2, "揉面"), (3, "L2 正则化")]),
    ],
)
def test_numbers_that_go_on(lines: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    """Short lines alone whose numbers go on are headings, levels by their numbers."""
    assert _found(_alone(*lines)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "3 个步骤",
        "50 次里有一次",
        "  1. 一条",
        "1.5 倍的水就够了。",
        "2018 年的事",
        "1. 静置",
        "9.1 太远",
        "1.1 退回去",
        "1×1 卷积",
        "1.3 " + "很长" * 40,
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    """Items, sentences, counted things and numbers that leap or fall back are text."""
    found = _found(_alone("1.1 揉面", "1.2 发酵", line, "1.3 烘烤"))

    assert found == [(2, "揉面"), (2, "发酵"), (2, "烘烤")]


def test_line_with_text_below_it_is_none() -> None:
    """A heading stands alone between blank lines."""
    assert _found("1.1 揉面\n正文\n\n1.2 发酵\n\n正文\n") == [(2, "发酵")]


def test_items_that_stand_close_are_a_list() -> None:
    """Numbered lines with nothing between them are items."""
    assert _found("1. 面粉\n\n2. 水\n\n3. 盐\n\n正文。\n") == []


@given(st.text(alphabet="0123.一二、第周课 \n词。", max_size=120))
def test_numbers_never_fall(text: str) -> None:
    """Whatever the text, headings come in order and their numbers rise."""
    source = Source("a.txt", text)

    headings = find_numbered_headings(source, Span(0, len(text)))

    numbers = [heading.number for heading in headings if heading.number]
    assert numbers == sorted(set(numbers))
    assert [h.span for h in headings] == sorted(h.span for h in headings)


def test_indented_paragraphs_need_no_blank_line_above() -> None:
    """A heading may stand right above a paragraph that is indented, as word processors do."""
    found = _found("一、面团\n\t揉到出膜。\n\n二、发酵（室温）\n\u3000\u3000等两倍大。\n")

    assert found == [(1, "面团"), (1, "发酵（室温）")]
