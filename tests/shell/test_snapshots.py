"""The record of copies, their facts, and their harmless versions on disk."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from site_builder.links.copy_encoding import decode_page
from site_builder.links.snapshots import LOCK_PATH, snapshot_path
from site_builder.model.snapshot import CopyHeader, CopyRecord, CopyRecords
from site_builder.shell.compiling import compile_content
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.snapshots.facts import CopyFacts
from site_builder.shell.snapshots.harmless import (
    HarmlessWork,
    Task,
    harmless_path,
)
from site_builder.shell.snapshots.lock import format_lock, parse_lock, read_lock, write_lock
from site_builder.shell.snapshots.readable import check_extractor
from site_builder.shell.workshop import open_workshop
from tests.support.folders import write_folder

RECORD = CopyRecord(
    address="https://a.example/",
    path="outline.md/a.example/5c31bd96.html",
    sha256="0" * 64,
    size=12,
    captured_at="2024-05-03T02:11:12Z",
    tool="SingleFile",
    title="面粉: 种类 #1",
    final_address="https://a.example/b",
)


def test_the_record_comes_back_as_it_was_written() -> None:
    """Every field survives; the order of the records does not matter."""
    other = CopyRecord("http://b.example/", "x/b.example/1.pdf", "f" * 64, 0)

    text = format_lock(CopyRecords((other, RECORD), "2024-05-04"))

    assert parse_lock(text).value == CopyRecords((other, RECORD), "2024-05-04")
    assert text == format_lock(CopyRecords((RECORD, other), "2024-05-04"))
    assert "面粉" in text


@pytest.mark.parametrize(
    "text",
    [
        "copies: [",
        "- a",
        "copies: 3",
        "copies: [3]",
        "copies: [{address: a, path: b, sha256: c, bytes: 1}]",
        "!!python/object:os.system {}",
    ],
)
def test_a_broken_record_is_named(text: str) -> None:
    """What cannot be read as a record gives a diagnostic and no exception."""
    outcome = parse_lock(text)

    assert [found.code for found in outcome.diagnostics] == ["SNP105"]
    assert outcome.value.records == ()


def test_a_broken_record_is_never_written_over(tmp_path: Path) -> None:
    """A command that would lose records stops."""
    tmp_path.joinpath(LOCK_PATH).write_text("copies: [", encoding="utf-8")

    with pytest.raises(SiteBuilderError, match=r"snapshots\.lock"):
        read_lock(tmp_path)


def test_the_record_replaces_the_old_one_at_once(tmp_path: Path) -> None:
    """Nothing but the record itself is left in the folder."""
    write_lock(tmp_path, CopyRecords((RECORD,)))
    write_lock(tmp_path, CopyRecords((RECORD,), "2024-05-04"))

    assert [path.name for path in tmp_path.iterdir()] == [LOCK_PATH]
    assert read_lock(tmp_path).verified_on == "2024-05-04"


@pytest.mark.parametrize(
    ("data", "kind", "defect"),
    [
        (b"<p>a", "text/html", None),
        (b"%PDF-1.7\n\x00", "application/pdf", None),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png", None),
        (b" \n", "text/html", "it is empty"),
        (b"PK\x03\x04\x00", "text/html", "it is neither a page nor a PDF nor a picture"),
    ],
)
def test_what_a_copy_is(tmp_path: Path, data: bytes, kind: str, defect: str | None) -> None:
    """The first bytes tell, whatever the name says."""
    tmp_path.joinpath("a.php").write_bytes(data)

    fact = CopyFacts(tmp_path / "copies.json").fact("backup/a.php", tmp_path / "a.php")

    assert (fact.content_type, fact.defect) == (kind, defect)


def test_a_copy_is_read_again_when_it_changes(tmp_path: Path) -> None:
    """Facts are kept from one build to the next, for the same size and times only."""
    place = tmp_path / "a.html"
    place.write_text("<!-- saved from url=(0011)http://a.b/ -->", encoding="utf-8")
    facts = CopyFacts.load(tmp_path)
    first = facts.fact("a.html", place)
    facts.save()

    kept = CopyFacts.load(tmp_path)
    same = kept.fact("a.html", place)
    untouched = not kept.changed
    place.write_text("<p>b", encoding="utf-8")
    fresh = kept.fact("a.html", place)

    assert first.header == CopyHeader("http://a.b/")
    assert (same, untouched) == (first, True)
    assert fresh.sha256 != first.sha256


@pytest.mark.parametrize("kept", [b"{", b"[]", b'{"form": 99, "entries": {}}'])
def test_facts_that_cannot_be_read_are_gathered_anew(tmp_path: Path, kept: bytes) -> None:
    """A damaged file of facts costs time and nothing else."""
    tmp_path.joinpath("copies.json").write_bytes(kept)

    assert CopyFacts.load(tmp_path).entries == {}


@pytest.mark.parametrize(
    "data",
    [
        "<p>面包".encode(),
        "<p>面包".encode("utf-8-sig"),
        "<p>面包".encode("utf-16"),
        '<meta charset="gb2312"><p>面包'.encode("gbk"),
        "<meta charset=big5><p>面包".replace("面包", "麵包").encode("big5"),
        "<p>面包".encode("gb18030"),
        "<meta charset=undefined><p>面包".encode("gb18030"),
        "<meta charset=utf-7><p>面包".encode(),
        "<p>面包".encode()[:-1],
    ],
)
def test_encodings(data: bytes) -> None:
    """A page is read in its own encoding, cut in the middle of a character or not."""
    text = decode_page(data)

    assert text.lstrip("\ufeff").partition("<p>")[2] in ("面包", "麵包", "面")


def _make_harmless(tasks: Sequence[Task], folder: Path) -> None:
    work = HarmlessWork(folder)
    work.begin(tasks)
    work.wait()


def test_harmless_versions_are_made_once(tmp_path: Path) -> None:
    """Those that are there stay; those that are missing or empty are made."""
    source = tmp_path / "a.html"
    source.write_text("<script>x()</script><p>面包", encoding="utf-8")
    there, empty, missing = (harmless_path(tmp_path, digit * 64) for digit in "abc")
    for target, text in ((there, "made before"), (empty, "")):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    _make_harmless([Task(source, target, 30) for target in (there, empty, missing)], tmp_path)

    assert there.read_text(encoding="utf-8") == "made before"
    for target in (empty, missing):
        text = target.read_text(encoding="utf-8")
        assert "<p>面包" in text
        assert "script" not in text


def test_the_text_of_a_page_is_what_a_reader_reads(tmp_path: Path) -> None:
    """Scripts and menus are no text; a page without any leaves a file all the same."""
    words = "面团发酵的速度取决于温度和酵母的数量，盐会让它慢下来。"
    tasks = []
    for name, page in {
        "full": f"<nav><a>菜单</a></nav><article><p>{words}</p><p>{words}</p></article>"
        "<script>let 秘密</script>",
        "empty": "<script>x()</script>",
    }.items():
        source = tmp_path / f"{name}.html"
        source.write_text(page, encoding="utf-8")
        tasks.append(Task(source, tmp_path / f"{name}.out", 9, tmp_path / f"{name}.txt"))

    _make_harmless(tasks, tmp_path)

    full, empty = ((tmp_path / f"{name}.txt").read_text("utf-8") for name in ("full", "empty"))
    assert words in full
    assert "秘密" not in full
    assert empty.strip() == ""
    assert all(task.is_done() for task in tasks)


def test_without_the_extractor_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A course that wants its copies searched says what to install."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    with pytest.raises(SiteBuilderError, match="trafilatura") as raised:
        check_extractor()

    assert "pip install trafilatura lxml-html-clean" in str(raised.value)


def test_versions_that_nobody_shows_go_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest go first once they take more than they may; what the site shows stays."""
    monkeypatch.setattr("site_builder.shell.snapshots.harmless.SPARE", 10)
    source = tmp_path / "a.html"
    source.write_text("<p>面包", encoding="utf-8")
    old, recent, shown, fresh = (harmless_path(tmp_path, digit * 64) for digit in "abcd")
    for age, place in ((30, old), (20, recent), (40, shown)):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("8 bytes.", encoding="utf-8")
        os.utime(place, (time.time() - age, time.time() - age))

    _make_harmless([Task(source, shown, 8), Task(source, fresh, 8)], tmp_path)

    assert [path.exists() for path in (old, recent, shown, fresh)] == [False, True, True, True]


