"""What a build keeps makes the next one faster, never different."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.structure.pages import Page

from benchmarks.synthetic import write_course
from site_builder.cli import main
from site_builder.shell import page_output, stamp
from site_builder.shell.stamp import program_stamp
from tests.support.folders import COURSE, PNG, write_folder


def build(content: Path, site: Path, *options: str) -> int:
    """Builds in this process; the exit code."""
    result = CliRunner().invoke(main, ["build", str(content), "-d", str(site), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code


def read_site(site: Path) -> dict[str, bytes]:
    """Every file of a site by path."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def edit(path: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    """An author's edit of a file, which may be gone."""

    def run(content: Path) -> None:
        place = content / path
        if place.exists():
            place.write_text(change(place.read_text(encoding="utf-8")), encoding="utf-8")

    return run


def put(path: str, data: str | bytes) -> Callable[[Path], None]:
    """A file that appears, or is replaced."""
    return lambda content: void(write_folder(content, {path: data}))


def void(_: object) -> None:
    """Nothing."""


def move(path: str, to: str) -> Callable[[Path], None]:
    """A file that gets another name, if it is there."""

    def run(content: Path) -> None:
        if content.joinpath(path).exists():
            content.joinpath(path).rename(content / to)

    return run


OWN = "---\nlesson: {}\n---\n# 温度计\n\n插到中心，$t > 95$ 时出炉。见[[揉面]]。\n"

EDITS: dict[str, Callable[[Path], None]] = {
    "body": edit("notes.md", lambda text: text.replace("吸水率", "吸水率约为")),
    "formula": edit("notes.md", lambda text: text + "\n再算 $\\frac{a}{b}$ 和坏的 $\\frac{$\n"),
    "title of a lesson": edit("outline.md", lambda text: text.replace("揉面 ", "揉面与静置 ")),
    "heading": edit("notes.md", lambda text: text.replace("# 磨刀", "# 磨刀石")),
    "order": edit("notes.md", lambda text: "\n## ".join(reversed(text.split("\n## ")))),
    "note added": put("own.md", OWN.format(4)),
    "note moved to another lesson": put("own.md", OWN.format(2)),
    "note renamed": move("own.md", "eigen.md"),
    "note removed": lambda content: content.joinpath("own.md").unlink(missing_ok=True),
    "lesson added": edit("outline.md", lambda text: text + "\n## 5 1.2.3 出炉 03:00\n"),
    "lesson removed": edit("outline.md", lambda text: text.partition("\n## 4 ")[0]),
    "picture added": put("images/extra.png", PNG),
    "picture gone": lambda content: content.joinpath("images/dough.png").unlink(missing_ok=True),
    "title of the course": put("course.yml", "title: 面包\n"),
    "place": put("course.yml", 'place:\n  "notes.md#磨刀": 2\n'),
    "glossary": put("glossary.yml", "- zh: 吸水率\n  en: absorption\n  text: 水与面粉之比。\n"),
    "configuration": lambda content: void(
        content.parent.joinpath("mkdocs.yml").write_text(
            "site_name: 另一个名字\ndocs_dir: content\nsite_dir: site\n"
            "theme:\n  name: material\n  language: zh\nplugins: [search, site_builder]\n",
            encoding="utf-8",
        )
    ),
}


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(names=st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=4))
def test_warm_site_is_the_cold_one(names: list[str]) -> None:
    """After any edits the site is, byte for byte, what a build from nothing makes."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        content = write_folder(home / "content", COURSE)
        build(content, home / "warm")
        for name in names:
            EDITS[name](content)
            warm = build(content, home / "warm")
            cold = build(content, home / "cold", "--no-cache")

            assert warm == cold
            assert read_site(home / "warm") == read_site(home / "cold"), name


def test_template_and_program_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edited theme, and another version of a dependency, are seen by a warm build."""
    content = write_folder(tmp_path / "content", COURSE)
    build(content, tmp_path / "warm")
    theme = tmp_path / "theme"
    theme.joinpath("partials").mkdir(parents=True)
    theme.joinpath("main.html").write_text(
        '{% extends "base.html" %}{% block announce %}新{% endblock %}', encoding="utf-8"
    )
    tmp_path.joinpath("mkdocs.yml").write_text(
        "site_name: ''\ndocs_dir: content\nsite_dir: site\n"
        "theme:\n  name: material\n  language: zh\n  custom_dir: theme\n"
        "plugins: [search, site_builder]\n",
        encoding="utf-8",
    )
    build(content, tmp_path / "warm")
    themed = read_site(tmp_path / "warm")
    monkeypatch.setattr(stamp, "_PACKAGES", (*stamp._PACKAGES, "pytest"))
    program_stamp.cache_clear()

    code = build(content, tmp_path / "other", "--timings")
    program_stamp.cache_clear()

    assert "新" in themed["index.html"].decode()
    assert code == 0
    assert read_site(tmp_path / "other") == themed


