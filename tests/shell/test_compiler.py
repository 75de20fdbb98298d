"""Each test runs a program of its own: no process is forked beside the threads of this one."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from tests.support.folders import COURSE, list_folder, run, write_folder

_PROGRAM = """
import multiprocessing
import os
from contextlib import closing
from msgspec.structs import replace
from pathlib import Path

from site_builder.shell.compiler import open_compiler
from site_builder.shell.orders import Order
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.handover import Wanted
from site_builder.shell.project_file import Options
from site_builder.shell.workshop import open_workshop

CONTENT = Path("content")


def tell(compilation):
    return str(os.getpid())


def compiler(jobs=2, told=tell):
    return open_compiler(told, jobs=jobs, scheduler=None)


def begin(compiler, workshop):
    return compiler.begin(Order(CONTENT, Options(), (), None, None), workshop)


def plain(file):
    text = file.content
    return file.path, text.encode() if isinstance(text, str) else text


def compile_all(jobs, site, told=tell):
    with compiler(jobs, told) as one, closing(open_workshop(None, jobs=1)) as workshop:
        compiled = begin(one, workshop)()
        handover = compiled.course.hand_over()
        compiled.course.begin(Wanted(Path(site), "/", searchable=False))
        compiled.course.finish()
    return handover, compiled.findings

"""


def do(folder: Path, program: str) -> list[str]:
    """What ``program`` prints, beside a course in ``content``."""
    write_folder(folder / "content", {**COURSE, "bad.md": "---\nlesson: 99\n---\n\n字\n"})
    done = run("python", "-c", _PROGRAM + program, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_does_not_matter_which_process_compiles(tmp_path: Path) -> None:
    """Another one and this one give the same pages, findings and files."""
    told = do(
        tmp_path,
        """
apart, here = compile_all(2, "apart"), compile_all(1, "here")
print(replace(apart[0], files=()) == replace(here[0], files=()))
print([plain(file) for file in apart[0].files] == [plain(file) for file in here[0].files])
print(apart[1].counts == here[1].counts)
print(int(here[1].text) == os.getpid(), int(apart[1].text) == os.getpid())
""",
    )

    assert told == ["True", "True", "True", "True False"]
    paths = list_folder(tmp_path / "here")
    assert "search/index.js" in paths
    assert paths == list_folder(tmp_path / "apart")
    for path in paths:
        one, other = (tmp_path / name / path for name in ("here", "apart"))
        assert one.read_bytes() == other.read_bytes()


def test_no_process_is_forked_beside_threads(tmp_path: Path) -> None:
    """There this one compiles."""
    told = do(
        tmp_path,
        """
import threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
print(int(compile_all(2, "here")[1].text) == os.getpid())
""",
    )

    assert told == ["True"]


def test_what_the_environment_does_to_the_other_process_arrives(tmp_path: Path) -> None:
    """A broken manifest is the same error wherever it is read."""
    told = do(
        tmp_path,
        """
CONTENT.joinpath("course.yml").write_text("title: [")
try:
    compile_all(2, "site")
except SiteBuilderError as error:
    print(error.message.startswith("course.yml:"), bool(error.remedy))
""",
    )

    assert told == ["True True"]


def test_a_bug_in_the_other_process_arrives(tmp_path: Path) -> None:
    """It is raised here, with the place where it happened."""
    told = do(
        tmp_path,
        """
def stumble(compilation):
    return 1 / 0

try:
    compile_all(2, "site", stumble)
except ZeroDivisionError as error:
    print("in stumble" in error.__notes__[0])
""",
    )

    assert told == ["True"]


def test_a_process_that_is_killed_is_one_line(tmp_path: Path) -> None:
    """As one that the system ends for want of memory."""
    told = do(
        tmp_path,
        """
with compiler() as one, closing(open_workshop(None, jobs=1)) as workshop:
    (process,) = multiprocessing.active_children()
    process.kill()
    process.join()
    try:
        begin(one, workshop)()
    except SiteBuilderError as error:
        print(error)
""",
    )

    assert len(told) == 1
    assert "is gone" in told[0]
    assert "--jobs 1" in told[0]


@pytest.mark.parametrize(
    "reached",
    ["pass", "begin(one, workshop)", "begin(one, workshop)().course.stop()"],
    ids=["nothing asked for", "a course that nobody took", "a course without its rest"],
)
def test_no_process_is_left_of_a_build_that_is_given_up(tmp_path: Path, reached: str) -> None:
    """Wherever it is."""
    told = do(
        tmp_path,
        f"""
with compiler() as one, closing(open_workshop(None, jobs=1)) as workshop:
    {reached}
print(multiprocessing.active_children())
""",
    )

    assert told == ["[]"]


def test_no_process_is_left_of_a_build_that_is_killed(tmp_path: Path) -> None:
    """Even while it works on something long."""
    write_folder(tmp_path / "content", COURSE)
    program = """
import signal
import time

with compiler(told=lambda compilation: time.sleep(600)) as one:
    with closing(open_workshop(None, jobs=1)) as workshop:
        begin(one, workshop)
        print(multiprocessing.active_children()[0].pid, flush=True)
        time.sleep(2)
        os.kill(os.getpid(), signal.SIGKILL)
"""

    killed = run("python", "-c", _PROGRAM + program, folder=tmp_path)

    deadline = time.monotonic() + 30
    while _is_running(int(killed.stdout)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _is_running(process: int) -> bool:
    """Whether there is such a process, and it is no zombie that nobody waits for."""
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
