"""A build begins with the pages of the build before; what comes of it is what any build makes."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from site_builder.model.config import Config
from site_builder.model.diagnostic import Severity
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.foreseeing import ForeseenCourse, HeldMessages, UnforeseenError
from site_builder.shell.handover import Handover, Wanted
from site_builder.shell.kept_tree import TreeMemory
from site_builder.shell.orders import Compiled, Findings
from site_builder.shell.project_file import Options
from site_builder.shell.tree import TreeFile
from tests.shell.test_warm_builds import EDITS, read_site
from tests.support.folders import COURSE, run, write_folder

_STAGE = re.compile(r"[a-z ]+( \d+)?: [\d.]+ s")
"""What is told of a stage that takes longer than a second."""

_PROGRAM = """
import sys
from site_builder.cli import main
from site_builder.shell import building

made = []
original = building.build_site_folder


def count(*arguments, **options):
    made.append(1)
    return original(*arguments, **options)


building.build_site_folder = count
try:
    main(["build", "content", *(sys.argv[1:] or ["-d", "warm"])])
finally:
    print(len(made))
"""


def build_apart(folder: Path, *options: str) -> tuple[int, int, str]:
    """Builds in a process that may fork: exit code, how often it began, and what it told."""
    done = run("python", "-c", _PROGRAM, *options, folder=folder)
    told = [line for line in done.stderr.splitlines() if not _STAGE.fullmatch(line)]
    return done.returncode, int(done.stdout.splitlines()[-1]), "\n".join(told)


def test_foreseen_site_is_the_cold_one(tmp_path: Path) -> None:
    """Whatever an edit changes, and whether or not the engine has to begin anew."""
    content = write_folder(tmp_path / "content", COURSE)
    begun = {}
    build_apart(tmp_path)

    for name in ("body", "formula", "heading", "note added", "title of a lesson", "picture gone"):
        EDITS[name](content)
        code, begun[name], told = build_apart(tmp_path)
        cold, _, told_cold = build_apart(tmp_path, "--no-cache", "-d", "cold")
        assert (code, sorted(told.splitlines())) == (cold, sorted(told_cold.splitlines())), name
        assert read_site(tmp_path / "warm") == read_site(tmp_path / "cold"), name

    assert begun == {
        "body": 1,
        "formula": 1,
        "heading": 2,  # the page has a formula that cannot be typeset, of which it was spoken
        "note added": 1,
        "title of a lesson": 2,
        "picture gone": 2,
    }


def test_what_is_wrong_is_told_as_ever(tmp_path: Path) -> None:
    """A strict build and one without a manifest that can be read leave the site as it was."""
    content = write_folder(tmp_path / "content", COURSE)
    build_apart(tmp_path)
    before = read_site(tmp_path / "warm")

    EDITS["formula"](content)
    strict = build_apart(tmp_path, "--strict", "-d", "warm")
    content.joinpath("course.yml").write_text("title: [", encoding="utf-8")
    broken = build_apart(tmp_path)

    assert strict[:2] == (1, 1)
    assert "formula cannot be typeset" in strict[2]
    assert "build given up: strict" in strict[2]
    assert broken[0] == 2
    assert broken[2].startswith("error: course.yml:1:")
    assert "Traceback" not in broken[2]
    assert read_site(tmp_path / "warm") == before


@dataclass
class _Course:
    """A course that another process has compiled."""

    handover: Handover
    wanted: list[Wanted] = field(default_factory=list)

    def hand_over(self) -> Handover:
        """What there is."""
        return self.handover

    def amend(self) -> tuple[TreeFile, ...]:
        """Nothing."""
        return ()

    def begin(self, wanted: Wanted) -> None:
        """Takes note of what is wanted."""
        self.wanted.append(wanted)

    def finish(self) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""


PICTURE = TreeFile("a.png", Path("/content/a.png"))
BEFORE = Handover(
    "题", Config(), (TreeFile("index.md", b"one"), PICTURE), ({"题": "index.md"},), ()
)
WANTED = Wanted(Path("site"), "/", searchable=False)


def foresee(
    now: Handover, told: Callable[[Findings], None] = lambda _: None
) -> tuple[ForeseenCourse, _Course]:
    """A course that is taken for ``BEFORE`` and turns out to be ``now``."""
    course = _Course(now)
    findings = Findings("found", {Severity.WARNING: 1})
    wait = partial(Compiled, course, findings)
    return ForeseenCourse(BEFORE, wait, told), course


def test_texts_that_changed_are_amended() -> None:
    """What takes longer begins once the course is known, and findings are told then."""
    told: list[Findings] = []
    now = Handover("题", Config(), (TreeFile("index.md", b"two"), PICTURE), BEFORE.nav, ())
    course, truth = foresee(now, told.append)

    assert course.hand_over() == BEFORE
    course.begin(WANTED)
    assert (truth.wanted, told) == ([], [])
    assert course.amend() == (TreeFile("index.md", b"two"),)

    assert (truth.wanted, [findings.text for findings in told]) == ([WANTED], ["found"])
    assert course.amend() == ()


@pytest.mark.parametrize(
    "now",
    [
        Handover("书", Config(), BEFORE.files, BEFORE.nav, ()),
        Handover("题", Config(language="en"), BEFORE.files, BEFORE.nav, ()),
        Handover("题", Config(), BEFORE.files, ({"书": "index.md"},), ()),
        Handover("题", Config(), BEFORE.files[:1], BEFORE.nav, ()),
        Handover("题", Config(), (BEFORE.files[0], TreeFile("a.png", b"")), BEFORE.nav, ()),
        Handover(
            "题", Config(), (BEFORE.files[0], TreeFile("a.png", Path("/b.png"))), BEFORE.nav, ()
        ),
        Handover("题", Config(), (TreeFile("second.md", b"one"), PICTURE), BEFORE.nav, ()),
    ],
)
def test_another_course_is_unforeseen(now: Handover) -> None:
    """The engine begins anew with it, and nothing was told or begun before."""
    told: list[Findings] = []
    course, truth = foresee(now, told.append)
    course.begin(WANTED)

    with pytest.raises(UnforeseenError):
        course.amend()
    course.stop()
    assert (truth.wanted, told, course.is_settled) == ([], [], False)
    course.settle()

    assert course.hand_over() == now
    course.begin(WANTED)
    assert (truth.wanted, len(told)) == ([WANTED], 1)


@pytest.mark.parametrize("page", [None, "index.md", "other.md"])
def test_a_page_that_was_spoken_of_is_not_amended(
    page: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was said of it may not hold any more; of pages that stay as they are it holds."""
    changed = Handover("题", Config(), (TreeFile("index.md", b"two"), PICTURE), BEFORE.nav, ())
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, "no such page", None, None)
    if page is not None:
        record.page = page
    course, _ = foresee(changed)
    course.messages = HeldMessages()
    course.messages.handle(record)

    if page == "other.md":
        course.amend()
    else:
        with pytest.raises(UnforeseenError):
            course.amend()

    assert capsys.readouterr().err == ("no such page\n" if page == "other.md" else "")


