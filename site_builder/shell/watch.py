"""Tells how far a build is, and afterwards where its time went."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

_PATIENCE = 1.0
"""Seconds of silence: what is done sooner needs no word."""

_REDRAWN = 0.1
"""Seconds between two states of the bar."""

_WIDTH = 24


@dataclass(slots=True)
class Stage:
    """One part of a build."""

    name: str
    """In a word or two."""
    total: int
    """How many pieces it has; 0 where that is not counted."""
    begun: float
    """When it began, in seconds of ``time.perf_counter``."""
    done: int = 0
    """How many pieces were worked on."""
    seconds: float = 0.0
    """How long it took."""


class Watch:
    """The stages of one build, one after the other."""

    def __init__(
        self, stream: TextIO | None = None, *, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self.stages: list[Stage] = []
        """Those that were entered, in order; the last may not have ended."""
        self._stream = stream
        self._clock = clock
        self._begun = clock()
        self._drawn = 0.0
        self._open = False

    def enter(self, name: str, total: int = 0) -> None:
        """Begins a stage, which ends the one before."""
        self._end()
        self.stages.append(Stage(name, total, self._clock()))
        self._open = True
        self._tell()

    def advance(self, count: int = 1) -> None:
        """Counts pieces of the stage."""
        if self._open:
            self.stages[-1].done += count
            self._tell()

    def finish(self) -> None:
        """Ends the last stage; the line of the bar is free again."""
        self._end()
        if self._stream is not None and self._stream.isatty() and self._drawn:
            self._stream.write("\r\033[K")
            self._stream.flush()
        self._drawn = 0.0

    def _end(self) -> None:
        if not self._open:
            return
        stage = self.stages[-1]
        stage.seconds = self._clock() - stage.begun
        self._open = False
        if self._stream is None or self._stream.isatty() or stage.seconds < _PATIENCE:
            return
        count = f" {stage.done}" if stage.total else ""
        self._stream.write(f"{stage.name}{count}: {stage.seconds:.1f} s\n")
        self._stream.flush()

    def _tell(self) -> None:
        """Draws the bar, where there is a terminal and it is time."""
        now = self._clock()
        if self._stream is None or not self._stream.isatty():
            return
        if now - self._begun < _PATIENCE or now - self._drawn < _REDRAWN:
            return
        self._drawn = now
        self._stream.write(f"\r\033[K{format_bar(self.stages[-1])}")
        self._stream.flush()


def format_bar(stage: Stage) -> str:
    """One line that tells how far ``stage`` is."""
    if not stage.total:
        return stage.name
    filled = min(_WIDTH, _WIDTH * stage.done // stage.total)
    return f"{stage.name} [{'#' * filled}{'.' * (_WIDTH - filled)}] {stage.done}/{stage.total}"


def format_timings(watch: Watch) -> str:
    """Where the time went, a line a stage, the whole last: stages of two processes overlap."""
    lines = [
        f"{stage.name:<10} {stage.seconds:7.2f} s"
        + (f"   {stage.done} of {stage.total} anew" if stage.total else "")
        for stage in watch.stages
    ]
    begun = min((stage.begun for stage in watch.stages), default=0.0)
    whole = max((stage.begun + stage.seconds for stage in watch.stages), default=0.0) - begun
    return "\n".join((*lines, f"{'together':<10} {whole:7.2f} s", ""))


def stderr_watch() -> Watch:
    """A watch that tells on stderr."""
    return Watch(sys.stderr)
