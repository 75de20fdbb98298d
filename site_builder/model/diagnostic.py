"""What the product tells an author about a text, and the result type that carries it."""

from __future__ import annotations

from enum import Enum
from typing import Generic, TypeVar

from msgspec import Struct

from site_builder.model.source import Span

T_co = TypeVar("T_co", covariant=True)


class Severity(Enum):
    """How much a diagnostic matters; ``ERROR`` and ``WARNING`` fail a strict build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Diagnostic(Struct, frozen=True):
    """One finding about one place."""

    code: str
    """Registered code (``site_builder.model.codes``), as in ``OBS102``."""
    message: str
    """Offending value and rule broken: one line, lower case, no full stop."""
    path: str
    """Source path relative to CONTENT; empty where no single file is at fault."""
    span: Span | None = None
    """Where in the source text; None where the whole file is meant."""
    help: str = ""
    """The remedy, when it is more exact than the one registered with the code."""


class Outcome(Struct, Generic[T_co], frozen=True):
    """The value of a stage together with what it found on the way."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()