def test_what_keeps_a_course_from_being_compiled_is_asked_for_once() -> None:
    """The other process says it once only."""
    answers: list[Exception] = [SiteBuilderError("no notes", "write some")]
    course = ForeseenCourse(BEFORE, lambda: _raise(answers.pop()), _nothing)

    for ask in (course.amend, course.settle):
        with pytest.raises(SiteBuilderError, match="no notes"):
            ask()


def _nothing(_: object) -> None:
    """Does it."""


def _raise(error: Exception) -> Compiled:
    raise error


def test_a_tree_comes_back_as_it_was(tmp_path: Path) -> None:
    """Texts, files to be copied, navigation and manifest; for the same course only."""
    memory = TreeMemory(tmp_path, tmp_path / "content", Options())
    now = Handover("题", Config(title="题"), BEFORE.files, BEFORE.nav, ())

    assert memory.recall() is None
    memory.keeper(now)()

    assert memory.recall() == now
    assert TreeMemory(tmp_path, tmp_path / "content", Options("other.yml")).recall() is None
    assert TreeMemory(None, tmp_path, Options()).recall() is None


@pytest.mark.parametrize("data", [b"", b"\x93\xa1a", b"\xff" * 9])
def test_a_broken_tree_is_none(tmp_path: Path, data: bytes) -> None:
    """Whatever stands in the file, nothing but time is lost."""
    memory = TreeMemory(tmp_path, tmp_path, Options())
    memory.keeper(BEFORE)()
    (place,) = tmp_path.glob("tree-*")
    place.chmod(0o644)
    place.write_bytes(data)

    assert memory.recall() is None
