"""Draws pages with the theme: in several processes, and only those whose look can have changed.

MkDocs draws page by page, with all of the site at hand. Here the theme's templates ask first
whether the page is drawn already (an environment whose templates do so is what MkDocs' event
``env`` is for). A page looks as before as long as nothing that a template of ours or of Material
reads has changed; with templates or plugins of somebody else every page is drawn anew. A page
that stands in its place already is left out: MkDocs writes no page whose output is empty.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import material
import mkdocs
from jinja2 import Environment, Template
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from site_builder.shell.packed_output import pack_output, unpack_output
from site_builder.shell.page_pieces import PagePieces
from site_builder.shell.pieced_templates import use_pieces
from site_builder.shell.sidebar import Part, Sidebar
from site_builder.shell.staged_pages import StagedPage
from site_builder.shell.store import digest_of, encode
from site_builder.shell.templates import packaged_theme
from site_builder.shell.theme_code import keep_code
from site_builder.shell.workshop import Workshop

KIND = "output"
"""Under this kind drawn pages are kept."""

_OURS = "site_builder."
_KNOWN = ("material.plugins.search.", "material.plugins.offline.", _OURS)
"""Modules of plugins that change no page but by its context."""

_EVENTS = ("page_context", "post_page", "env")

_PACKAGES = tuple(str(Path(module.__file__ or "").parent) for module in (material, mkdocs))

_SETTINGS = (
    "site_name",
    "site_url",
    "site_description",
    "site_author",
    "copyright",
    "repo_url",
    "repo_name",
    "edit_uri",
    "edit_uri_template",
    "extra",
    "extra_css",
    "use_directory_urls",
)
"""What templates of ours and of Material read of a configuration, beside theme and plugins."""

_MARKS = ("icon", "status", "title", "subtitle")
"""What the navigation shows of a page's front matter."""


class PageOutputs:
    """The pages of one build, drawn ahead of MkDocs."""

    def __init__(
        self, env: Environment, nav: Navigation, files: Files, config: MkDocsConfig
    ) -> None:
        self._env = env
        self._nav = nav
        self._sidebar = Sidebar(nav)
        self._pieces = PagePieces(nav)
        self._files = files.documentation_pages()
        self._config = config
        self._waiting: deque[str] = deque()
        self._drawn: Iterator[bytes] = iter(())
        self.keys: dict[str, str] = {}
        """By path relative to the site what pages are drawn from; empty where others draw, too."""
        self.left_out: dict[str, Page] = {}
        """By path those that stand."""

    def start(self, workshop: Workshop, standing: Mapping[str, str]) -> None:
        """Begins to draw, and lets the templates take what is drawn.

        Args:
            workshop: What keeps drawn pages and compiled templates, and draws the others.
            standing: Like ``keys``, of the pages that need not be written again.
        """
        if workshop.folder is not None:
            keep_code(self._env, workshop.folder)
        if not self._is_known():
            return
        use_pieces(self._env, self._pieces)
        self._env.template_class = _taking(self._env.template_class, self)
        pages = [file.page for file in self._files if file.page is not None]
        for page in pages:
            if isinstance(page, StagedPage):
                page.forget_source()  # half of what is in memory, and processes get copies of it
        site = _site_key(self._config)
        signatures = _Signatures(self._nav, self._sidebar, self._config)
        wanted: dict[bytes, Page] = {}
        for page in pages:
            path, key = _path(page), digest_of((site, *_page_key(page, signatures)))
            self.keys[path] = key.hex()
            if standing.get(path) == self.keys[path]:
                self.left_out[path] = page
            else:
                wanted[key] = page
        workshop.watch.enter("draw", len(pages))
        self._waiting = deque(page.url for page in pages)
        self._drawn = workshop.stream(KIND, self._draw, [*wanted.values()], [*wanted])

    def is_next(self, page: Page) -> bool:
        """Whether ``page`` is the one whose output is taken next."""
        return bool(self._waiting) and page.url == self._waiting[0]

    def take(self, page: object) -> str | None:
        """What is drawn of ``page``; None where that is not the page whose turn it is."""
        if not isinstance(page, Page) or not self.is_next(page):
            return None
        self._waiting.popleft()
        if _path(page) in self.left_out:
            return ""
        # While it waits this process draws other pages, to which this one is not the active one.
        page.active = False
        try:
            drawn = next(self._drawn)
        finally:
            page.active = True
        return unpack_output(drawn, page.content or "")

    def draw_left_out(self) -> Iterator[tuple[str, bytes]]:
        """Path and output of the pages that were left out, which stand no more."""
        for path, page in self.left_out.items():
            drawn = unpack_output(self._draw(page), page.content or "")
            yield path, drawn.encode(errors="xmlcharrefreplace")
        self.left_out = {}

    def _is_known(self) -> bool:
        """Whether nobody else has a say in what a page looks like."""
        folders = [folder for folder in self._config.theme.dirs if not folder.startswith(_PACKAGES)]
        events = self._config.plugins.events
        methods = [method for event in _EVENTS for method in events[event]]
        return folders == [str(packaged_theme())] and all(
            type(getattr(method, "__self__", None)).__module__.startswith(_KNOWN)
            for method in methods
        )

    def _draw(self, page: Page) -> bytes:
        page.active = True
        try:
            context = get_context(self._sidebar.beside(page), self._files, self._config, page)
            template = self._env.get_template(page.meta.get("template", "main.html"))
            with self._pieces.of(page):
                output = template.render(context, drawing=True)
        finally:
            page.active = False
        return pack_output(output, page.content or "")


