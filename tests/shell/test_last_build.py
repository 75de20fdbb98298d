from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.shell.last_build import BuildMemory, Request, Told, recall_build

TOLD = Told("nothing to complain of\n", 0)


@pytest.fixture
def request_of(tmp_path: Path) -> Request:
    """A folder of notes and a site that was made of it and remembered."""
    request = Request(tmp_path / "content", tmp_path / "site", ("False",))
    for folder in (request.content / "notes", request.site_dir, tmp_path / "theme"):
        folder.mkdir(parents=True)
        folder.joinpath("a.md").write_text("a", encoding="utf-8")
    tmp_path.joinpath(".cache", "site_builder").mkdir(parents=True)
    memory = BuildMemory(request)
    memory.watch([tmp_path / "theme", tmp_path / "mkdocs.yml"])
    memory.keep(TOLD)
    return request


def test_build_with_nothing_to_do_is_recalled(request_of: Request) -> None:
    """Where nothing has changed the last build tells how this one would end."""
    assert recall_build(request_of) == TOLD


def rewrite_in_the_past(path: Path, text: str) -> None:
    """Writes ``text`` and sets the time of writing back, as programs do that synchronise."""
    found = path.stat()
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a note edited": lambda home: rewrite_in_the_past(home / "content/notes/a.md", "b"),
    "a note added": lambda home: home.joinpath("content/b.md").write_text("", encoding="utf-8"),
    "a note removed": lambda home: home.joinpath("content/notes/a.md").unlink(),
    "a note renamed": lambda home: home.joinpath("content/notes/a.md").rename(home / "content/b"),
    "a folder added": lambda home: home.joinpath("content/empty").mkdir(),
    "a template edited": lambda home: rewrite_in_the_past(home / "theme/a.md", "b"),
    "a mkdocs.yml added": lambda home: home.joinpath("mkdocs.yml").write_text("", encoding="utf-8"),
    "a page of the site edited": lambda home: home.joinpath("site/a.md").write_text("more"),
    "a page of the site removed": lambda home: home.joinpath("site/a.md").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_makes_a_build(
    request_of: Request, change: Callable[[Path], object], tmp_path: Path
) -> None:
    """Whatever a build reads or has made: when it changes, there is something to build."""
    change(tmp_path)

    assert recall_build(request_of) is None


def test_other_options_make_a_build(request_of: Request) -> None:
    """What was built otherwise is no answer."""
    assert recall_build(Request(request_of.content, request_of.site_dir, ("True",))) is None


def test_change_during_a_build_is_not_forgotten(request_of: Request, tmp_path: Path) -> None:
    """A note that is edited while a build runs may be in the site or not: it is built again."""
    memory = BuildMemory(request_of)
    memory.watch([])
    tmp_path.joinpath("content/b.md").write_text("late", encoding="utf-8")

    memory.keep(TOLD)

    assert recall_build(request_of) is None


def test_links_that_lead_in_a_circle_end(request_of: Request, tmp_path: Path) -> None:
    """What lies behind a link counts too, once."""
    outside = tmp_path / "outside"
    outside.mkdir()
    outside.joinpath("back").symlink_to(request_of.content)
    request_of.content.joinpath("out").symlink_to(outside)
    memory = BuildMemory(request_of)
    memory.watch([])
    memory.keep(TOLD)
    before = recall_build(request_of)
    outside.joinpath("c.md").write_text("c", encoding="utf-8")

    assert (before, recall_build(request_of)) == (TOLD, None)


def test_build_that_may_read_anything_is_not_remembered(request_of: Request) -> None:
    """Where nobody knows what a build reads, the one before is no answer either."""
    request = Request(request_of.content, request_of.site_dir, ("True",))
    memory = BuildMemory(request)
    memory.watch(None)

    memory.keep(TOLD)

    assert recall_build(request) is None


@pytest.mark.parametrize("rubbish", ["", "[]", "{}", '{"form": 2}', "\x00"])
def test_broken_memory_makes_a_build(request_of: Request, tmp_path: Path, rubbish: str) -> None:
    """A file that cannot be read is no answer."""
    (place,) = tmp_path.joinpath(".cache/site_builder").glob("build-*.json")
    place.write_text(rubbish, encoding="utf-8")

    assert recall_build(request_of) is None
