"""Draws pages with the theme: in several processes, and only those whose look can have changed.

MkDocs draws page by page, with all of the site at hand. Here the theme's templates ask first
whether the page is drawn already (an environment whose templates do so is what MkDocs' event
``env`` is for). A page looks as before as long as nothing that a template of ours or of Material
reads has changed; with templates or plugins of somebody else every page is drawn anew. A page
that stands in its place already is left out: MkDocs writes no page whose output is empty. For the
same reason others can be written by the process that draws them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import material
import mkdocs
from jinja2 import Environment, Template
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from site_builder.shell.marked_content import (
    MarkedContent,
    UnmarkedError,
    divide_output,
    encode_output,
)
from site_builder.shell.packed_output import digest_of_output, pack_output, unpack_output
from site_builder.shell.page_bodies import html_bytes
from site_builder.shell.page_looks import PageLooks
from site_builder.shell.page_pieces import PagePieces
from site_builder.shell.pieced_templates import use_pieces
from site_builder.shell.sidebar import Sidebar
from site_builder.shell.staged_pages import StagedPage
from site_builder.shell.store import encode
from site_builder.shell.templates import packaged_theme
from site_builder.shell.theme_code import keep_code, load_theme
from site_builder.shell.workshop import Workshop

KIND = "output"
"""Under this kind drawn pages are kept."""

_OURS = "site_builder."
_KNOWN = ("material.plugins.search.", "material.plugins.offline.", _OURS)
"""Modules of plugins that change no page but by its context."""

_EVENTS = ("page_context", "post_page", "env")

_PACKAGES = tuple(str(Path(module.__file__ or "").parent) for module in (material, mkdocs))


class PageOutputs:
    """The pages of one build, drawn ahead of MkDocs."""

    def __init__(
        self,
        env: Environment,
        nav: Navigation,
        files: Files,
        config: MkDocsConfig,
        folder: Path | None,
    ) -> None:
        """Looks at the pages of ``files``; any of them may change until ``start``.

        Args:
            env: The environment of the theme, of which no template is loaded yet.
            nav: The navigation.
            files: All files of the site.
            config: The configuration.
            folder: Where builds keep what they can use again; None: nowhere.
        """
        self._env = env
        self._sidebar = Sidebar(nav)
        self._pieces = PagePieces(nav)
        self._files = files.documentation_pages()
        self._config = config
        self._pages = [file.page for file in self._files if file.page is not None]
        self._waiting: deque[Page] = deque()
        self._drawn: Iterator[bytes] = iter(())
        self._writes = False
        self.keys: dict[str, str] = {}
        """By path relative to the site what pages are drawn from; empty where others draw, too."""
        self.left_out: dict[str, Page] = {}
        """By path those that stand."""
        self.digests: dict[str, str] = {}
        """By path the SHA-256 of pages that are written without MkDocs, in hexadecimal digits."""
        self._looks: PageLooks | None = None
        if folder is not None:
            keep_code(env, folder)
        if self._is_known():
            self._looks = PageLooks(self._pages, nav, self._sidebar, config)
            use_pieces(env, self._pieces)
            env.template_class = _taking(env.template_class, self)
            load_theme(env, config)

    def start(self, workshop: Workshop, standing: Mapping[str, str], *, writes: bool) -> None:
        """Begins to draw, and lets the templates take what is drawn.

        Args:
            workshop: What keeps drawn pages and draws the others.
            standing: Like ``keys``, of the pages that need not be written again.
            writes: Whether pages are written where they are drawn, and MkDocs gets empty ones.
        """
        if self._looks is None:
            return
        keys, self._looks = self._looks.keys(), None
        wanted: dict[bytes, Page] = {}
        for page, key in zip(self._pages, keys, strict=True):
            if isinstance(page, StagedPage):
                page.forget_source()  # half of what is in memory, and processes get copies of it
            path = _path(page)
            self.keys[path] = key.hex()
            if standing.get(path) == self.keys[path]:
                self.left_out[path] = page
            else:
                wanted[key] = page
        workshop.watch.enter("draw", len(self._pages))
        self._waiting = deque(self._pages)
        self._writes = writes
        again = self._write_again if writes else None
        self._drawn = workshop.stream(KIND, self._draw, [*wanted.values()], [*wanted], again=again)

    def is_next(self, page: Page) -> bool:
        """Whether ``page`` is the one whose output is taken next."""
        return bool(self._waiting) and page is self._waiting[0]

    def take(self, page: object) -> str | None:
        """What is drawn of ``page``; None where that is not the page whose turn it is."""
        if not isinstance(page, Page) or not self.is_next(page):
            return None
        self._waiting.popleft()
        path = _path(page)
        if path in self.left_out:
            return ""
        # While it waits this process draws other pages, to which this one is not the active one.
        page.active = False
        try:
            drawn = next(self._drawn)
        finally:
            page.active = True
        if self._writes:
            self.digests[path] = digest_of_output(drawn)
            return ""
        return unpack_output(drawn, _content(page)).decode()

    def draw_left_out(self) -> None:
        """Draws and writes the pages that were left out, which stand no more."""
        for path, page in self.left_out.items():
            self.digests[path] = digest_of_output(self._draw(page))
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
        content = _content(page)
        page.active = True
        try:
            around = self._draw_around(page, content)
            output = self._draw_whole(page) if around is None else content.join(around)
        finally:
            page.active = False
        if self._writes:
            _write(page, output)
        return pack_output(output, around)

    def _draw_around(self, page: Page, content: bytes) -> tuple[bytes, bytes] | None:
        """What stands before and behind the content of ``page``; None: nobody knows."""
        if not isinstance(page, StagedPage) or page.packed is None:
            return None
        with suppress(UnmarkedError), page.shown_as(MarkedContent(content)):
            return divide_output(self._render(page))
        return None

    def _draw_whole(self, page: Page) -> bytes:
        return encode_output(self._render(page))

    def _render(self, page: Page) -> str:
        context = get_context(self._sidebar.beside(page), self._files, self._config, page)
        template = self._env.get_template(page.meta.get("template", "main.html"))
        with self._pieces.of(page):
            return template.render(context, drawing=True)

    def _write_again(self, page: Page, packed: bytes) -> None:
        """Writes a page that was drawn in an earlier build."""
        _write(page, unpack_output(packed, _content(page)))


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


def _content(page: Page) -> bytes:
    if isinstance(page, StagedPage):
        return b"" if page.packed is None else html_bytes(page.packed)
    return encode(page.content or "")


def _write(page: Page, data: bytes) -> None:
    """Writes a page, unless it is empty: MkDocs writes none of these."""
    if data.strip():
        write_file(data, page.file.abs_dest_path)
