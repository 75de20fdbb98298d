"""Builds beside a folder and swaps, so that the last good one stays until a better one is done.

Where most of a site stays as it is, new files take their places in it one by one instead: making
and removing thousands of files takes longer than all the rest of a build.

What was there is removed by a process of its own where there is much of it: that may take longer
than all the rest of a build.
"""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Set
from itertools import chain, islice
from pathlib import Path

from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.listing import entries_of

_MARKS = ("sitemap.xml", "404.html", "course.json", "mkdocs.staged.yml")
"""A folder that holds one of these was built by a site engine or by us."""

_BUILDING = "building"
_OLD = "old"
_LEFT = lazy_pattern(rf"\.(?P<process>\d+)\.(?:{_BUILDING}|{_OLD})$")
"""How a folder ends that a process has made beside a target."""

_MUCH = 400
"""Files and folders from which on they are removed later."""

_PAGE = ".html"

_AT_ONCE = 2**20
"""Bytes that are compared at once."""

_REMOVE = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"


def check_site_folder(content: Path, site_dir: Path) -> None:
    """Makes sure that a site may be built into ``site_dir``.

    Raises:
        SiteBuilderError: where ``site_dir`` cannot be written, or more than a site would be lost.
    """
    if content.resolve().is_relative_to(site_dir.resolve()):
        raise SiteBuilderError(
            f"the site would replace its own notes: {str(content)!r} is in {str(site_dir)!r}",
            "name another output folder with -d",
        )
    check_target(site_dir)


def check_target(target: Path) -> None:
    """Makes sure that ``target`` may be replaced, before a long build.

    Raises:
        SiteBuilderError: where it is no folder, holds something that was not built, or cannot be
            written.
    """
    try:
        if target.is_dir():
            names = [entry.name for entry in os.scandir(target) if not entry.name.startswith(".")]
            if names and not any(target.joinpath(mark).exists() for mark in _MARKS):
                raise SiteBuilderError(
                    f"{str(target)!r} holds files that are no site",
                    "name an empty or a new folder: whatever it holds would be replaced",
                )
        elif target.exists() or target.is_symlink():
            raise SiteBuilderError(f"{str(target)!r} is no folder", "name another one")
    except OSError as error:
        raise _cannot_write(target, error) from error
    discard(open_staging(target))


def open_staging(target: Path) -> Path:
    """A new empty folder in which to build what will become ``target``.

    It stands beside ``target``, so that a swap is a rename; where nothing may be written there,
    in the system's folder for temporary files.

    Raises:
        SiteBuilderError: where ``target`` could not be written in the end.
    """
    staging = _beside(target, _BUILDING)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(target)
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
    except OSError as error:
        if target.is_dir() and os.access(target, os.W_OK | os.X_OK):
            return open_empty_folder()
        raise _cannot_write(target, error) from error
    return staging


def swap(staging: Path, target: Path) -> None:
    """Puts ``staging`` in the place of ``target``; hidden files of ``target`` stay, as MkDocs does.

    Raises:
        SiteBuilderError: where that cannot be done; ``target`` is then as it was.
    """
    try:
        if not target.exists():
            _move(staging, target)
        elif staging.parent == target.parent and not target.is_symlink():
            _exchange(staging, target)
        else:
            _replace_entries(staging, target)
    except OSError as error:
        raise _cannot_write(target, error) from error


def may_merge(staging: Path, target: Path) -> bool:
    """Whether files of ``staging`` can be put among those of ``target``, each at one stroke."""
    is_folder = target.is_dir() and not target.is_symlink()
    return is_folder and staging.parent == target.parent and not os.path.ismount(target)


def merge(staging: Path, target: Path, staying: Iterable[str]) -> None:
    """Puts the files of ``staging`` among those of ``target`` that stay; all others go.

    Hidden files of ``target`` stay, too, and so do files that are as the new ones, but for pages:
    what is put in the place of another file is written to the disk at once by some file systems.

    Args:
        staging: The new files, beside ``target``.
        target: The folder, as ``may_merge`` wants it.
        staying: Paths of files of ``target``, relative to it.

    Raises:
        SiteBuilderError: where that cannot be done; part of the new files are in their places then.
    """
    fresh = sorted(_files_below(staging), key=_order)
    folders = {"", *_folders(fresh)}
    wanted = {*fresh, *staying}
    try:
        _remove_others(target, wanted, {*folders, *_folders(wanted)})
        for folder in sorted(folders):
            target.joinpath(folder).mkdir(exist_ok=True)
        for path in fresh:
            old, new = f"{target}/{path}", f"{staging}/{path}"
            if path.endswith(_PAGE) or not _is_same(old, new):
                os.replace(new, old)  # noqa: PTH105 (a thousand files)
    except OSError as error:
        raise _cannot_write(target, error) from error
    discard(staging)


