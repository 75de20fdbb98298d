"""Runs a function on many values: in this process, in others, or on a cluster.

Whatever runs the work is a ``concurrent.futures.Executor``. Functions and values must pickle.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import TypeVar

from site_builder.shell.errors import SiteBuilderError

T = TypeVar("T")
R = TypeVar("R")

# From how many values on other processes gain more than they cost, measured: forking takes
# some milliseconds, a new interpreter has to import everything.
_WORTH_FORKING = 60
_WORTH_SPAWNING = 600

_CHUNKS_A_WORKER = 8
"""Shares of the work of each process: enough of them to end at the same time."""

_LARGEST_CHUNK = 64
"""Values in a share, so that a large course is not held in memory at once."""


class Workforce:
    """Processes that work, or this one alone.

    The first large task starts the processes; from then on they do all the work. Nothing that
    starts threads (KaTeX does) may run in this process before: it forks where that is safe.
    """

    def __init__(
        self,
        workers: int,
        executor: Executor | None = None,
        *,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self._workers = workers
        self._executor = executor
        self._prepare = prepare

    def map(self, function: Callable[[T], R], values: Sequence[T]) -> Iterator[R]:
        """What ``function`` gives for each of ``values``, in their order.

        Raises:
            Whatever ``function`` raises.
        """
        if not values:
            return
        executor = self._ready(len(values))
        if executor is None:
            yield from map(function, values)
            return
        size = max(1, min(_LARGEST_CHUNK, len(values) // (self._workers * _CHUNKS_A_WORKER)))
        ahead = self._workers * 3
        waiting: list[Future[list[R]]] = []
        for start in range(0, len(values), size):
            waiting.append(executor.submit(_run, function, values[start : start + size]))
            if len(waiting) > ahead:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()

    def expect(self, values: int) -> None:
        """Starts the processes where so many values to come are worth it."""
        self._ready(values)

    def close(self) -> None:
        """Ends the processes."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def _ready(self, values: int) -> Executor | None:
        if self._executor is None and self._workers > 1:
            forks = sys.platform == "linux"
            if values >= (_WORTH_FORKING if forks else _WORTH_SPAWNING):
                method = multiprocessing.get_context("fork" if forks else "spawn")
                self._executor = ProcessPoolExecutor(
                    self._workers, mp_context=method, initializer=self._prepare
                )
        return self._executor


def open_workforce(
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    prepare: Callable[[], None] | None = None,
) -> Workforce:
    """A workforce.

    Args:
        jobs: Number of processes; None: one a processor; 1: this one alone.
        scheduler: Address of a Dask scheduler, as ``tcp://host:8786``.
        prepare: What each process of this machine does first; must pickle.

    Raises:
        SiteBuilderError: where the scheduler cannot be reached, or Dask is not installed.
    """
    if scheduler is not None:
        return _cluster(scheduler)
    return Workforce(_processors() if jobs is None else jobs, prepare=prepare)


def _run(function: Callable[[T], R], values: Sequence[T]) -> list[R]:
    return [function(value) for value in values]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cluster(scheduler: str) -> Workforce:
    try:
        from distributed import Client  # noqa: PLC0415 (an extra; starts slowly)
    except ImportError as error:
        raise SiteBuilderError(
            "--scheduler needs Dask, which is not installed",
            "pip install 'site-builder[cluster]'",
        ) from error
    try:
        client = Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise SiteBuilderError(
            f"no scheduler answers at {scheduler!r}: {error}",
            "start one with `dask scheduler`, and workers with `dask worker ADDRESS`",
        ) from error
    workers = max(1, sum(client.nthreads().values()))
    return Workforce(workers, client.get_executor())