def test_only_what_changed_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit of one note's body draws its lesson again and hardly anything else."""
    drawn: list[str] = []
    draw = page_output.PageOutputs._draw

    def spy(self: page_output.PageOutputs, page: Page) -> bytes:
        drawn.append(page.url)
        return draw(self, page)

    monkeypatch.setattr(page_output.PageOutputs, "_draw", spy)
    write_course(tmp_path / "content", 30)
    build(tmp_path / "content", tmp_path / "site", "-j1")
    first = len(drawn)
    drawn.clear()
    note = tmp_path / "content" / "notes" / "0007.md"
    note.write_text(note.read_text(encoding="utf-8") + "\n多一句。\n", encoding="utf-8")

    build(tmp_path / "content", tmp_path / "site", "-j1")

    assert first > 30
    assert drawn == ["lessons/007/"]


def state(page: Path) -> tuple[int, int]:
    """What changes where a page is written; to read one changes its time of access."""
    found = page.stat()
    return found.st_mtime_ns, found.st_ino


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """Pages that stay as they are keep their files; what somebody has spoilt is made good."""
    content, site = tmp_path / "content", tmp_path / "site"
    write_course(content, 12)
    build(content, site)
    pages = sorted(site.glob("lessons/*/index.html"))
    before = {page: state(page) for page in pages}
    spoilt, lost, edited = pages[1], pages[2], pages[6]
    spoilt.write_text("spoilt", encoding="utf-8")
    lost.unlink()
    site.joinpath("lessons", "stray").mkdir()
    site.joinpath("lessons", "stray", "page.html").touch()
    note = content / "notes" / "0007.md"
    note.write_text(note.read_text(encoding="utf-8") + "\n多一句。\n", encoding="utf-8")

    build(content, site)
    build(content, tmp_path / "cold", "--no-cache")

    assert read_site(site) == read_site(tmp_path / "cold")
    assert not site.joinpath("lessons", "stray").exists()
    written = [page for page in pages if state(page) != before[page]]
    assert written == [spoilt, lost, edited]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that is worth several processes, and its site as one process makes it."""
    home = tmp_path_factory.mktemp("large")
    write_course(home / "content", 70)
    assert build(home / "content", home / "alone", "--no-cache", "-j1") == 0
    return home


def test_several_processes_make_the_same_site(large: Path) -> None:
    """However many work on it, the site is the same."""
    run(large, "build", "content", "-d", "many", "--no-cache", "-j2")

    assert read_site(large / "many") == read_site(large / "alone")


_CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    cluster = LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    )
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
    cluster.close()
"""


def test_cluster_makes_the_same_site(large: Path) -> None:
    """Two workers of a Dask scheduler make what one process makes."""
    program = large / "cluster.py"
    program.write_text(_CLUSTER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as cluster:
        assert cluster.stdout is not None
        address = cluster.stdout.readline().strip()

        run(large, "build", "content", "-d", "cluster", "--no-cache", "--scheduler", address)

        assert cluster.stdin is not None
        cluster.stdin.close()
    assert read_site(large / "cluster") == read_site(large / "alone")


def test_build_that_was_killed_harms_nothing(large: Path) -> None:
    """Killed at any moment, a build leaves caches from which the next makes the same site."""
    chance = random.Random(8)
    for _ in range(3):
        started = subprocess.Popen(
            [sys.executable, "-m", "site_builder.cli", "build", "content", "-d", "killed"],
            cwd=large,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.3, 2.5))
        group = os.getpgid(started.pid)
        started.send_signal(signal.SIGKILL)
        started.wait()
        assert_nobody_is_left(group)

    run(large, "build", "content", "-d", "killed")

    assert read_site(large / "killed") == read_site(large / "alone")


