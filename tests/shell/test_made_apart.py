"""Each test runs a program of its own: no process is forked beside the threads of this one."""

from __future__ import annotations

from pathlib import Path

from benchmarks.synthetic import write_course
from tests.shell.test_warm_builds import read_site
from tests.support.folders import COURSE, run, write_folder

_PROGRAM = """
import multiprocessing
from contextlib import closing
from pathlib import Path
from site_builder.shell.compiling import compile_content
from site_builder.shell.courses import LocalCourse
from site_builder.shell.handover import Wanted
from site_builder.shell.made_apart import start_apart
from site_builder.shell.tree import write_tree
from site_builder.shell.workshop import open_workshop

CONTENT = Path("content")
resolved = []
with closing(open_workshop(None, jobs=1)) as workshop:
    keep = lambda wait: resolved.append(wait())
    compiled = compile_content(CONTENT, workshop=workshop, when_resolved=keep)
    course = LocalCourse(compiled, CONTENT, workshop)
    course.hand_over()
    course.begin(Wanted(Path("here"), ".html", searchable=False))
    course.finish()
files = start_apart(resolved[0], Path("cache"), page_suffix=".html")
"""


def do(folder: Path, program: str) -> list[str]:
    """What ``program`` prints, beside a course in ``content``."""
    write_folder(folder / "content", COURSE)
    done = run("python", "-c", _PROGRAM + program, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_another_process_makes_the_same_files(tmp_path: Path) -> None:
    """Byte for byte, and what it has counted is kept for the next build."""
    do(tmp_path, 'write_tree(files(), Path("apart"))')

    here = read_site(tmp_path / "here")
    assert {"course.json", "search/index.js"} <= here.keys()
    assert read_site(tmp_path / "apart") == here
    assert list(tmp_path.glob("cache/values-*.sqlite"))


def test_they_are_made_whatever_becomes_of_the_other_process(tmp_path: Path) -> None:
    """One that is killed leaves its work to this one, and no process."""
    left = do(
        tmp_path,
        """
for process in multiprocessing.active_children():
    process.kill()
    process.join()
write_tree(files(), Path("apart"))
print(multiprocessing.active_children())
""",
    )

    assert left == ["[]"]
    assert read_site(tmp_path / "apart") == read_site(tmp_path / "here")


_BUILD = """
import sys
from site_builder.cli import main
from site_builder.shell import compiler_process, made_apart

start = made_apart.start_apart


def say(*arguments, **options):
    print("apart", flush=True)
    return start(*arguments, **options)


made_apart.start_apart = say
least, *command = sys.argv[1:]
compiler_process._WORTH_BEGINNING = range(int(least), 1000)
main(command)
"""


def build(folder: Path, least: int, site: str) -> bool:
    """Builds without what builds have kept; whether another process has made the files."""
    command = ("build", "content", "-d", site, "--no-cache", "-j2")
    done = run("python", "-c", _BUILD, str(least), *command, folder=folder)
    assert done.returncode == 0, done.stderr
    return "apart" in done.stdout.splitlines()


def test_first_build_of_many_notes_makes_them_apart(tmp_path: Path) -> None:
    """Also where processes have read the notes, and may still set their formulas."""
    write_course(tmp_path / "content", 70)

    many, few = build(tmp_path, 70, "many"), build(tmp_path, 500, "few")

    assert (many, few) == (True, False)
    assert read_site(tmp_path / "many") == read_site(tmp_path / "few")
