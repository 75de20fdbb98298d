import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.swapping import (
    check_target,
    discard,
    may_merge,
    merge,
    open_staging,
    swap,
)
from tests.support.folders import list_folder, write_folder


def build(target: Path, text: str) -> Path:
    """A staging folder with one page."""
    staging = open_staging(target)
    staging.joinpath("index.html").write_text(text)
    return staging


def names(folder: Path) -> list[str]:
    """Names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_new_site_appears_with_its_parents(tmp_path: Path) -> None:
    """The folders above the target are made."""
    target = tmp_path / "build" / "site"

    swap(build(target, "new"), target)

    assert target.joinpath("index.html").read_text() == "new"
    assert names(tmp_path / "build") == ["site"]


def test_an_old_site_is_replaced_whole(tmp_path: Path) -> None:
    """Pages that are no longer there go, hidden files stay."""
    target = tmp_path / "site"
    target.joinpath("old").mkdir(parents=True)
    target.joinpath("old", "page.html").write_text("old")
    target.joinpath(".git").mkdir()
    target.joinpath(".git", "HEAD").write_text("ref")
    target.joinpath(".nojekyll").touch()

    swap(build(target, "new"), target)

    assert names(target) == [".git", ".nojekyll", "index.html"]
    assert target.joinpath(".git", "HEAD").read_text() == "ref"
    assert names(tmp_path) == ["site"]


def test_a_large_old_site_goes_later(tmp_path: Path) -> None:
    """The swap does not wait until thousands of files are removed; they go all the same."""
    target = tmp_path / "site"
    target.mkdir()
    for number in range(1000):
        target.joinpath(f"{number}.html").touch()

    swap(build(target, "new"), target)

    assert names(target) == ["index.html"]
    deadline = time.monotonic() + 60
    while names(tmp_path) != ["site"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_a_killed_build_has_left_goes_with_the_next(tmp_path: Path) -> None:
    """Folders of processes that are gone are removed; other folders, and those in use, stay."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    target = tmp_path / "site"
    left = [tmp_path / f".site.{gone.pid}.{state}" for state in ("building", "old")]
    others = [tmp_path / f".site.{os.getppid()}.building", tmp_path / f".sitemap.{gone.pid}.old"]
    for folder in (*left, *others):
        folder.mkdir()

    discard(open_staging(target))

    assert names(tmp_path) == sorted(folder.name for folder in others)


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    """Where the target is a link, what it leads to is replaced."""
    real = tmp_path / "real"
    real.mkdir()
    real.joinpath("old.html").touch()
    target = tmp_path / "site"
    target.symlink_to(real)

    swap(build(target, "new"), target)

    assert target.is_symlink()
    assert names(real) == ["index.html"]


def test_new_files_take_their_places_among_those_that_stay(tmp_path: Path) -> None:
    """Files that stay are not touched, hidden ones neither; all others go, with empty folders."""
    target = write_folder(
        tmp_path / "site",
        {
            "index.html": "old",
            "a/b/index.html": "stays",
            "a/index.html": "old",
            "gone/deep/page.html": "old",
            "becomes/a-file": "old",
            "folder": "old",
            ".git/HEAD": "ref",
            ".nojekyll": "",
        },
    )
    staging = open_staging(target)
    write_folder(staging, {"index.html": "new", "becomes": "new", "folder/c/page.html": "new"})
    before = target.joinpath("a/b/index.html").stat()

    merge(staging, target, ["a/b/index.html"])

    assert target.joinpath("a/b/index.html").stat() == before
    assert {path: target.joinpath(path).read_text() for path in list_folder(target)} == {
        "index.html": "new",
        "a/b/index.html": "stays",
        "becomes": "new",
        "folder/c/page.html": "new",
        ".git/HEAD": "ref",
        ".nojekyll": "",
    }
    assert names(tmp_path) == ["site"]
    assert names(target) == [".git", ".nojekyll", "a", "becomes", "folder", "index.html"]


def test_files_that_would_be_the_same_are_left_alone(tmp_path: Path) -> None:
    """But pages: what is kept of a page tells which file it is."""
    old = {"a/page.html": "same", "a/font": "same", "size": "old", "rights": "same", "link": "same"}
    target = write_folder(tmp_path / "site", old)
    target.joinpath("rights").chmod(0o600)
    target.joinpath("link").unlink()
    target.joinpath("link").symlink_to("a/font")
    staging = open_staging(target)
    write_folder(staging, {**old, "size": "new", "more": "same"})
    before = target.joinpath("a/font").stat()
    fresh = {path: staging.joinpath(path).stat().st_ino for path in list_folder(staging)}

    merge(staging, target, [])

    now = {path: target.joinpath(path).lstat().st_ino for path in list_folder(target)}
    assert now == {**fresh, "a/font": before.st_ino}
    assert target.joinpath("a/font").stat() == before


def test_links_within_a_site_go_and_lead_nowhere(tmp_path: Path) -> None:
    """A link that somebody has put there is removed, not what it leads to."""
    elsewhere = write_folder(tmp_path / "elsewhere", {"thesis.docx": "mine", "page.html": "mine"})
    target = write_folder(tmp_path / "site", {"index.html": "stays"})
    target.joinpath("folder").symlink_to(elsewhere)
    target.joinpath("page.html").symlink_to(elsewhere / "page.html")
    staging = open_staging(target)
    write_folder(staging, {"page.html": "new"})

    merge(staging, target, ["index.html"])

    assert names(target) == ["index.html", "page.html"]
    assert names(elsewhere) == ["page.html", "thesis.docx"]
    assert elsewhere.joinpath("page.html").read_text() == "mine"


def test_only_a_folder_beside_the_staging_one_is_merged_into(tmp_path: Path) -> None:
    """Neither a link nor a site that is not there yet."""
    target = tmp_path / "site"
    staging = open_staging(target)
    fresh = may_merge(staging, target)
    target.mkdir()
    link = tmp_path / "link"
    link.symlink_to(target)

    assert not fresh
    assert may_merge(staging, target)
    assert not may_merge(staging, link)
    assert not may_merge(tmp_path / "elsewhere" / "staging", target)


def test_until_the_swap_the_old_site_stays(tmp_path: Path) -> None:
    """A build that is given up leaves no trace."""
    target = tmp_path / "site"
    target.mkdir()
    target.joinpath("index.html").write_text("old")

    discard(build(target, "new"))

    assert target.joinpath("index.html").read_text() == "old"
    assert names(tmp_path) == ["site"]


@pytest.mark.parametrize("path", ["file/site", "file"])
def test_a_target_that_cannot_be_written_is_one_line(tmp_path: Path, path: str) -> None:
    """A regular file in the way is an error of the environment with a remedy."""
    tmp_path.joinpath("file").touch()
    target = tmp_path / path

    with pytest.raises(SiteBuilderError) as caught:
        check_target(target)

    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_a_folder_of_other_files_is_not_replaced(tmp_path: Path) -> None:
    """``-d ~`` must not cost anybody their files."""
    tmp_path.joinpath("thesis.docx").touch()

    with pytest.raises(SiteBuilderError, match="holds files that are no site"):
        check_target(tmp_path)


@pytest.mark.parametrize("name", ["sitemap.xml", "404.html", ".gitkeep"])
def test_an_old_site_or_an_empty_folder_may_be_replaced(tmp_path: Path, name: str) -> None:
    """A folder of a site engine, or one with hidden files only, is a good target."""
    tmp_path.joinpath(name).touch()

    check_target(tmp_path)
