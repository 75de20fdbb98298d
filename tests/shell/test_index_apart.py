"""Each test runs a program of its own: no process is forked beside the threads of this one."""

from __future__ import annotations

from pathlib import Path

from tests.support.folders import COURSE, run, write_folder

_PROGRAM = """
import multiprocessing
from pathlib import Path
from site_builder.shell.compiling import compile_content
from site_builder.shell.index_apart import start_index_apart
from site_builder.shell.indexing import start_index
from site_builder.shell.store import Store
from site_builder.shell.watch import Watch
from site_builder.shell.workforce import Workforce
from site_builder.shell.workshop import Workshop

compiled = compile_content(Path("content"))
here = Workshop(Workforce(1), Store(None), Watch())
plain = list(start_index(compiled.site, compiled.config, here, page_suffix=".html")())
files = start_index_apart(compiled.site, compiled.config, Path("cache"), page_suffix=".html")
"""


def do(folder: Path, program: str) -> list[str]:
    """What ``program`` prints, beside a course in ``content``."""
    write_folder(folder / "content", COURSE)
    done = run("python", "-c", _PROGRAM + program, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_another_process_makes_the_same_index(tmp_path: Path) -> None:
    """File for file, and what it has counted is kept for the next build."""
    told = do(tmp_path, "print([*files()] == plain, len(plain) > 1)")

    assert told == ["True True"]
    assert list(tmp_path.glob("cache/values-*.sqlite"))


def test_an_index_is_made_whatever_becomes_of_the_other_process(tmp_path: Path) -> None:
    """One that is killed leaves its work to this one, and no process."""
    told = do(
        tmp_path,
        """
for process in multiprocessing.active_children():
    process.kill()
    process.join()
print([*files()] == plain, multiprocessing.active_children())
""",
    )

    assert told == ["True []"]
