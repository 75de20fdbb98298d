"""Compiles a course for a build: in a process of its own, while this one loads the site engine.

Each loads only its own half of the program, and holds in memory only what it works on: the notes
are gone from the process that draws their pages, and these from the one that makes the index. Where
forking is not safe, or one processor does everything, the course is compiled here.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import format_exc
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct
from msgspec.structs import replace

from site_builder.model.diagnostic import Severity
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.project_file import Options
from site_builder.shell.store import encode
from site_builder.shell.watch import Stage, stderr_watch
from site_builder.shell.workforce import count_processors, end_with, may_fork

if TYPE_CHECKING:
    # Nothing is loaded before the other process begins that it does without.
    from site_builder.shell.compiling import Compilation, Resolved
    from site_builder.shell.courses import Started
    from site_builder.shell.handover import Course, Handover, Wanted
    from site_builder.shell.tree import TreeFile
    from site_builder.shell.workshop import Workshop

_SHARE = 100
"""Files that are handed over at once."""


class Order(Struct, frozen=True):
    """What is to be compiled, and how."""

    content: Path
    """CONTENT."""
    options: Options
    """What a mkdocs.yml says of how it is done."""
    skip: tuple[Path, ...]
    """Folders within CONTENT that hold no notes."""
    cache: Path | None
    """Where results are kept; None: nowhere."""
    jobs: int | None
    """Number of processes; None: one a processor."""


class Expected(Struct, frozen=True):
    """What will be wanted, as far as that is known before the course is."""

    page_suffix: str | None
    """As of ``Wanted``."""


class Findings(Struct, frozen=True):
    """What was found on the way."""

    text: str
    """As it is told."""
    counts: dict[Severity, int]
    """How many there are of each severity."""

    def count(self, severity: Severity) -> int:
        """Number of findings of a severity."""
        return self.counts.get(severity, 0)


class Compiled(Struct, frozen=True):
    """A course, ready for a site engine."""

    course: Course
    """The course."""
    findings: Findings
    """What was found in its notes."""


Teller = Callable[["Compilation"], str]
"""Writes what was found."""


class Compiler(Protocol):
    """What compiles one course."""

    is_here: bool
    """Whether it does so in this process."""

    def expect(self, page_suffix: str | None) -> None:
        """Says that an index will be wanted, so that it can begin before anybody asks for it.

        Args:
            page_suffix: As of ``Wanted``.
        """

    def begin(self, order: Order, workshop: Workshop) -> Callable[[], Compiled]:
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
    process = multiprocessing.get_context("fork").Process(target=_work, args=(near, far, tell))
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

    def expect(self, page_suffix: str | None) -> None:
        """Nothing is done before it is asked for."""

    def begin(self, order: Order, workshop: Workshop) -> Callable[[], Compiled]:
        """Waits with all of it until the course is asked for."""
        return lambda: Compiled(*_compile(order, workshop, self._tell))


class _Apart:
    """Lets the process at the other end of ``connection`` compile."""

    is_here = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def expect(self, page_suffix: str | None) -> None:
        """Tells the other process."""
        _send(self._connection, Expected(page_suffix))

    def begin(self, order: Order, workshop: Workshop) -> Callable[[], Compiled]:
        """Lets the other process begin."""
        _send(self._connection, order)

        def wait() -> Compiled:
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
    with suppress(BrokenPipeError):
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


def _work(near: Connection, connection: Connection, tell: Teller) -> None:
    """What the other process does: it compiles one course, and then makes what is wanted of it."""
    near.close()
    end_with(os.getppid())
    try:
        from site_builder.shell.courses import LocalCourse  # noqa: F401, PLC0415 (takes its time)
        from site_builder.shell.kept_tree import TreeMemory  # noqa: PLC0415
        from site_builder.shell.workshop import open_workshop  # noqa: PLC0415

        order = cast(Order, connection.recv())
        with closing(open_workshop(order.cache, jobs=order.jobs, watch=stderr_watch())) as workshop:
            ahead = _Ahead(connection, workshop)
            course, findings = _compile(order, workshop, tell, ahead)
            workshop.watch.finish()
            handover = course.hand_over()
            _send_all(connection, handover, findings, workshop.watch.stages)
            keep = TreeMemory(order.cache, order.content, order.options).keeper(handover)
            del handover
            wanted = ahead.receive()
            try:
                course.begin(wanted)
                course.finish()
            finally:
                course.stop()
        connection.send(None)
        keep()  # beside the other process, which publishes the site now
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        pass  # the build is over, and says why itself
    except SiteBuilderError as error:
        connection.send(error)
    except Exception as error:  # noqa: BLE001 (a bug is raised where somebody sees it)
        error.add_note(format_exc())
        connection.send(error)


def _send_all(
    connection: Connection, handover: Handover, findings: Findings, stages: list[Stage]
) -> None:
    """Hands over: the files in shares, so that they are not in memory twice at once."""
    connection.send((replace(handover, files=()), findings, stages))
    for first in range(0, len(handover.files), _SHARE):
        connection.send(tuple(map(_encoded, handover.files[first : first + _SHARE])))
    connection.send(())


def _encoded(file: TreeFile) -> TreeFile:
    """``file`` with its text as bytes: one that is sent as it is keeps them beside itself."""
    return replace(file, content=encode(file.content)) if isinstance(file.content, str) else file


def _compile(
    order: Order, workshop: Workshop, tell: Teller, ahead: _Ahead | None = None
) -> tuple[Course, Findings]:
    from site_builder.shell.compiling import compile_content  # noqa: PLC0415
    from site_builder.shell.courses import LocalCourse  # noqa: PLC0415

    compilation = compile_content(
        order.content,
        manifest=order.options.manifest,
        templates=order.options.templates,
        skip=order.skip,
        workshop=workshop,
        when_resolved=None if ahead is None else ahead.begin,
    )
    counts = {severity: compilation.count(severity) for severity in Severity}
    started = None if ahead is None else ahead.started
    course = LocalCourse(compilation, order.content, workshop, started)
    return course, Findings(tell(compilation), counts)


class _Ahead:
    """What another process begins with before the course is handed over."""

    def __init__(self, connection: Connection, workshop: Workshop) -> None:
        self.started: Started | None = None
        self._connection = connection
        self._workshop = workshop

    def begin(self, resolved: Resolved) -> None:
        """Begins with model and index where they are expected."""
        if not (self._connection.poll() and may_fork()):
            return
        suffix = cast(Expected, self._connection.recv()).page_suffix
        if suffix is not None:
            from site_builder.shell.courses import Started  # noqa: PLC0415
            from site_builder.shell.made_apart import start_apart  # noqa: PLC0415

            files = start_apart(resolved, self._workshop.folder, page_suffix=suffix)
            self.started = Started(suffix, files)

    def receive(self) -> Wanted:
        """What is wanted of the course."""
        wanted = self._connection.recv()
        return self.receive() if isinstance(wanted, Expected) else cast("Wanted", wanted)
