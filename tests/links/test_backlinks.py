"""Who leads to a lesson."""

from __future__ import annotations

from site_builder.links.backlinks import collect_backlinks
from site_builder.links.rewrite import SITE_ROOT
from site_builder.model.note import Edit
from site_builder.model.source import Span
from tests.pages.samples import course, lesson, note, place

TEXT = "前言\n\n## 甲\n\n见二，见一\n\n## 乙\n\n见三\n\n## 丙\n\n见二\n"


def _edit(words: str, page: str, start: int = 0) -> Edit:
    at = TEXT.index(words, start)
    return Edit(Span(at, at + len(words)), f"[{words}]({SITE_ROOT}{page})")


def test_a_link_is_told_to_the_lesson_it_leads_to() -> None:
    """By lesson; links of a lesson to itself and to other pages are none."""
    document = note("a.md", TEXT)
    alignment = place(document, {1: [1], 2: [2, 3]})
    edits = (
        _edit("见二", "lessons/002.md#x"),
        _edit("见一", "lessons/001.md"),
        _edit("见三", "lessons/003.md"),
        _edit("见二", "lessons/002.md", TEXT.index("丙")),
        _edit("前言", "glossary.md#term"),
    )

    found = collect_backlinks(
        course(lesson(1), lesson(2), lesson(3)), [document], alignment, {"a.md": edits}
    )

    assert [(link.lesson, link.page, link.lessons) for link in found] == [
        (2, "lessons/001.md", (1,)),
        (2, "unplaced.md", ()),
    ]
    assert [link.span for link in found] == [edits[0].span, edits[3].span]


def test_lines_about_the_course_stand_on_the_home_page() -> None:
    """What is neither placed nor unplaced is shown at home."""
    document = note("a.md", TEXT)
    alignment = place(document, {0: [1], 1: [1], 2: [1], 3: [1]})

    found = collect_backlinks(
        course(lesson(1), lesson(2)),
        [document],
        alignment,
        {"b.md": (Edit(Span(0, 1), f"[x]({SITE_ROOT}lessons/002.md)"),)},
    )

    assert [(link.path, link.page) for link in found] == [("b.md", "index.md")]
