"""What stages made of each document is kept from build to build, and is what they would make."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from site_builder.align.curriculum import Curriculum
from site_builder.align.notes import align_document
from site_builder.model.alignment import Alignment
from site_builder.model.config import Config
from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Document
from site_builder.model.site import Site
from site_builder.pipeline import assemble_site, plan_reading
from site_builder.shell import kept_stages
from site_builder.shell.documents import read_sources
from site_builder.shell.kept_stages import keeping_means
from site_builder.shell.reading import read_content
from site_builder.shell.templates import read_templates
from site_builder.shell.workshop import open_workshop
from tests.support.folders import COURSE, write_folder


def assemble(content: Path, cache: Path) -> tuple[Site, Site, int, int]:
    """The site with what is kept and without; how many documents were aligned and searched anew."""
    read = read_content(content, cache=cache).value
    with closing(open_workshop(cache, jobs=1)) as workshop:
        outcomes = read_sources(plan_reading(read.sources, read.config), workshop).documents
        rest = (read.config, read.catalog, read_templates(None))
        kept = assemble_site(outcomes, *rest, keeping_means(workshop))
        plain = assemble_site(outcomes, *rest)
        assert kept.diagnostics == plain.diagnostics
        done = workshop.done
        return kept.value, plain.value, done["alignment"], done.get("terms", 0)


def test_what_is_kept_is_what_would_be_found(tmp_path: Path) -> None:
    """Only documents whose lessons nobody names are kept, and aligned once."""
    own = "---\nlesson: 4\n---\n# 温度计\n\n插到中心。\n"
    content = write_folder(
        tmp_path / "content", {**COURSE, "own.md": own, "二.md": "# 揉面\n\n十分钟。\n"}
    )

    first = assemble(content, tmp_path / "cache")
    second = assemble(content, tmp_path / "cache")

    assert first[0] == first[1] == second[0]
    assert (first[2], second[2]) == (2, 0)


def test_what_speaks_for_another_place_counts(tmp_path: Path) -> None:
    """The text, the titles of the course, other notes' titles of a lesson and the manifest."""
    content = write_folder(tmp_path / "content", COURSE)
    named = "---\nlesson: 4\n---\n# 磨刀\n\n先泡水。\n"
    edits = (
        {"notes.md": str(COURSE["notes.md"]) + "\n再揉一次面。\n"},
        {"outline.md": str(COURSE["outline.md"]).replace("烘烤温度", "磨刀与温度")},
        {"named.md": named},
        {"course.yml": 'place:\n  "notes.md#磨刀": 2\n'},
    )
    assemble(content, tmp_path / "cache")

    for edit in edits:
        write_folder(content, edit)
        kept, plain, anew, _ = assemble(content, tmp_path / "cache")

        assert kept == plain
        assert anew == 1


def test_terms_are_found_once(tmp_path: Path) -> None:
    """Where neither the text, its place, its links nor the glossary has changed."""
    glossary = "- zh: 面筋\n  en: gluten\n- zh: 吸水率\n"
    content = write_folder(tmp_path / "content", {**COURSE, "glossary.yml": glossary})
    notes = str(COURSE["notes.md"])
    steps: list[tuple[dict[str, str], int]] = [
        ({}, 2),  # the outline and the notes
        ({}, 0),
        ({"notes.md": notes.replace("泡水", "泡水，吸水率高")}, 1),
        ({"glossary.yml": glossary + "- zh: 体积\n"}, 2),
        ({"course.yml": 'place:\n  "notes.md#磨刀": 2\n'}, 1),
        ({"own.md": "---\nlesson: 2\n---\n# 甲\n\n面筋。\n"}, 1),
    ]

    for edit, anew in steps:
        write_folder(content, edit)
        kept, plain, _, searched = assemble(content, tmp_path / "cache")

        assert kept == plain
        assert searched == anew, edit


def test_documents_with_named_lessons_are_aligned_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are kept all together, and only those that changed are aligned anew."""
    own = "---\nlesson: {}\n---\n# 温度计\n\n插到中心。\n"
    content = write_folder(
        tmp_path / "content",
        {"outline.md": COURSE["outline.md"], "a.md": own.format(2), "b.md": own.format(4)},
    )
    aligned: list[str] = []

    def align(document: Document, curriculum: Curriculum, config: Config) -> Outcome[Alignment]:
        aligned.append(document.source.path)
        return align_document(document, curriculum, config)

    monkeypatch.setattr(kept_stages, "align_document", align)
    steps: list[tuple[dict[str, str], list[str]]] = [
        ({}, ["a.md", "b.md", "outline.md"]),
        ({}, ["outline.md"]),
        ({"b.md": own.format(3)}, ["b.md", "outline.md"]),
        ({"c.md": own.format(1)}, ["c.md", "outline.md"]),
        ({"outline.md": str(COURSE["outline.md"]).replace("烘烤", "烤")}, ["a.md", "b.md", "c.md"]),
    ]

    for edit, anew in steps:
        aligned.clear()
        write_folder(content, edit)
        kept, plain, *_ = assemble(content, tmp_path / "cache")

        assert kept == plain
        assert aligned[: len(anew)] == anew, edit
