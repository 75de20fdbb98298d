"""The MkDocs plugin ``site_builder``: hands a compiled course to MkDocs as generated files."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from site_builder.model.diagnostic import Severity
from site_builder.report.diagnostics import (
    cap_findings,
    collect_findings,
    drop_notices,
    summarise,
)
from site_builder.report.model import model_text
from site_builder.shell.app_files import app_files, retire_worker, write_worker
from site_builder.shell.collecting import without_collecting
from site_builder.shell.compiling import Compilation, compile_content
from site_builder.shell.engine_config import apply_defaults, files_in_use
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.navigation_files import instant_file
from site_builder.shell.page_output import PageOutputs
from site_builder.shell.preview.drafting import BuiltSite
from site_builder.shell.preview.serving import Follower, put_preview
from site_builder.shell.preview.state import Preview
from site_builder.shell.search_box import drop_theme_search, find_worker, take_over_search
from site_builder.shell.search_files import search_files, start_index
from site_builder.shell.sidebar import Sidebar
from site_builder.shell.snapshots.publish import Publication, start_publishing
from site_builder.shell.staged_pages import nav_titles, render_staged, staged_file
from site_builder.shell.store import cache_folder
from site_builder.shell.swapping import discard, open_empty_folder, open_staging, swap
from site_builder.shell.templates import packaged_templates
from site_builder.shell.tree import TreeFile, nav_entries, plan_tree, write_tree
from site_builder.shell.webp import make_webp, offer_webp
from site_builder.shell.workshop import Workshop, open_workshop

_LOG = get_plugin_logger("site_builder")

# data-versionurl="../../snapshots/example.org-5c31bd961f.html", a folder too deep where pages are
# files
_VERSION = re.compile(r'(?P<name>data-versionurl=")\.\./(?P<path>(?:\.\./)*snapshots/[^"/]+")')


class SiteBuilderConfig(Config):
    """Options of the plugin."""

    manifest = c.Optional(c.Type(str))
    """Path of the manifest relative to ``docs_dir``; else ``course.yml``, if it is there."""
    templates = c.Optional(c.Dir(exists=True))
    """Folder of page templates that replace those that ship."""
    search = c.Type(bool, default=True)
    """Whether our own search stands behind Material's box."""
    app = c.Type(bool, default=True)
    """Whether the site installs as an app that reads without a network."""