def open_empty_folder() -> Path:
    """A new empty folder for as long as the caller needs it."""
    return Path(tempfile.mkdtemp(prefix="site-builder-"))


def discard(staging: Path) -> None:
    """Removes what a build that failed has left; a folder that is gone already is no error."""
    shutil.rmtree(staging, ignore_errors=True)


def _exchange(staging: Path, target: Path) -> None:
    for entry in list(target.iterdir()):
        if entry.name.startswith(".") and not staging.joinpath(entry.name).exists():
            _copy(entry, staging / entry.name)
    old = _beside(target, _OLD)
    shutil.rmtree(old, ignore_errors=True)
    try:
        target.rename(old)
    except OSError:  # a mount point cannot be renamed
        _replace_entries(staging, target)
        return
    try:
        staging.rename(target)
    except OSError:
        old.rename(target)
        raise
    _remove(old)


def _replace_entries(staging: Path, target: Path) -> None:
    """Replaces what ``target`` holds, where the folder itself cannot be exchanged."""
    for entry in list(target.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    for entry in list(staging.iterdir()):
        if not (entry.name.startswith(".") and target.joinpath(entry.name).exists()):
            _move(entry, target / entry.name)
    discard(staging)


def _files_below(folder: Path) -> Iterator[str]:
    """Paths of all files at or below ``folder``, relative to it."""
    for place, _, names in os.walk(folder):
        start = _start(place, folder)
        yield from (start + name for name in names)


def _start(place: str, folder: Path) -> str:
    """What paths of files in ``place`` begin with, relative to ``folder`` around it."""
    below = place.removeprefix(str(folder)).strip(os.sep).replace(os.sep, "/")
    return f"{below}/" if below else ""


def _order(path: str) -> tuple[bool, bool]:
    """What pages need comes before them, and last what tells of the whole site."""
    return "/" not in path, path.endswith(_PAGE)


def _is_same(old: str, new: str) -> bool:
    """Whether there is a file at ``old`` which is as that at ``new``."""
    try:
        was, now = os.lstat(old), os.lstat(new)
        if (was.st_mode, was.st_size) != (now.st_mode, now.st_size):
            return False
        with open(old, "rb") as one, open(new, "rb") as other:  # noqa: PTH123 (a hundred files)
            while part := one.read(_AT_ONCE):
                if part != other.read(_AT_ONCE):
                    return False
    except OSError:
        return False
    return True


def _folders(paths: Iterable[str]) -> Iterator[str]:
    """Paths of the folders around ``paths``."""
    seen = {""}
    for path in paths:
        above = path.rpartition("/")[0]
        while above not in seen:
            seen.add(above)
            yield above
            above = above.rpartition("/")[0]


def _remove_others(target: Path, files: Set[str], folders: Set[str]) -> None:
    """Removes from ``target`` all but hidden files and what is named, relative to it."""
    waiting = [""]
    while waiting:
        start = waiting.pop()
        for entry in entries_of(f"{target}/{start}"):
            path = start + entry.name
            if start == "" and path.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if path in folders:
                    waiting.append(f"{path}/")
                else:
                    shutil.rmtree(entry.path, ignore_errors=True)
            elif path not in files:
                _unlink(entry.path)


def _unlink(place: str) -> None:
    with contextlib.suppress(FileNotFoundError):  # another build may be about the same
        os.unlink(place)  # noqa: PTH108 (a thousand files)


def _beside(target: Path, state: str) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.{state}")


def _remove_leftovers(target: Path) -> None:
    """Removes what processes have left that were ended in the middle of a build."""
    for place in target.parent.glob(f".{glob.escape(target.name)}.*"):
        match = _LEFT.search(place.name)
        if match is not None and not _is_running(int(match["process"])):
            _remove(place)


def _is_running(process: int) -> bool:
    """Whether there is such a process; where nobody can say, there is."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(folder: Path) -> None:
    """Removes a folder, large ones in the background where the system can do so."""
    below = chain.from_iterable((*names, *files) for _, names, files in os.walk(folder))
    is_large = next(islice(below, _MUCH, None), None) is not None
    if is_large and hasattr(os, "posix_spawn"):
        silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
        command = [sys.executable, "-I", "-S", "-c", _REMOVE, os.fspath(folder.absolute())]
        with contextlib.suppress(OSError, NotImplementedError):
            os.posix_spawn(sys.executable, command, os.environ, file_actions=silent, setsid=True)
            return
    shutil.rmtree(folder, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _move(source: Path, target: Path) -> None:
    shutil.move(os.fspath(source), os.fspath(target))


def _cannot_write(target: Path, error: OSError) -> SiteBuilderError:
    return SiteBuilderError(
        f"{str(target)!r} cannot be written: {error.strerror}",
        "check the permissions, or name another folder",
    )
