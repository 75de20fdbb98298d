import sys
import time
from pathlib import Path

import pytest

from benchmarks.speed.processes import GaveUp, run, running

_PYTHON = (sys.executable, "-c")

# A child that holds 64 MB for a while, and waits with its parent.
_HOLDER = "data = bytes([1]) * 64_000_000; import time; time.sleep(0.6)"
_FAMILY = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_HOLDER!r}])"
_BEAT = """
import time
while True:
    with open("beat", "w") as file:
        file.write(str(time.time()))
    time.sleep(0.05)
"""

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="this system does not tell shared memory"
)


def test_time_and_processor_are_told_apart(tmp_path: Path) -> None:
    """A program that sleeps takes wall time and next to no processor time."""
    done = run([*_PYTHON, "import time; time.sleep(0.4)"], tmp_path, limit=30)

    assert done.seconds >= 0.4
    assert done.cpu < done.seconds


@needs_proc
def test_memory_is_that_of_the_whole_family(tmp_path: Path) -> None:
    """What a child holds counts, though its parent is small."""
    done = run([*_PYTHON, _FAMILY], tmp_path, limit=30, sample=True)

    assert done.memory > 64_000_000
    assert done.largest > 64_000_000


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    """Its children end with it."""
    beat = tmp_path / "beat"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_BEAT!r}])"

    with pytest.raises(GaveUp):
        run([*_PYTHON, parent], tmp_path, limit=3)

    last = beat.read_text()
    time.sleep(0.5)
    assert beat.read_text() == last


def test_a_program_that_fails_shows_what_it_said(tmp_path: Path) -> None:
    """The end of its output is in the message."""
    with pytest.raises(SystemExit, match="no such luck"):
        run([*_PYTHON, "import sys; sys.exit('no such luck')"], tmp_path, limit=30)


def test_a_server_that_ends_by_itself_is_a_failure(tmp_path: Path) -> None:
    """What was timed meanwhile would be nothing."""
    with (
        pytest.raises(SystemExit, match="port is taken"),
        running([*_PYTHON, "import sys; sys.exit('port is taken')"], tmp_path),
    ):
        time.sleep(1)
