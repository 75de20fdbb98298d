"""Stages the plain Markdown tree, which any engine that reads a mkdocs.yml can build.

``DIR/docs`` holds the pages, ``DIR/theme`` what surrounds them, ``DIR/mkdocs.staged.yml`` the
configuration, which inherits ``DIR/mkdocs.defaults.yml``. It names no plugin of ours: Zensical
would ignore one and publish whatever lies in its folder.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import yaml

from site_builder.model.config import Config
from site_builder.pages.markup import escape_title
from site_builder.shell.engine_config import DEFAULTS
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.swapping import discard, open_staging, swap
from site_builder.shell.templates import packaged_theme
from site_builder.shell.tree import STYLE_SHEETS, NavEntry, TreeFile, write_tree

CONFIGURATION = "mkdocs.staged.yml"
"""Name of the configuration in the staged folder."""

_DEFAULTS_NAME = "mkdocs.defaults.yml"
_MATH = "- site_builder_math"


def stage_site(
    files: Sequence[TreeFile],
    nav: Sequence[NavEntry],
    folder: Path,
    *,
    title: str,
    config: Config,
    places: Mapping[str, str] = MappingProxyType({}),
) -> Path:
    """Writes the staged folder and returns the path of its configuration.

    A folder staged before is replaced once the new one is complete.

    Args:
        files: What is published.
        nav: The navigation.
        folder: Where to.
        title: Title of the site.
        config: The manifest.
        places: By TeX where formulas stand that cannot be typeset.

    Raises:
        SiteBuilderError: where ``folder`` cannot be written.
    """
    staging = open_staging(folder)
    try:
        write_tree(files, staging / "docs")
        shutil.copytree(packaged_theme(), staging / "theme")
        staging.joinpath(_DEFAULTS_NAME).write_text(_defaults(places), encoding="utf-8")
        text = _configuration(nav, title, config)
        staging.joinpath(CONFIGURATION).write_text(text, encoding="utf-8")
        swap(staging, folder)
    except OSError as error:
        message = f"{str(folder)!r} cannot be written: {error.strerror}"
        raise SiteBuilderError(message, "check the disk and the permissions") from error
    finally:
        discard(staging)
    return folder / CONFIGURATION


def _defaults(places: Mapping[str, str]) -> str:
    """The defaults, in which the extension for formulas knows ``places``.

    A list of extensions does not inherit: the entry is changed where it stands.
    """
    text = DEFAULTS.read_text(encoding="utf-8")
    if not places:
        return text
    options = json.dumps(dict(places), ensure_ascii=False, sort_keys=True)
    return text.replace(_MATH, f"{_MATH}:\n      places: {options}")


def _configuration(nav: Sequence[NavEntry], title: str, config: Config) -> str:
    settings = {
        "INHERIT": _DEFAULTS_NAME,
        "site_name": escape_title(title),
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"custom_dir": "theme", "language": config.language},
        "plugins": [{"search": {"lang": config.language}}],
        "extra_css": list(STYLE_SHEETS),
        "nav": list(nav),
    }
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
