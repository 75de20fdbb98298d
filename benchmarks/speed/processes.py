"""Runs a program and tells how long it took and how much memory all its processes held (Unix)."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
# Installed packages bring their bytecode; ours is written by the first run, as on any machine.
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)

_PROC = Path("/proc")
_SAMPLE = 0.05
_KIB = 1024


class GaveUp(Exception):  # noqa: N818 (a result of a run, not an error of the program)
    """A program was ended because it took longer than it may."""


@dataclass(frozen=True, slots=True)
class Run:
    """One finished program."""

    seconds: float
    """Wall time."""
    cpu: float
    """User and system time of all its processes, in seconds."""
    memory: int
    """Peak memory in bytes: the sum over its processes at the worst moment, where pages that
    several share count once (PSS, sampled); where it was not sampled, 0."""
    largest: int
    """Largest resident set of any one of its processes, in bytes."""


def run(command: Sequence[str], folder: Path, *, limit: float, sample: bool = False) -> Run:
    """Runs a program to its end, in ``folder``.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        limit: Seconds after which it is ended.
        sample: Whether memory is sampled, which costs it some time.

    Raises:
        GaveUp: after ``limit`` seconds.
        SystemExit: where it fails.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = _start(command, folder, said)
        overdue = threading.Event()

        def give_up() -> None:
            overdue.set()
            _end(process.pid)

        timer = threading.Timer(limit, give_up)
        timer.start()
        try:
            sampler = _Sampler(process.pid) if sample else None
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
        except BaseException:
            _end(process.pid)
            raise
        finally:
            timer.cancel()
        # Popen must not wait for a child that is gone.
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = sampler.stop() if sampler else 0
        if overdue.is_set():
            raise GaveUp
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(command)} failed:\n{_tail(said)}")
    unit = 1 if os.uname().sysname == "Darwin" else _KIB
    return Run(seconds, usage.ru_utime + usage.ru_stime, memory, usage.ru_maxrss * unit)


@contextmanager
def running(command: Sequence[str], folder: Path) -> Iterator[None]:
    """Runs a server in ``folder`` for as long as the block lasts."""
    with tempfile.TemporaryFile() as said:
        process = _start(command, folder, said)
        try:
            yield
            if process.poll() is not None:
                raise SystemExit(f"{' '.join(command)} ended by itself:\n{_tail(said)}")
        finally:
            _end(process.pid)
            process.wait()


class _Sampler:
    """Watches the memory of a session of processes until it is stopped."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._peak = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> int:
        """The peak in bytes."""
        self._stopped.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._stopped.wait(_SAMPLE):
            self._peak = max(self._peak, session_memory(self._session))


def session_memory(session: int) -> int:
    """Bytes that the processes of a session hold; 0 where there is no ``/proc``."""
    return sum(_share(folder) for folder in _PROC.glob("[0-9]*") if _session(folder) == session)


def _session(folder: Path) -> int | None:
    # pid (name) state parent group session …; the name may hold blanks and brackets
    try:
        text = folder.joinpath("stat").read_text(errors="replace")
        return int(text.rpartition(")")[2].split()[3])
    except (OSError, IndexError, ValueError):
        return None  # it ended meanwhile


def _share(folder: Path) -> int:
    try:
        lines = folder.joinpath("smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * _KIB for line in lines if line.startswith("Pss:"))


def _start(command: Sequence[str], folder: Path, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """Starts a program in a session of its own, by which its processes are found again."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _end(session: int) -> None:
    """Ends all that was started with a program."""
    try:
        os.killpg(session, signal.SIGKILL)
    except ProcessLookupError:
        return


def _tail(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace")[-2000:]
