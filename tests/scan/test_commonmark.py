"""Blocks as CommonMark reads them."""

from __future__ import annotations

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


@given(
    text=st.lists(_PIECES | st.text(max_size=4), max_size=24).map("".join),
    code=st.booleans(),
)
@settings(max_examples=600)
def test_shortcuts_change_nothing(text: str, *, code: bool) -> None:
    """Blocks are those that all rules of the stock parser together find."""
    text = text.replace("\r", " ").replace("\0", " ")
    off = ["lheading", "reference", "inline", *(() if code else ("code",))]
    plain = MarkdownIt("commonmark").enable("table").disable(off)

    tokens = parse_blocks(text, code=code)

    assert [(t.type, t.map, t.markup, t.level) for t in tokens] == [
        (t.type, t.map, t.markup, t.level) for t in plain.parse(text) if t.type in TYPES
    ]
