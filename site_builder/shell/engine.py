"""Drives MkDocs on a content folder: a build and a preview."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from msgspec import Struct
from msgspec.structs import replace

from site_builder.shell.addresses import check_form, check_free
from site_builder.shell.engine_config import DEFAULTS, add_theme
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.foreseeing import ForeseenCourse, HeldMessages
from site_builder.shell.handover import Course
from site_builder.shell.listing import resolve_root
from site_builder.shell.page_bodies import warm_up
from site_builder.shell.project_file import (
    PLUGIN,
    Options,
    inherited_files,
    names_plugin,
    project_file,
)
from site_builder.shell.theme_code import compile_theme
from site_builder.shell.workshop import Workshop

if TYPE_CHECKING:
    # a build compiles elsewhere, and loading it takes as long as loading MkDocs
    from site_builder.shell.compiling import Compilation

# Served from the site itself: Material's offline plugin takes it from elsewhere otherwise.
_SHIM = "assets/iframe-worker/shim.js"

_OWN_PLUGINS = ("material/search", "search", PLUGIN)

# They ask a server for other pages; a folder on disk has none.
_ONLINE_FEATURES = ("navigation.instant", "navigation.instant.prefetch")


class BuildFailed(Exception):  # noqa: N818 (a result of a build, not an error of the program)
    """MkDocs gave up, after it said why.

    Attributes:
        by_environment: Whether the disk or the like is the reason, and not a finding.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        # MkDocs wraps what a plugin raises, which wraps what we raised.
        wrapped = error.__context__
        self.by_environment = isinstance(wrapped and wrapped.__cause__, SiteBuilderError)


@runtime_checkable
class TakesCourse(Protocol):
    """A plugin that can be given a course compiled beforehand."""

    course: Course | None
    workshop: Workshop | None

    def own_manifest(self) -> str | None:
        """The manifest that a mkdocs.yml names."""

    def own_templates(self) -> Path | None:
        """The templates that a mkdocs.yml names."""

    def searches(self, config: MkDocsConfig) -> bool:
        """Whether there is a search box, and our own search behind it."""


class Project(Struct, frozen=True):
    """A folder of notes and what it is built with."""

    content: Path
    """CONTENT."""
    configuration: Path
    """The mkdocs.yml beside it that builds it with our plugin, else the defaults."""
    config: MkDocsConfig | None
    """That file, loaded; None for the defaults until they are needed."""

    def plugin(self) -> TakesCourse | None:
        """Our plugin, where a mkdocs.yml may give it options."""
        plugin = None if self.config is None else self.config.plugins.get(PLUGIN)
        return plugin if isinstance(plugin, TakesCourse) else None

    def options(self) -> Options:
        """What a mkdocs.yml says of how the notes are compiled.

        Raises:
            SiteBuilderError: where it names templates that are not there.
        """
        plugin = self.plugin()
        if plugin is None:
            return Options()
        return Options(plugin.own_manifest(), plugin.own_templates())

    def loaded(self) -> MkDocsConfig:
        """The configuration for one build, which uses it up.

        Raises:
            SiteBuilderError: where CONTENT is no folder.
        """
        return self.config or _load(DEFAULTS, docs_dir=resolve_root(self.content))


def open_project(content: Path) -> Project:
    """The project of ``content``.

    Raises:
        SiteBuilderError: where a mkdocs.yml beside ``content`` cannot be used.
    """
    defaults = Project(content, DEFAULTS, None)
    if not names_plugin(content):
        return defaults
    beside = project_file(content)
    config = _load(beside)
    same = PLUGIN in config.plugins and Path(config.docs_dir).resolve() == content.resolve()
    return Project(content, beside, config) if same else defaults


def reload_project(project: Project) -> Project:
    """``project`` for one more build; what there is to say of its configuration is said already."""
    if project.configuration == DEFAULTS:
        return replace(project, config=_load(DEFAULTS, docs_dir=resolve_root(project.content)))
    logger, silence = logging.getLogger("mkdocs"), logging.NullHandler()
    logger.addHandler(silence)
    try:
        return replace(project, config=_load(project.configuration))
    finally:
        logger.removeHandler(silence)


def compile_project(project: Project, *, skip: Sequence[Path] = ()) -> Compilation:
    """The course of a project as MkDocs would compile it, options of the plugin included.

    Args:
        project: The project.
        skip: Folders within CONTENT that hold no notes, as the site itself.

    Raises:
        SiteBuilderError: where the folder or what a mkdocs.yml names cannot be used.
    """
    from site_builder.shell.compiling import compile_content  # noqa: PLC0415

    options = project.options()
    return compile_content(
        project.content, manifest=options.manifest, templates=options.templates, skip=skip
    )


def watched_files(project: Project) -> tuple[Path, ...] | None:
    """What a build of ``project`` reads beside CONTENT; None where that cannot be known.

    Hooks, plugins of others and variables of the environment may read anything.
    """
    config, plugin = project.config, project.plugin()
    beside = project_file(project.content)
    if config is None or project.configuration == DEFAULTS:
        return (beside,)
    if config.hooks or "!ENV" in project.configuration.read_text(encoding="utf-8"):
        return None
    if any(name not in _OWN_PLUGINS for name in config.plugins):
        return None
    inherited = inherited_files(project.configuration)
    if inherited is None:
        return None
    templates = None if plugin is None else plugin.own_templates()
    own = [Path(place) for place in (templates, config.theme.custom_dir) if place]
    return (beside, *inherited, *own)


