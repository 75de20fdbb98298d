"""Runs pure functions on many values and keeps what they give from one build to the next."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from msgspec import Struct

from site_builder.shell.forked import start_copy
from site_builder.shell.serialising import dump_value, load_value
from site_builder.shell.stamp import program_stamp
from site_builder.shell.store import Store, digest_of, open_store
from site_builder.shell.typesetting import TYPESETTER
from site_builder.shell.watch import Watch
from site_builder.shell.workforce import Workforce, open_workforce

if TYPE_CHECKING:
    # what draws pages loads no parser of archived ones
    from site_builder.shell.snapshots.harmless import HarmlessWork

T = TypeVar("T")
R = TypeVar("R")

_NICENESS = 5
"""As of ``os.nice``, of a process that does work for which nobody waits yet."""


class Job(Struct, Generic[T, R], frozen=True):
    """A pure function of one value, under the name by which its results are kept."""

    kind: str
    """The name."""
    function: Callable[[T], R]
    """Of a module, so that it can be sent to another process; as is its value."""


class SharedJob(Struct, Generic[T, R], frozen=True):
    """A pure function of several values at once, which is cheaper than one by one.

    What it gives for one of them does not depend on the others.
    """

    kind: str
    """The name under which its results are kept."""
    function: Callable[[Sequence[T]], Sequence[R]]
    """Of a module, so that it can be sent to another process; a result for each value, in order."""


class Workshop:
    """A workforce and a store."""

    def __init__(
        self, workforce: Workforce, store: Store, watch: Watch, folder: Path | None = None
    ) -> None:
        self.folder = folder
        """Where builds keep what they can use again; None: nowhere."""
        self.watch = watch
        """What tells how far the work is."""
        self.workforce = workforce
        """What does the work."""
        self.store = store
        """What keeps the results."""
        self.copies: HarmlessWork | None = None
        """Archived pages that are being made harmless already."""
        self.done: dict[str, int] = {}
        """By kind how many values were worked on, and not taken from the store."""

    def map(
        self,
        job: Job[T, R] | SharedJob[T, R],
        values: Sequence[T],
        keys: Sequence[bytes],
        *,
        holds: Callable[[R], bool] | None = None,
        meanwhile: Callable[[], object] | None = None,
    ) -> list[R]:
        """What ``job`` gives for each of ``values``, in their order.

        Processes for what is missing start before there is anything in memory that they would copy.

        Args:
            job: The function.
            values: Its arguments.
            keys: For each value what its result depends on, but for versions of programs.
            holds: Whether what was kept holds still, where more than the key matters to it.
            meanwhile: What this process does while others work; it is not called where it works
                alone.
        """
        stamped = [digest_of((program_stamp(), key)) for key in keys]
        self.workforce.expect(len({*stamped} - self.store.has(job.kind, stamped)))
        found: dict[bytes, R] = {}
        for key, kept in self.store.find(job.kind, stamped).items():
            result = cast(R, kept)
            if holds is None or holds(result):
                found[key] = result
        missing = {key: i for i, key in enumerate(stamped) if key not in found}
        made = self._make(job, [values[i] for i in missing.values()])
        if missing and meanwhile is not None and self.workforce.has_begun:
            meanwhile()
        for key, fresh in zip(missing, made, strict=True):
            self.store.keep(job.kind, {key: fresh})
            found[key] = cast(R, load_value(fresh))
            self.watch.advance()
        self.done[job.kind] = self.done.get(job.kind, 0) + len(missing)
        return [found[key] for key in stamped]

    def start(self, job: Job[T, R], value: T, key: bytes) -> Callable[[], R]:
        """Begins to work on one value; what is returned waits for the result and gives it."""
        stamped = digest_of((program_stamp(), key))
        kept = self.store.find(job.kind, [stamped])
        if stamped in kept:
            return lambda: cast(R, kept[stamped])
        self.done[job.kind] = self.done.get(job.kind, 0) + 1
        wait = self.workforce.start(partial(_call, job.function), value)

        def result() -> R:
            fresh = wait()
            self.store.keep(job.kind, {stamped: fresh})
            return cast(R, load_value(fresh))

        return result

    def begin(
        self, job: Job[T, R], values: Sequence[T], keys: Sequence[bytes], *, share: int
    ) -> Callable[[], Iterator[R]]:
        """Begins to work on values; what is returned gives the results in order, one by one.

        Unlike with ``map`` all work is handed out before any result is asked for, and results
        are not held in memory at once.

        Args:
            job: The function.
            values: Its arguments.
            keys: For each value what its result depends on, but for versions of programs.
            share: Number of values that a process gets at once. Fewer of them are worked on here,
                when results are asked for: another process would have to read tables first that
                this one has.
        """
        stamped = [digest_of((program_stamp(), key)) for key in keys]
        there = self.store.has(job.kind, stamped)
        missing = [value for value, key in zip(values, stamped, strict=True) if key not in there]
        self.done[job.kind] = self.done.get(job.kind, 0) + len(missing)
        made = self._begin(job, missing, share)
        again = {key: value for key, value in zip(stamped, values, strict=True) if key in there}

        def results() -> Iterator[R]:
            for key in stamped:
                if key not in there:
                    fresh = next(made)
                    self.store.keep(job.kind, {key: fresh})
                    yield cast(R, load_value(fresh))
                    continue
                kept = self.store.find(job.kind, [key])
                yield cast(R, kept[key]) if key in kept else job.function(again[key])

        return results

    def begin_shared(
        self,
        job: SharedJob[T, R],
        values: Sequence[T],
        keys: Sequence[bytes],
        *,
        share: int,
        ahead: Callable[[], None] | None = None,
    ) -> Callable[[], list[R]]:
        """Begins to work on values; what is returned waits for the results, in their order.

        More than a share of them are worked on by one process, beside those that do other work.

        Args:
            job: The function.
            values: Its arguments.
            keys: For each value what its result depends on, but for versions of programs.
            share: Number of values that it gets at once.
            ahead: Loads what processes need that are copies of this one, before they are.
        """
        stamped = [digest_of((program_stamp(), key)) for key in keys]
        found = {key: cast(R, kept) for key, kept in self.store.find(job.kind, stamped).items()}
        missing = {key: i for i, key in enumerate(stamped) if key not in found}
        self.done[job.kind] = self.done.get(job.kind, 0) + len(missing)
        new = [values[i] for i in missing.values()]
        shares = [new[start : start + share] for start in range(0, len(new), share)]
        if len(shares) > 1 and self.workforce.may_copy(len(new)):
            work = partial(_call_shares, job.function, shares)
            waits = [start_copy(partial(self._prepared, work), work, niceness=_NICENESS)]
            self.workforce.expect(len(new), ahead=ahead)
        else:
            self.workforce.expect(len(new), ahead=ahead)
            call = partial(_call_shared, job.function)
            waits = [self.workforce.start(call, some) for some in shares]

        def results() -> list[R]:
            made = (fresh for wait in waits for fresh in wait())
            for key, fresh in zip(missing, made, strict=True):
                self.store.keep(job.kind, {key: fresh})
                found[key] = cast(R, load_value(fresh))
            return [found[key] for key in stamped]

        return results

    def _prepared(self, work: Callable[[], R]) -> R:
        """Does ``work`` in a copy of this process."""
        _prepare(self.folder, program_stamp())
        return work()

    def _begin(self, job: Job[T, R], values: Sequence[T], share: int) -> Iterator[bytes]:
        """Hands out ``values``; what is returned waits for the results.

        Neither values nor results are held any longer than they have to be.
        """
        call = partial(_call, job.function)
        if len(values) < share:
            return map(call, _take(deque(values)))
        shares = (values[start : start + share] for start in range(0, len(values), share))
        waits = deque(self.workforce.start(partial(_call_each, call), some) for some in shares)
        return (result for wait in _take(waits) for result in wait())

    def stream(
        self,
        kind: str,
        function: Callable[[T], bytes],
        values: Sequence[T],
        keys: Sequence[bytes],
        *,
        again: Callable[[T, bytes], None] | None = None,
    ) -> Iterator[bytes]:
        """What ``function`` gives for each of ``values``, in their order, one by one.

        Processes begin at once.

        Args:
            kind: The name under which results are kept.
            function: Any function; it sees this process as it is now.
            values: Its arguments.
            keys: For each value what its result depends on, but for versions of programs.
            again: Is called with each value whose result was kept, and with that.
        """
        stamped = [digest_of((program_stamp(), key)) for key in keys]
        there = self.store.has(kind, stamped)
        missing = [value for value, key in zip(values, stamped, strict=True) if key not in there]
        self.done[kind] = self.done.get(kind, 0) + len(missing)
        made = self.workforce.map_here(function, missing)

        def results() -> Iterator[bytes]:
            for key, value in zip(stamped, values, strict=True):
                if key not in there:
                    fresh = next(made)
                    self.store.keep(kind, {key: dump_value(fresh)})
                    self.watch.advance()
                    yield fresh
                    continue
                kept = self.store.find(kind, [key]).get(key)
                if not isinstance(kept, bytes):
                    yield function(value)
                    continue
                if again is not None:
                    again(value, kept)
                yield kept

        return results()

    def make_here(
        self,
        kind: str,
        function: Callable[[Sequence[T]], Iterable[bytes]],
        values: Sequence[T],
        keys: Sequence[bytes],
    ) -> list[bytes]:
        """What ``function`` gives for each of ``values``, in their order: for what is soon done.

        Args:
            kind: The name under which results are kept.
            function: Gives a result for each of several values; this process calls it.
            values: All values.
            keys: For each value what its result depends on, but for versions of programs.
        """
        stamped = [digest_of((program_stamp(), key)) for key in keys]
        kept = self.store.find(kind, stamped)
        found = {key: value for key, value in kept.items() if isinstance(value, bytes)}
        missing = {
            key: value for key, value in zip(stamped, values, strict=True) if key not in found
        }
        self.done[kind] = self.done.get(kind, 0) + len(missing)
        for key, fresh in zip(missing, function([*missing.values()]), strict=True):
            self.store.keep(kind, {key: dump_value(fresh)})
            found[key] = fresh
        return [found[key] for key in stamped]

    def _make(self, job: Job[T, R] | SharedJob[T, R], values: Sequence[T]) -> Iterator[bytes]:
        if isinstance(job, SharedJob):
            return self.workforce.map_shares(partial(_call_shared, job.function), values)
        return self.workforce.map(partial(_call, job.function), values)

    def close(self) -> None:
        """Ends the processes and writes what is to be kept."""
        self.workforce.close()
        if self.copies is not None:
            self.copies.stop()
        TYPESETTER.lend(Store(None), b"")
        self.store.close()


def open_workshop(
    folder: Path | None,
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    watch: Watch | None = None,
) -> Workshop:
    """A workshop.

    Args:
        folder: Where results are kept; None: nowhere.
        jobs: Number of processes; None: one a processor.
        scheduler: Address of a Dask scheduler.
        watch: What tells how far the work is; None: nothing does.

    Raises:
        SiteBuilderError: where the scheduler cannot be used.
    """
    prepare = partial(_prepare, folder, program_stamp())
    workforce = open_workforce(jobs=jobs, scheduler=scheduler, prepare=prepare)
    store = open_store(folder)
    TYPESETTER.lend(store, program_stamp())
    return Workshop(workforce, store, watch or Watch(), folder)


def _prepare(folder: Path | None, stamp: bytes) -> None:
    """Lets a process that works take and keep formulas."""
    TYPESETTER.lend(open_store(folder), stamp)


def _take(items: deque[T]) -> Iterator[T]:
    while items:
        yield items.popleft()


def _call(function: Callable[[T], R], value: T) -> bytes:
    return dump_value(function(value))


def _call_shared(
    function: Callable[[Sequence[T]], Sequence[R]], values: Sequence[T]
) -> list[bytes]:
    return [dump_value(result) for result in function(values)]


def _call_shares(
    function: Callable[[Sequence[T]], Sequence[R]], shares: Sequence[Sequence[T]]
) -> list[bytes]:
    return [result for share in shares for result in _call_shared(function, share)]


def _call_each(function: Callable[[T], bytes], values: Sequence[T]) -> list[bytes]:
    return list(map(function, values))
