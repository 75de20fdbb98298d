"""The index of archived copies, and the script that finds them, in an engine of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from py_mini_racer import MiniRacer

import site_builder
from site_builder.search import copies
from site_builder.search.copies import CopyEntry, build_copy_index
from tests.support.search import script_engine

SCRIPT = Path(site_builder.__file__).parent / "web" / "search" / "copies.js"

ENTRIES = (
    CopyEntry("snapshots/a.html", "面粉的种类", "a.example", "2024-05-01", "高筋面粉吸水多。" * 20),
    CopyEntry(
        "snapshots/b.html",
        "Sourdough",
        "b.example",
        "",
        "先养酵种。面粉和水，一比一。" + "发酵" * 40,
    ),
    CopyEntry("snapshots/c.html", "烤箱", "c.example", "2023-01-01", "预热到二百三十度，不必等。"),
)

PROGRAM = """
var self = globalThis
const files = {}
function lessonSearchPart(name, value) { files[name] = value }
const asked = []
const load = async (name) => {
  asked.push(name)
  if (!(name in files)) throw new Error(name)
  return files[name]
}
let answer = null
function search(typed) {
  answer = null
  copySearch.find(typed, load).then((found) => { answer = JSON.stringify(found) },
                                    (error) => { answer = JSON.stringify(String(error)) })
}
"""


@pytest.fixture
def engine() -> Iterator[MiniRacer]:
    """An engine with the script and the index of ``ENTRIES``."""
    with script_engine() as running:
        running.eval(PROGRAM)
        running.eval(SCRIPT.read_text(encoding="utf-8"))
        for file in build_copy_index(ENTRIES):
            running.eval(file.text)
        yield running


def find(engine: MiniRacer, typed: str) -> list[dict[str, object]]:
    """What the script finds."""
    engine.eval(f"search({json.dumps(typed)}); ''")
    found: list[dict[str, object]] = json.loads(str(engine.eval("answer")))
    return found


def paths(engine: MiniRacer, typed: str) -> list[object]:
    """Paths of the copies found, best first."""
    return [row["path"] for row in find(engine, typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("高筋面粉", ["snapshots/a.html"]),
        ("面粉", ["snapshots/a.html", "snapshots/b.html"]),
        ("sourdough", ["snapshots/b.html"]),
        ("發酵", ["snapshots/b.html"]),
        ("预热 烤箱", ["snapshots/c.html"]),
        ("量子", []),
        ("的", []),
        ("constructor", []),
        ("", []),
    ],
)
def test_copies_are_found_by_what_they_say(
    engine: MiniRacer, typed: str, expected: list[str]
) -> None:
    """Text and title count, in either script; a title weighs more than the text."""
    assert paths(engine, typed) == expected


def test_a_row_shows_where_a_copy_says_it(engine: MiniRacer) -> None:
    """Host, day and the stretch of text come with marks in every second piece."""
    (row,) = find(engine, "酵种 一比一")

    assert (row["host"], row["day"], row["title"]) == ("b.example", "", ["Sourdough"])
    pieces = row["text"]
    assert isinstance(pieces, list)
    assert pieces[1::2] == ["酵种", "一比一"]
    assert "".join(pieces).startswith("先养酵种。面粉和水，一比一。")


def test_only_the_parts_that_a_query_needs_are_asked_for(
    engine: MiniRacer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the first file, one part of terms and one of texts answer a word of one copy."""
    monkeypatch.setattr(copies, "TERMS_SIZE", 200)
    monkeypatch.setattr(copies, "TEXTS_SIZE", 10)
    for file in build_copy_index(ENTRIES):
        engine.eval(file.text)

    assert paths(engine, "预热") == ["snapshots/c.html"]
    asked = json.loads(str(engine.eval("JSON.stringify(asked.map((n) => n.split('-')[1]))")))
    assert asked == [None, "terms", "texts"]


def test_the_same_copies_give_the_same_files() -> None:
    """Names of parts change with what the parts say, and only then."""
    names = [file.path for file in build_copy_index(ENTRIES)]
    changed = [replace(ENTRIES[0], text="糯米"), *ENTRIES[1:]]

    assert build_copy_index(ENTRIES) == build_copy_index(ENTRIES)
    assert names[0] == "search/copies.js"
    assert not set(names[1:]) & {file.path for file in build_copy_index(changed)}


def test_a_course_without_copies_has_an_index_that_says_so(engine: MiniRacer) -> None:
    """The worker asks for it all the same."""
    (first,) = build_copy_index([])
    engine.eval(first.text)

    assert find(engine, "面粉") == []
