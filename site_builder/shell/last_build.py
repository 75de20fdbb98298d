"""Whether a build would only make again what is there: then it is not done at all.

What is compared are names, sizes and times of all files that a build reads and of those that it
made, not their contents: 0.1 s instead of one. Times of change cannot be set back by a program
that keeps times of writing, as those do that unpack or synchronise.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

import site_builder
from site_builder.shell.listing import entries_of
from site_builder.shell.stamp import program_stamp
from site_builder.shell.store import cache_folder, digest_of, encode
from site_builder.shell.writing import write_atomically

_FORM = 2
_PACKAGE = Path(site_builder.__file__).parent


class Request(Struct, frozen=True):
    """What a build is asked for."""

    content: Path
    """CONTENT."""
    site_dir: Path
    """Where the site goes."""
    options: tuple[str, ...]
    """Options that matter to the site or to what is told."""


class Told(Struct, frozen=True):
    """How a build ended."""

    findings: str
    """What it wrote to stderr."""
    code: int
    """Its exit code."""


def recall_build(request: Request) -> Told | None:
    """How the last build like ``request`` ended; None unless it would end so again."""
    try:
        kept = json.loads(_place(request).read_bytes())
        # Notes are fewer than pages, and what has changed where there is something to do.
        if kept["form"] != _FORM or kept["inputs"] != [*_inputs(request, kept["watched"])]:
            return None
        if kept["outputs"] != _outputs(request.site_dir):
            return None
        return Told(str(kept["findings"]), int(kept["code"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


class BuildMemory:
    """Remembers a build that is under way."""

    def __init__(self, request: Request) -> None:
        """Notes what the files are like that the build is about to read.

        Args:
            request: What is asked for.
        """
        self._request = request
        self._before = _own_inputs(request)
        self._watched: list[str] | None = None
        self._beside = ""

    def watch(self, places: Iterable[Path] | None) -> None:
        """Notes what is read beside CONTENT and the program's own.

        Args:
            places: Files and folders; None: nobody knows, and the build is not remembered.
        """
        self._watched = None if places is None else sorted({str(each.resolve()) for each in places})
        self._beside = _inputs_beside(self._request, self._watched or ())

    def keep(self, told: Told) -> None:
        """Keeps how the build ended.

        What it reads is kept as it was before: where that has changed meanwhile, it is built again.
        """
        if self._watched is None:
            return
        value = {
            "form": _FORM,
            "watched": self._watched,
            "inputs": (self._before, self._beside),
            "outputs": _outputs(self._request.site_dir),
            "findings": told.findings,
            "code": told.code,
        }
        text = json.dumps(value, ensure_ascii=False)
        with suppress(OSError):
            write_atomically(_place(self._request), encode(text), durable=False)


def _place(request: Request) -> Path:
    places = (str(request.content.resolve()), str(request.site_dir.resolve()))
    name = digest_of(encode(place) for place in places).hex()[:16]
    return cache_folder(request.content) / f"build-{name}.json"


def _inputs(request: Request, watched: Iterable[str]) -> tuple[str, str]:
    return _own_inputs(request), _inputs_beside(request, watched)


def _own_inputs(request: Request) -> str:
    lines = [
        # The site says on which day its pages were made.
        dt.datetime.now(dt.UTC).date().isoformat(),
        os.environ.get("SOURCE_DATE_EPOCH", ""),
        repr(request.options),
    ]
    places = (request.content.resolve(), _PACKAGE, _PACKAGE.parent / "templates")
    return _digest([*lines, *_states(request, places)])


def _inputs_beside(request: Request, watched: Iterable[str]) -> str:
    return _digest(_states(request, map(Path, watched)))


def _states(request: Request, places: Iterable[Path]) -> Iterator[str]:
    site = str(request.site_dir.resolve())
    return (line for place in places for line in _state(place, site, changes=True))


def _digest(lines: Iterable[str]) -> str:
    return digest_of((program_stamp(), *map(encode, lines))).hex()


def _outputs(site_dir: Path) -> str:
    return digest_of(encode(line) for line in _state(site_dir.resolve(), "", changes=False)).hex()


def _state(
    place: Path, left_out: str, *, changes: bool, seen: frozenset[str] = frozenset()
) -> Iterator[str]:
    """A line for each file at or below ``place``, but for ``left_out`` and what Python writes.

    Args:
        place: A file or a folder; it may be missing.
        left_out: A folder that does not count.
        changes: Whether times of change count beside times of writing.
        seen: Folders around it; a link that leads back to one of them leads no further.
    """
    if not place.is_dir():
        yield _line(str(place), changes=changes)
        return
    waiting = [str(place)]
    while waiting:
        folder = waiting.pop()
        yield folder
        for entry in sorted(entries_of(folder), key=attrgetter("name")):
            if not _is_folder(entry):
                yield _line(entry.path, changes=changes)
            elif entry.name == "__pycache__" or entry.path == left_out:
                continue
            elif not entry.is_symlink():
                waiting.append(entry.path)
            elif (real := os.path.realpath(entry.path)) not in seen:
                around = seen | {real, os.path.realpath(place)}
                yield from _state(Path(real), left_out, changes=changes, seen=around)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _line(path: str, *, changes: bool) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 (a thousand files)
    except OSError:
        return f"{path} missing"
    changed = found.st_ctime_ns if changes else 0
    return f"{path} {found.st_size} {found.st_mtime_ns} {changed}"
