"""Templates of the theme that are compiled ahead serve whoever draws pages then."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from site_builder.shell import program_code
from site_builder.shell.engine_config import add_theme
from site_builder.shell.projects import open_project
from site_builder.shell.theme_code import compile_theme, keep_code, load_theme
from tests.support.folders import write_folder


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MkDocsConfig:
    """The configuration of a folder of notes, with our templates in its theme.

    No build has kept code beside the program.
    """
    monkeypatch.setattr(program_code, "FOLDER", tmp_path / "program")
    loaded = open_project(write_folder(tmp_path / "notes", {"a.md": "# 面包\n"})).loaded()
    add_theme(loaded)
    return loaded


def test_what_pages_are_drawn_with_is_there(config: MkDocsConfig, tmp_path: Path) -> None:
    """Templates, what they include, and the words of the theme are compiled once only."""
    folder = tmp_path / "cache"
    compile_theme(config, folder)
    env = config.theme.get_env()
    keep_code(env, folder)
    compiled: list[str] = []
    _record_compiling(env, compiled)

    for name in ("lesson.html", "404.html", "base.html", "partials/nav-item.html", "sitemap.xml"):
        env.get_template(name)
    env.get_template("partials/languages/zh.html")
    for icon in ("material/magnify", "material/brightness-7"):  # of a template, of the settings
        env.get_template(f".icons/{icon}.svg")

    assert compiled == []
    env.get_template(".icons/material/pencil.svg")
    assert compiled == [".icons/material/pencil.svg"]


def test_what_pages_are_drawn_with_is_loaded_ahead(
    config: MkDocsConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever draws then reads no template any more, but those of icons."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = tmp_path / "cache"
    compile_theme(config, folder)
    env = config.theme.get_env()
    keep_code(env, folder)

    load_theme(env, config)

    assert env.cache is not None
    loaded = {name for _, name in env.cache}
    assert {"base.html", "lesson.html", "partials/nav-item.html", "sitemap.xml"} <= loaded
    assert "partials/languages/zh.html" in loaded
    assert not [name for name in loaded if name.startswith(".icons")]


def test_other_extensions_find_nothing(config: MkDocsConfig, tmp_path: Path) -> None:
    """An extension may read a template in another way: its code is its own."""
    folder = tmp_path / "cache"
    compile_theme(config, folder)
    env = config.theme.get_env()
    env.add_extension("jinja2.ext.do")
    keep_code(env, folder)
    compiled: list[str] = []
    _record_compiling(env, compiled)

    env.get_template("main.html")

    assert compiled == ["main.html"]


def test_a_broken_template_is_left_to_who_draws(config: MkDocsConfig, tmp_path: Path) -> None:
    """It is said what is wrong with it where a page asks for it; the others are compiled."""
    own = write_folder(tmp_path / "own", {"lesson.html": "{% if %}"})
    config.theme.dirs.insert(0, str(own))

    compile_theme(config, tmp_path / "cache")

    assert len(list((tmp_path / "cache").rglob("*.cache"))) > 10


def test_without_a_folder_nothing_is_kept(config: MkDocsConfig, tmp_path: Path) -> None:
    """Where no folder can be made, templates are compiled when they are needed."""
    tmp_path.joinpath("file").write_text("", encoding="utf-8")
    env = config.theme.get_env()

    compile_theme(config, tmp_path / "file")
    keep_code(env, tmp_path / "file")

    assert env.bytecode_cache is None


def _record_compiling(env: Environment, compiled: list[str]) -> None:
    """Has ``env`` note the names of the templates that it compiles."""
    stock = env.compile

    def compile_it(source: str, name: str, filename: str) -> object:
        compiled.append(name)
        return stock(source, name, filename)

    env.compile = compile_it  # type: ignore[method-assign, assignment]
