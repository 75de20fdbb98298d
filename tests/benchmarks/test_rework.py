"""Guards on counts: what a warm build does anew, as ``--timings`` tells."""

import re
from pathlib import Path

import pytest

from benchmarks.speed.tools import Ours
from tests.support.folders import run

LESSONS = 40

# render       0.02 s   0 of 210 anew
_STAGE = re.compile(r"^(?P<stage>\w[\w ]*?) +[\d.]+ s +(?P<done>\d+) of (?P<total>\d+) anew$", re.M)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that has been built."""
    folder = tmp_path_factory.mktemp("rework") / "project"
    Ours().write(folder, LESSONS)
    anew = _anew(folder)
    assert anew["parse"] == LESSONS + 1
    assert LESSONS < anew["render"] == anew["draw"] < LESSONS + 12
    return folder


def _anew(folder: Path) -> dict[str, int]:
    """How much of each stage a build does anew."""
    program, *arguments = Ours().build()
    done = run(Path(program).name, *arguments, "--timings", folder=folder)
    assert done.returncode == 0, done.stderr
    return {match["stage"]: int(match["done"]) for match in _STAGE.finditer(done.stderr)}


def test_a_build_without_a_change_does_nothing_anew(project: Path) -> None:
    """No source is read, no page rendered or drawn again."""
    anew = _anew(project)

    assert anew == {"parse": 0, "render": 0, "draw": 0}


def test_an_edit_of_a_note_costs_its_page(project: Path) -> None:
    """One source is read, and one page rendered and drawn."""
    edit = Ours().edit_body(project, 17, "多一句话。")
    edit.path.write_text(edit.text, encoding="utf-8")

    anew = _anew(project)

    assert anew == {"parse": 1, "render": 1, "draw": 1}


def test_an_edit_of_a_title_costs_the_pages_that_show_it(project: Path) -> None:
    """The outline is read again; pages that list the title, or show it beside, are drawn."""
    edit = Ours().edit_title(project, 17, "改名")
    edit.path.write_text(edit.text, encoding="utf-8")

    anew = _anew(project)

    assert anew["parse"] == 1
    assert 1 < anew["render"] <= 8  # itself, its week, its course, the first page
    assert anew["render"] < anew["draw"] <= 20  # and those of its week
