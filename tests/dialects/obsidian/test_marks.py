"""Marks of Obsidian within running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.dialects.obsidian.marks import (
    find_block_ids,
    find_hidden,
    find_rules,
    find_tags,
    is_tag_line,
)
from site_builder.model.source import Source, Span
from site_builder.scan.regions import find_regions


@pytest.mark.parametrize(
    ("text", "lines", "inline"),
    [
        ("甲%%乙%%丙\n", None, ["%%乙%%"]),
        ("%%乙%%\n丙\n", "%%乙%%\n", []),
        ("%%\n乙\n\n丙\n%%\n丁\n", "%%\n乙\n\n丙\n%%\n", []),
        ("%%乙\n丙%%丁\n", "%%乙\n", ["丙%%"]),
        ("  %%乙\n丙%%", "  %%乙\n丙%%", []),
    ],
)
def test_comments(text: str, lines: str | None, inline: list[str]) -> None:
    """A comment is divided into whole lines and parts of lines."""
    source = Source("a.md", text)

    (hidden,) = find_hidden(source, find_regions(text), Span(0, len(text)))

    assert (source.slice(hidden.lines) if hidden.lines else None) == lines
    assert [source.slice(span) for span in hidden.inline] == inline


@pytest.mark.parametrize(
    "text", ["90%% 的人\n", "甲%%乙\n丙%%丁\n", "`%%甲%%`\n", "$a%%b%%$\n", "```\n%%甲%%\n```\n"]
)
def test_other_percent_signs_are_text(text: str) -> None:
    """A lone mark, one that opens within a line and closes below, code and formulas stay."""
    hidden = find_hidden(Source("a.md", text), find_regions(text), Span(0, len(text)))

    assert hidden == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲 ^abc123\n", [" ^abc123"]),
        ("^abc123\n", ["^abc123"]),
        ("甲^abc123\n", []),
        ("甲 ^2\n", []),
        ("`甲 ^abc123`\n", []),
        ("甲 ^abc123 乙\n", []),
    ],
)
def test_names_of_blocks(text: str, found: list[str]) -> None:
    """The name of a block ends its line; powers and code are none."""
    source = Source("a.md", text)

    spans = find_block_ids(source, find_regions(text), Span(0, len(text)))

    assert [source.slice(span) for span in spans] == found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("#面包", True),
        ("#面包/笔记 #手艺", True),
        ("标签：#面包、#手艺", True),
        ("tags: #a, #b", True),
        ("#面包 很好", False),
        ("# 面包", False),
        ("#1", False),
        ("", False),
    ],
)
def test_lines_of_tags(line: str, *, expected: bool) -> None:
    """A line of tags holds nothing else."""
    is_tags = is_tag_line(line)

    assert is_tags is expected


def test_tags_of_a_text() -> None:
    """Tags stand alone between blanks; anchors, figures and code are none."""
    text = "#甲 a#b [c](d#e) #1 `#f` #g/h，\n"

    tags = find_tags(Source("a.md", text), find_regions(text), Span(0, len(text)))

    assert tags == ("甲", "g/h")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("---\n甲\n***\n_ _ _\n", (1, 3, 4)),
        ("--\n", ()),
        ("    ---\n", ()),
        ("```\n---\n```\n", ()),
        ("| - |\n- - x\n", ()),
    ],
)
def test_rules(text: str, lines: tuple[int, ...]) -> None:
    """Rules of all three marks are found outside code."""
    found = find_rules(Source("a.md", text), find_regions(text), Span(0, len(text)))

    assert found == lines


@given(st.text(alphabet="%^#- a\n`$甲"))
def test_any_text_is_read(text: str) -> None:
    """Comments of any text are in order, and their pieces lie within their lines."""
    source, regions, whole = Source("a.md", text), find_regions(text), Span(0, len(text))

    hidden = find_hidden(source, regions, whole)

    end = 0
    for comment in hidden:
        assert comment.span.start >= end
        end = comment.span.end
        pieces = [*comment.inline, *([comment.lines] if comment.lines else [])]
        assert pieces
        assert all("\n" not in source.slice(span) for span in comment.inline)
