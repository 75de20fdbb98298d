"""Makes archived pages harmless while the build does something else, and keeps the result."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec import Struct

from site_builder.links.sanitise_copy import VERSION
from site_builder.shell.snapshots import readable, sanitising
from site_builder.shell.snapshots.sanitising import Job, is_there
from site_builder.shell.writing import write_atomically

_BYTES_A_PROCESS = 4 * 1024 * 1024
"""What is worth another process."""

_FOLDER = "copies"
"""Where harmless versions are kept in the cache."""

SPARE = 512 * 1024**2
"""Bytes of versions that stay although this site does not show them: others may, or a branch."""

_REFUSED = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<title>副本无法显示</title></head><body>
<p>这个副本无法安全地显示：处理它所需的时间或内存超过了限度。原文件没有丢失。</p>
</body></html>
"""


class Task(Struct, frozen=True):
    """A page to be made harmless."""

    source: Path
    """The copy as it was taken in."""
    target: Path
    """Where the harmless one goes."""
    size: int
    """Bytes of the copy."""
    text: Path | None = None
    """Where its text goes; None: that is not wanted."""

    def is_done(self) -> bool:
        """Whether all is there; a power cut may leave an empty file."""
        return is_there(self.target) and (self.text is None or is_there(self.text))


def harmless_path(cache: Path, sha256: str) -> Path:
    """Where the harmless version of the copy with that hash is kept.

    All lie in one folder: disks take longer to make hundreds of folders than to fill them.
    """
    return cache / _FOLDER / f"{sha256}-{VERSION}.html"


def text_path(cache: Path, sha256: str) -> Path:
    """Where the text of the copy with that hash is kept."""
    return harmless_path(cache, sha256).with_suffix(f".{readable.VERSION}.txt")


class HarmlessWork:
    """Pages that are being made harmless while the caller does something else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """The cache, which is kept bounded when there was something to do."""
        self._tasks: dict[Path, Task] = {}
        self._pending: list[Task] = []
        self._processes: list[subprocess.Popen[bytes]] = []

    def begin(self, tasks: Sequence[Task]) -> None:
        """Begins with those of ``tasks`` that are neither done nor begun."""
        fresh: dict[Path, Task] = {}
        for task in tasks:
            begun = self._tasks.get(task.target)
            if begun is not None and task.text in (None, begun.text):
                continue
            self._tasks[task.target] = task
            if not task.is_done():
                fresh[task.target] = task
        if fresh:
            pending = sorted(fresh.values(), key=lambda task: (-task.size, task.target))
            self._pending += pending
            self._processes.append(_start(pending))

    def wait(self) -> None:
        """Returns when every target is there."""
        ends = [process.wait() for process in self._processes]
        undone = [task for task in self._pending if not task.is_done()]
        if any(ends) and undone:  # it was ended from outside: that says nothing of the pages
            _start(undone).wait()
        self._processes.clear()
        for task in undone:
            if not is_there(task.target):
                write_atomically(task.target, _REFUSED.encode(), durable=False)
            if task.text is not None and not is_there(task.text):
                write_atomically(task.text, b"\n", durable=False)
        if self._pending:
            _drop_old(self.folder / _FOLDER, self._tasks)
        self._pending.clear()

    def stop(self) -> None:
        """Gives up what is not done yet."""
        for process in self._processes:
            if hasattr(os, "killpg"):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()
        self._processes.clear()
        self._pending.clear()


def _start(tasks: Sequence[Task]) -> subprocess.Popen[bytes]:
    """The program that does ``tasks``, at most one process a processor."""
    total = sum(task.size for task in tasks)
    job: Job = {
        "rows": [
            (str(task.source), str(task.target), str(task.text) if task.text else None)
            for task in tasks
        ],
        "processes": max(1, min(os.cpu_count() or 1, total // _BYTES_A_PROCESS, len(tasks))),
    }
    # A file and no pipe: that would have to be filled while the program starts.
    with tempfile.TemporaryFile() as given:
        given.write(json.dumps(job).encode())
        given.seek(0)
        return subprocess.Popen(
            [sys.executable, "-m", sanitising.__name__],
            stdin=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # An interrupt of the build is not one of theirs: it would look like a page too large.
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )


def _drop_old(folder: Path, wanted: Collection[Path]) -> None:
    """Removes versions that nobody shows, the oldest first, down to ``SPARE`` bytes of them."""
    spare = []
    for place in folder.rglob("*.html"):
        with contextlib.suppress(OSError):
            if place not in wanted:
                status = place.stat()
                spare.append((status.st_mtime, status.st_size, place))
    total = sum(size for _, size, _ in spare)
    for _, size, place in sorted(spare):
        if total <= SPARE:
            return
        total -= size
        for old in place.parent.glob(f"{place.stem}.*"):
            old.unlink(missing_ok=True)
