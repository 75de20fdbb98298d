"""Lets the site engine begin before the notes are compiled, with the tree of the build before.

Most edits change the text of a few pages, and neither which pages there are nor their order: then
only these are exchanged once the course is compiled. Where more has changed the engine begins anew;
little is lost by that, since it would have waited.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from site_builder.shell.handover import Handover, Wanted
from site_builder.shell.orders import Compiled, Findings
from site_builder.shell.tree import TreeFile


class HeldMessages(logging.StreamHandler[TextIO]):
    """Writes what is logged to stderr, from ``tell_held`` on."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.held: list[logging.LogRecord] = []
        """What was logged before."""
        self.told: list[str] = []
        """What was written, a line each."""
        self._holds = True

    def emit(self, record: logging.LogRecord) -> None:
        """Writes ``record``, or holds it."""
        if self._holds:
            self.held.append(record)
            return
        super().emit(record)
        self.told.append(f"{self.format(record)}\n")

    def speak_of(self, files: Iterable[TreeFile]) -> bool:
        """Whether any that is held may be on one of ``files``."""
        paths = {file.path for file in files}
        return bool(paths) and any(getattr(r, "page", None) in {*paths, None} for r in self.held)

    def tell_held(self) -> None:
        """Writes what was held, and from now on all that comes."""
        self._holds, held, self.held = False, self.held, []
        for record in held:
            self.emit(record)


class UnforeseenError(Exception):
    """The course is not what it was taken for."""


class ForeseenCourse:
    """A course that is taken for what it was in the build before, until it is compiled.

    From then on it is handed over as what it is.
    """

    def __init__(
        self,
        before: Handover,
        wait: Callable[[], Compiled],
        settle: Callable[[Findings], None],
    ) -> None:
        """Takes the course for ``before``.

        Args:
            before: The course as it was.
            wait: Waits until it is compiled.
            settle: Tells what was found in its notes.
        """
        self.is_settled = False
        """Whether the course is known, and what was found in it is told."""
        self.messages: HeldMessages | None = None
        """What the engine has said of the course as it was foreseen."""
        self._before = before
        self._wait = wait
        self._settle = settle
        self._compiled: Compiled | None = None
        self._truth: Handover | None = None
        self._failure: Exception | None = None
        self._wanted: Wanted | None = None

    def hand_over(self) -> Handover:
        """The course as it was; as it is, where that is known."""
        return self._before if self._truth is None else self._truth

    def begin(self, wanted: Wanted) -> None:
        """Begins with the rest as soon as the course is known."""
        self._wanted = wanted
        if self.is_settled and self._compiled is not None:
            self._compiled.course.begin(wanted)

    def amend(self) -> tuple[TreeFile, ...]:
        """Waits for the course; the files that are not as they were.

        Raises:
            UnforeseenError: where more has changed than they.
            Exception: whatever keeps the course from being compiled.
        """
        if self.is_settled:
            return ()
        changed = changed_files(self._before, self._know())
        if changed is None or (self.messages and self.messages.speak_of(changed)):
            raise UnforeseenError
        self.settle()
        if self.messages is not None:
            self.messages.tell_held()
        if self._wanted is not None:
            self.begin(self._wanted)
        return changed

    def settle(self) -> None:
        """Waits for the course and tells what was found in its notes.

        Raises:
            Exception: whatever keeps the course from being compiled.
        """
        self._know()
        self.is_settled = True
        if self._compiled is not None:
            self._settle(self._compiled.findings)

    def finish(self) -> None:
        """Waits until all that was wanted is there."""
        if self._compiled is not None:
            self._compiled.course.finish()

    def stop(self) -> None:
        """Gives up what has begun; nothing has before the course is known."""
        if self._compiled is not None and self.is_settled:
            self._compiled.course.stop()

    def _know(self) -> Handover:
        """Waits for the course."""
        if self._failure is not None:
            raise self._failure
        if self._truth is None:
            try:
                self._compiled = self._wait()
            except Exception as error:
                self._failure = error
                raise
            self._truth = self._compiled.course.hand_over()
        return self._truth


def changed_files(before: Handover, now: Handover) -> tuple[TreeFile, ...] | None:
    """The texts of ``now`` that are not as in ``before``; None where more than they has changed."""
    if _shape(before) != _shape(now):
        return None
    pairs = zip(before.files, now.files, strict=True)
    return tuple(file for old, file in pairs if old.data != file.data)


def _shape(handover: Handover) -> tuple[object, ...]:
    """All of it but texts."""
    copied = [file.content if isinstance(file.content, Path) else None for file in handover.files]
    places = [(file.path, file.linked) for file in handover.files]
    return (handover.title, handover.config, handover.nav, handover.assets, places, copied)
