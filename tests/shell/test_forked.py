"""Each test runs a program of its own: no process is forked beside the threads of this one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.folders import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks")

_PROGRAM = """
import multiprocessing
import os

from site_builder.shell.forked import start_copy
from site_builder.shell.store import open_store
from site_builder.shell.watch import Watch
from site_builder.shell.workforce import Workforce, open_workforce
from site_builder.shell.workshop import SharedJob, Workshop

here = os.getpid()


def fail():
    raise ValueError("a bug")

"""


def do(folder: Path, program: str) -> list[str]:
    """What ``program`` prints."""
    done = run("python", "-c", _PROGRAM + program, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_copy_works_and_is_gone(tmp_path: Path) -> None:
    """It knows what this process knows, and stands back as it is told."""
    program = """
known = ["a", "b"]
wait = start_copy(lambda: (known * 2, os.getpid() == here, os.nice(0)), fail, niceness=3)
print(wait())
print(multiprocessing.active_children())
"""

    assert do(tmp_path, program) == ["(['a', 'b', 'a', 'b'], False, 3)", "[]"]


@pytest.mark.parametrize("work", ["fail", "lambda: os._exit(1)", "lambda: (lambda: 0)"])
def test_work_is_done_here_where_the_copy_comes_to_nothing(tmp_path: Path, work: str) -> None:
    """It has a bug, is killed, or finds what does not pickle; none of it tells on stderr."""
    program = f"""
print(start_copy({work}, lambda: os.getpid() == here)())
print(multiprocessing.active_children())
"""

    assert do(tmp_path, program) == ["True", "[]"]


def test_a_bug_is_raised_here(tmp_path: Path) -> None:
    """Whoever asks for the result hears of it."""
    program = """
try:
    start_copy(fail, fail)()
except ValueError as error:
    print(error)
"""

    assert do(tmp_path, program) == ["a bug"]


@pytest.mark.parametrize(("jobs", "processes"), [(2, 1), (1, 0)])
def test_one_process_does_all_of_a_shared_job(tmp_path: Path, jobs: int, processes: int) -> None:
    """Beside those that do other work, where there are several; here it is more than a share."""
    program = f"""
def whose(values):
    return [(value, os.getpid()) for value in values]


workshop = Workshop(open_workforce(jobs={jobs}), open_store(None), Watch())
words = [str(number) for number in range(100)]
keys = [word.encode() for word in words]
found = workshop.begin_shared(SharedJob("whose", whose), words, keys, share=9)()
workshop.close()
print([word for word, _ in found] == words)
print(len({{process for _, process in found}} - {{here}}), len({{process for _, process in found}}))
"""

    assert do(tmp_path, program) == ["True", f"{processes} 1"]