def test_work_that_is_given_up_refuses_no_page(tmp_path: Path) -> None:
    """A build that ends early says nothing of the pages it did not come to."""
    source, target = tmp_path / "a.html", tmp_path / "harmless.html"
    source.write_text("<p>面包" * 2_000_000, encoding="utf-8")
    work = HarmlessWork(tmp_path)
    work.begin([Task(source, target, 18_000_000)])

    work.stop()

    assert not target.exists()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds processes in /proc")
def test_work_that_is_ended_from_outside_is_done_again(tmp_path: Path) -> None:
    """A system short of memory ends programs; no page is refused for that."""
    source, target = tmp_path / "a.html", tmp_path / "harmless.html"
    source.write_text("<p>面包" * 200_000, encoding="utf-8")
    work = HarmlessWork(tmp_path)
    work.begin([Task(source, target, 1_800_000)])
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text("ascii")
    os.killpg(int(children.split()[-1]), signal.SIGKILL)

    work.wait()

    assert "<p>面包" in target.read_text(encoding="utf-8")


def test_a_build_that_waits_for_pages_may_fork(tmp_path: Path) -> None:
    """No thread watches over the pages: with one, the build would draw with one processor."""
    source = tmp_path / "a.html"
    source.write_text("<p>面包", encoding="utf-8")
    before = threading.active_count()
    work = HarmlessWork(tmp_path)

    work.begin([Task(source, tmp_path / "harmless.html", 9)])

    assert threading.active_count() == before
    work.wait()


