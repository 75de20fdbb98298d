"""Makes archived pages harmless, in processes of their own, and keeps the result.

A page may have been written to hurt whoever parses it. Its process has limits of time and memory;
a page that breaks them is not shown. Called as ``python -m site_builder.shell.snapshots.harmless``
with a JSON list of rows on stdin, it makes of the first path of each row the second, the harmless
version, and the third, its text, unless that is null.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from site_builder.links.sanitise_copy import VERSION, sanitise_copy
from site_builder.shell.snapshots import readable
from site_builder.shell.snapshots.facts import decode_page
from site_builder.shell.snapshots.lock import write_atomically

_SECONDS = 60
"""Of CPU time for one page; a page of 30 MB takes some seconds."""

_WAIT = 240.0
"""Seconds beside that: a busy machine is not the page's fault."""

_MEMORY = 4 * 1024**3
"""Bytes of address space of a process."""

_BYTES_A_PROCESS = 4 * 1024 * 1024
"""What is worth the start of another process (about 0.1 s)."""

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


@dataclass(frozen=True, slots=True)
class Task:
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
        return _is_there(self.target) and (self.text is None or _is_there(self.text))


def harmless_path(cache: Path, sha256: str) -> Path:
    """Where the harmless version of the copy with that hash is kept."""
    return cache / _FOLDER / sha256[:2] / f"{sha256}-{VERSION}.html"


def text_path(cache: Path, sha256: str) -> Path:
    """Where the text of the copy with that hash is kept."""
    return harmless_path(cache, sha256).with_suffix(f".{readable.VERSION}.txt")


class HarmlessWork:
    """Pages that are being made harmless while the caller does something else."""

    def __init__(self, tasks: Sequence[Task], cache: Path | None = None) -> None:
        """Begins with those of ``tasks`` that are not done, one process a processor.

        Args:
            tasks: All that the site shows.
            cache: What is kept bounded when there was something to do.
        """
        self._cache = cache
        self._wanted = frozenset(task.target for task in tasks)
        self._stopped = threading.Event()
        self._running: set[subprocess.Popen[bytes]] = set()
        pending = [task for task in tasks if not task.is_done()]
        total = sum(task.size for task in pending)
        count = max(1, min(os.cpu_count() or 1, total // _BYTES_A_PROCESS, len(pending)))
        # Round robin from the largest: every process gets about as many bytes.
        by_size = sorted(pending, key=lambda task: (-task.size, task.target))
        self._executor = ThreadPoolExecutor(count)
        self._shares = [
            self._executor.submit(self._do_share, by_size[start::count])
            for start in range(count)
            if pending
        ]

    def wait(self) -> None:
        """Returns when every target is there."""
        for share in self._shares:
            share.result()
        self._executor.shutdown()
        if self._shares and self._cache is not None:
            _drop_old(self._cache / _FOLDER, self._wanted)

    def stop(self) -> None:
        """Gives up what is not done yet."""
        self._stopped.set()
        for process in tuple(self._running):
            process.kill()
        self._executor.shutdown(cancel_futures=True)

    def _do_share(self, tasks: Sequence[Task]) -> None:
        """Does ``tasks`` in one process, and what it leaves undone one by one."""
        self._run(tasks)
        for task in tasks:
            if not task.is_done():
                self._run([task])
            if self._stopped.is_set():
                return
            if not _is_there(task.target):
                write_atomically(task.target, _REFUSED.encode(), durable=False)
            if task.text is not None and not _is_there(task.text):
                write_atomically(task.text, b"\n", durable=False)

    def _run(self, tasks: Sequence[Task]) -> None:
        rows = [
            [str(task.source), str(task.target), task.text and str(task.text)] for task in tasks
        ]
        with subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # An interrupt of the build is not one of theirs: it would look like a page too large.
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        ) as process:
            self._running.add(process)
            if self._stopped.is_set():
                process.kill()
            try:
                process.communicate(json.dumps(rows).encode(), _WAIT + len(tasks) * _SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
            finally:
                self._running.discard(process)


def make_harmless(tasks: Sequence[Task]) -> None:
    """Does those of ``tasks`` that are not done."""
    HarmlessWork(tasks).wait()


def _drop_old(folder: Path, wanted: frozenset[Path]) -> None:
    """Removes versions that nobody shows, the oldest first, down to ``SPARE`` bytes of them."""
    spare = []
    for place in folder.glob("*/*"):
        with contextlib.suppress(OSError):
            if place not in wanted and place.suffix == ".html":
                status = place.stat()
                spare.append((status.st_mtime, status.st_size, place))
    total = sum(size for _, size, _ in spare)
    for _, size, place in sorted(spare):
        if total <= SPARE:
            return
        total -= size
        for old in folder.glob(f"*/{place.stem}.*"):
            old.unlink(missing_ok=True)


def _is_there(target: Path) -> bool:
    try:
        return target.stat().st_size > 0
    except OSError:
        return False


def _limit(number: str, most: int) -> None:
    """Limits what this process may take from now on, where the system can do that."""
    try:
        import resource  # noqa: PLC0415 (not on every system)
    except ImportError:
        return
    limit = getattr(resource, number)
    hard = resource.getrlimit(limit)[1]
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (soft, hard))


def _main() -> None:
    _limit("RLIMIT_AS", _MEMORY)
    for source, target, text in json.load(sys.stdin):
        _limit("RLIMIT_CPU", int(time.process_time()) + _SECONDS)
        page = decode_page(Path(source).read_bytes())
        clean = sanitise_copy(page)
        write_atomically(Path(target), clean.encode("utf-8", "replace"), durable=False)
        if text is not None:
            words = readable.extract_text(clean)
            write_atomically(Path(text), f"{words}\n".encode("utf-8", "replace"), durable=False)


if __name__ == "__main__":
    _main()
