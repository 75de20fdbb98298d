"""What the process does that compiles a course, from its beginning to its end."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from traceback import format_exc
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from site_builder.model.diagnostic import Severity
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.orders import Expected, Findings, NotesRead, Order, Teller
from site_builder.shell.store import encode
from site_builder.shell.watch import Stage, stderr_watch
from site_builder.shell.workforce import end_with, may_fork

if TYPE_CHECKING:
    # Nothing is loaded before the process begins that the other one does without.
    from site_builder.shell.compiling import Resolved
    from site_builder.shell.courses import Started
    from site_builder.shell.handover import Course, Handover, Wanted
    from site_builder.shell.tree import TreeFile
    from site_builder.shell.workshop import Workshop

_SHARE = 100
"""Files that are handed over at once."""

_WORTH_BEGINNING = range(500, 4001)
"""Notes whose index had better begin before all pages have to be drawn: for fewer a copy of this
process takes longer than it gains, for more there is no memory for one."""


def work_apart(near: Connection, connection: Connection, tell: Teller) -> None:
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
            course, findings = compile_course(order, workshop, tell, ahead)
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
    except (EOFError, ConnectionError, KeyboardInterrupt):
        pass  # the build is over, and says why itself
    except SiteBuilderError as error:
        _raise_there(connection, error)
    except Exception as error:  # noqa: BLE001 (a bug is raised where somebody sees it)
        error.add_note(format_exc())
        _raise_there(connection, error)


def _raise_there(connection: Connection, error: Exception) -> None:
    """Lets the other process raise ``error``, unless its build is over."""
    with suppress(ConnectionError):
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


def compile_course(
    order: Order, workshop: Workshop, tell: Teller, ahead: _Ahead | None = None
) -> tuple[Course, Findings]:
    """The course that ``order`` asks for, and what was found in its notes.

    Args:
        order: What is asked for.
        workshop: What does the work.
        tell: Writes what was found.
        ahead: What begins before the course is handed over.

    Raises:
        SiteBuilderError: where the folder, the manifest or a template cannot be used.
    """
    from site_builder.shell.compiling import compile_content  # noqa: PLC0415
    from site_builder.shell.courses import LocalCourse  # noqa: PLC0415

    compilation = compile_content(
        order.content,
        manifest=order.options.manifest,
        templates=order.options.templates,
        skip=order.skip,
        workshop=workshop,
        when_read=None if ahead is None else ahead.tell,
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
        self._notes = 0

    def tell(self, notes: int) -> None:
        """Tells the other process that all ``notes`` are read."""
        self._notes = notes
        self._connection.send(NotesRead())

    def begin(self, resolved: Callable[[], Resolved]) -> None:
        """Begins with model and index where they are expected."""
        if not self._connection.poll():
            return
        expected = cast(Expected, self._connection.recv())
        suffix = expected.page_suffix
        is_worth_it = expected.is_foreseen or self._notes in _WORTH_BEGINNING
        if suffix is None or not is_worth_it:
            return
        known = resolved()  # which processes may still work on
        self._workshop.workforce.rest()
        if may_fork():
            from site_builder.shell.courses import Started  # noqa: PLC0415
            from site_builder.shell.made_apart import start_apart  # noqa: PLC0415

            files = start_apart(known, self._workshop.folder, page_suffix=suffix)
            self.started = Started(suffix, files)

    def receive(self) -> Wanted:
        """What is wanted of the course."""
        wanted = self._connection.recv()
        return self.receive() if isinstance(wanted, Expected) else cast("Wanted", wanted)
