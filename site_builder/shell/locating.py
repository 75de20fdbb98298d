"""Finds the content folder and the source that ``FILE:LINE`` means."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.reading import MANIFEST

# content/notes.md:47 · content/notes.md:47:3, as diagnostics print it
_TARGET = lazy_pattern(r"(?P<path>.+?):(?P<line>\d{1,9})(?::\d+)?")


class Place(Struct, frozen=True):
    """One line of a source."""

    content: Path
    """CONTENT."""
    path: str
    """Source path."""
    line: int
    """1-based line."""


def locate_line(target: str, content: Path | None) -> Place:
    """The line that ``target`` means.

    The file may be named as the shell sees it or, as diagnostics print it, relative to CONTENT.

    Args:
        target: ``FILE:LINE``.
        content: CONTENT; None: the folder ``content``, else the nearest folder above the file
            that has a manifest, else the file's own.

    Raises:
        SiteBuilderError: where ``target`` names no line, or there is no such file.
    """
    match = _TARGET.fullmatch(target)
    if match is None:
        raise SiteBuilderError(
            f"{target!r} is neither a code nor FILE:LINE", "write, for example, notes.md:47"
        )
    folder, line = content or Path("content"), int(match["line"])
    if folder.joinpath(match["path"]).is_file():
        return Place(folder, Path(match["path"]).as_posix(), line)
    file = Path(match["path"]).absolute()
    if not file.is_file():
        raise SiteBuilderError(f"there is no file {match['path']!r}", "check its path")
    if content is None and not file.is_relative_to(folder.absolute()):
        above = (parent for parent in file.parents if parent.joinpath(MANIFEST).is_file())
        folder = next(above, file.parent)
    if not file.is_relative_to(folder.absolute()):
        raise SiteBuilderError(
            f"{match['path']!r} is not in {str(folder)!r}", "name its content folder"
        )
    return Place(folder, file.relative_to(folder.absolute()).as_posix(), line)
