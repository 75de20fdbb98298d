"""What is asked of who compiles a course, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from site_builder.model.diagnostic import Severity
from site_builder.shell.project_file import Options

if TYPE_CHECKING:
    # loading it takes as long as loading MkDocs
    from site_builder.shell.compiling import Compilation
    from site_builder.shell.handover import Course


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
    is_foreseen: bool
    """Whether the site engine has begun with the pages of the build before."""


class NotesRead(Struct, frozen=True):
    """Said when all notes are read: from then on a processor has nothing to do for a while."""


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


Waiter = Callable[..., Compiled]
"""Waits for a course; it calls what it is given when another process leaves it time for that."""

Teller = Callable[["Compilation"], str]
"""Writes what was found."""
