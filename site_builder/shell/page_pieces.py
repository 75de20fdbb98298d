"""Pieces of pages that are the same on all pages of a folder: each is drawn once for all of them.

A piece is a block of Material's frame, a partial that it includes, or an item of the navigation.
It is drawn for no page at all: in the page's place stands something that refuses to tell, and so
it is with all else that a site has not once. A piece that would look otherwise on another page
gives itself away, and is drawn for each page as it would be without this module. Links lead from
a page that does not exist, beside the others of the folder.

An item that a page is below is drawn with holes for what stands in it; only the item of the page
itself is drawn for it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

from jinja2 import pass_context
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import script_tag_filter, url_filter
from msgspec import Struct

TOLD = "\0told"
"""The variable that names those that a piece may look at, where one is drawn for no page."""

_OF_FOLDER = frozenset({"base_url", "config", "features", "lang", "mkdocs_version", "nav", "page"})
"""Variables of which pages of a folder have the same; for ``nav`` and ``page`` others stand."""

_TWICE = frozenset({"partials/toc.html"})
"""Partials that tell of the page, and are drawn twice for it: beside it, and in the navigation."""

_NOBODY = "\0"
"""Name of the page that does not exist."""

_HOLE = "\0"

_MOST = 20_000_000
"""Characters of pieces that are held at once."""

_A_HOLE = 200
"""Characters that are as large as what is known of a hole."""

_PLAIN = frozenset({str, int})

Item = Section | Page | Link

Draw = Callable[[Context], Iterator[str]]


class Refused(Exception):  # noqa: N818 (no error: a piece is not the same on all pages)
    """A piece asks for what differs from page to page."""


class _Untold:
    """Stands for something and tells nothing of it but what it is given."""

    def __init__(self, **told: object) -> None:
        vars(self).update(told)

    def _refuse(self, *_: object) -> NoReturn:
        raise Refused

    __getattr__ = __getitem__ = __contains__ = __eq__ = _refuse
    __bool__ = __len__ = __iter__ = __str__ = __html__ = __hash__ = _refuse


class _Address(Struct, frozen=True):
    """As much of a page as links that begin at it need."""

    url: str


class _Piece(Struct, frozen=True):
    """HTML, and where it holds."""

    texts: list[str]
    """What stands before, between and behind its holes."""
    holes: list[tuple[Any, ...]]
    """What the navigation's macro is to be called with for each of them."""
    above: frozenset[str]
    """Addresses of pages to which its links would be others: these lead to what is below them."""
    pages: frozenset[int]
    """Identities of pages that are in it but in no hole: to them it is not the same."""
    missed: frozenset[str]
    """Variables that it looked for in vain."""


class _Items(Struct):
    """Items of the navigation, as pages show them that have the same variables."""

    render: Macro
    """Draws one for no page."""
    pieces: dict[object, _Piece | None]
    """What it drew; None where it was refused something."""


class _Folder:
    """What pages of one folder share."""

    def __init__(self, nobody: str, nav: Navigation) -> None:
        self.nobody = _Address(nobody)
        self.stand_ins = {"page": _Untold(), "nav": _Untold(homepage=nav.homepage)}
        self.links: dict[str, tuple[str, frozenset[str]]] = {}
        """By target the link to it, and the addresses of pages that have another one."""
        self.pieces: dict[object, _Piece | None] = {}
        self.items: dict[frozenset[str], _Items] = {}
        """By names of variables."""


