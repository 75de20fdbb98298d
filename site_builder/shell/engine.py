"""Drives MkDocs on a content folder: a build and a preview."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from site_builder.shell.addresses import check_form, check_free
from site_builder.shell.engine_config import add_theme
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.foreseeing import ForeseenCourse, HeldMessages
from site_builder.shell.handover import Course
from site_builder.shell.page_bodies import warm_up
from site_builder.shell.project_file import PLUGIN
from site_builder.shell.projects import Project, TakesCourse, load_project_file, open_project
from site_builder.shell.theme_code import compile_theme
from site_builder.shell.workshop import Workshop

# Served from the site itself: Material's offline plugin takes it from elsewhere otherwise.
_SHIM = "assets/iframe-worker/shim.js"

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


def build_site_folder(
    course: Course,
    project: Project,
    site_dir: Path,
    *,
    strict: bool,
    offline: bool,
    workshop: Workshop,
) -> str:
    """Builds ``course`` into ``site_dir``; what is there stays until the build is done.

    What MkDocs has said on stderr is returned.

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
    with _messages(logging.WARNING, course) as messages:
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
    return "".join(messages.told)


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
        config = load_project_file(configuration, docs_dir=content.resolve(), address=address)
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
def _messages(level: int, course: Course | None = None) -> Iterator[HeldMessages]:
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
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