def _taking(base: type[Template], outputs: PageOutputs) -> type[Template]:
    """A class of templates that take a page from ``outputs`` where it is drawn already."""

    class Taking(base):  # type: ignore[misc, valid-type]
        def render(self, *args: object, **values: object) -> str:
            drawing = values.pop("drawing", False)
            page = args[0].get("page") if args and isinstance(args[0], dict) else None
            drawn = None if drawing else outputs.take(page)
            return super().render(*args, **values) if drawn is None else drawn

    return Taking


def _path(page: Page) -> str:
    return page.file.dest_uri


# --- what a page's look depends on -----------------------------------------------------------


def _site_key(config: MkDocsConfig) -> bytes:
    theme = {name: config.theme[name] for name in sorted(config.theme)}
    settings = [(name, config[name]) for name in _SETTINGS]
    scripts = [(str(script), repr(vars(script))) for script in _scripts(config)]
    files = [
        f"{path} {found.st_size} {found.st_mtime_ns}"
        for path, found in _files_below(packaged_theme())
    ]
    # A hook is a module and has none.
    options = ((name, getattr(one, "config", {})) for name, one in config.plugins.items())
    plugins = [(name, repr(dict(values))) for name, values in options]
    return digest_of(encode(repr(part)) for part in (theme, settings, scripts, files, plugins))


def _scripts(config: MkDocsConfig) -> list[object]:
    return [script for script in config.extra_javascript if not isinstance(script, str)]


def _files_below(folder: Path) -> list[tuple[str, os.stat_result]]:
    return sorted((str(path), path.stat()) for path in folder.rglob("*") if path.is_file())


def _page_key(page: Page, signatures: _Signatures) -> Iterator[bytes]:
    neighbours = [
        (other.title, other.url) if other is not None else None
        for other in (page.previous_page, page.next_page)
    ]
    ancestors = [(item.title, _address(item)) for item in page.ancestors]
    yield encode(repr((page.url, page.title, page.is_homepage, page.edit_url, page.canonical_url)))
    yield encode(repr((neighbours, ancestors, list(page.meta.items()))))
    yield encode(repr(_headings(page.toc)))
    yield (page.packed if isinstance(page, StagedPage) else encode(page.content or "")) or b""
    yield signatures.of(page)


def _headings(items: Iterable[AnchorLink]) -> list[object]:
    return [(item.title, item.id, item.level, _headings(item.children)) for item in items]


def _address(item: StructureItem) -> str:
    return getattr(item, "url", "") or ""


class _Signatures:
    """What the navigation shows beside a page."""

    def __init__(self, nav: Navigation, sidebar: Sidebar, config: MkDocsConfig) -> None:
        features = config.theme.get("features") or []
        self._sidebar = sidebar
        self._home = nav.homepage
        self._pruned = "navigation.prune" in features and "navigation.sections" not in features
        self._closed: dict[int, bytes] = {}
        self._found: dict[tuple[int, ...], bytes] = {}

    def of(self, page: Page) -> bytes:
        """Its signature, which it shares with pages that show the same and stand in the same."""
        items = self._sidebar.beside(page).items
        shown = (*map(id, items), 0, *map(id, page.ancestors))
        if shown not in self._found:
            home = self._home
            own = () if home is None else (home.title, home.url)
            path = set(map(id, page.ancestors))
            self._found[shown] = digest_of((encode(repr(own)), *self._level(items, path)))
        return self._found[shown]

    def _level(self, items: Sequence[StructureItem], path: set[int]) -> Iterator[bytes]:
        for item in items:
            yield self._closed_item(item)
            whole = item.whole if isinstance(item, Part) else item
            if id(whole) in path and isinstance(item, Section):
                yield b"("
                yield from self._level(item.children, path)
                yield b")"

    def _closed_item(self, item: StructureItem) -> bytes:
        """What shows of an item while the page is not below it."""
        if id(item) not in self._closed:
            self._closed[id(item)] = encode(repr(self._outside(item)))
        return self._closed[id(item)]

    def _outside(self, item: StructureItem) -> object:
        below = item.children if isinstance(item, Section) else []
        shown: object = [self._outside(child) for child in below]
        if self._pruned and below:
            shown = (len(below), self._outside(below[0]))
        kind = "section" if isinstance(item, Section) else "page"
        marks = [item.meta.get(name) for name in _MARKS] if isinstance(item, Page) else []
        return (kind, item.title, _address(item), marks, shown)
