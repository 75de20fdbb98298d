"""The mkdocs.yml beside a folder of notes, as a build reads it before it loads the engine."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from site_builder.shell.errors import SiteBuilderError

PLUGIN = "site_builder"
"""Name of our plugin in a mkdocs.yml."""


class Options(Struct, frozen=True):
    """What a mkdocs.yml says of how the notes are compiled."""

    manifest: str | None = None
    """Path of the manifest relative to CONTENT; None: ``course.yml``, if it is there."""
    templates: Path | None = None
    """Templates of the project, put over those that ship."""


def project_file(content: Path) -> Path:
    """Where the mkdocs.yml of ``content`` lies, if there is one."""
    return content.resolve().parent / "mkdocs.yml"


def may_have_options(content: Path) -> bool:
    """Whether there is a mkdocs.yml that may say how ``content`` is compiled.

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