def test_a_page_that_cannot_be_made_harmless_is_not_shown(tmp_path: Path) -> None:
    """The site says so instead; the other pages are not affected."""
    good = tmp_path / "good.html"
    good.write_text("<p>面包", encoding="utf-8")
    bad, made, refused = tmp_path / "gone.html", tmp_path / "1" / "a", tmp_path / "2" / "b"

    _make_harmless([Task(bad, refused, 40), Task(good, made, 9)], tmp_path)

    assert "<p>面包" in made.read_text(encoding="utf-8")
    assert "无法安全地显示" in refused.read_text(encoding="utf-8")


def test_pages_that_are_cited_are_begun_before_the_course_is_put_together(tmp_path: Path) -> None:
    """What readers will be able to open is harmless early; a PDF is as it is."""
    page, paper = "https://a.example/p", "https://a.example/q.pdf"
    copies = {
        "notes.md": f"# 面团\n\n见 [网页]({page})、[论文]({paper})、[别处](https://b.example/)。\n",
        f"{snapshot_path(page, 'notes.md').strip('/')}": "<p onclick=x()>面包",
        f"{snapshot_path(paper, 'notes.md').strip('/')}": "%PDF-1.7 x",
        "backup/notes.md/a.example/00000000.html": "<p>没有人引用",
    }
    content = write_folder(tmp_path / "content", copies)
    cache = tmp_path / "cache"
    with closing(open_workshop(cache)) as workshop:
        compilation = compile_content(content, workshop=workshop)
        assert workshop.copies is not None

        workshop.copies.wait()

    made = [path.read_text(encoding="utf-8") for path in (cache / "copies").iterdir()]
    assert len(compilation.site.viewers) == 2
    assert len(made) == 1
    assert "<p>面包</p>" in made[0]
