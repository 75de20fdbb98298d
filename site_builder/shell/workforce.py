"""Runs a function on many values: in this process, in others, or on a cluster.

Whatever runs the work is a ``concurrent.futures.Executor``. Functions and values must pickle.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from typing import Any, TypeVar

from site_builder.shell.errors import SiteBuilderError

T = TypeVar("T")
R = TypeVar("R")

# From how many values on other processes gain more than they cost, measured: forking takes
# some milliseconds, a new interpreter has to import everything.
_WORTH_FORKING = 60
_WORTH_SPAWNING = 600

_CHUNKS_A_WORKER = 8
"""Shares of the work of each process: enough of them to end at the same time."""

_CHUNKS_HERE = 20
"""The same where this process works, too: it takes one whenever it would wait."""

_MOST_COPIED = 4000
"""Values above which this process is not copied for them: it is large, and so is each copy soon."""

_AHEAD = 3
"""Shares that wait for each process, so that it never waits for this one."""

_LARGEST_CHUNK = 64
"""Values in a share, so that a large course is not held in memory at once."""


class Workforce:
    """Processes that work, or this one alone.

    The first large task starts the processes; from then on they do all the work.
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

    @property
    def has_begun(self) -> bool:
        """Whether others work, and not this process."""
        return self._executor is not None

    def map(self, function: Callable[[T], R], values: Sequence[T]) -> Iterator[R]:
        """What ``function`` gives for each of ``values``, in their order.

        Processes begin at once; this one works when a result is asked for.

        Raises:
            Whatever ``function`` raises.
        """
        if self._ready(len(values)) is None:
            return map(function, values)
        return self.map_shares(partial(_run, function), values)

    def map_shares(
        self, function: Callable[[Sequence[T]], list[R]], values: Sequence[T]
    ) -> Iterator[R]:
        """As ``map``, for a function of several values that gives a result for each of them."""
        executor, shares = self._ready(len(values)), self._shares(values)
        if executor is None:
            return chain.from_iterable(map(function, shares))
        begun = (executor.submit(function, share) for share in shares)
        first = tuple(islice(begun, self._workers * _AHEAD))
        return _results(first, begun)

    def may_copy(self, values: int) -> bool:
        """Whether a copy of this process had better work on so many values, beside the others."""
        enough = self._workers > 1 and values >= _WORTH_FORKING
        return enough and self._executor is None and may_fork()

    def start(self, function: Callable[[T], R], value: T) -> Callable[[], R]:
        """Begins to work on one value, where there are processes; returns what waits for it."""
        if self._executor is None:
            return lambda: function(value)
        return self._executor.submit(function, value).result

    def map_here(self, function: Callable[[T], R], values: Sequence[T]) -> Iterator[R]:
        """As ``map``, for a function that needs what only this process has at hand.

        Processes are forked for it, which know everything that this one knows, and this one works
        with them whenever it would wait: each of them ends up with a copy of most of its memory.
        Where forking is not safe this one works alone. Other processes of this workforce end first.

        Raises:
            Whatever ``function`` raises.
        """
        if self._workers == 1 or len(values) < _WORTH_FORKING:
            return map(function, values)
        if self._executor is not None:
            self._executor.shutdown()  # what has begun, as the index, is done to its end
            self._executor = None
        if not may_fork() or len(values) > _MOST_COPIED:
            return map(function, values)
        _AT_HAND.append((function, values))
        method, count = multiprocessing.get_context("fork"), self._workers - 1
        others = ProcessPoolExecutor(count, mp_context=method, initializer=_begin)
        shares = self._shares(range(len(values)), _CHUNKS_HERE)
        ahead = count * _AHEAD + 1
        waiting = deque(_Share(indices, others) for indices in islice(shares, ahead))
        here = Workforce(count, others)
        return here.finish(_results_together(function, values, waiting, shares, others))

    def finish(self, results: Iterator[R]) -> Iterator[R]:
        """``results``, behind the last of which the processes end."""
        try:
            yield from results
        finally:
            self.close()
            _AT_HAND.clear()

    def expect(self, values: int, *, ahead: Callable[[], None] | None = None) -> None:
        """Starts the processes where so many values to come are worth it.

        They hold on to what this one has in memory when they start: the less, the better.

        Args:
            values: How many there are.
            ahead: Loads what all of the processes need; it is called where they are copies of this
                one, before they are.
        """
        executor = self._ready(values, ahead)
        if executor is not None:
            executor.submit(_idle)

    def rest(self) -> None:
        """Ends the processes of this machine until there is more to do.

        What they have worked on has left traces in their memory.
        """
        if isinstance(self._executor, ProcessPoolExecutor):
            self.close()

    def close(self) -> None:
        """Ends the processes."""
        if self._executor is not None:
            if isinstance(self._executor, ProcessPoolExecutor):
                self._executor.shutdown(cancel_futures=True)
            else:
                self._executor.shutdown()  # Dask's takes no such argument, and does so anyway
            self._executor = None

    def _shares(self, values: Sequence[T], chunks: int = _CHUNKS_A_WORKER) -> Iterator[Sequence[T]]:
        """``values`` in shares of one size, so many for each process."""
        size = max(1, min(_LARGEST_CHUNK, len(values) // (self._workers * chunks)))
        return (values[start : start + size] for start in range(0, len(values), size))

    def _ready(self, values: int, ahead: Callable[[], None] | None = None) -> Executor | None:
        forks = sys.platform == "linux"
        enough = values >= (_WORTH_FORKING if forks else _WORTH_SPAWNING)
        possible = self._workers > 1 and not (forks and _UNFORKABLE)
        if self._executor is None and enough and possible:
            if forks and ahead is not None:
                ahead()
            self._executor = ProcessPoolExecutor(
                self._workers,
                mp_context=multiprocessing.get_context("fork" if forks else "spawn"),
                initializer=_begin,
                initargs=(self._prepare,),
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
    return Workforce(count_processors() if jobs is None else jobs, prepare=prepare)


_UNFORKABLE: list[str] = []
"""What has made it so."""


def forbid_forking(library: str) -> None:
    """From now on this process works alone: in a copy of it ``library`` would wait for ever.

    A copy has no threads but one, also where a library goes by its threads.
    """
    _UNFORKABLE.append(library)


def end_with(parent: int) -> None:
    """Ends this process soon after ``parent`` is gone, however it went.

    A timer sees to that and not a thread, beside which no process could be forked.
    """

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)


def may_fork() -> bool:
    """Whether this process may be copied, and all it knows with it."""
    return sys.platform == "linux" and not _UNFORKABLE and threading.active_count() == 1


_LOOK = 1.0
"""Seconds between two looks at the process that waits."""

_AT_HAND: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""What forked processes work on: it need not pickle."""


def _idle() -> None:
    """The first work of an executor lets it fork."""


def _call_at_hand(index: int) -> Any:
    function, values = _AT_HAND[-1]
    return function(values[index])


def _begin(prepare: Callable[[], None] | None = None) -> None:
    """What a process does first: it ends when the one that started it does, however that went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Control-C is for the one that started it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if prepare is not None:
        prepare()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _results(first: Iterable[Future[list[R]]], rest: Iterator[Future[list[R]]]) -> Iterator[R]:
    waiting = deque(first)
    while waiting:
        yield from waiting.popleft().result()
        waiting.extend(islice(rest, 1))


class _Share:
    """Values that another process works on, or this one."""

    def __init__(self, indices: Sequence[int], others: Executor | None = None) -> None:
        self.indices = indices
        self.future: Future[list[Any]] = Future()
        if others is not None:
            self.future = others.submit(_run, _call_at_hand, indices)

    def do_here(self, function: Callable[[T], Any], values: Sequence[T]) -> None:
        """Works on it in this process."""
        self.future = Future()
        self.future.set_result([function(values[index]) for index in self.indices])


def _results_together(
    function: Callable[[T], R],
    values: Sequence[T],
    waiting: deque[_Share],
    rest: Iterator[Sequence[int]],
    others: Executor,
) -> Iterator[R]:
    """The results of shares that other processes work on, and this one where it would wait.

    Args:
        function: What is to be done.
        values: With these.
        waiting: Shares that have begun.
        rest: The indices of all others.
        others: The other processes.
    """
    while waiting:
        if not waiting[0].future.done():
            own = next((share for share in waiting if share.future.cancel()), None)
            if own is None and (indices := next(rest, None)) is not None:
                own = _Share(indices)
                waiting.append(own)
            if own is not None:
                own.do_here(function, values)
                continue
        yield from waiting.popleft().future.result()
        waiting.extend(_Share(indices, others) for indices in islice(rest, 1))


def _run(function: Callable[[T], R], values: Sequence[T]) -> list[R]:
    return [function(value) for value in values]


def count_processors() -> int:
    """Processors that this process may use."""
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
