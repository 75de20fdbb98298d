"""Makes archived pages harmless, in processes of their own, and keeps the result.

A page may have been written to hurt whoever parses it. Its process has limits of time and memory;
a page that breaks them is not shown. Called as ``python -m site_builder.shell.snapshots.harmless``
with a JSON list of pairs of paths on stdin, it makes the second of each pair from the first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from site_builder.links.sanitise_copy import VERSION, sanitise_copy
from site_builder.shell.snapshots.facts import decode_page
from site_builder.shell.snapshots.lock import write_atomically

_SECONDS = 60.0
"""For one page; a page of 30 MB takes some seconds."""

_MEMORY = 4 * 1024**3
"""Bytes of address space of a process."""

_BYTES_A_PROCESS = 4 * 1024 * 1024
"""What is worth the start of another process (about 0.1 s)."""

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


def harmless_path(cache: Path, sha256: str) -> Path:
    """Where the harmless version of the copy with that hash is kept."""
    return cache / "copies" / sha256[:2] / f"{sha256}-{VERSION}.html"


def make_harmless(tasks: Sequence[Task]) -> None:
    """Does ``tasks`` whose targets are not there yet, as many at once as there are processors."""
    pending = [task for task in tasks if not _is_there(task.target)]
    if not pending:
        return
    total = sum(task.size for task in pending)
    count = max(1, min(os.cpu_count() or 1, total // _BYTES_A_PROCESS, len(pending)))
    # Round robin from the largest: every process gets about as many bytes.
    by_size = sorted(pending, key=lambda task: (-task.size, task.target))
    shares = [by_size[start::count] for start in range(count)]
    with ThreadPoolExecutor(count) as executor:
        list(executor.map(_do_share, shares))


def _do_share(tasks: Sequence[Task]) -> None:
    """Does ``tasks`` in one process, and what it leaves undone one by one."""
    _run(tasks, _SECONDS + sum(task.size for task in tasks) / 1e6)
    for task in tasks:
        if not _is_there(task.target):
            _run([task], _SECONDS)
        if not _is_there(task.target):
            write_atomically(task.target, _REFUSED.encode(), durable=False)


def _run(tasks: Sequence[Task], seconds: float) -> None:
    pairs = [[str(task.source), str(task.target)] for task in tasks]
    try:
        subprocess.run(
            [sys.executable, "-m", __name__],
            input=json.dumps(pairs).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
    except subprocess.TimeoutExpired:
        return


def _is_there(target: Path) -> bool:
    """Whether the harmless version is complete; a power cut may leave an empty file."""
    try:
        return target.stat().st_size > 0
    except OSError:
        return False


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 (not on every system)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _main() -> None:
    _limit_memory()
    for source, target in json.load(sys.stdin):
        page = decode_page(Path(source).read_bytes())
        clean = sanitise_copy(page).encode("utf-8", "replace")
        write_atomically(Path(target), clean, durable=False)


if __name__ == "__main__":
    _main()
