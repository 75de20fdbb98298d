from __future__ import annotations

from importlib.metadata import version

import pytest

from site_builder.shell import stamp
from site_builder.shell.stamp import program_stamp


def test_stamp_stays_as_long_as_the_program_does() -> None:
    """Two processes of the same program have the same stamp."""
    assert program_stamp() == program_stamp.__wrapped__()


def test_another_version_of_a_dependency_is_another_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was kept under another version of what renders pages does not count."""
    before = program_stamp.__wrapped__()
    monkeypatch.setattr(stamp, "version", lambda name: version(name) + ".1")

    assert program_stamp.__wrapped__() != before
