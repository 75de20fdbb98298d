"""The tree of sections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.note import Section
from site_builder.model.source import Source, Span
from site_builder.scan.headings import find_headings
from site_builder.scan.regions import find_regions
from site_builder.scan.scopes import Scope
from site_builder.scan.sections import build_sections


def _sections(
    text: str, skipped: tuple[Span, ...] = (), outer: Scope = (None, None)
) -> tuple[Source, tuple[Section, ...]]:
    source = Source("a.md", text)
    regions = find_regions(text)
    whole = Span(0, len(text))
    headings = find_headings(source, regions, whole)
    return source, build_sections(source, regions, whole, headings, skipped=skipped, outer=outer)


def _names(sections: tuple[Section, ...]) -> list[str]:
    return ["" if s.heading is None else s.heading.title for s in sections]


def test_sections_nest_by_level() -> None:
    """A section's parent is the nearest one before it with a higher level."""
    _, sections = _sections("# 甲\n\n## 乙\n\n#### 丙\n\n### 丁\n\n## 戊\n\n# 己\n")

    assert _names(sections) == ["甲", "乙", "丙", "丁", "戊", "己"]
    assert [section.parent for section in sections] == [None, 0, 1, 1, 0, None]


def test_section_ends_before_the_next() -> None:
    """Spans follow on each other and blocks stand behind the heading's lines."""
    source, sections = _sections("前言\n\n# 甲\n一\n\n二\n# 乙\n")

    assert [source.slice(section.span) for section in sections] == [
        "前言\n\n",
        "# 甲\n一\n\n二\n",
        "# 乙\n",
    ]
    assert [[block.words for block in section.blocks] for section in sections] == [
        ["前言"],
        ["一", "二"],
        [],
    ]


def test_blank_head_makes_no_section() -> None:
    """Blank lines before the first heading are no section."""
    _, sections = _sections("\n\n# 甲\n")

    assert _names(sections) == ["甲"]


def test_skipped_lines_are_in_no_block() -> None:
    """Lines that are structure or removed belong to no block."""
    source, sections = _sections("# 甲\n\n一\n\n完\n\n二\n", skipped=(Span(8, 10),))

    blocks = [source.slice(block.span).strip() for block in sections[0].blocks]

    assert source.text[8:10] == "完\n"
    assert blocks == ["一", "二"]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("# 第一门课\n## 第二周\n### 甲\n", [(1, None), (1, 2), (1, 2)]),
        ("# 第一门课\n# 第二周\n甲\n", [(1, None), (1, 2)]),
        ("# 第二周\n## 甲\n# 第三周\n# 乙\n", [(None, 2), (None, 2), (None, 3), (None, 3)]),
        ("# 第二周\n一\n# 甲\n二\n", [(None, 2), (None, None)]),
        ("# 第一课 网络\n## 甲\n", [(None, None), (None, None)]),
        ("# 第一课 网络\n## 第一周\n", [(1, None), (1, 1)]),
        ("# 第一门课\n## 第四周\n# 第二门课\n## 甲\n", [(1, None), (1, 4), (2, None), (2, None)]),
    ],
)
def test_scope(text: str, scopes: list[Scope]) -> None:
    """Scope comes from the heading, the headings around it and empty headings before it."""
    _, sections = _sections(text)

    assert [section.scope for section in sections] == scopes


def test_title_gives_scope() -> None:
    """The scope of the document's title reaches sections that name none."""
    _, sections = _sections("# 甲\n# 第三周\n", outer=(2, 1))

    assert [section.scope for section in sections] == [(2, 1), (2, 3)]


@given(st.text(alphabet="# \n\t-*>`$|1.甲<h2>/第一周&", max_size=120))
def test_every_line_is_accounted_for(text: str) -> None:
    """Each non-blank line is in exactly one heading or block."""
    source, sections = _sections(text)

    lines: list[int] = []
    for section in sections:
        spans = [block.span for block in section.blocks]
        if section.heading is not None:
            spans.append(section.heading.span)
        for span in spans:
            first, last = source.lines_of(span)
            lines.extend(n for n in range(first, last + 1) if source.line_text(n).strip())

    expected = [n for n in range(1, source.line_count + 1) if source.line_text(n).strip()]
    assert sorted(lines) == expected
