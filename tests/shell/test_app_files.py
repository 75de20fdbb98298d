"""What the service worker is told to keep."""

import json
import re
from pathlib import Path

import pytest

from site_builder.shell import app_files
from site_builder.shell.app_files import write_worker
from tests.support.folders import write_folder

FILES = {
    "index.html": "首页",
    "lessons/001/index.html": "一",
    "lessons/100%/a b#c.html": "二",
    "assets/site.css": "a {}",
    "search/index.js": "x",
    "search/terms-0-1a2b3c4d.js": "x",
    "images/a.png": "x",
    "assets/a.js.map": "{}",
    "course.json": "{}",
}


def kept(site: Path) -> dict[str, tuple[str, int]]:
    """By address the digest, and whether every page needs the file."""
    write_worker(site, {})
    line = site.joinpath("service-worker.js").read_text(encoding="utf-8").split("\n")[0]
    return {path: (digest, need) for path, digest, need in json.loads(line[13:])["files"]}


def test_text_is_kept_under_the_address_that_readers_use(tmp_path: Path) -> None:
    """Folders stand for their index, addresses are encoded; pictures are left out."""
    files = kept(write_folder(tmp_path, FILES))

    assert {path: need for path, (_, need) in files.items()} == {
        "./": 1,
        "lessons/001/": 0,
        "lessons/100%25/a%20b%23c.html": 0,
        "assets/site.css": 1,
        "search/index.js": 1,
        "search/terms-0-1a2b3c4d.js": 0,
    }


def test_the_worker_changes_with_the_site_and_only_with_it(tmp_path: Path) -> None:
    """The same site gives the same bytes; one changed word another version."""
    site = write_folder(tmp_path, FILES)
    versions = []

    for word in ("一", "一", "壹"):
        write_folder(site, {"lessons/001/index.html": word})
        write_worker(site, {})
        text = site.joinpath("service-worker.js").read_text(encoding="utf-8")
        versions.append((re.search(r'"version":"(\w+)"', text) or [""])[0])

    assert versions[0] == versions[1] != versions[2]


def test_digests_that_are_known_are_not_made_again(tmp_path: Path) -> None:
    """Files that stand elsewhere are named as before, and read only where nothing is known."""
    site = write_folder(tmp_path / "site", FILES)
    digests = write_worker(site, {})
    whole = site.joinpath("service-worker.js").read_bytes()
    beside = {path: f"{site}/{path}" for path in ("lessons/001/index.html", "index.html")}
    rest = {path: text for path, text in FILES.items() if path not in beside}
    other = write_folder(tmp_path / "other", rest)

    again = write_worker(other, beside, {**digests, "index.html": ""})
    place = {"lessons/001/index.html": "nowhere"}
    sizes = dict.fromkeys(place, 1)
    trusted = write_worker(other, {**beside, **place}, dict.fromkeys(place, "known"), sizes)

    assert again == digests
    assert trusted == {**digests, "lessons/001/index.html": "known"}
    assert whole != other.joinpath("service-worker.js").read_bytes()


def test_a_site_too_large_to_keep_keeps_what_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit only what every page needs is kept beforehand."""
    monkeypatch.setattr(app_files, "_MOST_IN_ALL", 10)

    files = kept(write_folder(tmp_path, FILES))

    assert sorted(files) == ["./", "assets/site.css", "search/index.js"]
