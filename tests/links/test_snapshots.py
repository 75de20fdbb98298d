"""Where archived copies lie."""

import pytest

from site_builder.links.snapshots import find_snapshot, snapshot_path, stored_paths
from site_builder.model.note import Dialect, Document
from site_builder.model.reference import SnapshotEntry
from site_builder.model.site import Catalog, FileFact, SnapshotState
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