def build_site_folder(
    course: Course,
    project: Project,
    site_dir: Path,
    *,
    strict: bool,
    offline: bool,
    workshop: Workshop,
) -> None:
    """Builds ``course`` into ``site_dir``; what is there stays until the build is done.

    Args:
        course: The course, which one build uses up.
        project: What it was compiled from; one build uses it up, too.
        site_dir: Where the site goes.
        strict: Whether a warning of MkDocs fails the build.
        offline: Whether the site is to be opened from disk, without a server.
        workshop: What renders the pages, and is closed then.

    Raises:
        BuildFailed: where MkDocs gives up; it has said why on stderr.
        SiteBuilderError: where a mkdocs.yml cannot be used.
    """
    with _messages(logging.WARNING, course):
        config = project.loaded()
        config.strict = strict
        # MkDocs itself refuses an output folder within the notes, where our reader skips it.
        config.site_dir = str(site_dir.absolute())
        if offline:
            _go_offline(config)
        plugin = config.plugins[PLUGIN]
        if isinstance(plugin, TakesCourse):
            plugin.course = course
            plugin.workshop = workshop
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        except (Abort, MkDocsException) as error:
            raise BuildFailed(error) from error
        finally:
            config.plugins.on_shutdown()


def expected_suffix(project: Project, *, offline: bool) -> str | None:
    """What follows ``lessons/010`` in the addresses of an index; None where none will be wanted.

    Args:
        project: A project whose configuration is loaded.
        offline: Whether the site is to be opened from disk, without a server.
    """
    config = project.config
    plugin = None if config is None else config.plugins[PLUGIN]
    if config is None or not isinstance(plugin, TakesCourse) or not plugin.searches(config):
        return None
    return "/" if config.use_directory_urls and not offline else ".html"


def render_ahead(project: Project, *, many: bool) -> None:
    """Loads what rendering takes, while this process would wait and before others are forked.

    Args:
        project: A project whose configuration is loaded.
        many: Whether many pages are to be rendered.
    """
    if project.config is not None:
        warm_up(project.config, many=many)


def compile_theme_ahead(project: Project, folder: Path) -> None:
    """Compiles the templates of the theme, which a first build would do when it needs them.

    Args:
        project: A project whose configuration is loaded.
        folder: Where builds keep what they can use again.
    """
    if project.config is not None:
        add_theme(project.config)
        compile_theme(project.config, folder)


def serve_site(content: Path, *, address: str | None, strict: bool, open_browser: bool) -> None:
    """Serves a preview that follows every edit, until it is interrupted.

    Args:
        content: The folder of notes.
        address: ``host:port``; None: what a mkdocs.yml says, else MkDocs' own.
        strict: Whether a warning fails the first build.
        open_browser: Whether to open a browser.

    Raises:
        BuildFailed: where the first build fails.
        SiteBuilderError: where the address is taken, or is none.
    """
    if address is not None:
        check_form(address)
    from mkdocs.commands.serve import serve  # noqa: PLC0415 (a build needs no server)

    with _messages(logging.INFO):
        configuration = open_project(content).configuration
        config = _load(configuration, docs_dir=content.resolve(), address=address)
        check_free(str(config.dev_addr[0]), int(config.dev_addr[1]))
        try:
            serve(
                str(configuration),
                open_in_browser=open_browser,
                docs_dir=str(content.resolve()),
                dev_addr=address,
                strict=strict,
            )
        except (Abort, MkDocsException) as error:
            raise BuildFailed(error) from error


def _load(
    configuration: Path,
    *,
    docs_dir: Path | None = None,
    address: str | None = None,
) -> MkDocsConfig:
    # Somewhere that is in no folder of notes; the caller sets the real one.
    elsewhere = Path(tempfile.gettempdir()) / "site-builder-nowhere"
    try:
        return load_config(
            str(configuration),
            docs_dir=str(docs_dir) if docs_dir else None,
            site_dir=str(elsewhere),
            strict=False,
            dev_addr=address,
        )
    except (Abort, MkDocsException) as error:
        raise SiteBuilderError(
            f"MkDocs cannot use {str(configuration)!r}: {' '.join(str(error).split())}",
            "correct what it names, or move the file away: a folder of notes needs none",
        ) from error


def _go_offline(config: MkDocsConfig) -> None:
    """Makes pages that open from disk, search included."""
    config.extra["polyfills"] = [*config.extra.get("polyfills", []), _SHIM]
    features = config.theme.get("features") or []
    config.theme["features"] = [name for name in features if name not in _ONLINE_FEATURES]
    if "material/offline" not in config.plugins:
        from material.plugins.offline.plugin import OfflinePlugin  # noqa: PLC0415

        plugin = OfflinePlugin()
        plugin.load_config({}, config.config_file_path)
        config.plugins["material/offline"] = plugin


@contextmanager
def _messages(level: int, course: Course | None = None) -> Iterator[None]:
    """Shows what MkDocs logs from ``level`` on, on stderr; not before it is sure of ``course``."""
    handler = HeldMessages()
    if isinstance(course, ForeseenCourse) and not course.is_settled:
        course.messages = handler
    else:
        handler.tell_held()
    handler.setFormatter(logging.Formatter("%(levelname)-7s -  %(message)s"))
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
