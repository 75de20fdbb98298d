"""Stretches of a text keep every line, and only their headings and margins change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.model.note import Edit, Heading, Removal, Structure, StructureRole
from site_builder.model.source import Span
from site_builder.pages.passages import (
    Stretch,
    join_stretches,
    prepare_manuscript,
    render_stretches,
)
from tests.pages.samples import note


def test_headings_keep_their_nesting_and_lose_their_level() -> None:
    """The outermost heading stands one below the page's own, and none is skipped."""
    document = note("a.md", "# 甲\n\n一\n\n#### 1.1 乙 ##\n\n二\n\n<h2>丙</h2>\n\n三\n")
    manuscript = prepare_manuscript(document, ())

    (text,) = render_stretches(
        manuscript, [Span(0, len(document.source.text))], below=2, root="../"
    )

    assert text == "### 甲\n\n一\n\n#### 1.1 乙\n\n二\n\n#### 丙\n\n三"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> # 引 ##\n> 文", "> **引**\n> 文"),
        ("- ## 项\n- 文", "- **项**\n- 文"),
        ("#标签 文", "\\#标签 文"),
        ("`# 码`\n\n```\n# 码\n```", "`# 码`\n\n```\n# 码\n```"),
        ("文 <h1 id=x>字</h1>", "文 <p>字</p>"),
        ("`<h1>`", "`<h1>`"),
    ],
)
def test_no_line_within_a_section_makes_a_heading(text: str, expected: str) -> None:
    """Headings in quotes, lists and tags become bold text; code stays as it is."""
    manuscript = prepare_manuscript(note("a.md", f"{text}\n"), ())

    (rendered,) = render_stretches(manuscript, [Span(0, len(text) + 1)], below=2, root="")

    assert rendered.strip() == expected


def test_removed_and_structural_lines_are_not_shown() -> None:
    """Lines that have another home leave no trace in a passage."""
    document = note("a.md", "## 甲\n\n一\n推广\n二\n---\n三\n")
    removed = Removal(document.source.line_span(4), "ART101", "notice")
    rule = Structure(document.source.line_span(6), StructureRole.SEPARATOR)
    changed = type(document)(
        document.source,
        document.dialect,
        1.0,
        sections=document.sections,
        removals=(removed,),
        structure=(rule,),
    )

    (text,) = render_stretches(
        prepare_manuscript(changed, ()), [Span(0, len(document.source.text))], below=2, root=""
    )

    assert text.split() == ["###", "甲", "一", "二", "三"]


def test_edits_are_made_within_a_passage_only() -> None:
    """An edit outside the stretch changes nothing; the root replaces its mark."""
    document = note("a.md", "甲\n\n乙\n")
    edits = (Edit(Span(0, 1), "x"), Edit(Span(3, 4), "[乙](\ue000b.md)"))

    (text,) = render_stretches(
        prepare_manuscript(document, edits), [Span(3, 5)], below=2, root="../"
    )

    assert text.strip() == "[乙](../b.md)"


def test_neighbours_join_unless_their_lesson_differs() -> None:
    """Blocks of one list stay one list; blocks that stand on another lesson stay apart."""
    document = note("a.md", "- a\n\n- b\n- c\n")
    manuscript = prepare_manuscript(document, ())
    stretches = [
        Stretch(Span(0, 4), 0, "", 1),
        Stretch(Span(5, 9), 0, "", 1),
        Stretch(Span(9, 13), 0, "", 2),
    ]

    joined = join_stretches(manuscript, stretches)

    assert [stretch.span for stretch in joined] == [Span(0, 9), Span(9, 13)]


@given(st.text(alphabet="#>-*` \n\t~<h1/>甲a$", max_size=60))
def test_any_text_keeps_its_words(text: str) -> None:
    """No text raises, and no word of it is lost or shown twice."""
    document = note("a.md", text)

    (rendered,) = render_stretches(
        prepare_manuscript(document, ()), [Span(0, len(text))], below=2, root=""
    )

    assert rendered.count("甲") == text.count("甲")
    assert rendered.count("a") == text.count("a")


def test_a_heading_that_is_no_line_of_the_text_takes_no_level() -> None:
    """A name that a dialect gives to a part leaves the author's headings where they belong."""
    document = note("a.md", "一\n\n## 甲\n\n二\n")
    named = replace(document.sections[0], heading=Heading(Span(0, 0), 1, (), "P7"))
    changed = replace(document, sections=(named, *document.sections[1:]))

    (text,) = render_stretches(
        prepare_manuscript(changed, ()), [Span(0, len(document.source.text))], below=2, root=""
    )

    assert "### 甲" in text.split("\n")


@pytest.mark.parametrize(
    ("text", "title", "shown"),
    [
        ("# 揉面\n\n正文\n", "揉面", "正文"),
        ("# 揉面\n\n正文\n", "别的", "### 揉面\n\n正文"),
        ("# 揉面\n\n正文\n\n# 发酵\n", "揉面", "### 揉面\n\n正文\n\n### 发酵"),
    ],
)
def test_the_documents_title_is_not_repeated(text: str, title: str, shown: str) -> None:
    """The page names notes by their title; the heading that says the same is left out."""
    document = replace(note("a.md", text), title=title)
    manuscript = prepare_manuscript(document, ())

    rendered = render_stretches(manuscript, [Span(0, len(text))], below=2, root="")

    assert rendered[0].strip() == shown
