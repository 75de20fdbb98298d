"""Outlines: the case files, any text, and the detection."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.dialects.jekyll_outline import detect_jekyll_outline, parse_jekyll_outline
from site_builder.links.rewrite import disjoint
from site_builder.model.source import Source
from site_builder.scan.scanned import scan_source
from tests.support.cases import read_cases
from tests.support.documents import lost_lines, show_document

CASES = read_cases("jekyll_outline")

PIECES = st.sampled_from(
    [
        "---",
        "title: [a",
        "# 课程",
        "## 1 1.1.1 甲 05:33",
        "## 2 2.1.2 乙 05:75 2.1.2 乙",
        "## 3 3.1. 采访 Ada 10:00",
        "### P4 [1.1.4] -- 丁 1:02:03",
        "## [第 5 集 戊](https://www.bilibili.com/video/BV1FT4y1E74V?p=5)",
        "## 己 05:33",
        "## 第二周 庚",
        "### 小节",
        "<h2>8 8.1.8 辛 05:00</h2>",
        "<h2>第三周\n壬</h2>",
        "[00:05](https://www.bilibili.com/video/BV1FT4y1E74V?p=1#t=5) {% a %}",
        "* 课程 27:44:07 183 <https://www.bilibili.com/video/BV1FT4y1E74V/>",
        '{% include image.html url="/a.png" %}',
        "文字 {% include a.html %}，[b]({% raw %}) {{ c",
        "<hr class='reviewline'/>",
        "参考资料快照",
        '- [https://a.org]({% include x.html url="/backup/a" %})',
        "- 一项",
        "  - 两项",
        "```",
        "$$",
        "<!--",
        "-->",
        "",
    ]
)


@pytest.mark.parametrize(("title", "given", "expected"), CASES, ids=[case[0] for case in CASES])
def test_case(title: str, given: str, expected: str) -> None:
    """Each case file reads as it says."""
    outcome = parse_jekyll_outline(scan_source(Source("a.md", given)), 1.0)

    assert show_document(outcome) == expected


@pytest.mark.parametrize("text", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_outlines_are_detected(text: str) -> None:
    """Every outline of the cases is more likely one than not."""
    assert detect_jekyll_outline(scan_source(Source("a.md", text))).score > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一段话。\n",
        "# 笔记\n\n## 1 引言\n\n一段。\n\n## 2 方法\n\n一段。\n",
        "# A\n\n## 1 甲\n\n一。\n\n## 2 乙\n\n二。\n\n# B\n\n## 1 丙\n\n三。\n\n## 2 丁\n",
        "# 笔记\n\n## 1.1 欢迎\n\n一段。\n\n### 1.1.1 甲\n\n一段。\n\n## 1.2 导论\n",
        "第一周：甲(A)\n\n1.1 甲(A)\n\n1.2 乙(B)\n",
        "```\n## 1 1.1.1 甲 05:33\n## 2 2.1.2 乙 05:33\n```\n",
    ],
)
def test_other_texts_are_not_detected(text: str) -> None:
    """Notes with numbered headings and tables of contents are no outlines."""
    assert detect_jekyll_outline(scan_source(Source("a.md", text))).score < 0.5


def check_document(text: str) -> None:
    """Every line is in one place, edits are disjoint, sections rise."""
    document = parse_jekyll_outline(scan_source(Source("a.md", text)), 0.5).value
    detect_jekyll_outline(scan_source(document.source))

    assert lost_lines(document) == []
    assert disjoint(document.edits)
    starts = [section.span.start for section in document.sections]
    assert starts == sorted(starts)
    numbers = [entry.number for entry in document.outline.entries] if document.outline else []
    assert numbers == sorted(set(numbers))


@given(st.lists(PIECES, max_size=14))
@settings(max_examples=300)
def test_any_outline_keeps_every_line(pieces: list[str]) -> None:
    """Whatever the order of its pieces, no line of an outline is lost or doubled."""
    check_document("\n".join(pieces))


@given(st.text(alphabet="#1234. :甲P[]()-{}%'\"<>`$|\n", max_size=120))
def test_any_text_keeps_every_line(text: str) -> None:
    """No text makes the parser raise or lose a line."""
    check_document(text)


def test_a_long_outline_is_read_in_linear_time() -> None:
    """Ten times the lessons give ten times the entries, each with its notes."""
    text = "# 课程\n\n" + "\n".join(
        f"## {n} {n}.{n // 20 + 1}.{n % 20 + 1} 标题 05:33\n\n文字 {{% include a.html %}}。\n"
        for n in range(1, 1831)
    )

    document = parse_jekyll_outline(scan_source(Source("a.md", text)), 1.0).value

    assert document.outline is not None
    assert len(document.outline.entries) == len(document.sections) == len(document.edits) == 1830
