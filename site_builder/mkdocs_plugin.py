"""The MkDocs plugin ``site_builder``: hands a compiled course to MkDocs as generated files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment
from mkdocs.config.base import ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from site_builder.shell.app_files import app_files
from site_builder.shell.collecting import collecting_seldom
from site_builder.shell.compiler import open_compiler
from site_builder.shell.destination import Destination
from site_builder.shell.engine_config import (
    apply_defaults,
    files_in_use,
    opens_from_disk,
    page_suffix,
)
from site_builder.shell.handover import Course, Handover, Wanted
from site_builder.shell.log_findings import log_findings, pack_findings, told_by_mkdocs
from site_builder.shell.navigation_files import instant_file
from site_builder.shell.orders import Order
from site_builder.shell.page_output import PageOutputs
from site_builder.shell.plugin_options import SiteBuilderConfig, name_nearest
from site_builder.shell.project_file import Options
from site_builder.shell.search_box import find_worker, plan_search, take_over_search
from site_builder.shell.sidebar import Sidebar
from site_builder.shell.snapshots.page_links import raise_copies
from site_builder.shell.staged_pages import amend_staged, nav_titles, render_staged, staged_file
from site_builder.shell.store import cache_folder
from site_builder.shell.templates import packaged_templates
from site_builder.shell.tree import TreeFile
from site_builder.shell.webp import make_webp, offer_webp
from site_builder.shell.workshop import Workshop, open_workshop

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # a build needs no server

    # loaded where this process compiles, or serves
    from site_builder.shell.compiling import Compilation
    from site_builder.shell.preview.session import PreviewSession

_LOG = get_plugin_logger("site_builder")

_AT_A_TIME = 4000
"""Files above which index and copies come before the pages, not meanwhile: memory is scarcer."""


class SiteBuilderPlugin(BasePlugin[SiteBuilderConfig]):
    """Compiles ``docs_dir`` and gives MkDocs the pages instead of the notes."""

    def __init__(self) -> None:
        self.course: Course | None = None
        """A course compiled beforehand, for the next build only; its findings are told already."""
        self.workshop: Workshop | None = None
        """What renders its pages; else one is opened when it is needed."""
        self._command = "build"
        self._open = ExitStack()
        self._content = Path()
        self._building: Course | None = None
        self._handover: Handover | None = None
        self._compiled: Compilation | None = None
        self._webp: Mapping[str, TreeFile] = {}
        self._destination = Destination()
        self._nav: Navigation | None = None
        self._sidebar: Sidebar | None = None
        self._outputs: PageOutputs | None = None
        self._made: tuple[Files, Environment] | None = None
        self._preview: PreviewSession | None = None

    def own_manifest(self) -> str | None:
        """The manifest that the options name, relative to CONTENT."""
        return self.config.manifest

    def own_templates(self) -> Path | None:
        """The folder of templates that the options name."""
        return self.config.templates_folder()

    def searches(self, config: MkDocsConfig) -> bool:
        """Whether there is a search box, and our own search behind it."""
        return self.config.search and find_worker(config) is not None

    def load_config(
        self, options: dict[str, object], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Reads the options; an unknown one is named with the nearest that is known."""
        errors, warnings = super().load_config(options, config_file_path)
        return errors, [(key, name_nearest(text, key)) for key, text in warnings]

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remembers what is done; that there is this event keeps one object for all rebuilds."""
        self._command = "dirty" if dirty else command
        if self._command == "serve":
            from site_builder.shell.preview.session import PreviewSession  # noqa: PLC0415

            self._preview = PreviewSession()
        elif self._command != "dirty":  # which serves as well, and lives long
            self._open.enter_context(collecting_seldom())

    def on_shutdown(self) -> None:
        """Removes what an interrupted build has left."""
        self._open.close()
        self._discard()
        if self._preview is not None:
            self._preview.close()
        if self.workshop is not None:
            self.workshop.close()
            self.workshop = None

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compiles the course; theme, extensions and navigation follow from it."""
        self._content = Path(config.docs_dir)
        course, self.course = self.course, None
        with told_by_mkdocs():
            self._building = self._compile(config) if course is None else course
            handover = self._handover = self._building.hand_over()
            apply_defaults(config, handover)
            if self._preview is not None:
                self._destination.preview(config)
            elif self._command != "dirty":
                self._destination.publish(config)
        self._enter("plan")
        self._webp = make_webp(handover.assets, self._content, self._opened_workshop())
        if self.searches(config):
            take_over_search(config)
        if self._is_app(config):
            config.extra["app"] = True
        config.extra["names_pages"] = self._names_pages(config)
        if config.nav is None:
            config.nav = list(handover.nav)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Lets MkDocs find no file by itself."""
        self._destination.hide_content(config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds what the course publishes and what the configuration itself names."""
        self._destination.show_content(config, self._content)
        app = app_files(config.site_name, str(config.theme["language"]))
        handover = self._handed_over()
        planned = (
            *handover.files,
            *self._webp.values(),
            *(plan_search(files, config, handover.config) if self.searches(config) else ()),
            *(app if self._is_app(config) else ()),
        )
        self._begin_rest(config, searches_copies=handover.config.search_snapshots)
        if len(handover.files) > _AT_A_TIME:
            self._finish_rest()
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
        render_staged(files, config, self._opened_workshop(), are_read=self._reads_pages(config))
        self._nav, self._sidebar = nav, Sidebar(nav)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Draws pages before MkDocs asks for them one by one."""
        workshop, destination = self._opened_workshop(), self._destination
        # All that can be is done before the course is known for certain.
        standing = destination.standing_pages(workshop.folder)
        outputs = None
        if self._nav is not None:
            outputs = PageOutputs(env, self._nav, files, config, workshop.folder)
        if self._building is not None:
            with told_by_mkdocs():
                changed = self._building.amend()
            amend_staged(changed, files, config, workshop)
        if outputs is not None:
            outputs.start(workshop, standing, writes=destination.takes_pages())
            self._outputs = outputs
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
        is_drawn = self._outputs is not None and self._outputs.is_next(page)
        if self._sidebar is not None and not is_drawn:
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
        """Offers WebP; corrects the address of copies where pages are files."""
        if self._webp:
            html = offer_webp(html, page.url, self._webp)
        if config.use_directory_urls:
            return html
        return raise_copies(html)

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,  # noqa: ARG002 (MkDocs passes it by name)
        builder: Callable[..., None],  # noqa: ARG002
    ) -> LiveReloadServer:
        """Watches the templates; MkDocs itself watches ``docs_dir``. Drafts come before builds."""
        if self._preview is not None:
            self._preview.follow(server, self._content)
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
        """Puts the site in its place once all of it is there, unless a strict build fails."""
        with told_by_mkdocs():
            self._finish_rest()
            self._enter("publish")
            if self._preview is not None:
                self._show(self._preview, config)
            outputs, self._outputs = self._outputs, None
            place = self._destination.settle(config, app=self._is_app(config), outputs=outputs)
        if place is not None:
            _LOG.info("the site is in %s", place)

    def on_build_error(self, *, error: Exception) -> None:
        """Leaves the last good site where it is."""
        self._discard()
        if self._preview is not None:
            self._preview.fail(error)

    def _show(self, preview: PreviewSession, config: MkDocsConfig) -> None:
        """Lets a preview show the site that is built, and have its folder."""
        from site_builder.shell.preview.drafting import BuiltSite  # noqa: PLC0415

        if self._compiled is None or self._nav is None or self._made is None:
            return
        files, env = self._made
        folder = self._destination.give_away()
        if folder is not None:
            preview.show(
                BuiltSite(self._content, folder, self._compiled, config, files, self._nav, env)
            )

    def _compile(self, config: MkDocsConfig) -> Course:
        """The course: of a preview with all that it is made of, else without, if that can be."""
        if self._preview is None and self._command != "dirty":
            compiler = self._open.enter_context(
                open_compiler(pack_findings, jobs=None, scheduler=None)
            )
            order = Order(
                content=self._content,
                options=Options(self.own_manifest(), self.own_templates()),
                skip=(Path(config.site_dir),),
                cache=cache_folder(self._content),
                jobs=None,
            )
            compiled = compiler.begin(order, self._opened_workshop())()
            log_findings(compiled.findings.text, _LOG)
            return compiled.course
        # Loaded where this process compiles.
        from site_builder.shell.compiling import compile_content  # noqa: PLC0415
        from site_builder.shell.courses import LocalCourse  # noqa: PLC0415

        self._compiled = compile_content(
            self._content,
            manifest=self.own_manifest(),
            templates=self.own_templates(),
            skip=[Path(config.site_dir)],
            workshop=self._opened_workshop(),
        )
        log_findings(pack_findings(self._compiled), _LOG)
        return LocalCourse(self._compiled, self._content, self._opened_workshop())

    def _opened_workshop(self) -> Workshop:
        if self.workshop is None:
            self.workshop = open_workshop(cache_folder(self._content))
        return self.workshop

    def _enter(self, stage: str) -> None:
        if self.workshop is not None:
            self.workshop.watch.enter(stage)

    def _reads_pages(self, config: MkDocsConfig) -> bool:
        """Whether this plugin or another one reads pages before they are drawn."""
        events = config.plugins.events
        others = events["page_markdown"] or events["page_content"] != [self.on_page_content]
        return bool(self._webp or others or not config.use_directory_urls)

    def _handed_over(self) -> Handover:
        """The course, which is not held any longer than until MkDocs has its files."""
        handover, self._handover = self._handover, None
        if handover is None:
            raise PluginError("MkDocs asks for files before there is a configuration")
        return handover

    def _begin_rest(self, config: MkDocsConfig, *, searches_copies: bool) -> None:
        """Begins with the index and the archived copies, which are no files to MkDocs.

        They are ready only at the end, and nothing else needs them.
        """
        if self._building is None:
            return
        searches = self.searches(config)
        wanted = Wanted(
            folder=Path(config.site_dir),
            page_suffix=page_suffix(config) if searches else None,
            searchable=searches and searches_copies,
        )
        with told_by_mkdocs():
            self._building.begin(wanted)

    def _finish_rest(self) -> None:
        """Waits for index and copies."""
        if self._building is None:
            return
        self._enter("index")
        with told_by_mkdocs():
            self._building.finish()
        self._building = None

    def _is_app(self, config: MkDocsConfig) -> bool:
        """Whether this build becomes an app; a preview and a folder on disk do not."""
        published = self._command in ("build", "gh-deploy")
        return self.config.app and published and not opens_from_disk(config)

    def _names_pages(self, config: MkDocsConfig) -> bool:
        """Whether the theme has to be told which pages there are: no address, no sitemap."""
        return not config.site_url and not opens_from_disk(config)

    def _discard(self) -> None:
        if self._building is not None:
            self._building.stop()
        self._building = self._handover = self._outputs = None
        self._destination.discard()
