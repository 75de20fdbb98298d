"""Plain text shown by Markdown as it stands."""

from itertools import pairwise

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.dialects.scraped_article.loose_text import LooseText, read_loose_text
from site_builder.model.source import Source, Span
from site_builder.scan.regions import find_regions


def _read(text: str) -> tuple[Source, LooseText]:
    source = Source("a.txt", text)
    return source, read_loose_text(source, [Span(0, len(text))], find_regions(text), [])


def _html(text: str) -> str:
    _, loose = _read(text)
    parts: list[str] = []
    position = 0
    for edit in loose.edits:
        parts.extend((text[position : edit.span.start], edit.text))
        position = edit.span.end
    extensions = ["pymdownx.tilde", "pymdownx.caret", "pymdownx.mark"]
    html = markdown.markdown("".join(parts) + text[position:], extensions=extensions)
    return "".join(line.strip() for line in html.split("\n"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一\n二\n\n三\n", "<p>一<br />二</p><p>三</p>"),
        ("要点:\n  • 甲\n  • 乙\n后文\n", "<p>要点:</p><ul><li>甲</li><li>乙</li></ul><p>后文</p>"),
        ("  1. 甲\n    续\n  2. 乙\n", "<ol><li>甲<br />续</li><li>乙</li></ol>"),
        ("  1. 甲\n    ◦ 子\n", "<ol><li>甲<ul><li>子</li></ul></li></ol>"),
        ("  1. 甲\n\n    续\n", "<ol><li><p>甲</p><p>续</p></li></ol>"),
        ("\t揉到出膜为止。\n\t再等两倍大。\n", "<p>揉到出膜为止。<br />再等两倍大。</p>"),
        ("1、甲\n2、乙\n", "<ol><li>甲</li><li>乙</li></ol>"),
        ("一\n---\n二\n", "<p>一</p><hr /><p>二</p>"),
        ("  a = b\n", "<p>a = b</p>"),
        ("3*4*5 约1~3分到4~5分\n", "<p>3*4*5 约1~3分到4~5分</p>"),
        ("2^3 与 4^5 和 a==b==c\n", "<p>2^3 与 4^5 和 a&#61;=b&#61;=c</p>"),
        ("_甲_ 与 snake_case_name\n", "<p>_甲_ 与 snake_case_name</p>"),
        ("#标签\n> 引\n", "<p>#标签<br />&gt; 引</p>"),
        ("<水> 与 <div>\n", "<p>&lt;水&gt; 与 &lt;div&gt;</p>"),
        ("甲&#xff0c;乙&lt;丙\n", "<p>甲，乙&lt;丙</p>"),
    ],
)
def test_shown_as_written(text: str, html: str) -> None:
    """Lines, lists and marks look on the page as they do in the text."""
    assert _html(text) == html


def test_blocks() -> None:
    """Items hold their further lines, other lines stand for themselves."""
    source, loose = _read("一\n二&#xff0c;\n\n  • 甲\n    续\n  • 乙\n")

    assert [(source.lines_of(b.span), b.kind.value, b.words) for b in loose.blocks] == [
        ((1, 1), "paragraph", "一"),
        ((2, 2), "paragraph", "二，"),
        ((4, 5), "list item", "甲 续"),
        ((6, 6), "list item", "乙"),
    ]


@given(st.text(alphabet="•◦- 1.、)\n\t*_~^=<#>&;x一", max_size=80))
def test_every_line_is_in_one_block(text: str) -> None:
    """Whatever the text, blocks hold its lines once and in order, and edits are disjoint."""
    source, loose = _read(text)

    lines = [
        number
        for block in loose.blocks
        for number in range(source.lines_of(block.span)[0], source.lines_of(block.span)[1] + 1)
        if source.line_text(number).strip()
    ]
    expected = [n for n in range(1, source.line_count + 1) if source.line_text(n).strip()]
    spans = [edit.span for edit in loose.edits]
    assert lines == expected
    assert all(one.end <= other.start for one, other in pairwise(spans))
