"""Normalised Markdown, judged by the page that is built of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from site_builder.links.rewrite import disjoint
from site_builder.model.codes.markdown import CODES
from site_builder.model.source import Source, Span
from site_builder.scan.normalise import find_code_blocks, normalise_sections
from site_builder.scan.normalise.layout import lay_out
from site_builder.scan.regions import find_regions
from tests.support.built_page import build, normalise, show
from tests.support.cases import read_cases

CASES = read_cases("normalise")

WELL_FORMED = (
    "一段话。\n\n又一段 *话*，**粗**，`码`，[链](a.md)，<https://example.org/~a>。\n",
    "要点：\n\n- 甲\n    - 乙\n\n        续\n\n- 丙\n",
    "1. 甲\n2. 乙\n    1. 丙\n\n文\n",
    "| 量 | 值 |\n| --- | --- |\n| a | 1 |\n",
    '```python title="例"\n#标签\nx = 1~2\n```\n',
    "> 引\n>\n> - 甲\n>     - 乙\n",
    '!!! note "注意"\n    内容\n\n    - 甲\n        - 乙\n',
    "正文[^1]\n\n[^1]: 注\n\n    又一段\n",
    "词\n:   释义\n\n    又一段\n",
    "## 标题\n- 甲\n\n---\n\n文 H~2~O、x^2^、==重==、~~删~~、1~2。\n",
    "示例：\n\n    x = f(1)\n",
    "式 \\(a|b\\)：\n\n\\[\na < b\n\\]\n\n价格$5和$6\n",
    '<details markdown="1">\n<summary>题</summary>\n\n答\n\n</details>\n',
)

PIECES = st.sampled_from(
    [
        "- ",
        "1. ",
        "2) ",
        "> ",
        "```",
        "~~~",
        "$$",
        "$",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "  ",
        "字",
        "a",
        "#",
        "<!--",
        "-->",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "~",
        "^",
        "==",
        "---",
        "!!! n",
        "[^1]: ",
        ": ",
        "`",
        "\\",
        "1、",
        "。",
        "<b>",
        "</div>",
        "| a |",
        "|---|",
    ]
)


@pytest.mark.parametrize(
    ("given_text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_page_shows_what_the_author_meant(given_text: str, expected: str) -> None:
    """The built page of each case reads as its author meant it."""
    assert show(normalise(given_text)) == expected


@pytest.mark.parametrize("text", WELL_FORMED)
def test_well_formed_text_is_left_alone(text: str) -> None:
    """Text that Python-Markdown reads as it is meant stays as it is, byte for byte."""
    assert normalise(text) == text


def test_line_breaks_are_kept_on_request() -> None:
    """A dialect that shows every line break gets one on the page."""
    assert build(normalise("一行\n二行", hard_breaks=True)) == "<p>一行<br />\n二行</p>"


def test_each_kind_of_change_is_named_once() -> None:
    """Changes of one kind make one diagnostic at the first place, with their number."""
    text = "#甲 一\n\n文\n- 一\n  - 二\n  - 三\n\n#乙 二\n"
    source = Source("notes.md", text)

    found = normalise_sections(source, find_regions(text), [Span(0, len(text))]).diagnostics

    assert [(d.code, d.message.rpartition(" (")[2], d.span and d.span.start) for d in found] == [
        ("MKD101", "2 places)", 0),
        ("MKD102", "1 place)", 8),
        ("MKD103", "2 places)", 12),
    ]
    assert {d.code for d in found} <= {code.id for code in CODES}


def test_changes_of_several_stretches_are_named_once() -> None:
    """Stretches of one text share their diagnostics; what lies between them is left alone."""
    text = "#甲 一\n\n#乙 二\n\n#丙 三\n"
    source = Source("notes.md", text)
    spans = [source.line_span(1), source.line_span(5)]

    outcome = normalise_sections(source, find_regions(text), spans)

    assert [edit.span.start for edit in outcome.value] == [0, 12]
    assert len(outcome.diagnostics) == 1


def test_code_blocks_are_found() -> None:
    """Fences and code that is only indented are told apart from indented text."""
    text = "```\na\n```\n\n\t缩进的话\n\n    x = f(1)\n"
    source = Source("notes.md", text)

    blocks = find_code_blocks(source, lay_out(source, find_regions(text), Span(0, len(text))))

    assert [source.lines_of(span) for span in blocks.fenced] == [(1, 3)]
    assert [source.lines_of(span) for span in blocks.indented] == [(7, 7)]


@given(
    text=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)),
    hard_breaks=st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_any_text_gets_disjoint_edits_within_it(text: str, *, hard_breaks: bool) -> None:
    """Whatever the text, edits are in order, share nothing and lie within it."""
    source = Source("notes.md", text)

    edits = normalise_sections(
        source, find_regions(text), [Span(0, len(text))], hard_breaks=hard_breaks
    ).value

    assert disjoint(edits)
    assert all(0 <= e.span.start <= e.span.end <= len(text) for e in edits)


_LISTS = MarkdownIt("commonmark").disable(["code", "lheading"])


@st.composite
def nested_lists(draw: st.DrawFn) -> str:
    """Lists nested by two or three blanks, with further paragraphs here and there."""
    lines: list[str] = []

    def add(margin: int, depth: int) -> None:
        mark = draw(st.sampled_from(["- ", "1. "]))
        for _ in range(draw(st.integers(1, 3))):
            lines.append(f"{' ' * margin}{mark}项{len(lines)}")
            inside = " " * (margin + len(mark))
            if draw(st.integers(0, 4)) == 0:
                lines.extend(["", f"{inside}段{len(lines)}"])
            if depth < 3 and draw(st.booleans()):
                if draw(st.integers(0, 3)) == 0:
                    lines.append("")
                add(margin + len(mark), depth + 1)

    add(0, 0)
    return "\n".join(lines) + "\n"


def _outline(html: str) -> list[str]:
    """Lists, items and words of ``html``, in order."""
    words = html.replace("<p>", "").replace("</p>", "").replace(">", ">\n").replace("<", "\n<")
    return [line.strip() for line in words.split("\n") if line.strip()]


@given(nested_lists())
@settings(max_examples=100, deadline=None)
def test_lists_nest_as_commonmark_nests_them(text: str) -> None:
    """Python-Markdown makes of a normalised list what CommonMark makes of the author's."""
    assert _outline(build(normalise(text))) == _outline(_LISTS.render(text))
