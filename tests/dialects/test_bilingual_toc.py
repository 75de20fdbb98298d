"""Tables of contents: the case files, any text, and the detection."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.dialects.bilingual_toc import detect_bilingual_toc, parse_bilingual_toc
from site_builder.dialects.bilingual_toc.lines import may_list, read_lines
from site_builder.model.source import Source
from site_builder.scan.scanned import scan_source
from tests.support.cases import read_cases
from tests.support.documents import lost_lines, show_document

CASES = read_cases("bilingual_toc")

PIECES = st.sampled_from(
    [
        "---",
        "**笔记**",
        "# 目录",
        "## 第二门课 甲(A)",
        "第一周：乙(B)",
        "第三课 丙(C)",
        "1.1 丁(D)",
        "1.2戊（E（f)）\t",
        "- 2.1.3 己(F)",
        "4. 庚(G)",
        "大师访谈",
        "采访 Ada Lovelace",
        "附件",
        "一行",
        "一句完整的话，有逗号，有逗号，有句号。",
        "https://example.org",
        "```",
        "$$",
        "<!--",
        "",
    ]
)


@pytest.mark.parametrize(("title", "given", "expected"), CASES, ids=[case[0] for case in CASES])
def test_case(title: str, given: str, expected: str) -> None:
    """Each case file reads as it says."""
    outcome = parse_bilingual_toc(scan_source(Source("a.md", given)), 1.0)

    assert show_document(outcome) == expected


@pytest.mark.parametrize("text", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_tables_are_detected(text: str) -> None:
    """Every table of the cases is more likely one than not."""
    assert detect_bilingual_toc(scan_source(Source("a.md", text))).score > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一段话。\n",
        "## 1 1.1.1 甲 05:33\n\n## 2 2.1.2 乙 04:10\n",
        "## 1 Roots\n\n甲。\n\n## 2 Stems\n\n乙。\n\n## 3 Leaves\n\n## 4 Seeds\n\n## 5 Rain\n",
        "## 1.1 欢迎\n\n一段话。\n\n另一段。\n\n## 1.2 导论\n\n一段话。\n\n又一段。\n",
    ],
)
def test_other_texts_are_not_detected(text: str) -> None:
    """Outlines and notes are no tables of contents."""
    assert detect_bilingual_toc(scan_source(Source("a.md", text))).score < 0.5


@given(st.lists(PIECES, max_size=14))
@settings(max_examples=300)
def test_any_table_keeps_every_line(pieces: list[str]) -> None:
    """Whatever the order of its pieces, no line of a table is lost or doubled."""
    document = parse_bilingual_toc(scan_source(Source("a.md", "\n".join(pieces))), 0.5).value
    detect_bilingual_toc(scan_source(document.source))

    assert lost_lines(document) == []


@given(st.text(alphabet="#12. :甲A第一周课()（）-*`$|\n\t", max_size=120))
def test_any_text_keeps_every_line(text: str) -> None:
    """No text makes the parser raise or lose a line."""
    document = parse_bilingual_toc(scan_source(Source("a.md", text)), 0.5).value
    detect_bilingual_toc(scan_source(document.source))

    assert lost_lines(document) == []


@given(
    st.one_of(
        st.lists(PIECES, max_size=14).map("\n".join),
        st.text(alphabet="#12. :甲A第一周课P()（）[]【-*_`\\$|\n\t\u3000", max_size=80),
    )
)
@settings(max_examples=400)
def test_a_glance_overlooks_no_entry(text: str) -> None:
    """Lines that are counted at a glance are at least those that are read as entries."""
    scanned = scan_source(Source("a.md", text))

    lines = read_lines(scanned.source, scanned.regions, scanned.front)

    entries = sum(line.is_entry for line in lines)
    assert may_list(scanned, entries) or not entries