class PagePieces:
    """The pieces of one site's pages."""

    def __init__(self, nav: Navigation) -> None:
        self._nav = nav
        self._folders: dict[str, _Folder] = {}
        self._held = 0
        self._refused: set[str] = set()
        self._above: set[str] = set()
        """As a piece's, of the one that is being drawn."""
        self._missed: set[str] = set()
        """Likewise."""
        self._holes: list[tuple[Any, ...]] | None = None
        """Likewise; None: it has none."""
        # A page that stands twice would be in items that do not count as the page's own.
        self._items_differ = len({*map(id, nav.pages)}) < len(nav.pages)
        self._page: Page | None = None
        self._folder: _Folder | None = None
        self._items: _Items | None = None
        self._render: Macro | None = None
        self._once: dict[object, _Piece | None] = {}

    @property
    def is_drawing(self) -> bool:
        """Whether a page is being drawn that shares pieces with others."""
        return self._folder is not None

    @contextmanager
    def of(self, page: Page) -> Iterator[None]:
        """Lets what is drawn meanwhile be parts of ``page``."""
        if self._held > _MOST:
            self._folders, self._held = {}, 0
        nobody = _sibling(page.url)
        if nobody is not None:
            self._folder = self._folders.setdefault(nobody, _Folder(nobody, self._nav))
        self._page = page
        try:
            yield
        finally:
            self._page = self._folder = self._items = self._render = None
            self._once = {}

    @pass_context
    def url(self, context: Any, value: object) -> str:
        """The filter ``url`` of MkDocs."""
        folder, page, target = self._folder, context["page"], str(value)
        if folder is None:
            return url_filter(context, target)
        if target not in folder.links:
            link = _link(target, folder.nobody)
            folder.links[target] = (link, _folders_above(target))
        link, above = folder.links[target]
        if isinstance(page, _Untold):
            self._above |= above
        elif page.url in above:
            return normalize_url(target, page)
        return link

    @pass_context
    def script_tag(self, context: Any, script: Any) -> object:
        """The filter ``script_tag`` of MkDocs."""
        if self._folder is None or not isinstance(context["page"], _Untold):
            return script_tag_filter(context, script)
        self.url(context, script)
        beside: Any = {"page": self._folder.nobody, "base_url": context["base_url"]}
        return script_tag_filter(beside, script)

    def ready(
        self, name: str, variables: Mapping[str, Any], more: Mapping[str, Any] | None
    ) -> str | None:
        """A partial that has been drawn already for all pages of the folder; else None.

        Args:
            name: Its name.
            variables: What it would be drawn with.
            more: More variables; some may be ``missing``.
        """
        folder, page = self._folder, self._page
        if folder is None or page is None or TOLD in variables:
            return None
        piece = (self._once if name in _TWICE else folder.pieces).get(name)
        if piece is None or page.url in piece.above:
            return None
        for variable in piece.missed:
            if variable in variables or (more and more.get(variable, missing) is not missing):
                return None
        return piece.texts[0]

    def piece(self, name: str, draw: Draw, context: Context) -> str | None:
        """A block or partial as all pages of the folder have it; None: they have not.

        Args:
            name: What tells it from others.
            draw: Draws it.
            context: The variables that it would be drawn with for the page.
        """
        folder = self._folder
        if folder is None or TOLD in context.parent:
            return None
        kept, stand_ins = folder.pieces, folder.stand_ins
        if name in _TWICE:
            kept, stand_ins = self._once, {"nav": stand_ins["nav"]}
        if name in self._refused:
            return None
        if name not in kept:
            aside = context.derived({**stand_ins, TOLD: _OF_FOLDER})
            self._keep(kept, name, lambda: "".join(draw(aside)))
        piece = kept[name]
        if piece is None:
            self._refused.add(name)
        elif any(variable in context for variable in piece.missed):
            return None
        return self._fill(piece)

    def miss(self, variable: str) -> None:
        """Takes note that a piece looks for a variable that is not there."""
        self._missed.add(variable)

    def take_items(
        self, variables: dict[str, object], render: Macro, remake: Callable[[dict[str, Any]], Macro]
    ) -> None:
        """Takes note of what draws items of the navigation.

        Args:
            variables: What it draws with.
            render: The macro that does.
            remake: Makes the same macro for other variables.
        """
        folder = self._folder
        if folder is None or self._items_differ or TOLD in variables:
            return
        names = frozenset(variables)
        if names not in folder.items:
            others = {**variables, **folder.stand_ins, TOLD: _OF_FOLDER}
            with suppress(Refused):
                folder.items[names] = _Items(remake(others), {})
        self._render, self._items = render, folder.items.get(names)

    def called(self, macro: object, arguments: tuple[Any, ...]) -> str | None:
        """What a call of ``macro`` gives, if it draws an item that need not be drawn; else None."""
        if self._items is None:
            return None
        if macro is self._render:
            return self._item(*arguments)
        if self._holes is not None and macro is self._items.render:
            self._holes.append(arguments)
            return _HOLE
        return None

    def _item(self, item: Item, *place: Any) -> str | None:
        """An item of the navigation, if it is not the page itself.

        Args:
            item: The item.
            place: What else the macro is given: its path and level, and what it is in.
        """
        items, folder = self._items, self._folder
        if items is None or folder is None:
            return None
        if item.children:
            # Pages see some twenty of them: only what is no text and no number is looked into.
            known = [part if type(part) in _PLAIN else _active(part) for part in place]
            key: tuple[object, ...] = (id(item), item.active, *known)
        elif item.active:
            return None
        else:
            key = (id(item),)
        if key not in items.pieces:
            if item.children:
                place = tuple(
                    _Untold(active=part.active) if isinstance(part, Item) else part
                    for part in place
                )
            else:
                place = (folder.stand_ins["page"],) * len(place)  # it must do without
            self._holes = [] if item.active else None
            self._keep(items.pieces, key, lambda: items.render(item, *place), item.children or ())
            self._holes = None
        return self._fill(items.pieces[key])

    def _fill(self, piece: _Piece | None) -> str | None:
        """``piece`` with all that stands in it; None where the page has another one."""
        page, render = self._page, self._render
        if piece is None or page is None or page.url in piece.above or id(page) in piece.pages:
            return None
        if render is None or not piece.holes:
            return piece.texts[0]
        parts = [piece.texts[0]]
        for hole, text in zip(piece.holes, piece.texts[1:], strict=True):
            below = self._item(*hole)
            parts += (str(render(*hole)) if below is None else below, text)
        return "".join(parts)

    def _keep(
        self,
        kept: dict[object, _Piece | None],
        key: object,
        draw: Callable[[], str],
        below: Iterable[object] = (),
    ) -> None:
        """Puts what ``draw`` gives into ``kept``; what stands ``below`` it may be the page."""
        self._above, self._missed = set(), set()
        kept[key] = None
        try:
            text = draw()
        except Refused:
            return
        holes = self._holes or []
        texts = text.split(_HOLE)
        if len(texts) == len(holes) + 1:
            own = {*map(id, below)} - {id(item) for item, *_ in holes}
            kept[key] = _Piece(
                texts, holes, frozenset(self._above), frozenset(own), frozenset(self._missed)
            )
            self._held += len(text) + _A_HOLE * len(holes)


def _sibling(url: str) -> str | None:
    """Address of a page that does not exist beside the one at ``url``; None for the home page."""
    above, slash, _ = url.removesuffix("/").rpartition("/")
    if url.endswith("/"):
        return f"{above}{slash}{_NOBODY}/"
    return f"{above}{slash}{_NOBODY}.html" if url.endswith(".html") else None


def _folders_above(target: str) -> frozenset[str]:
    """Addresses of all folders that ``target`` is in, or that it is."""
    parts = posixpath.normpath(f"/{target}")[1:].split("/")
    return frozenset("/".join((*parts[: count + 1], "")) for count in range(len(parts)))


def _active(part: object) -> object:
    return part.active if isinstance(part, Item) else part


def _link(target: str, page: Any) -> str:
    return normalize_url(target, page)
