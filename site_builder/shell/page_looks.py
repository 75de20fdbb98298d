"""What pages are drawn from: a key for each, which changes as soon as it would look otherwise.

That holds for templates of ours and of Material, and for nobody else's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from msgspec import Struct

from site_builder.shell.sidebar import Part, Sidebar
from site_builder.shell.staged_pages import StagedPage
from site_builder.shell.store import digest_of, encode
from site_builder.shell.templates import packaged_theme

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


class _Look(Struct, frozen=True):
    """A page as it was looked at."""

    key: bytes
    """What it is drawn from."""
    shown: tuple[object, ...]
    """What other pages show of it."""
    meta: Mapping[str, Any]
    toc: TableOfContents
    html: bytes


class PageLooks:
    """The looks of all pages of a site."""

    def __init__(
        self, pages: Sequence[Page], nav: Navigation, sidebar: Sidebar, config: MkDocsConfig
    ) -> None:
        """Looks at ``pages``, of which any may be read and rendered again until ``keys``."""
        self._pages = pages
        self._nav = nav
        self._sidebar = sidebar
        self._config = config
        self._site = _site_key(config)
        self._looks: list[_Look] = []
        self._look_at(range(len(pages)))

    def keys(self) -> list[bytes]:
        """The key of each page, in their order."""
        looks = zip(self._pages, self._looks, strict=True)
        stale = [number for number, (page, look) in enumerate(looks) if not _stays(page, look)]
        if any(_shown(self._pages[number]) != self._looks[number].shown for number in stale):
            stale = list(range(len(self._pages)))
        if stale:
            self._look_at(stale)
        return [look.key for look in self._looks]

    def _look_at(self, numbers: Sequence[int]) -> None:
        signatures = _Signatures(self._nav, self._sidebar, self._config)
        for number in numbers:
            page = self._pages[number]
            key = digest_of((self._site, *_page_key(page, signatures)))
            look = _Look(key, _shown(page), page.meta, page.toc, _html(page))
            self._looks[number : number + 1] = [look]


def _stays(page: Page, look: _Look) -> bool:
    """Whether ``page`` has not been read and rendered again since it was looked at."""
    return page.meta is look.meta and page.toc is look.toc and _html(page) is look.html


def _shown(page: Page) -> tuple[object, ...]:
    """What other pages show of ``page``."""
    return (page.title, page.url, *map(page.meta.get, _MARKS))


def _html(page: Page) -> bytes:
    return (page.packed if isinstance(page, StagedPage) else encode(page.content or "")) or b""


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
    yield _html(page)
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
