"""The files that make search work in a site: the index, the worker, what the box lacks."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import site_builder
from site_builder.model.config import Config
from site_builder.model.site import Ledger, Site
from site_builder.search.entries import collect_entries
from site_builder.search.index import FOLDER, IndexFile, index_entries
from site_builder.shell.tree import TreeFile
from site_builder.shell.workshop import Job, Workshop

SCRIPT = "assets/search/box.js"
"""What the box lacks."""

STYLE_SHEET = "assets/search/search.css"
"""The look of rows and of the help line."""

RANKING = ("text.js", "lexicon.js", "query.js", "ranking.js", "rows.js")
"""Scripts of the ranking, each after those that it needs."""

_WEB = Path(site_builder.__file__).parent / "web" / "search"

# What the theme reads of its own index: how it divides the words to be marked on a page.
_THEME_INDEX = {"config": {"lang": ["zh"], "separator": "\\s+", "fields": {}}, "docs": []}


Task = tuple[Site, Config, str]
"""A site, its manifest, and what follows ``lessons/010`` in the address of a page."""


def start_index(task: Task, workshop: Workshop) -> Callable[[], tuple[TreeFile, ...]]:
    """Begins to build the index; what is returned waits for its files and gives them."""
    site, *rest = task
    # The half that search does not read is not sent to another process, nor does it matter to it.
    read = replace(
        site, pages=(), assets=(), nav=(), viewers=(), attachments=(), ledger=Ledger((), (), ())
    )
    packed = pickle.dumps((read, *rest), protocol=5)
    wait = workshop.start(_INDEXING, packed, packed)
    return lambda: tuple(TreeFile(file.path, file.text) for file in wait())


def _index(packed: bytes) -> tuple[IndexFile, ...]:
    site, config, page_suffix = cast(Task, pickle.loads(packed))
    entries = collect_entries(site, config)
    del site  # half of what there is in memory; of the notes only their words matter from now on
    return index_entries(entries, page_suffix=page_suffix)


_INDEXING: Job[bytes, tuple[IndexFile, ...]] = Job("index", _index)


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
        TreeFile(f"{FOLDER}/search_index.json", theme_index),
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
