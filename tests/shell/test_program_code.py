"""Code that is kept beside the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from site_builder.shell import program_code, template_code, theme_code
from site_builder.shell.engine_config import add_theme
from site_builder.shell.program_code import keep_code, recall_code
from site_builder.shell.projects import open_project
from site_builder.shell.template_code import ready_templates
from site_builder.shell.templates import read_templates
from site_builder.shell.theme_code import compile_theme
from site_builder.shell.theme_code import keep_code as keep_theme
from tests.support.folders import write_folder

CODES = {"a.html": (b"key", compile("x = 1", "a.html", "exec"), ("b.html",))}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which no build has kept anything yet."""
    monkeypatch.setattr(program_code, "FOLDER", tmp_path / "program")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path / "program"


def load_config(folder: Path) -> MkDocsConfig:
    """The configuration of a folder of notes, with our templates in its theme."""
    config = open_project(write_folder(folder, {"a.md": "# 面包\n"})).loaded()
    add_theme(config)
    return config


def count_calls(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[object]:
    """The last argument of each call that ``owner.name`` gets from now on."""
    stock, calls = getattr(owner, name), []

    def noted(*arguments: object) -> object:
        calls.append(arguments[-1])
        return stock(*arguments)

    monkeypatch.setattr(owner, name, noted)
    return calls


def test_what_is_kept_is_there_under_its_key_alone() -> None:
    """Another key, and another kind, find nothing."""
    keep_code("a", b"1", CODES)

    assert recall_code("a", b"1") == CODES
    assert recall_code("a", b"2") == {}
    assert recall_code("b", b"1") == {}


def test_another_program_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An update of a package may compile templates in another way."""
    keep_code("a", b"1", CODES)

    monkeypatch.setattr(program_code, "program_stamp", lambda: b"another")

    assert recall_code("a", b"1") == {}


@pytest.mark.parametrize("end", [0, 10, 20, 40, -1])
def test_a_file_that_is_not_whole_counts_as_none(place: Path, end: int) -> None:
    """One that a full disk has cut off."""
    keep_code("a", b"1", CODES)
    (file,) = place.iterdir()
    whole = file.read_bytes()
    file.unlink()
    file.write_bytes(whole[:end])

    assert recall_code("a", b"1") == {}


def test_where_nothing_can_be_written_nothing_is_kept(place: Path) -> None:
    """A file stands where the folder would be."""
    place.write_text("", encoding="utf-8")

    keep_code("a", b"1", CODES)

    assert recall_code("a", b"1") == {}


def test_an_interpreter_that_keeps_no_code_keeps_none_of_templates(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who forbids it for modules forbids it for these."""
    monkeypatch.setattr("sys.dont_write_bytecode", True)

    keep_code("a", b"1", CODES)

    assert not place.exists()


def test_page_templates_are_compiled_for_the_first_course_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text that is another one is compiled, and those of a project are not kept for others."""
    texts = read_templates()
    first = ready_templates(texts, tmp_path / "a", shipped=True)
    compiled = count_calls(monkeypatch, template_code, "compile_template")
    own = {**texts, "pages/week.md": "{{ week }}"}

    second = ready_templates(texts, tmp_path / "b", shipped=True)
    ready_templates(own, tmp_path / "c")
    ready_templates(texts, tmp_path / "d", shipped=True)

    assert second == first
    assert compiled == ["{{ week }}"]


def test_the_theme_is_compiled_for_the_first_course_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another course finds the same code; a template of its own folder is its own."""
    one, other = load_config(tmp_path / "a"), load_config(tmp_path / "b")
    own = write_folder(tmp_path / "own", {"lesson.html": "{% extends 'main.html' %}"})
    compile_theme(one, tmp_path / "cache a")
    compiled = count_calls(monkeypatch, theme_code, "find_referenced_templates")

    compile_theme(other, tmp_path / "cache b")
    here = len(compiled)
    monkeypatch.setattr(type(other.theme), "custom_dir", str(own))
    other.theme.dirs.insert(0, str(own))
    for folder in ("c", "d"):
        compile_theme(other, tmp_path / f"cache {folder}")
    env = one.theme.get_env()
    keep_theme(env, tmp_path / "cache b")

    kept = {
        name: [path.name for path in (tmp_path / f"cache {name}").rglob("*.cache")]
        for name in "abcd"
    }
    assert (here, len(compiled)) == (0, 2)
    assert kept["b"] == []
    assert kept["c"] == kept["d"] == [*set(kept["c"]) - set(kept["a"])]
    assert env.get_template("lesson.html").root_render_func is not None
    assert list((tmp_path / "cache b").rglob("*.cache")) == []
