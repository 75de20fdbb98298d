from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.speed.measuring import (
    Entry,
    Patience,
    body_edits,
    forget,
    kept,
    take_turns,
    title_edits,
)
from benchmarks.speed.processes import GaveUp, Run
from benchmarks.speed.tools import TOOLS, Hugo, Material, Ours, Tool

PATIENCE = Patience(runs=3, slow=10, limit=60)


def _entries(*tools: Tool) -> list[Entry]:
    return [Entry(tool, Path("nowhere"), 12) for tool in tools]


def _taken(seconds: Mapping[str, float]) -> tuple[list[str], dict[str, int]]:
    """In what order tools had turns, and how many; a tool of no time gives up."""
    order: list[str] = []

    def take(entry: Entry, _turn: int) -> Run:
        order.append(entry.tool.name)
        if not seconds[entry.tool.name]:
            raise GaveUp
        return Run(seconds[entry.tool.name], 0, 0, 0)

    entries = _entries(*(tool for tool in TOOLS if tool.name in seconds))
    counts = {tool.name: len(runs) for tool, runs in take_turns(entries, PATIENCE, take)}
    return order, counts


def test_another_tool_begins_each_round() -> None:
    """No tool always follows the same one."""
    order, counts = _taken({"ours": 1, "material": 4, "hugo": 1})

    assert order == [
        *("ours", "material", "hugo"),
        *("material", "hugo", "ours"),
        *("hugo", "ours", "material"),
    ]
    assert set(counts.values()) == {3}


def test_a_slow_tool_has_one_turn() -> None:
    """The others go on."""
    _, counts = _taken({"ours": 1, "material": 100})

    assert counts == {"ours": 3, "material": 1}


def test_a_tool_that_gives_up_is_not_asked_again() -> None:
    """It has no figure."""
    order, counts = _taken({"ours": 1, "material": 0})

    assert counts == {"ours": 3, "material": 0}
    assert order.count("material") == 1


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_every_edit_brings_its_own_mark(tool: Tool, tmp_path: Path) -> None:
    """Edits are made to what was written first, so that one does not pile upon another."""
    tool.write(tmp_path / "project", 12)
    entry = Entry(tool, tmp_path / "project", 12)

    for edits in (body_edits(entry, 3), title_edits(entry, 3)):
        marks = [mark for _, mark in edits]
        for edit, mark in edits:
            assert [other for other in marks if other in edit.text] == [mark]
            assert edit.path.is_file()


def test_files_are_put_back(tmp_path: Path) -> None:
    """What was edited is as it was, after an error too."""
    path = tmp_path / "note.md"
    path.write_text("before", encoding="utf-8")

    with pytest.raises(IsADirectoryError), kept(iter([path])):  # noqa: PT012 (one act fails)
        path.write_text("after", encoding="utf-8")
        tmp_path.write_text("fails", encoding="utf-8")

    assert path.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize("tool", [Ours(), Material(), Hugo()], ids=lambda tool: tool.name)
def test_a_cold_build_finds_nothing(tool: Tool, tmp_path: Path) -> None:
    """The site and the caches are gone, the notes stay."""
    tool.write(tmp_path / "project", 1)
    entry = Entry(tool, tmp_path / "project", 1)
    before = sorted(entry.project.rglob("*"))
    for folder in (tool.output, *tool.caches):
        (entry.project / folder / "deep").mkdir(parents=True)

    forget(entry)

    assert sorted(entry.project.rglob("*")) == before
