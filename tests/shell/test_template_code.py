"""Page templates whose code an earlier build has kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.pages.templates import TemplateCode, load_templates
from site_builder.shell.template_code import NAME, ready_templates
from site_builder.shell.templates import read_templates

TEXTS = {"pages/a.md": "甲 {% include 'pages/b.md' %} {{ x }}", "pages/b.md": "乙\n"}


def filled(texts: dict[str, str], folder: Path | None) -> str:
    """The page that the first template gives."""
    loaded = load_templates(ready_templates(texts, folder), ["pages/a.md"]).value
    assert loaded is not None
    return loaded.fill("pages/a.md", x="*丙*")


def test_kept_code_fills_pages_as_texts_do(tmp_path: Path) -> None:
    """Without a folder, with a new one, and with what the build before has kept there."""
    pages = [filled(TEXTS, folder) for folder in (None, tmp_path, tmp_path)]

    assert pages == ["甲 乙\n &#42;丙&#42;"] * 3
    assert [path.name for path in (tmp_path / NAME).parent.iterdir()] == [NAME.name]


def test_code_is_kept_for_these_texts_alone(tmp_path: Path) -> None:
    """A text that has changed is compiled, and what it was before is gone."""
    filled(TEXTS, tmp_path)

    page = filled({**TEXTS, "pages/b.md": "丁\n"}, tmp_path)

    assert page == "甲 丁\n &#42;丙&#42;"
    assert len(list((tmp_path / NAME).parent.iterdir())) == 1


@pytest.mark.parametrize("end", [0, 10, 20, 200, -1])
def test_a_file_that_is_not_whole_counts_as_none(tmp_path: Path, end: int) -> None:
    """One that a full disk has cut off is written again."""
    filled(TEXTS, tmp_path)
    whole = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole[:end])

    page = filled(TEXTS, tmp_path)

    assert page == filled(TEXTS, None)
    assert (tmp_path / NAME).read_bytes() == whole


def test_where_nothing_can_be_written_pages_are_filled(tmp_path: Path) -> None:
    """A file stands where the folder would be."""
    place = tmp_path / "cache"
    place.write_text("", encoding="utf-8")

    assert filled(TEXTS, place) == filled(TEXTS, None)


def test_a_text_that_is_no_template_is_named_as_ever(tmp_path: Path) -> None:
    """Every time, and beside it what it includes that is not there."""
    texts = {"pages/a.md": "{% if %}", "pages/b.md": "{% include 'pages/c.md' %}"}
    names = list(texts)
    first, second = (load_templates(ready_templates(texts, tmp_path), names) for _ in range(2))

    assert first == second == load_templates(texts, names)
    assert [found.code for found in first.diagnostics] == ["TPL102", "TPL101"]


def test_what_ships_is_compiled_once(tmp_path: Path) -> None:
    """The next build finds the code of every template."""
    texts = read_templates()

    ready_templates(texts, tmp_path)
    again = ready_templates(texts, tmp_path)

    assert all(isinstance(template, TemplateCode) for template in again.values())
    assert again.keys() == texts.keys()
