from __future__ import annotations

import subprocess
import sys

import pytest

_START = """
import atexit, sys, threading
from site_builder.shell.ending import end_program
atexit.register(print, "registered")
sys.stdout.write("written ")
"""


@pytest.mark.parametrize(
    ("program", "said", "code"),
    [
        ("end_program(3)\nprint('goes on')", "written registered\n", 3),
        (
            "threading.Timer(0.1, print, ['done ']).start()\nend_program(3)\nprint('goes on')",
            "written goes on\ndone \nregistered\n",
            0,
        ),
        (
            "sys.stderr.close()\nend_program(3)\nprint('goes on')",
            "written registered\ngoes on\n",
            0,
        ),
    ],
)
def test_the_program_ends_with_all_that_is_due(program: str, said: str, code: int) -> None:
    """Nothing written or registered is lost; with threads, or nobody to hear, it goes on."""
    done = subprocess.run(
        [sys.executable, "-c", _START + program], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.returncode) == (said, code)
