from __future__ import annotations

from importlib.metadata import version

import pytest

from site_builder.shell import stamp
from site_builder.shell.stamp import installed_versions, program_stamp


def test_stamp_stays_as_long_as_the_program_does() -> None:
    """Two processes of the same program have the same stamp."""
    assert program_stamp() == program_stamp.__wrapped__()


def test_another_version_of_a_dependency_is_another_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was kept under another version of what renders pages does not count."""
    before = program_stamp.__wrapped__()
    others = {name: f"{version}.1" for name, version in installed_versions().items()}
    monkeypatch.setattr(stamp, "installed_versions", lambda: others)

    assert program_stamp.__wrapped__() != before


@pytest.mark.parametrize("is_listed", [True, False])
def test_versions_are_those_of_the_packages(
    monkeypatch: pytest.MonkeyPatch, *, is_listed: bool
) -> None:
    """They are the same where no folder names them, but something that imports from elsewhere."""
    if not is_listed:
        monkeypatch.setattr(stamp, "_ENDING", ".none")

    found = installed_versions()

    for name in ("jinja2", "markdown-it-py", "mkdocs", "mkdocs-material", "pyyaml"):
        assert found[name] == version(name)
