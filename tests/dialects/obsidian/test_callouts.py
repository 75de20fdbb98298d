"""Callouts as admonitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.dialects.obsidian.callouts import callout_mark, normalise_notes
from site_builder.links.rewrite import disjoint, rewrite
from site_builder.model.source import Source, Span
from site_builder.scan.blocks import split_blocks
from site_builder.scan.regions import find_regions


def edited(text: str) -> str:
    """The text with its edits made."""
    source, whole = Source("a.md", text), Span(0, len(text))
    edits = normalise_notes(source, find_regions(text), [whole]).value
    return rewrite(source, whole, edits, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!note] 题\n> 甲\n", '!!! note "题"\n    甲\n'),
        ("> [!NOTE]\n>甲\n", '!!! note "笔记"\n    甲\n'),
        ("> [!tip]- 题\n> 甲\n", '??? tip "题"\n    甲\n'),
        ("> [!tip]+ 题\n> 甲\n", '???+ tip "题"\n    甲\n'),
        ("> [!todo|left]\n", '!!! info "信息"\n'),
        ("> [!定理] 题\n", '!!! note "题"\n'),
        ('> [!bug] "题"\n', '!!! bug "&quot;题&quot;"\n'),
        ("> [!note] 题\n> 甲\n>\n> 乙\n", '!!! note "题"\n    甲\n\n    乙\n'),
        ("> [!note] 题\n> 甲\n懒\n", '!!! note "题"\n    甲  \n    懒\n'),
        ("甲\n> [!note] 题\n> 乙\n# 丙\n", '甲\n\n!!! note "题"\n    乙\n\n# 丙\n'),
        (
            "> [!note] 题\n> > [!tip] 里\n> > 甲\n",
            '!!! note "题"\n    !!! tip "里"\n        甲\n',
        ),
        ("> 甲\n", "> 甲\n"),
        ("> 甲\n> [!note] 题\n", "> 甲  \n> [!note] 题\n"),
        ("> \\[!note] 题\n", "> \\[!note] 题\n"),
        ("```\n> [!note] 题\n```\n", "```\n> [!note] 题\n```\n"),
    ],
)
def test_callouts(text: str, expected: str) -> None:
    """Type, fold and title are kept, and what the callout holds moves in by four blanks."""
    result = edited(text)

    assert result == expected


def test_findings_point_into_the_whole_text() -> None:
    """What is changed within a callout is named at its own place."""
    text = "前\n\n> [!note] 题\n> 甲\n> - 乙\n"
    source = Source("a.md", text)

    outcome = normalise_notes(source, find_regions(text), [Span(0, len(text))])

    (found,) = [d for d in outcome.diagnostics if d.code == "MKD102"]
    assert found.span is not None
    assert source.line_number(found.span.start) == 5


def test_mark_of_a_callout() -> None:
    """The type is no word; a plain quote has none."""
    text = "> [!note]- 题\n\n> 甲\n"
    source = Source("a.md", text)
    callout, quote = split_blocks(source, Span(0, len(text)), find_regions(text))

    mark = callout_mark(source, callout)

    assert mark is not None
    assert source.slice(mark) == "[!note]- "
    assert callout_mark(source, quote) is None


def test_deep_nesting_is_read() -> None:
    """A thousand marks of quotes do not exhaust the stack."""
    text = "".join("> " * depth + "[!note] 题\n" for depth in range(1, 200))

    result = edited(text)

    assert result.startswith('!!! note "题"\n')


@given(
    st.lists(
        st.sampled_from(
            [
                "> ",
                "> > ",
                "[!note]",
                "-",
                " 题",
                '"',
                "\n",
                "甲",
                "```\n",
                "$$",
                "- ",
                "| a |",
                "#",
            ]
        )
    ).map("".join)
)
def test_edits_are_disjoint(text: str) -> None:
    """Whatever stands in quotes, edits are in order and share no code point."""
    source = Source("a.md", text)

    outcome = normalise_notes(source, find_regions(text), [Span(0, len(text))])

    assert disjoint(outcome.value)
