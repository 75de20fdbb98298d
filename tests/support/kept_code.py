"""A program of which no process has kept anything yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder.shell import program_code


@contextmanager
def nothing_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, forget: Callable[[], None]
) -> Iterator[None]:
    """Has what the program decides kept in ``folder``, and forgets before and behind the block."""
    monkeypatch.setattr(program_code, "FOLDER", folder)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    forget()
    yield
    forget()
