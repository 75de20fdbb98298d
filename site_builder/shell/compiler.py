"""Compiles a course for a build: in a process of its own, while this one loads the site engine.

Each loads only its own half of the program, and holds in memory only what it works on: the notes
are gone from the process that draws their pages, and these from the one that makes the index. Where
forking is not safe, or one processor does everything, the course is compiled here.
"""

from __future__ import annotations

import atexit
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Protocol, cast

from msgspec.structs import replace

from site_builder.shell.compiler_process import compile_course, work_apart
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.orders import Compiled, Expected, NotesRead, Order, Teller, Waiter
from site_builder.shell.watch import Stage
from site_builder.shell.workforce import count_processors, may_fork

if TYPE_CHECKING:
    # Nothing is loaded before the other process begins that it does without.
    from site_builder.shell.handover import Handover, Wanted
    from site_builder.shell.orders import Findings
    from site_builder.shell.tree import TreeFile
    from site_builder.shell.workshop import Workshop


class Compiler(Protocol):
    """What compiles one course."""

    is_here: bool
    """Whether it does so in this process."""

    def expect(self, page_suffix: str | None, *, is_foreseen: bool) -> None:
        """Says that an index will be wanted, so that it can begin before anybody asks for it.

        Args:
            page_suffix: As of ``Wanted``.
            is_foreseen: As of ``Expected``.
        """

    def begin(self, order: Order, workshop: Workshop) -> Waiter:
        """Begins with the course that ``order`` asks for; what is returned waits for it.

        Args:
            order: What is asked for.
            workshop: The workshop of this process; its watch learns how long it took.

        Raises:
            SiteBuilderError: later, where the folder, the manifest or a template cannot be used.
        """


@contextmanager
def open_compiler(tell: Teller, *, jobs: int | None, scheduler: str | None) -> Iterator[Compiler]:
    """A compiler for one course.

    It begins to load what it needs at once, in another process where one may be forked: not beside
    threads.

    Args:
        tell: Writes what was found.
        jobs: Number of processes; None: one a processor.
        scheduler: Address of a Dask scheduler, whose workers then do the work.
    """
    alone = (count_processors() if jobs is None else jobs) == 1 or scheduler is not None
    if alone or not may_fork():
        yield _Here(tell)
        return
    _load_shared()
    near, far = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=work_apart, args=(near, far, tell))
    process.start()
    far.close()
    atexit.register(near.close)  # else the end of a program would wait for a process that waits
    try:
        yield _Apart(near)
    finally:
        atexit.unregister(near.close)
        near.close()  # which ends the process wherever it is
        process.join()


def _load_shared() -> None:
    """Loads what both processes need: once, before there are two."""
    import html.parser  # noqa: F401, PLC0415
    import xml.etree.ElementTree as ET  # noqa: F401, PLC0415

    import jinja2  # noqa: F401, PLC0415
    import yaml  # noqa: F401, PLC0415

    import site_builder.shell.handover  # noqa: PLC0415
    import site_builder.shell.workshop  # noqa: F401, PLC0415


class _Here:
    """Compiles in this process."""

    is_here = True

    def __init__(self, tell: Teller) -> None:
        self._tell = tell

    def expect(self, page_suffix: str | None, *, is_foreseen: bool) -> None:
        """Nothing is done before it is asked for."""

    def begin(self, order: Order, workshop: Workshop) -> Waiter:
        """Waits with all of it until the course is asked for."""
        return lambda _=None: Compiled(*compile_course(order, workshop, self._tell))


class _Apart:
    """Lets the process at the other end of ``connection`` compile."""

    is_here = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def expect(self, page_suffix: str | None, *, is_foreseen: bool) -> None:
        """Tells the other process."""
        _send(self._connection, Expected(page_suffix, is_foreseen))

    def begin(self, order: Order, workshop: Workshop) -> Waiter:
        """Lets the other process begin."""
        _send(self._connection, order)

        def wait(meanwhile: Callable[[], None] | None = None) -> Compiled:
            answer = _receive(self._connection)
            if isinstance(answer, NotesRead):
                if meanwhile is not None:
                    meanwhile()
                answer = _receive(self._connection)
            handover, findings, stages = cast("tuple[Handover, Findings, list[Stage]]", answer)
            files: list[TreeFile] = []
            while share := cast("tuple[TreeFile, ...]", _receive(self._connection)):
                files.extend(share)
            handover = replace(handover, files=tuple(files))
            workshop.watch.stages.extend(stages)
            return Compiled(_CourseApart(handover, self._connection), findings)

        return wait


class _CourseApart:
    """A course that another process has compiled."""

    def __init__(self, handover: Handover, connection: Connection) -> None:
        self._handover: Handover | None = handover
        self._connection = connection

    def hand_over(self) -> Handover:
        """What there is at once."""
        handover, self._handover = self._handover, None
        assert handover is not None, "it is handed over already"
        return handover

    def amend(self) -> tuple[TreeFile, ...]:
        """Nothing is amended."""
        return ()

    def begin(self, wanted: Wanted) -> None:
        """Begins with the search index and the archived copies."""
        _send(self._connection, wanted)

    def finish(self) -> None:
        """Waits until all that was wanted is there."""
        _receive(self._connection)

    def stop(self) -> None:
        """Gives up what has begun."""
        self._connection.close()


def _send(connection: Connection, value: object) -> None:
    """Sends ``value``; that the other process is gone shows where it is waited for."""
    with suppress(ConnectionError):
        connection.send(value)


def _receive(connection: Connection) -> object:
    """What the other process sends; what it raises is raised here."""
    try:
        answer = connection.recv()
    except (EOFError, OSError) as error:
        raise SiteBuilderError(
            "the process that compiles the notes is gone",
            "see to memory and limits of the machine; --jobs 1 needs no such process",
        ) from error
    if isinstance(answer, Exception):
        raise answer
    return cast(object, answer)