def test_nothing_is_kept_until_all_that_might_write_has_ended(tmp_path: Path) -> None:
    """The process that compiles writes last what the next build may begin with."""
    write_course(tmp_path / "content", 3)
    kept = tmp_path / "kept"
    kept.mkdir()

    done = subprocess.run(
        [sys.executable, "-c", _KEEPS_SLOWLY, "build", "content", "-d", "site", "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(kept)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert list(kept.iterdir()) == []


_KEEPS_SLOWLY = """
import time

from site_builder.cli import main
from site_builder.shell.kept_tree import TreeMemory

keeper = TreeMemory.keeper


def slow(memory, handover):
    keep = keeper(memory, handover)
    return lambda: (time.sleep(1), keep())


TreeMemory.keeper = slow
main()
"""


def test_build_that_was_killed_while_it_published_harms_nothing(tmp_path: Path) -> None:
    """Whatever part of an edit was in its place, the next build makes the whole site."""
    write_course(tmp_path / "content", 12)
    note = tmp_path / "content" / "notes" / "0007.md"
    text = note.read_text(encoding="utf-8")
    run(tmp_path, "build", "content", "-d", "site")

    for moment in range(4):
        note.write_text(f"{text}\n{moment} 句。\n", encoding="utf-8")
        killed = subprocess.run(
            [sys.executable, "-c", _KILLED, str(moment * 2), "build", "content", "-d", "site"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        note.write_text(text, encoding="utf-8")
        run(tmp_path, "build", "content", "-d", "site")
        run(tmp_path, "build", "content", "-d", "cold", "--no-cache")

        assert killed.returncode == -signal.SIGKILL
        assert read_site(tmp_path / "site") == read_site(tmp_path / "cold")


_KILLED = """
import os, signal, sys

moves = int(sys.argv.pop(1))
replace = os.replace

def counted(source, target, **options):
    global moves
    if "/site/" in str(target):
        moves -= 1
        if moves < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    replace(source, target, **options)

os.replace = counted
from site_builder.cli import main
main()
"""
"""Kills itself when so many files are in their places."""


def assert_nobody_is_left(group: int) -> None:
    """Waits until a group of processes is gone."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("a process works on for a build that was killed")


def test_two_builds_at_once(large: Path) -> None:
    """Two builds that share a cache, both from nothing, make the same site."""
    run(large, "cache", "clear", "content")
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "site_builder.cli", "build", "content", "-d", name], cwd=large
        )
        for name in ("one", "two")
    ]
    codes = [process.wait() for process in started]

    assert codes == [0, 0]
    assert read_site(large / "one") == read_site(large / "two") == read_site(large / "alone")


def test_two_builds_of_an_edit_into_one_folder(tmp_path: Path) -> None:
    """Whichever ends last, the site is that of the notes."""
    write_course(tmp_path / "content", 12)
    run(tmp_path, "build", "content", "-d", "site")
    note = tmp_path / "content" / "notes" / "0007.md"
    note.write_text(note.read_text(encoding="utf-8") + "\n多一句。\n", encoding="utf-8")
    command = [sys.executable, "-m", "site_builder.cli", "build", "content", "-d", "site"]

    started = [subprocess.Popen(command, cwd=tmp_path) for _ in range(2)]
    codes = [process.wait() for process in started]
    run(tmp_path, "build", "content", "-d", "site")
    run(tmp_path, "build", "content", "-d", "cold", "--no-cache")

    assert codes == [0, 0]
    assert read_site(tmp_path / "site") == read_site(tmp_path / "cold")


def test_findings_are_part_of_what_is_kept(tmp_path: Path) -> None:
    """A warm strict build fails as the cold one did."""
    bad = {**COURSE, "bad.md": "---\nlesson: 3\n---\n坏的 $\\foo$\n"}
    content = write_folder(tmp_path / "content", bad)

    codes = [build(content, tmp_path / "site", "--strict") for _ in range(2)]
    relaxed = [build(content, tmp_path / "site") for _ in range(2)]

    assert codes == [1, 1]
    assert relaxed == [0, 0]


def test_all_that_was_told_is_told_again(tmp_path: Path) -> None:
    """A build with nothing to do says what the one before said, and so does one from nothing."""
    bad = {**COURSE, "bad.md": "---\nlesson: 3\n---\n坏的 $\\foo$\n"}
    content = write_folder(tmp_path / "content", bad)
    command = ["build", str(content), "-d", str(tmp_path / "site")]

    told = [CliRunner().invoke(main, command).stderr for _ in range(2)]
    anew = CliRunner().invoke(main, [*command, "--no-cache"]).stderr

    assert told[0].count("MTH201") == 2  # the note, and the page as MkDocs reads it
    assert told[1] == told[0] == anew


def run(folder: Path, *arguments: str) -> None:
    """Runs the program to its end."""
    command = [sys.executable, "-m", "site_builder.cli", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
