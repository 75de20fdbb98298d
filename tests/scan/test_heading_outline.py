"""Texts of headings alone as the outline of a course."""

import pytest

from site_builder.align.course import assemble_course
from site_builder.dialects import parse_document
from site_builder.dialects.plain import parse_plain
from site_builder.model.config import Config
from site_builder.model.source import Source
from site_builder.scan.scanned import scan_source

OUTLINE = "# 园艺\n\n## 土\n\n### 种类\n\n### 酸碱度\n\n## 水\n\n### 时机\n\n### 滴灌\n"


def test_headings_without_text_list_the_lessons() -> None:
    """The lowest headings are lessons, those above them weeks, the highest one the title."""
    document = parse_plain(scan_source(Source("outline.md", OUTLINE)), 1.0).value

    assert document.outline is not None
    entries = document.outline.entries
    assert [(e.number, e.week, e.section, e.title) for e in entries] == [
        (1, 1, 1, "种类"),
        (2, 1, 2, "酸碱度"),
        (3, 2, 1, "时机"),
        (4, 2, 2, "滴灌"),
    ]
    assert [title.title for title in document.titles] == ["土", "水"]
    assert document.outline.title == "园艺"


def test_a_list_of_one_level_has_no_weeks() -> None:
    """Headings of one level are lessons of a course without weeks."""
    text = "# 园艺\n\n" + "".join(f"## {title}\n\n" for title in ("土", "水", "光", "虫"))

    document = parse_plain(scan_source(Source("outline.md", text)), 1.0).value

    assert document.outline is not None
    assert [entry.week for entry in document.outline.entries] == [None] * 4


@pytest.mark.parametrize("text", [OUTLINE + "\n省水。\n", "# 园艺\n\n## 土\n\n## 水\n"])
def test_text_or_few_headings_are_notes(text: str) -> None:
    """A heading with text below it, or two or three headings, are no outline."""
    document = parse_plain(scan_source(Source("notes.md", text)), 1.0).value

    assert document.outline is None


@pytest.mark.parametrize("listed", [True, False])
def test_headings_are_the_course_where_nothing_else_lists_lessons(*, listed: bool) -> None:
    """A numbered outline wins over headings that may be a draft of notes, without a finding."""
    other = "# 课\n\n## 1 1.1.1 根 05:00\n\n## 2 1.1.2 茎 06:00\n"
    texts = {"draft.md": OUTLINE, **({"outline.md": other} if listed else {})}
    documents = [
        parse_document(scan_source(Source(path, text)), None).value for path, text in texts.items()
    ]

    outcome = assemble_course(documents, Config())

    assert [lesson.title for lesson in outcome.value.lessons][:2] == (
        ["根", "茎"] if listed else ["种类", "酸碱度"]
    )
    assert not outcome.diagnostics
