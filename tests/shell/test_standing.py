"""Pages that stand: noted by a build, relied on by the next one."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.shell.standing import StandingPages
from tests.support.folders import write_folder

KEYS = {"index.html": "aa", "lessons/001/index.html": "bb"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A site whose pages a build has noted; the cache is beside it."""
    site = write_folder(tmp_path / "site", dict.fromkeys(KEYS, "page"))
    tmp_path.joinpath("cache").mkdir()
    pages = StandingPages(site, tmp_path / "cache")
    pages.renew(KEYS, site, {"index.html": "d1"})
    pages.keep()
    return site


def recall(target: Path) -> StandingPages:
    """The pages as the next build finds them."""
    return StandingPages(target, target.parent / "cache")


def test_pages_stand_as_they_were_noted(target: Path) -> None:
    """The next build knows what each page was drawn from."""
    assert recall(target).keys == KEYS


def test_digests_of_pages_that_stand_are_remembered(target: Path) -> None:
    """As the build has given them; empty where it has given none."""
    known = recall(target).digests(KEYS)

    assert known == {"index.html": "d1", "lessons/001/index.html": ""}


def note_of(target: Path) -> Path:
    """What the build has noted."""
    (place,) = target.parent.joinpath("cache").glob("standing-*.json")
    return place


def rewrite(page: Path) -> None:
    """Another text of the same length, with the same time of writing."""
    before, other = page.stat(), page.with_suffix(".other")
    other.write_text("PAGE")
    other.replace(page)
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


def lengthen(page: Path) -> None:
    """More text, with the same time of writing."""
    before = page.stat()
    page.write_text("pages")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", [rewrite, lengthen, Path.touch, Path.unlink])
def test_a_page_that_somebody_else_has_touched_stands_no_more(
    target: Path, change: Callable[[Path], None]
) -> None:
    """Others go on standing."""
    change(target / "index.html")

    assert recall(target).keys == {"lessons/001/index.html": "bb"}


def test_what_is_about_to_be_published_stands_only_when_it_is(target: Path) -> None:
    """A build that is killed while it publishes leaves nothing to rely on."""
    recall(target).renew(KEYS, target, {})

    assert recall(target).keys == {}


def test_pages_that_stay_and_pages_that_are_new_stand(target: Path, tmp_path: Path) -> None:
    """New pages are noted as they are in the staging folder, which a rename does not change."""
    staging = write_folder(tmp_path / "staging", {"lessons/002/index.html": "new"})
    pages = recall(target)
    keys = {"index.html": "aa", "lessons/002/index.html": "cc"}
    pages.renew(keys, staging, {}, frozenset(["index.html"]))
    target.joinpath("lessons/002").mkdir()
    staging.joinpath("lessons/002/index.html").rename(target / "lessons/002/index.html")

    pages.keep()

    assert recall(target).keys == {"index.html": "aa", "lessons/002/index.html": "cc"}


def test_a_build_that_ended_meanwhile_is_noticed(target: Path) -> None:
    """A page that stood when the build began may have been replaced since."""
    pages = recall(target)
    before = pages.stand(KEYS)

    target.joinpath("index.html").touch()

    assert before
    assert not pages.stand(KEYS)


@pytest.mark.parametrize("note", ["", "{}", "[1]", "\0"])
def test_a_note_that_cannot_be_read_is_none(target: Path, note: str) -> None:
    """No page stands then."""
    place = note_of(target)
    place.unlink()
    place.write_text(note)

    assert recall(target).keys == {}


@pytest.mark.parametrize("entry", [1, [], {}, ["aa"], ["aa", "x", None, 3], [[], 1, 2, 3]])
def test_an_entry_that_is_none_lets_no_page_stand(target: Path, entry: object) -> None:
    """A note with a strange entry is as good as none."""
    value = json.loads(note_of(target).read_bytes())
    place = note_of(target)
    place.unlink()
    place.write_text(json.dumps({**value, "pages": {"index.html": entry}}))

    assert recall(target).keys == {}


def test_a_note_that_cannot_be_removed_stops_no_build(target: Path) -> None:
    """It tells of files that are others after the build."""
    place = note_of(target)
    place.unlink()
    place.joinpath("full").mkdir(parents=True)
    pages = recall(target)

    pages.renew(KEYS, target, {})
    pages.keep()

    assert recall(target).keys == {}


def test_without_a_cache_nothing_stands(target: Path) -> None:
    """A build that keeps nothing relies on nothing."""
    pages = StandingPages(target, None)
    pages.renew(KEYS, target, {})
    pages.keep()

    assert StandingPages(target, None).keys == {}
