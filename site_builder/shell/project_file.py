"""The mkdocs.yml beside a folder of notes, as a build reads it before it loads the engine."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.errors import SiteBuilderError

PLUGIN = "site_builder"
"""Name of our plugin in a mkdocs.yml."""


# INHERIT: ../base.yml
_INHERIT = lazy_pattern(r"^INHERIT:(?P<path>[^#\n]*)", re.MULTILINE)

# Names of options, and of programs that run when the file is loaded; a backslash may spell any.
_SAYS_HOW = lazy_pattern(r"manifest|templates|hooks|\\")


class Options(Struct, frozen=True):
    """What a mkdocs.yml says of how the notes are compiled."""

    manifest: str | None = None
    """Path of the manifest relative to CONTENT; None: ``course.yml``, if it is there."""
    templates: Path | None = None
    """Templates of the project, put over those that ship."""


def project_file(content: Path) -> Path:
    """Where the mkdocs.yml of ``content`` lies, if there is one."""
    return content.resolve().parent / "mkdocs.yml"


def names_plugin(content: Path) -> bool:
    """Whether there is a mkdocs.yml that may build ``content`` with our plugin.

    Raises:
        SiteBuilderError: where it cannot be read.
    """
    place = project_file(content)
    try:
        return PLUGIN in place.read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError) as error:
        raise SiteBuilderError(f"{str(place)!r} cannot be read: {error}", "correct it") from error


def may_have_options(content: Path) -> bool:
    """Whether a mkdocs.yml may say how ``content`` is compiled, or make something of it first.

    Raises:
        SiteBuilderError: where it cannot be read.
    """
    if not names_plugin(content):
        return False
    inherited = inherited_files(project_file(content))
    if inherited is None:
        return True
    texts = (place.read_text(encoding="utf-8") for place in (project_file(content), *inherited))
    return any(_SAYS_HOW.search(text) for text in texts)


def inherited_files(configuration: Path) -> tuple[Path, ...] | None:
    """The files that ``configuration`` takes over; None where one of them cannot be read so."""
    found: list[Path] = []
    while True:
        text = configuration.read_text(encoding="utf-8")
        match = _INHERIT.search(text)
        if match is None:
            return tuple(found)
        configuration = configuration.parent / match["path"].strip(" \t'\"")
        if not configuration.is_file() or configuration in found or "!ENV" in text:
            return None
        found.append(configuration)
