"""Pages of the build before that stand where a site goes, and need not be written again.

A page stands where it would be drawn from the same things by the same program, and its file is
the very one that was written then: its size, its time of writing and its number in the file system
are compared, not its bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from pathlib import Path
from typing import cast

from site_builder.shell.stamp import program_stamp
from site_builder.shell.store import digest_of, encode
from site_builder.shell.writing import write_atomically

_FORM = 2


class StandingPages:
    """The pages of one site, as the last build that ended has noted them."""

    def __init__(self, target: Path, folder: Path | None) -> None:
        """Finds those that still stand.

        Args:
            target: Where the site goes.
            folder: Where builds keep what they know; None: nowhere, and no page stands.
        """
        self._target = target
        self._place = None if folder is None else folder / _name(target)
        self._noted = {} if self._place is None else _read(self._place)
        self.keys: Mapping[str, str] = {
            path: str(key)
            for path, (key, _, *state) in self._noted.items()
            if _state(target, path) == state
        }
        """By path relative to the site what each was drawn from."""

    def stand(self, paths: Iterable[str]) -> bool:
        """Whether pages that stood still stand: another build may have ended meanwhile."""
        return all(_state(self._target, path) == self._noted[path][2:] for path in paths)

    def digests(self, paths: Iterable[str]) -> dict[str, str]:
        """Digests of pages that stand, as ``renew`` was given them; empty for the others."""
        return {path: str(self._noted[path][1]) for path in paths}

    def sizes(self, paths: Iterable[str]) -> dict[str, int]:
        """Sizes of pages that stand, in bytes."""
        return {path: cast(int, self._noted[path][2]) for path in paths}

    def renew(
        self,
        keys: Mapping[str, str],
        staging: Path,
        digests: Mapping[str, str],
        staying: Set[str] = frozenset(),
    ) -> None:
        """Takes note of the pages that a build is about to publish.

        Until ``keep`` no later build relies on any of them.

        Args:
            keys: By path relative to the site what each was drawn from.
            staging: Where those are that have been written anew.
            digests: By path relative to the site a digest of what is in them, where it is known.
            staying: Paths of those that stand and stay.
        """
        if self._place is not None:
            with suppress(OSError):  # what cannot be removed tells of files that will be others
                self._place.unlink(missing_ok=True)
        states = {
            path: self._noted[path][2:] if path in staying else _state(staging, path)
            for path in keys
        }
        self._noted = {
            path: [keys[path], digests.get(path, ""), *state]
            for path, state in states.items()
            if state
        }

    def keep(self) -> None:
        """Lets later builds rely on the pages, which are in their places."""
        if self._place is None:
            return
        value = {"form": _FORM, "stamp": program_stamp().hex(), "pages": self._noted}
        with suppress(OSError):
            write_atomically(self._place, encode(json.dumps(value)), durable=False)


def _name(target: Path) -> str:
    return f"standing-{digest_of([encode(str(target.resolve()))]).hex()[:16]}.json"


def _read(place: Path) -> dict[str, list[object]]:
    """Key and state by path; nothing where there is no note of this program's."""
    try:
        kept = json.loads(place.read_bytes())
        if kept["form"] != _FORM or kept["stamp"] != program_stamp().hex():
            return {}
        return {
            path: [key, digest, *state] for path, (key, digest, *state) in kept["pages"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _state(folder: Path, path: str) -> list[object]:
    try:
        found = os.lstat(f"{folder}/{path}")  # a thousand files
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns, found.st_ino]
