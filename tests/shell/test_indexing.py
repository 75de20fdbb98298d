"""The index is what its pages say, however much of it was kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.model.site import Catalog, Site
from site_builder.model.source import Source
from site_builder.pipeline import build_site
from site_builder.search import stretches
from site_builder.search.index import build_index
from site_builder.shell.indexing import start_index
from site_builder.shell.workshop import open_workshop
from tests.support.search import CONFIG, NOTES, OUTLINE, TEMPLATES


def site_of(notes: str) -> Site:
    """The course on baking with other notes."""
    sources = [Source("outline.md", OUTLINE), Source("notes.md", notes)]
    return build_site(sources, CONFIG, Catalog(), TEMPLATES).value


def index(site: Site, folder: Path) -> tuple[dict[str, str], dict[str, int]]:
    """The files of an index by path, and of each kind how much was worked on for it."""
    workshop = open_workshop(folder, jobs=1)
    files = start_index(site, CONFIG, workshop)()
    texts = {file.path: file.text for file in files}
    workshop.close()
    return texts, workshop.done


def test_an_edited_note_counts_its_own_stretch_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other pages, names and sounds are kept; the index is that of a build from nothing."""
    monkeypatch.setattr(stretches, "PAGES", 2)
    edited = NOTES.replace("烤箱要预热", "烤箱要预热一小时")
    _, first = index(site_of(NOTES), tmp_path)

    files, done = index(site_of(edited), tmp_path)

    assert first == {"stretch": 3, "sounds": 1}
    assert done == {"stretch": 1}
    assert files == {file.path: file.text for file in build_index(site_of(edited), CONFIG)}


def test_a_note_that_changes_the_mean_length_changes_the_grades_of_others(tmp_path: Path) -> None:
    """What is kept has no grades, which depend on the lengths of all pages."""
    longer = NOTES.replace("烤箱要预热。", "烤箱要预热。" + "先开上火再开下火，" * 200)
    before, _ = index(site_of(NOTES), tmp_path)

    after, _ = index(site_of(longer), tmp_path)

    assert after == {file.path: file.text for file in build_index(site_of(longer), CONFIG)}
    assert grade_of_rising(before) != grade_of_rising(after)


def test_a_new_name_has_its_sounds_and_its_words_elsewhere(tmp_path: Path) -> None:
    """An unusual character in a tag, and a word that Taiwan has another one for."""
    index(site_of(NOTES), tmp_path)
    tagged = NOTES.replace("tags: [发酵]", "tags: [发酵, 鱻, 神经网络]")

    files, done = index(site_of(tagged), tmp_path)

    assert done["sounds"] == 1
    assert "鱻" in files["search/index.js"]
    assert "网路" in files["search/index.js"]


def grade_of_rising(files: dict[str, str]) -> str:
    """The posting of 两倍, which only the note on rising says."""
    (terms,) = (text for path, text in files.items() if "/terms-" in path)
    return terms.partition('"两倍":')[2].partition("]")[0]
