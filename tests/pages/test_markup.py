"""What an author named reads as it is named, whatever it holds."""

from __future__ import annotations

import html
import re

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_builder.pages.markup import (
    escape_text,
    escape_title,
    front_matter,
    plain_text,
    split_front_matter,
    web_address,
)

VALUES = st.none() | st.integers() | st.text() | st.lists(st.text(), max_size=3)

EXTENSIONS = ["attr_list", "md_in_html", "tables", "pymdownx.tilde", "pymdownx.caret"]


def shown(text: str) -> str:
    """The words that a browser shows of Markdown."""
    return html.unescape(re.sub(r"<[^>]*>", "", markdown.markdown(text, extensions=EXTENSIONS)))


@pytest.mark.parametrize(
    "title",
    [
        "a|b",
        "[x](y)",
        "<b>",
        "*x*",
        "_x_",
        "`x`",
        "C#",
        "{ .x }",
        "x^2^",
        "a&b",
        "$x$",
        "\\*",
        ":a:",
    ],
)
def test_a_title_shows_as_it_reads_in_a_heading_a_cell_and_a_link(title: str) -> None:
    """No character of a title acts as markup."""
    escaped = escape_text(title)

    heading = shown(f"# {escaped}")
    cell = shown(f"| a | b |\n| --- | --- |\n| {escaped} | y |").split("\n")
    link = shown(f"[{escaped}](x.md)")

    assert heading == title
    assert title in cell
    assert link == title


@given(st.text())
def test_any_text_shows_as_it_reads(text: str) -> None:
    """Markdown shows an escaped text without adding or losing anything."""
    written = f"前{escape_text(text)}后"

    assert shown(written) == plain_text(f"前{text}后")


@given(st.text())
def test_a_text_is_printed_alike_whatever_stands_beside_it(text: str) -> None:
    """One that can be printed as it is is not looked through; behind a tab each is."""
    assert plain_text(text) == plain_text(f"\t{text}")


@given(st.text())
def test_any_title_is_valid_front_matter(text: str) -> None:
    """YAML reads back what was written."""
    head = front_matter({"title": escape_title(text), "number": 1})

    values = yaml.safe_load(head.split("---\n")[1])

    assert html.unescape(values["title"]) == plain_text(text)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&c=2"),
        ("https://example.org/a_(b)", "https://example.org/a_%28b%29"),
        ("https://example.org/$x$", "https://example.org/%24x%24"),
        ("https://example.org/%E4%B8%AD", "https://example.org/%E4%B8%AD"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("", None),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, address: str | None) -> None:
    """Brackets and formula marks are encoded; other schemes give no link."""
    result = web_address(url)

    assert result == address


@given(
    st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), VALUES, min_size=1), st.text()
)
def test_front_matter_reads_back_as_it_was_written(
    values: dict[str, str | int | list[str] | None], body: str
) -> None:
    """Values and text come back, whatever they hold; only lines of blanks between them go."""
    assert split_front_matter(front_matter(values) + body) == (values, body.lstrip("\n"))


@pytest.mark.parametrize("text", ["", "# 标题\n", "---\n---\n\n", "---\ntitle: 梯度\n---\n\n正文"])
def test_front_matter_of_another_hand_is_left_to_others(text: str) -> None:
    """A head that is no JSON, or none at all, is not read."""
    assert split_front_matter(text) is None
