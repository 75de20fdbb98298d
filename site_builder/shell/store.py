"""Values that an earlier build computed, by kind and key, in one SQLite file.

What cannot be read counts as not there: a broken, locked or foreign file costs time and nothing
else. Several builds may use one file at once, and one that is killed leaves it whole: SQLite's
write-ahead log sees to both. Nobody waits for the disk: after a power cut a checksum tells which
values are whole, and a file that is not is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.serialising import UnreadableError, load_value

NAME = "values-2.sqlite"
"""Name of the file; another form of it gets another number."""

LIMIT = 1024**3
"""Bytes of values after which those go that were not used for longest."""

_DAY = 86_400
_PATIENCE = 5.0
"""Seconds to wait for another build that writes."""
_MOST_WAITING = 16 * 1024**2
"""Bytes of fresh values that are held before they are written."""
_AT_ONCE = 500  # SQLite takes at most 999 variables in older builds

_KEPT = (
    "values-*",
    "build-*",
    "standing-*",
    "tree-*",
    ".*.part",
    "templates",
    "copies",
    "copies.json",
)
"""What builds keep in the folder, this file among it."""

_SCHEMA = """
create table if not exists kept (
  kind text not null, key blob not null, value blob not null, checksum integer not null,
  size integer not null, used integer not null, primary key (kind, key)
);
create index if not exists kept_by_use on kept (used, size);
"""


class Store:
    """The values of one file, or none at all."""

    def __init__(self, place: Path | None, *, is_new: bool = False) -> None:
        """Opens the file.

        Args:
            place: The file; None: nothing is kept.
            is_new: Whether it is not there yet.

        Raises:
            sqlite3.Error: where it cannot be opened.
        """
        self.is_new = is_new
        """Whether there was nothing in it when it was opened."""
        self._place = place
        self._connection = None if place is None else _connect(place)
        self._broken = False
        self._fresh: dict[tuple[str, bytes], bytes] = {}
        self._used: set[tuple[str, bytes]] = set()
        self._waiting = 0
        self._alone = threading.RLock()

    def find(self, kind: str, keys: Sequence[bytes]) -> dict[bytes, object]:
        """The values that are there, by key."""
        if self._connection is None or not keys:
            return {}
        found: dict[bytes, object] = {}
        today = _today()
        for some in _batches(keys):
            marks = ",".join("?" * len(some))
            query = f"select key, value, checksum, used from kept where kind=? and key in ({marks})"
            try:
                with self._alone:
                    rows = self._connection.execute(query, (kind, *some)).fetchall()
            except sqlite3.Error as error:
                self._note(error)
                return found
            for key, value, checksum, used in rows:
                if not isinstance(value, bytes) or checksum != _checksum(kind, key, value):
                    continue
                with contextlib.suppress(UnreadableError):
                    found[key] = load_value(value)
                    if used < today:
                        self._used.add((kind, key))
        return found

    def has(self, kind: str, keys: Sequence[bytes]) -> set[bytes]:
        """Those of ``keys`` whose values are there."""
        if self._connection is None:
            return set()
        found: set[bytes] = set()
        for some in _batches(keys):
            marks = ",".join("?" * len(some))
            query = f"select key from kept where kind = ? and key in ({marks})"
            try:
                found.update(key for (key,) in self._connection.execute(query, (kind, *some)))
            except sqlite3.Error as error:
                self._note(error)
                break
        return found

    def keep(self, kind: str, values: Mapping[bytes, bytes]) -> None:
        """Keeps values as ``dump_value`` gives them; an older one of the same key goes."""
        if self._connection is not None:
            with self._alone:
                self._fresh.update({(kind, key): value for key, value in values.items()})
                self._waiting += sum(map(len, values.values()))
            if self._waiting > _MOST_WAITING:
                self.flush()

    def flush(self) -> None:
        """Writes what is to be kept; other processes see it from then on."""
        with self._alone:
            self._flush()

    def _flush(self) -> None:
        if self._connection is None or not (self._fresh or self._used):
            return
        today = _today()
        rows = [
            (kind, key, value, _checksum(kind, key, value), len(value), today)
            for (kind, key), value in self._fresh.items()
        ]
        used = [(today, kind, key) for kind, key in self._used]
        try:
            with self._connection:
                self._connection.executemany(
                    "insert or replace into kept values (?, ?, ?, ?, ?, ?)", rows
                )
                self._connection.executemany(
                    "update kept set used = ? where kind = ? and key = ?", used
                )
                if rows:
                    self._prune()
        except sqlite3.Error as error:
            self._note(error)
        self._fresh.clear()
        self._waiting = 0
        self._used.clear()

    def close(self) -> None:
        """Writes what is to be kept and lets go of the file."""
        self.flush()
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        if self._broken and self._place is not None:
            with contextlib.suppress(OSError):
                _remove(self._place)

    def _note(self, error: sqlite3.Error) -> None:
        """Notes whether the file is broken, and not the disk full or read-only, or another busy."""
        operational = isinstance(error, sqlite3.OperationalError)
        self._broken |= isinstance(error, sqlite3.DatabaseError) and not operational

    def _prune(self) -> None:
        """Removes what was not used for longest, down to four fifths of the limit."""
        connection = self._connection
        if connection is None:
            return
        total = connection.execute("select coalesce(sum(size), 0) from kept").fetchone()[0]
        if total <= LIMIT:
            return
        surplus = total - LIMIT * 4 // 5
        oldest = connection.execute("select rowid, size from kept order by used, rowid")
        gone = []
        for rowid, size in oldest:
            if surplus <= 0:
                break
            surplus -= size
            gone.append((rowid,))
        connection.executemany("delete from kept where rowid = ?", gone)


def cache_folder(content: Path) -> Path:
    """Where what builds of CONTENT keep lies: beside CONTENT, so that no site publishes it."""
    return content.resolve().parent / ".cache" / "site_builder"


def clear_cache(folder: Path) -> None:
    """Removes what builds have kept in ``folder``.

    Raises:
        SiteBuilderError: where it cannot be removed.
    """
    try:
        for place in chain.from_iterable(map(folder.glob, _KEPT)):
            shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    except OSError as error:
        raise SiteBuilderError(
            f"{str(folder)!r} cannot be cleared: {error}", "see to its rights"
        ) from error


def open_store(folder: Path | None) -> Store:
    """The store in ``folder``; one that keeps nothing where there can be none.

    Args:
        folder: Where the file lies; it is made. None: nothing is kept.
    """
    if folder is None:
        return Store(None)
    place = folder / NAME
    is_new = not place.exists()
    try:
        _make_folder(folder)
        for other in folder.glob("values-*") if is_new else ():  # of an earlier form
            other.unlink(missing_ok=True)
        return Store(place, is_new=is_new)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # locked, or a disk that is read-only
            return Store(None)
    except OSError:
        return Store(None)
    try:  # no database, or a broken one
        _remove(place)
        return Store(place, is_new=True)
    except (OSError, sqlite3.Error):
        return Store(None)


def _remove(place: Path) -> None:
    for file in (place, *(place.with_name(place.name + end) for end in ("-wal", "-shm"))):
        file.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    """Makes ``folder``; git leaves it alone, as the caches of other tools."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _connect(place: Path) -> sqlite3.Connection:
    # In a preview several threads use it, one at a time.
    connection = sqlite3.connect(place, timeout=_PATIENCE, check_same_thread=False)
    try:
        # Of a new file; most values are as large, and a third less is written for them.
        connection.execute("pragma page_size = 16384")
        connection.execute("pragma synchronous = off")
        connection.execute("pragma journal_mode = wal")
        connection.executescript(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _checksum(kind: str, key: bytes, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key, zlib.crc32(kind.encode())))


def _today() -> int:
    return int(time.time()) // _DAY


def _batches(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def digest_of(parts: Iterable[bytes]) -> bytes:
    """A key of ``parts``, which no other parts share."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def encode(text: str) -> bytes:
    """``text`` as bytes, lone surrogates too."""
    return text.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> str:
    """The text of ``encode``."""
    return data.decode("utf-8", "surrogatepass")
