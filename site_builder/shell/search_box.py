"""Material's search box with our own search behind it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from site_builder.model.config import Config
from site_builder.shell.search_files import SCRIPT, STYLE_SHEET, search_files
from site_builder.shell.tree import TreeFile

_PLUGIN = "material/search"
"""The name under which Material's templates look for the plugin before they draw the box."""

_SETTLED: Mapping[str, object] = {"lang": ["en"], "separator": " ", "pipeline": ["stemmer"]}
"""What the plugin looks up in the theme's translations, each time anew, for its own index only."""

_WORKERS = "assets/javascripts/workers"
_LANGUAGES = "assets/javascripts/lunr/"


def find_worker(config: MkDocsConfig) -> str | None:
    """Path of the theme's search worker in the site; None where no search box is drawn."""
    if _PLUGIN not in config.plugins or not config.plugins[_PLUGIN].config.get("enabled"):
        return None
    for folder in config.theme.dirs:
        for path in sorted(Path(folder, _WORKERS).glob("search.*.js")):
            return f"{_WORKERS}/{path.name}"
    return None


def take_over_search(config: MkDocsConfig) -> None:
    """Keeps Material's box and spares the time for an index that nobody would read."""
    plugin = config.plugins[_PLUGIN]
    for name, value in _SETTLED.items():
        plugin.config[name] = plugin.config[name] or value
    for event in ("page_context", "post_build"):
        methods = config.plugins.events[event]
        config.plugins.events[event] = [m for m in methods if _owner(m) is not plugin]
    if STYLE_SHEET not in config.extra_css:
        config.extra_css.insert(0, STYLE_SHEET)
    if SCRIPT not in config.extra_javascript:
        config.extra_javascript.insert(0, SCRIPT)


def plan_search(files: Files, config: MkDocsConfig, course: Config) -> tuple[TreeFile, ...]:
    """The files of search but for the index; the theme's own are taken out of ``files``.

    Args:
        files: All files of the site.
        config: The configuration of MkDocs.
        course: The manifest.
    """
    worker = find_worker(config)
    if worker is None:
        return ()
    for file in list(files):
        if file.src_uri in (worker, f"{worker}.map") or file.src_uri.startswith(_LANGUAGES):
            files.remove(file)
    return search_files(course, worker=worker)


def _owner(method: object) -> object:
    """The plugin that a method of an event belongs to."""
    return getattr(method, "__self__", None)
