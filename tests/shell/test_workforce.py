from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.workforce import Workforce, open_workforce
from tests.support.folders import run


@pytest.fixture(autouse=True)
def _forkable(monkeypatch: pytest.MonkeyPatch) -> None:
    """As at the beginning of a program: other tests have run KaTeX, which these do not."""
    monkeypatch.setattr("site_builder.shell.workforce._UNFORKABLE", [])


def square(number: int) -> int:
    """The square."""
    return number * number


def process(number: int) -> int:
    """The process that it runs in."""
    return os.getpid()


def fail(number: int) -> int:
    """Nothing ever."""
    raise ValueError(number)


@pytest.mark.parametrize("count", [0, 1, 3, 500])
@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_values(count: int, jobs: int) -> None:
    """Whoever works, the results stand where their values stand."""
    workforce = open_workforce(jobs=jobs)

    results = list(workforce.map(square, range(count)))

    workforce.close()
    assert results == [number * number for number in range(count)]


def test_few_values_stay_in_this_process() -> None:
    """Little work starts no process."""
    workforce = open_workforce(jobs=2)

    results = set(workforce.map(process, range(5)))

    workforce.close()
    assert results == {os.getpid()}


@pytest.mark.skipif(sys.platform != "linux", reason="only there processes are copies")
@pytest.mark.parametrize(("count", "jobs", "times"), [(200, 2, 1), (1, 2, 0), (200, 1, 0)])
def test_what_copies_of_this_process_need_is_loaded_before_they_are(
    count: int, jobs: int, times: int
) -> None:
    """Once for all of them, and not where this process works alone."""
    loaded: list[str] = []
    workforce = open_workforce(jobs=jobs)

    workforce.expect(count, ahead=lambda: loaded.append("loaded"))
    workforce.expect(count, ahead=lambda: loaded.append("loaded"))
    workforce.close()

    assert len(loaded) == times


def test_expected_work_is_done_elsewhere() -> None:
    """Once much work is expected, all of it is done in other processes."""
    workforce = open_workforce(jobs=2)
    workforce.expect(10_000)

    results = set(workforce.map(process, range(5)))

    workforce.close()
    assert os.getpid() not in results


@pytest.mark.parametrize("count", [3, 500])
def test_exception_of_the_function_arrives(count: int) -> None:
    """What a function raises is raised here, wherever it ran."""
    workforce = open_workforce(jobs=2)

    with pytest.raises(ValueError, match="0"):
        list(workforce.map(fail, range(count)))

    workforce.close()


def test_closed_workforce_can_be_closed_again() -> None:
    """Closing twice is harmless."""
    workforce = Workforce(2)
    workforce.expect(10_000)
    workforce.close()

    workforce.close()


def test_scheduler_that_is_not_there_is_named() -> None:
    """A scheduler that does not answer, or a missing Dask, is one line with its remedy."""
    with pytest.raises(SiteBuilderError, match=r"Dask|scheduler"):
        open_workforce(scheduler="tcp://127.0.0.1:9")


def test_process_in_which_katex_runs_is_not_copied(tmp_path: Path) -> None:
    """In a copy of it a formula would wait for threads that are not there."""
    program = """
from site_builder.shell.katex import run_katex
from site_builder.shell.workforce import open_workforce


def typeset(number):
    return run_katex([(f"x_{number}", False)])[0].html != ""


run_katex([("x", False)])
workforce = open_workforce(jobs=2)
print(all(workforce.map(typeset, range(500))))
"""

    done = run("python", "-c", program, folder=tmp_path)

    assert done.stdout == "True\n", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
@pytest.mark.parametrize(
    ("jobs", "count", "used"), [(2, 300, 2), (3, 300, 3), (1, 300, 1), (2, 20, 1), (2, 5000, 1)]
)
def test_what_only_this_process_has_is_worked_on_with_copies_of_it(
    tmp_path: Path, jobs: int, count: int, used: int
) -> None:
    """Results come in order; few values are not worth a copy, and very many make it too large."""
    program = f"""
import os
import time
from site_builder.shell.workforce import open_workforce

own = {{number: [number] for number in range({count})}}

def look(number):
    time.sleep(0.002 if {count} == 300 else 0)
    return own[number][0], os.getpid()


results = list(open_workforce(jobs={jobs}).map_here(look, range({count})))
print([number for number, _ in results] == list(range({count})))
print(len({{process for _, process in results}}), os.getpid() in {{p for _, p in results}})
"""

    done = run("python", "-c", program, folder=tmp_path)

    assert done.stdout == f"True\n{used} True\n", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_exception_of_a_copy_arrives(tmp_path: Path) -> None:
    """Whichever process it happens in, and no process is left."""
    program = """
import multiprocessing
from site_builder.shell.workforce import open_workforce


def stumble(number):
    return 1 / (number - 250)


try:
    list(open_workforce(jobs=2).map_here(stumble, range(300)))
except ZeroDivisionError:
    print(multiprocessing.active_children())
"""

    done = run("python", "-c", program, folder=tmp_path)

    assert done.stdout == "[]\n", done.stderr
