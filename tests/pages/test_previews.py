"""Previews of pages."""

from __future__ import annotations

import json

from site_builder.model.alignment import Alignment
from site_builder.model.note import Document
from site_builder.model.site import Site
from site_builder.pages.previews import plan_previews, preview_script
from tests.pages.samples import course, lesson, note, place


def _site(documents: tuple[Document, ...] = (), alignment: Alignment | None = None) -> Site:
    return Site(
        course=course(lesson(1), lesson(2, title_en=None, duration=None)),
        documents=documents,
        alignment=alignment or Alignment(),
        citations=(),
        moments=(),
        pages=(),
        assets=(),
        nav=(),
    )


def test_a_lesson_is_previewed_with_the_beginning_of_its_notes() -> None:
    """Notes that stand there first of all win; what is not known stays empty."""
    document = note(
        "a.md", "## 甲\n\n也讲一。\n\n## 乙\n\n```\ncode\n```\n\n讲一 $x$ 与 $\\frac a b$。\n"
    )
    site = _site((document,), place(document, {0: [2, 1], 1: [1]}))

    first, second = plan_previews(site)[:2]

    assert (first.title, first.title_en, first.facts) == ("第 1 课 标题1", "Title 1", "01:00")
    assert first.words == "讲一 x 与 a/b。"
    assert (second.title_en, second.facts, second.words) == ("", "", "也讲一。")


def test_long_notes_are_cut() -> None:
    """A preview holds 90 characters and says that there are more."""
    document = note("a.md", f"## 甲\n\n{'字' * 200}\n")
    site = _site((document,), place(document, {0: [1]}))

    assert plan_previews(site)[0].words == "字" * 90 + "…"


def test_the_script_names_pages_without_index_and_suffix() -> None:
    """So that one name fits ``x/`` and ``x.html``."""
    script = preview_script(_site())

    entries = json.loads(script.removeprefix("globalThis.sitePreviews="))

    assert sorted(entries) == ["courses/1", "courses/1/week-1", "lessons/001", "lessons/002"]
    assert entries["courses/1"] == ["子课1", "Part 1", "2 课", ""]