class SiteBuilderPlugin(BasePlugin[SiteBuilderConfig]):
    """Compiles ``docs_dir`` and gives MkDocs the pages instead of the notes."""

    def __init__(self) -> None:
        self.compilation: Compilation | None = None
        """A course compiled beforehand, for the next build only; its findings are told already."""
        self.workshop: Workshop | None = None
        """What the compilation was made with; else one is opened when it is needed."""
        self._command = "build"
        self._open = ExitStack()
        self._content = Path()
        self._files: tuple[TreeFile, ...] = ()
        self._compiled: Compilation | None = None
        self._webp: Mapping[str, TreeFile] = {}
        self._target: Path | None = None
        self._staging: Path | None = None
        self._empty: Path | None = None
        self._copies: Publication | None = None
        self._nav: Navigation | None = None
        self._sidebar: Sidebar | None = None
        self._index: Callable[[], tuple[TreeFile, ...]] | None = None
        self._made: tuple[Files, Environment] | None = None
        self._preview: Preview | None = None
        self._follower: Follower | None = None

    def own_manifest(self) -> str | None:
        """The manifest that the options name, relative to CONTENT."""
        return self.config.manifest

    def own_templates(self) -> Path | None:
        """The folder of templates that the options name."""
        return Path(self.config.templates) if self.config.templates else None

    def load_config(
        self, options: dict[str, object], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Reads the options; an unknown one is named with the nearest that is known."""
        errors, warnings = super().load_config(options, config_file_path)
        return errors, [(key, _with_nearest(key, text)) for key, text in warnings]

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remembers what is done; that there is this event keeps one object for all rebuilds."""
        self._command = "dirty" if dirty else command
        if self._command == "serve":
            self._preview = Preview()
        else:
            self._open.enter_context(without_collecting())

    def on_shutdown(self) -> None:
        """Removes what an interrupted build has left."""
        self._open.close()
        self._discard()
        if self._follower is not None:
            self._follower.stop()
        if self._preview is not None:
            self._preview.close()
        if self.workshop is not None:
            self.workshop.close()
            self.workshop = None

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compiles the course; theme, extensions and navigation follow from it."""
        self._content = Path(config.docs_dir)
        compilation, self.compilation = self.compilation, None
        try:
            if compilation is None:
                compilation = self._compile(config)
            apply_defaults(config, compilation)
            self._open_target(config)
            searchable = compilation.config.search_snapshots and self._worker(config) is not None
            self._enter("plan")
            self._copies = start_publishing(
                compilation.site.viewers,
                self._content,
                self._opened_workshop().folder,
                searchable=searchable,
            )
        except SiteBuilderError as error:
            raise PluginError(str(error)) from error
        model = model_text(compilation.site, compilation.diagnostics, compilation.sources)
        self._files = plan_tree(compilation.site, self._content, model)
        self._webp = make_webp(compilation.site.assets, self._content, self._opened_workshop())
        self._compiled = compilation
        if self._worker(config) is not None:
            take_over_search(config)
        if self._is_app(config):
            config.extra["app"] = True
        config.extra["names_pages"] = self._names_pages(config)
        if config.nav is None:
            config.nav = nav_entries(compilation.site.nav)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Lets MkDocs look for files in an empty folder.

        It follows links in circles, and of all that it would find there nothing is published as
        it is.
        """
        self._empty = open_empty_folder()
        config.docs_dir = str(self._empty)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds what the course publishes and what the configuration itself names."""
        config.docs_dir = str(self._content)
        self._close_empty()
        app = app_files(config.site_name, str(config.theme["language"]))
        planned = (
            *self._files,
            *self._webp.values(),
            *self._plan_search(files, config),
            *(app if self._is_app(config) else ()),
        )
        titles = nav_titles(config.nav or ())
        for file in files_in_use(config, self._content, planned):
            files.append(staged_file(file, titles, config))
        if self._names_pages(config):
            addresses = [file.url for file in files.documentation_pages()]
            files.append(staged_file(instant_file(addresses), titles, config))
        return files

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Renders all pages at once, before MkDocs takes them one by one."""
        render_staged(files, config, self._opened_workshop())
        self._nav, self._sidebar = nav, Sidebar(nav)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Draws pages before MkDocs asks for them one by one."""
        if self._nav is not None:
            PageOutputs(env, self._nav, files, config).start(self._opened_workshop())
        self._made = (files, env)
        return env

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002 (MkDocs passes it by name)
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Shows of many courses those that are near, where MkDocs draws the page itself."""
        if self._sidebar is not None:
            context["nav"] = self._sidebar.beside(page)
        return context

    def on_page_content(
        self,
        html: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,  # noqa: ARG002 (MkDocs passes it by name)
    ) -> str:
        """Offers WebP; corrects the address of copies where pages are files.

        MkDocs rewrites links only.
        """
        if self._webp:
            html = offer_webp(html, page.url, self._webp)
        if config.use_directory_urls:
            return html
        return _VERSION.sub(r"\g<name>\g<path>", html)

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,  # noqa: ARG002 (MkDocs passes it by name)
        builder: Callable[..., None],  # noqa: ARG002
    ) -> LiveReloadServer:
        """Watches the templates; MkDocs itself watches ``docs_dir``. Drafts come before builds."""
        if self._preview is not None:
            self._follower = put_preview(server, self._preview, self._content)
            if self.workshop is not None:
                self.workshop.close()
            # beside threads no process may be forked
            self.workshop = open_workshop(cache_folder(self._content), jobs=1)
        for folder in (packaged_templates(), self.own_templates()):
            if folder is not None:
                server.watch(str(folder))
        return server

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Adds index and copies and puts the site in its place, unless a strict build fails.

        They are no files to MkDocs: they are ready only now, and nothing else needs them.
        """
        self._enter("index")
        if self._index is not None:
            write_tree(self._index(), Path(config.site_dir))
            self._index = None
        if self._copies is not None:
            write_tree(self._copies.files(), Path(config.site_dir))
            self._copies = None
        self._enter("publish")
        if self._preview is not None:
            self._show(self._preview, config)
        if self._staging is None or self._target is None:
            return
        if config.strict and _has_warnings():
            self._discard()
            return
        if self._is_app(config):
            write_worker(self._staging)
        elif not _opens_from_disk(config):
            retire_worker(self._staging)
        try:
            swap(self._staging, self._target)
        except SiteBuilderError as error:
            raise PluginError(str(error)) from error
        config.site_dir = str(self._target)
        _LOG.info("the site is in %s", self._target)
        self._staging = None

    def on_build_error(self, *, error: Exception) -> None:
        """Leaves the last good site where it is."""
        self._discard()
        if self._preview is not None:
            self._preview.fail(str(error))

    def _show(self, preview: Preview, config: MkDocsConfig) -> None:
        """Lets a preview show the site that is built, and have its folder."""
        if self._compiled is None or self._nav is None or self._made is None:
            return
        files, env = self._made
        folder, self._staging = Path(config.site_dir), None
        preview.adopt(
            BuiltSite(self._content, folder, self._compiled, config, files, self._nav, env)
        )

    def _compile(self, config: MkDocsConfig) -> Compilation:
        compilation = compile_content(
            self._content,
            manifest=self.own_manifest(),
            templates=self.own_templates(),
            skip=[Path(config.site_dir)],
            workshop=self._opened_workshop(),
        )
        found, sources = compilation.diagnostics, compilation.sources
        for finding, rest in cap_findings(collect_findings(drop_notices(found), sources)):
            more = f" (and {rest} more {finding.code} in this file)" if rest else ""
            remedy = f"; help: {finding.help}" if finding.help else ""
            level = logging.ERROR if finding.severity is Severity.ERROR else logging.WARNING
            _LOG.log(level, "%s", f"{finding.text}{more}{remedy}")
        _LOG.info("%s", f"{summarise(found, sources)} (site-builder check shows all)")
        return compilation

    def _opened_workshop(self) -> Workshop:
        if self.workshop is None:
            self.workshop = open_workshop(cache_folder(self._content))
        return self.workshop

    def _enter(self, stage: str) -> None:
        if self.workshop is not None:
            self.workshop.watch.enter(stage)

    def _worker(self, config: MkDocsConfig) -> str | None:
        """Path of the worker in whose place ours stands; None where the theme's own stays."""
        return find_worker(config) if self.config.search else None

    def _plan_search(self, files: Files, config: MkDocsConfig) -> tuple[TreeFile, ...]:
        """The files of search, instead of the theme's own in ``files``."""
        worker = self._worker(config)
        if worker is None or self._compiled is None:
            return ()
        drop_theme_search(files, worker)
        suffix = "/" if config.use_directory_urls else ".html"
        task = (self._compiled.site, self._compiled.config, suffix)
        self._index = start_index(task, self._opened_workshop())
        return search_files(self._compiled.config, worker=worker)

    def _is_app(self, config: MkDocsConfig) -> bool:
        """Whether this build becomes an app; a preview and a folder on disk do not."""
        published = self._command in ("build", "gh-deploy")
        return self.config.app and published and not _opens_from_disk(config)

    def _names_pages(self, config: MkDocsConfig) -> bool:
        """Whether the theme has to be told which pages there are: no address, no sitemap."""
        return not config.site_url and not _opens_from_disk(config)

    def _open_target(self, config: MkDocsConfig) -> None:
        """Lets MkDocs build beside ``site_dir``; a preview needs a new folder each time."""
        if self._command == "dirty":
            return
        if self._preview is not None:
            self._staging = open_empty_folder()
            config.site_dir = str(self._staging)
            return
        self._target = Path(config.site_dir)
        self._staging = open_staging(self._target)
        config.site_dir = str(self._staging)

    def _discard(self) -> None:
        self._close_empty()
        if self._copies is not None:
            self._copies.stop()
            self._copies = None
        if self._staging is not None:
            discard(self._staging)
            self._staging = None

    def _close_empty(self) -> None:
        if self._empty is not None:
            discard(self._empty)
            self._empty = None


def _with_nearest(key: str, text: str) -> str:
    known = [key for key, value in vars(SiteBuilderConfig).items() if _is_option(value)]
    close = get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}? " if close else ""
    return f"{text} ({hint}known are {', '.join(known)})"


def _is_option(value: object) -> bool:
    return isinstance(value, BaseConfigOption)


def _opens_from_disk(config: MkDocsConfig) -> bool:
    return "material/offline" in config.plugins


def _has_warnings() -> bool:
    """Whether MkDocs has counted a warning; it does so in strict builds only."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(h.get_counts() for h in handlers if isinstance(h, CountHandler))
