"""The program that makes archived pages harmless, in processes with limits of time and memory.

A page may have been written to hurt whoever parses it; one that breaks the limits is left undone
and hurts no other. Called as ``python -m site_builder.shell.snapshots.sanitising`` with a ``Job``
as JSON on stdin. It is a program of its own so that the build starts no thread for it: processes
with threads must not fork, and the build forks to draw its pages.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypedDict

from site_builder.links.sanitise_copy import sanitise_file
from site_builder.shell.snapshots import readable
from site_builder.shell.writing import write_atomically

_SECONDS = 60
"""Of CPU time for one page; a page of 30 MB takes some seconds."""

_WAIT = 240.0
"""Seconds beside that: a busy machine is not the page's fault."""

_MEMORY = 4 * 1024**3
"""Bytes of address space of a process."""

_GLANCE = 1.0
"""Seconds between two looks at whether the build is still there."""

Row = tuple[str, str, str | None]
"""The path of a copy, of its harmless version, and of its text, unless that is not wanted."""


class Job(TypedDict):
    """What the program is to do."""

    rows: list[Row]
    """The largest copies first."""
    processes: int
    """How many work at a time."""


def is_there(path: Path | str) -> bool:
    """Whether there is something in the file ``path``; a power cut may leave an empty one."""
    try:
        return os.stat(path).st_size > 0  # noqa: PTH116 (a thousand files)
    except OSError:
        return False


def _main() -> None:
    """Does the rows in shares, and then one by one what a share has left undone."""
    if sys.platform == "linux":
        # The parser is loaded once: a fork takes some milliseconds, a new interpreter 0.1 s.
        multiprocessing.set_start_method("fork")
    job: Job = json.load(sys.stdin)
    rows, count = job["rows"], job["processes"]
    # Round robin from the largest: every process gets about as many bytes.
    _run([rows[start::count] for start in range(count)], count)
    _run([[row] for row in rows if not _is_done(row)], count)


def _run(shares: Sequence[Sequence[Row]], at_once: int) -> None:
    """Does each share in a process of its own, ``at_once`` at a time."""
    build = os.getppid()
    waiting = list(reversed(shares))
    running: dict[int, tuple[multiprocessing.Process, float]] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            share = waiting.pop()
            process = multiprocessing.Process(target=_do_share, args=(share,), daemon=True)
            process.start()
            limit = time.monotonic() + _WAIT + len(share) * _SECONDS
            running[process.sentinel] = (process, limit)
        wait(list(running), _GLANCE)
        if os.getppid() != build:
            sys.exit(1)  # it was killed; what is running here ends with this process
        for sentinel, (process, limit) in tuple(running.items()):
            if process.is_alive() and time.monotonic() > limit:
                process.kill()
            process.join(0)
            if process.exitcode is not None:
                del running[sentinel]


def _do_share(rows: Sequence[Row]) -> None:
    _limit("RLIMIT_AS", _MEMORY)
    for source, target, text in rows:
        _limit("RLIMIT_CPU", int(time.process_time()) + _SECONDS)
        clean = sanitise_file(Path(source).read_bytes())
        write_atomically(Path(target), clean, durable=False)
        if text is not None:
            words = readable.extract_text(clean.decode("utf-8"))
            write_atomically(Path(text), f"{words}\n".encode("utf-8", "replace"), durable=False)


def _is_done(row: Row) -> bool:
    return is_there(row[1]) and (row[2] is None or is_there(row[2]))


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


if __name__ == "__main__":
    _main()
