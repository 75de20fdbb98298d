"""Texts without any mark of Markdown."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from site_builder.dialects.plain import parse_plain
from site_builder.model.source import Source, Span
from site_builder.scan.opening_lines import find_opening_lines
from site_builder.scan.regions import find_regions
from site_builder.scan.scanned import scan_source

MEMO = "第一周 根\n长在土里\n吸水\n\n第一周 茎\n立着\n运水\n\n第二周 叶\n是绿的\n\n一句话。\n"


def opened(text: str) -> list[str]:
    """The lines that open a stretch of ``text``."""
    found = find_opening_lines(Source("memo.txt", text), find_regions(text), Span(0, len(text)))
    return [heading.title for heading in found]


def test_short_lines_open_what_stands_below() -> None:
    """The first line of each stretch of lines is its heading."""
    found = opened(MEMO)

    assert found == ["第一周 根", "第一周 茎", "第二周 叶"]


def test_running_text_opens_nothing() -> None:
    """Sentences over several lines have no headings."""
    found = opened("一句话,\n还有一句。\n\n又一句话。\n再来。\n\n最后一句。\n完。\n")

    assert found == []


def test_lists_open_nothing() -> None:
    """Items are no headings."""
    found = opened("- 根\n- 茎\n\n- 叶\n- 花\n\n- 果\n- 种子\n")

    assert found == []


def test_lines_below_are_notes_of_their_own() -> None:
    """Each line of such a text is a block; headings hold none of them."""
    document = parse_plain(scan_source(Source("memo.txt", MEMO)), 1.0).value

    assert [len(section.blocks) for section in document.sections] == [2, 2, 2]


@given(st.text(alphabet="根茎 \n-#。a1*", max_size=60))
def test_any_text_keeps_its_lines(text: str) -> None:
    """Headings are whole lines of the text, in its order, and never overlap."""
    source = Source("memo.txt", text)

    found = find_opening_lines(source, find_regions(text), Span(0, len(text)))

    spans = [heading.span for heading in found]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(source.slice(span).strip() for span in spans)
