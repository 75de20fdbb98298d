"""The wheel that is built holds what the program reads besides its modules."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "site_builder"
READ = """
import site_builder.align.lexicon as lexicon
assert ".whl" in lexicon.__file__, lexicon.__file__
print(*lexicon.shipped_lexicon().longest(["beam", "search"], 0))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built as `make wheel` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_data(wheel: Path) -> None:
    """Every file of the package that is no cache of Python's is in the wheel."""
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    assert {name for name in expected if "/glossary/" in name}
    assert sorted(expected - names) == []


def test_wheel_reads_its_glossary(wheel: Path) -> None:
    """The program finds its glossary in the wheel, without the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(wheel)}

    done = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=wheel.parent,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout.split()) == (0, ["=集束搜索", "2"]), done.stderr
