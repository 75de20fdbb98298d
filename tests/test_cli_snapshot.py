"""The commands ``site-builder snapshot``."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import main
from site_builder.links.snapshots import snapshot_path
from tests.support.folders import write_folder

KNEAD = "https://example.org/knead"
BAKE = "https://example.org/bake"
COPY = (
    "<html><!--\n Page saved with SingleFile \n url: https://example.org/knead \n"
    " saved date: Fri May 03 2024 10:11:12 GMT+0800 (CST)\n--><title>揉面</title><p>面团"
)
PATH = snapshot_path(KNEAD, "outline.md").strip("/")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course that cites two pages and has a copy of one; it is the working directory."""
    outline = f"# 烘焙\n\n## 1 1.1.1 揉面 05:30\n\n[揉面]({KNEAD})\n\n[烘烤]({BAKE})\n"
    write_folder(tmp_path / "content", {"outline.md": outline, PATH: COPY})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def snapshot(*arguments: str) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, ["snapshot", *arguments], catch_exceptions=False)


def states(*arguments: str) -> dict[str, str]:
    """State by address."""
    report = json.loads(snapshot("status", "--format", "json", *arguments).stdout)
    return {row["address"]: row["state"] for row in report["copies"]}


def test_copies_that_are_there_are_taken_in(course: Path) -> None:
    """What a copy says of itself goes into the record, and verify then finds nothing."""
    before = states()

    added = snapshot("add")
    verified = snapshot("verify")

    assert before == {KNEAD: "not recorded", BAKE: "never captured"}
    assert (added.exit_code, added.stdout) == (0, f"2024-05-03T02:11:12Z  {PATH}\n")
    assert (verified.exit_code, verified.stdout) == (0, "1 copies checked, 0 with findings\n")
    assert states() == {KNEAD: "ok", BAKE: "never captured"}
    lock = course.joinpath("content", "snapshots.lock").read_text(encoding="utf-8")
    assert "title: 揉面" in lock
    assert "verified: '2" in lock


def test_a_saved_file_becomes_the_copy_of_an_address(course: Path) -> None:
    """A PDF from anywhere is put where the law has it."""
    course.joinpath("paper.pdf").write_bytes(b"%PDF-1.4\n")

    added = snapshot("add", BAKE, "--file", "paper.pdf")

    assert added.exit_code == 0
    assert states()[BAKE] == "ok"
    assert course.joinpath("content", snapshot_path(BAKE, "outline.md").strip("/")).is_file()


@pytest.mark.parametrize(
    ("change", "trouble", "state"),
    [
        ("rewrite", "changed", "changed"),
        ("delete", "missing", "missing"),
        ("empty", "changed", "unreadable"),
        ("stray", "unlisted", "ok"),
    ],
)
def test_what_happens_to_copies_is_found(
    course: Path, change: str, trouble: str, state: str
) -> None:
    """Each kind of trouble is named and fails the command; the day of the last good check goes."""
    snapshot("add")
    copy = course / "content" / PATH
    match change:
        case "rewrite":
            copy.write_text(COPY.replace("面团", "面糊"), encoding="utf-8")
        case "delete":
            copy.unlink()
        case "empty":
            copy.write_bytes(b"")
        case _:
            copy.with_name("stray.html").write_text("<p>x", encoding="utf-8")

    result = snapshot("verify", "--format", "json")

    assert result.exit_code == 1
    assert [found["trouble"] for found in json.loads(result.stdout)["findings"]] == [trouble]
    assert states()[KNEAD] == state


def test_the_same_size_and_time_do_not_deceive_verify(course: Path) -> None:
    """Verifying reads the bytes, whatever the disk says of them."""
    snapshot("add")
    copy = course / "content" / PATH
    times = copy.stat()
    copy.write_text(COPY.replace("面团", "面糊"), encoding="utf-8")
    os.utime(copy, ns=(times.st_atime_ns, times.st_mtime_ns))

    result = snapshot("verify")

    assert result.exit_code == 1
    assert "changed" in result.stdout


def test_the_references_page_counts_copies(course: Path) -> None:
    """It says n of N, and the day of the last verification."""
    snapshot("add")
    snapshot("verify")
    CliRunner().invoke(main, ["build"], catch_exceptions=False)

    page = course.joinpath("build", "site", "references", "index.html").read_text(encoding="utf-8")
    verified = json.loads(snapshot("status", "--format", "json").stdout)["verified_on"]

    assert f"共 2 个网页，其中 1 个有本地副本，最近一次全部核对无误是 {verified}" in page
    assert "尚无副本" in page


def test_an_address_that_no_note_cites_is_an_error(course: Path) -> None:
    """Only what the notes cite gets a copy."""
    result = snapshot("add", "https://example.org/other")

    assert result.exit_code == 2
    assert "no note cites" in result.stderr


@pytest.mark.parametrize(
    ("options", "page", "version"),
    [
        ((), "lessons/001/index.html", "../../snapshots/"),
        (("--offline",), "lessons/001.html", "../snapshots/"),
    ],
)
def test_robust_links_lead_to_the_copy(
    course: Path, options: tuple[str, ...], page: str, version: str
) -> None:
    """The original carries the address of its copy, right for both kinds of site."""
    snapshot("add")
    CliRunner().invoke(main, ["build", *options], catch_exceptions=False)

    place = course / "build" / "site" / page
    (link,) = re.findall(r"<a [^>]*data-versionurl=[^>]*>", place.read_text(encoding="utf-8"))
    (path,) = re.findall(r'data-versionurl="([^"]*)"', link)

    assert path.startswith(version)
    assert place.parent.joinpath(path).exists()
    assert f'data-originalurl="{KNEAD}"' in link
    assert 'data-versiondate="2024-05-03T02' in link


def test_what_a_killed_run_left_is_recorded_by_the_next(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy in its place and not in the record goes into it, and is not made again."""
    asked: list[str] = []
    monkeypatch.setattr("site_builder.cli_snapshot.find_tools", lambda: None)
    monkeypatch.setattr(
        "site_builder.cli_snapshot.capture_copies",
        lambda wanted, *_: asked.extend(item.address for item in wanted),
    )

    result = snapshot("capture")

    assert result.exit_code == 0
    assert asked == [BAKE]
    assert states() == {KNEAD: "ok", BAKE: "never captured"}
    assert course.joinpath("content", "snapshots.lock").is_file()


def test_the_terminal_finds_copies_too(course: Path) -> None:
    """Where the course wants it, what only a copy says is found below the notes, as a copy."""
    words = "面团静置之后更容易拉开，这叫做自溶。" * 5
    course.joinpath("content", PATH).write_text(f"{COPY}<p>{words}", encoding="utf-8")
    before = CliRunner().invoke(main, ["search", "自溶"], catch_exceptions=False)
    course.joinpath("content", "course.yml").write_text("search_snapshots: true\n")

    result = CliRunner().invoke(main, ["search", "自溶"], catch_exceptions=False)
    notes = CliRunner().invoke(main, ["search", "揉面"], catch_exceptions=False)

    assert before.stdout == ""
    assert "副本 · 揉面  (snapshots/example.org-" in result.stdout
    assert "example.org · 2024-05-03 保存: " in result.stdout
    assert "【自溶】" in result.stdout
    assert notes.stdout.index("lessons/001/") < notes.stdout.index("副本 · 揉面")
