"""Finds the files of a folder. Nothing outside it is found, whatever its symbolic links say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from site_builder.model.diagnostic import Diagnostic
from site_builder.shell.errors import SiteBuilderError

_SKIPPED_FOLDERS = frozenset(("node_modules", "__pycache__"))

_TOOL_FILES = frozenset(("pyvenv.cfg", "mkdocs.staged.yml"))
"""A folder that holds one of these is a Python environment, or what we staged ourselves."""


class FoundFile(Struct, frozen=True):
    """One file found on the way through the folder."""

    path: str
    """Relative to CONTENT, with forward slashes."""
    place: Path
    """Where it is."""
    linked: bool
    """Whether a symbolic link leads to it."""


class Listing(Struct, frozen=True):
    """All files of the folder."""

    files: list[FoundFile] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def resolve_root(folder: Path) -> Path:
    """Where CONTENT really is.

    Raises:
        SiteBuilderError: where ``folder`` is none, or cannot be read.
    """
    try:
        root = folder.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        raise SiteBuilderError(
            f"there is no folder {str(folder)!r}",
            "name the folder of your notes, or make a starter course with: site-builder new DIR",
        ) from error
    if not root.is_dir():
        raise SiteBuilderError(f"{str(folder)!r} is no folder", "name the folder that holds it")
    try:
        os.scandir(root).close()
    except OSError as error:
        raise SiteBuilderError(
            f"{str(folder)!r} cannot be read: {error.strerror}", "check its permissions"
        ) from error
    return root


def entries_of(folder: str) -> list[os.DirEntry[str]]:
    """What stands in ``folder``; of one that is gone or cannot be read nothing."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def list_files(root: Path, skip: frozenset[Path]) -> Listing:
    """All files below ``root`` by path, hidden ones and tools' folders left out."""
    listing = Listing()
    pending: list[tuple[Path, str, bool]] = [(root, "", False)]
    while pending:
        folder, prefix, linked = pending.pop()
        for entry in _entries(folder, prefix, listing):
            path = prefix + entry.name
            if entry.is_symlink():
                target = _follow(root, entry, path, listing)
                # A second link on the way could lead round in circles.
                if target is None or linked:
                    continue
                if target.is_dir() and not _is_skipped(target, skip):
                    pending.append((target, f"{path}/", True))
                elif target.is_file():
                    listing.files.append(FoundFile(path, target, linked=True))
            elif entry.is_dir(follow_symlinks=False):
                if not _is_skipped(Path(entry.path), skip):
                    pending.append((Path(entry.path), f"{path}/", linked))
            elif entry.is_file(follow_symlinks=False):
                listing.files.append(FoundFile(path, Path(entry.path), linked))
    listing.files.sort(key=lambda file: file.path)
    return listing


def _entries(folder: Path, prefix: str, listing: Listing) -> Iterator[os.DirEntry[str]]:
    """The entries of ``folder`` that have names a site can bear."""
    try:
        with os.scandir(folder) as entries:
            listed = list(entries)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        listing.diagnostics.append(Diagnostic("ENV101", message, prefix.rstrip("/")))
        return
    if prefix and not _TOOL_FILES.isdisjoint(entry.name for entry in listed):
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        try:
            entry.name.encode("utf-8")
        except UnicodeEncodeError:
            shown = (prefix + entry.name).encode("utf-8", "backslashreplace").decode("utf-8")
            listing.diagnostics.append(Diagnostic("ENV104", "name is not UTF-8", shown))
            continue
        yield entry


def _follow(root: Path, entry: os.DirEntry[str], path: str, listing: Listing) -> Path | None:
    """Where a symbolic link leads, or None where it must not be followed."""
    place = Path(entry.path)
    try:
        target = place.resolve(strict=True)
    except (OSError, RuntimeError):
        message = "symbolic link leads nowhere or in a circle"
        listing.diagnostics.append(Diagnostic("ENV103", message, path))
        return None
    if not target.is_relative_to(root):
        message = "symbolic link leads out of the content folder"
        listing.diagnostics.append(Diagnostic("ENV102", message, path))
        return None
    if place.resolve().is_dir() and place.parent.resolve().is_relative_to(target):
        message = "symbolic link leads to a folder above it"
        listing.diagnostics.append(Diagnostic("ENV103", message, path))
        return None
    return target


def _is_skipped(folder: Path, skip: frozenset[Path]) -> bool:
    """Whether a folder belongs to a tool, or is the site itself."""
    return folder.name in _SKIPPED_FOLDERS or folder in skip
