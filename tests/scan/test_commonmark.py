"""Blocks as CommonMark reads them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from site_builder.scan.commonmark import TYPES, parse_blocks

_PIECES = st.sampled_from(
    [
        *("- ", "* ", "+ ", "1. ", "2) ", "10. ", "> ", ">", "# ", "## ", "#", "    ", "  ", "\t"),
        *("|", "| a | b |\n", "|---|---|\n", "a | b\n", "-|-\n", ":-\n", "\\|"),
        *("```\n", "~~~\n", "``", "---\n", "***\n", "_ _ _\n", "===\n", "-\n"),
        *("<div>\n", "</div>\n", "<!--\n", "-->\n", "<script>\n", "<b>", "<"),
        *("文", "a", "1", "，", "$", "[^1]: ", "[a]: b\n", "\n", "\n\n"),
    ]
)

_LINES = st.sampled_from(
    [
        *("", "文", "文 | 字", "- 项", "- 目", "* 项", "+ 项", "1. 项", "2. 目", "1) 项", "10. 项"),
        *("- **项**", "**文** 字", "`x` 文", "#文", "-5", "3.14", "2022", "\u3000文", "\x0b", " "),
        *("- ", "-", "1.", "- - 项", "-     x", "- > 文", "- # 项", "  - 项", "   文", "    x"),
        *("| 名 | 值 |", "| --- | --- |", "|---|:-:|", "|", "||", "|-|", "-|-", "--", "| 名 |"),
        *("a \\| b | c", "1. a | b", "- a | b", "1 | 2", "# 题", "#", "####### 题", "## "),
        *("```", "```py", "```a`", "````", "~~~", "  ```", "---", "***", "> 文", "<div>", "===="),
    ]
)


@given(
    text=st.lists(_PIECES | st.text(max_size=4), max_size=24).map("".join),
    code=st.booleans(),
)
@settings(max_examples=600)
def test_shortcuts_change_nothing(text: str, *, code: bool) -> None:
    """Blocks are those that all rules of the stock parser together find."""
    text = text.replace("\r", " ").replace("\0", " ")

    assert _found(text, code=code) == _expected(text, code=code)


@given(
    text=st.lists(_LINES, max_size=12).map("\n".join),
    end=st.sampled_from(["", "\n", "\n\n"]),
    code=st.booleans(),
)
@settings(max_examples=600)
def test_blocks_at_the_margin_are_those_of_the_parser(text: str, end: str, *, code: bool) -> None:
    """Whole lines as notes have them are read as the stock parser reads them."""
    assert _found(text + end, code=code) == _expected(text + end, code=code)


Found = list[tuple[str, Sequence[int] | None, str, int]]


def _found(text: str, *, code: bool) -> Found:
    return [(t.type, t.map, t.markup, t.level) for t in parse_blocks(text, code=code)]


def _expected(text: str, *, code: bool) -> Found:
    off = ["lheading", "reference", "inline", *(() if code else ("code",))]
    plain = MarkdownIt("commonmark").enable("table").disable(off)
    return [(t.type, t.map, t.markup, t.level) for t in plain.parse(text) if t.type in TYPES]
