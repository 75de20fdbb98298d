"""The files that make search work in a site, but for its index: the worker, what the box lacks."""

from __future__ import annotations

import json
from pathlib import Path

import site_builder
from site_builder.model.config import Config
from site_builder.shell.tree import TreeFile

SCRIPT = "assets/search/box.js"
"""What the box lacks."""

STYLE_SHEET = "assets/search/search.css"
"""The look of rows and of the help line."""

RANKING = ("text.js", "lexicon.js", "query.js", "ranking.js", "rows.js")
"""Scripts of the ranking, each after those that it needs."""

_WEB = Path(site_builder.__file__).parent / "web" / "search"

_THEME_INDEX_PATH = "search/search_index.json"

# What the theme reads of its own index: how it divides the words to be marked on a page.
_THEME_INDEX = {"config": {"lang": ["zh"], "separator": "\\s+", "fields": {}}, "docs": []}


def search_files(config: Config, *, worker: str) -> tuple[TreeFile, ...]:
    """The files of search, but for the index.

    Args:
        config: The manifest.
        worker: Path of the theme's own worker, in whose place ours stands.
    """
    theme_index = json.dumps(_THEME_INDEX, separators=(",", ":"))
    return (
        TreeFile(worker, worker_script(copies=config.search_snapshots)),
        TreeFile(SCRIPT, _WEB / "box.js"),
        TreeFile(STYLE_SHEET, _WEB / "search.css"),
        TreeFile(_THEME_INDEX_PATH, theme_index),
    )


def worker_script(*, copies: bool = False) -> str:
    """The worker with the ranking before it, as one script.

    Args:
        copies: Whether it finds archived copies too.
    """
    more = copies_script() if copies else ""
    return ranking_script() + more + _WEB.joinpath("worker.js").read_text(encoding="utf-8")


def copies_script() -> str:
    """What finds archived copies, which defines ``copySearch``."""
    return _WEB.joinpath("copies.js").read_text(encoding="utf-8")


def ranking_script() -> str:
    """The ranking and what it stands on, which define ``lessonSearch``."""
    return "".join(_WEB.joinpath(name).read_text(encoding="utf-8") for name in RANKING)
