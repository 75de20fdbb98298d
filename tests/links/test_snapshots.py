"""Where archived copies lie."""

import re

import pytest
from msgspec.structs import replace

from site_builder.links.snapshots import (
    check_copies,
    find_snapshot,
    snapshot_path,
    stored_paths,
    viewer_page,
)
from site_builder.model.note import Dialect, Document
from site_builder.model.reference import SnapshotEntry
from site_builder.model.site import Catalog, Citation, FileFact, Snapshot, SnapshotState
from site_builder.model.snapshot import CopyRecord, CopyRecords
from site_builder.model.source import Source, Span


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://example.org/a", "/backup/post.md/example.org/5c31bd96.html"),
        ("http://example.org/T.php?Id=7", "/backup/post.md/example.org/49408aa6.php"),
        ("https://example.org/p.pdf", "/backup/post.md/example.org/296fcad1.pdf"),
        ("https://github.com/a/b.py", "/backup/post.md/github.com/30223414.html"),
        ("https://example.org/readme.md", "/backup/post.md/example.org/73fcd2b1.html"),
        ("https://example.org/v1.2/", "/backup/post.md/example.org/7617d916.html"),
    ],
)
def test_law(url: str, path: str) -> None:
    """Host, digest and extension follow from the address as printed."""
    result = snapshot_path(url, "post.md")

    assert result == path


def entry(path: str) -> Document:
    """A document that lists one copy."""
    listed = SnapshotEntry(Span(0, 1), "https://example.org/a", path)
    return Document(Source("notes/post.md", "x\n"), Dialect.PLAIN, 1.0, snapshots=(listed,))


def test_stored_path_wins_with_a_warning() -> None:
    """A list that gives another path than the law counts, and the reader is told."""
    outcome = stored_paths([entry("/backup/old/elsewhere.html")])

    assert outcome.value == {"https://example.org/a": "/backup/old/elsewhere.html"}
    assert [d.code for d in outcome.diagnostics] == ["SNP101"]


def test_list_that_follows_the_law_is_silent() -> None:
    """A listed path that the law gives too needs no word."""
    outcome = stored_paths([entry("/backup/post.md/example.org/5c31bd96.html")])

    assert outcome.diagnostics == ()


@pytest.mark.parametrize(
    ("files", "state"),
    [
        ({}, SnapshotState.MISSING),
        (
            {"copies/post.md/example.org/5c31bd96.html": FileFact("x", 1)},
            SnapshotState.PRESENT,
        ),
    ],
)
def test_state_of_a_copy(files: dict[str, FileFact], state: SnapshotState) -> None:
    """A copy is there when its file lies in the folder of copies."""
    snapshot = find_snapshot("https://example.org/a", "post.md", {}, Catalog(files), "copies")

    assert snapshot.state is state


URL = "https://example.org/a"
LAW = "post.md/example.org/5c31bd96.html"
RECORD = CopyRecord(URL, LAW, "0" * 64, 3, "2024-05-03T02:11:12Z", "SingleFile", "标题")


def shelf(fact: FileFact, *records: CopyRecord) -> Catalog:
    """A catalog of one copy in the folder ``copies``."""
    return Catalog({fact.path: fact}, CopyRecords(records))


@pytest.mark.parametrize(
    ("fact", "state"),
    [
        (FileFact(f"copies/{LAW}", 3, sha256="0" * 64), SnapshotState.PRESENT),
        (FileFact(f"copies/{LAW}", 3, sha256="1" * 64), SnapshotState.CHANGED),
        (FileFact(f"copies/{LAW}", 0, sha256="0" * 64, defect="x"), SnapshotState.UNREADABLE),
        (FileFact("copies/other", 3), SnapshotState.MISSING),
    ],
)
def test_the_record_tells_whether_a_copy_is_the_one_taken_in(
    fact: FileFact, state: SnapshotState
) -> None:
    """A copy is compared with what was recorded; one that is broken is so whatever its hash."""
    snapshot = find_snapshot(URL, "post.md", {}, shelf(fact, RECORD), "copies")

    assert snapshot.state is state


def test_the_record_names_a_copy_that_the_law_does_not() -> None:
    """A copy recorded for the address under another post serves this one too, with a word."""
    record = replace(RECORD, path="older.md/example.org/5c31bd96.html")
    fact = FileFact(f"copies/{record.path}", 3, sha256="0" * 64)
    catalog = shelf(fact, record)

    snapshot = find_snapshot(URL, "post.md", {}, catalog, "copies")
    cited = Citation(URL, "", "notes/post.md", Span(0, 1), (), snapshot)
    codes = [found.code for found in check_copies([cited], catalog, "copies")]

    assert (snapshot.path, snapshot.state) == (f"/backup/{record.path}", SnapshotState.PRESENT)
    assert (snapshot.title, snapshot.captured_at) == ("标题", "2024-05-03T02:11:12Z")
    assert codes == ["SNP101"]


def test_viewers_have_plain_names() -> None:
    """The name is ASCII, tells the host, and differs for copies of the same address."""
    paths = [f"/backup/{post}/例子.Example.org:80/5c31bd96.html" for post in ("甲.md", "乙.md")]

    pages = [viewer_page(Snapshot(path, SnapshotState.PRESENT)) for path in paths]

    assert all(re.fullmatch(r"snapshots/example\.org-80-[0-9a-f]{10}\.html", p) for p in pages)
    assert len(set(pages)) == 2
