"""A folder of notes and the configuration with which MkDocs builds it."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from msgspec import Struct
from msgspec.structs import replace

from site_builder.shell.engine_config import DEFAULTS, page_suffix
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.handover import Course
from site_builder.shell.listing import resolve_root
from site_builder.shell.project_file import (
    PLUGIN,
    Options,
    inherited_files,
    names_plugin,
    project_file,
)
from site_builder.shell.workshop import Workshop

if TYPE_CHECKING:
    # a build compiles elsewhere, and loading it takes as long as loading MkDocs
    from site_builder.shell.compiling import Compilation

_OWN_PLUGINS = ("material/search", "search", PLUGIN)


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
        return self.config or load_project_file(DEFAULTS, docs_dir=resolve_root(self.content))


def open_project(content: Path) -> Project:
    """The project of ``content``.

    Raises:
        SiteBuilderError: where a mkdocs.yml beside ``content`` cannot be used.
    """
    defaults = Project(content, DEFAULTS, None)
    if not names_plugin(content):
        return defaults
    beside = project_file(content)
    config = load_project_file(beside)
    same = PLUGIN in config.plugins and Path(config.docs_dir).resolve() == content.resolve()
    return Project(content, beside, config) if same else defaults


def reload_project(project: Project) -> Project:
    """``project`` for one more build; what there is to say of its configuration is said already."""
    if project.configuration == DEFAULTS:
        return replace(project, config=replace(project, config=None).loaded())
    logger, silence = logging.getLogger("mkdocs"), logging.NullHandler()
    logger.addHandler(silence)
    try:
        return replace(project, config=load_project_file(project.configuration))
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
    return ".html" if offline else page_suffix(config)


def load_project_file(
    configuration: Path,
    *,
    docs_dir: Path | None = None,
    address: str | None = None,
) -> MkDocsConfig:
    """The configuration in a file.

    Args:
        configuration: The file.
        docs_dir: CONTENT; None: what the file says.
        address: Where a preview is served; None: what the file says.

    Raises:
        SiteBuilderError: where it cannot be used.
    """
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
