"""Where the archived copy of an address lies, whether it is there, and where readers open it.

The law of the outlines that ship copies: ``/backup/<post>/<host>/<hash>.<ext>``, with the name of
the file that cites the address, the host as printed, the first eight hex digits of the MD5 of the
address exactly as printed, and the extension of its path. A path that a list of copies gives wins;
where no file is at either, one that ``snapshots.lock`` records for the address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import md5, sha256
from urllib.parse import urlsplit

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Document
from site_builder.model.site import Catalog, Citation, FileFact, Snapshot, SnapshotState
from site_builder.model.snapshot import CopyHeader, CopyRecord
from site_builder.scan.patterns import lazy_pattern

LAW_ROOT = "/backup/"

LOCK_PATH = "snapshots.lock"
"""Path of the record of all copies, relative to CONTENT."""

VIEWER_FOLDER = "snapshots"
"""Folder of the site that holds copies and the pages around them."""

COPY_SUFFIXES: Mapping[str, str] = {
    "application/pdf": ".pdf",
    "image/avif": ".avif",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}
"""Copies that are published as they are, by media type; all others become harmless HTML."""

# "page.php" -> php, "paper.PDF" -> PDF; "v1.2.3/" and "a.b-c" have no extension
_EXTENSION = lazy_pattern(r"\.(?P<extension>[A-Za-z][A-Za-z0-9]{0,4})$")

_SHOWN_AS_HTML = frozenset({"md"})
_HTML_HOSTS = frozenset({"github.com"})

_UNSAFE = lazy_pattern(r"[^a-z0-9.]+")


def snapshot_path(url: str, post: str) -> str:
    """The path of the copy of ``url`` that the file named ``post`` cites.

    Args:
        url: The address exactly as printed.
        post: File name of the citing source, without folders.
    """
    digest = md5(url.encode(), usedforsecurity=False).hexdigest()[:8]
    return f"{LAW_ROOT}{post}/{_host(url)}/{digest}.{_extension(url)}"


def stored_paths(documents: Iterable[Document]) -> Outcome[Mapping[str, str]]:
    """The paths that lists of copies give, by address; where one differs from the law, says so."""
    stored: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for document in documents:
        post = document.source.path.rpartition("/")[2]
        for entry in document.snapshots:
            stored.setdefault(entry.url, entry.path)
            expected = snapshot_path(entry.url, post)
            if entry.path != expected:
                message = f"copy listed at {entry.path}, the law gives {expected}"
                diagnostics.append(Diagnostic("SNP101", message, document.source.path, entry.span))
    return Outcome(stored, tuple(diagnostics))


def find_snapshot(
    url: str, post: str, stored: Mapping[str, str], catalog: Catalog, folder: str
) -> Snapshot:
    """The copy of ``url``; ``missing`` while no file is there.

    Args:
        url: The address exactly as printed.
        post: File name of the citing source.
        stored: Paths that lists of copies give, by address.
        catalog: The files of CONTENT.
        folder: Folder of copies relative to CONTENT, in place of the law's ``/backup/``.
    """
    root = folder.strip("/")
    path = stored.get(url) or snapshot_path(url, post)
    within = path.removeprefix(LAW_ROOT)
    records = {record.path: record for record in catalog.copies.of(url)}
    for place in dict.fromkeys((within, *sorted(records))):
        fact = catalog.files.get(f"{root}/{place}")
        if fact is not None:
            return _found(LAW_ROOT + place, fact, records.get(place))
    return Snapshot(path, SnapshotState.MISSING)


def check_copies(citations: Iterable[Citation], catalog: Catalog, folder: str) -> list[Diagnostic]:
    """What is wrong with the copies of the addresses cited, and with their record."""
    root = folder.strip("/")
    found: list[Diagnostic] = []
    told: set[str] = set()
    usual: dict[str, set[str]] = {}
    for citation in citations:
        post = citation.path.rpartition("/")[2]
        law = snapshot_path(citation.url, post).removeprefix(LAW_ROOT)
        usual.setdefault(citation.url, set()).add(law)
        snapshot = citation.snapshot
        if snapshot.file is None or snapshot.file in told:
            continue
        told.add(snapshot.file)
        if snapshot.state is SnapshotState.CHANGED:
            message = f"copy {snapshot.file} of {citation.url} is not the one that was recorded"
            found.append(Diagnostic("SNP102", message, citation.path, citation.span))
        elif snapshot.state is SnapshotState.UNREADABLE:
            message = f"copy {snapshot.file} of {citation.url} cannot be shown: {snapshot.defect}"
            found.append(Diagnostic("SNP103", message, citation.path, citation.span))
    for record in catalog.copies.records:
        if f"{root}/{record.path}" not in catalog.files:
            message = f"copy {root}/{record.path} of {record.address} is recorded and not there"
            found.append(Diagnostic("SNP104", message, LOCK_PATH))
        laws = usual.get(record.address)
        if laws is not None and record.path not in laws:
            message = f"copy recorded at {record.path}, the law gives {min(laws)}"
            found.append(Diagnostic("SNP101", message, LOCK_PATH))
    return found


def viewer_page(snapshot: Snapshot) -> str:
    """The page on which readers open a copy: ``snapshots/example.org-5c31bd961f.html``.

    All lie in one folder: a thousand folders take seconds to remove on some disks.
    """
    host = snapshot.path.rpartition("/")[0].rpartition("/")[2].lower()
    name = _UNSAFE.sub("-", host).strip("-.")[:60] or "copy"
    digest = sha256(snapshot.path.encode()).hexdigest()[:10]
    return f"{VIEWER_FOLDER}/{name}-{digest}.html"


def can_be_read(snapshot: Snapshot) -> bool:
    """Whether readers can open the copy."""
    return snapshot.state in (SnapshotState.PRESENT, SnapshotState.CHANGED)


def is_page(snapshot: Snapshot) -> bool:
    """Whether the copy is published as harmless HTML, and not as it is."""
    return snapshot.content_type not in COPY_SUFFIXES


def cited_copies(
    documents: Sequence[Document], catalog: Catalog, folder: str
) -> tuple[Snapshot, ...]:
    """The copies that readers will be able to open, of all addresses cited or listed.

    Args:
        documents: All documents.
        catalog: The files of CONTENT.
        folder: Folder of copies relative to CONTENT.
    """
    if all(fact.sha256 is None for fact in catalog.files.values()):
        return ()
    stored = stored_paths(documents).value
    found = {}
    for document in documents:
        post = document.source.path.rpartition("/")[2]
        listed = (entry.url for entry in document.snapshots)
        for url in (*(link.url for link in document.links), *listed):
            snapshot = find_snapshot(url, post, stored, catalog, folder)
            if can_be_read(snapshot):
                found[snapshot.file] = snapshot
    return tuple(found.values())


def _found(path: str, fact: FileFact, record: CopyRecord | None) -> Snapshot:
    header = fact.header or CopyHeader()
    if fact.defect is not None:
        state = SnapshotState.UNREADABLE
    elif record is not None and fact.sha256 != record.sha256:
        state = SnapshotState.CHANGED
        record = None
    else:
        state = SnapshotState.PRESENT
    return Snapshot(
        path=path,
        state=state,
        sha256=fact.sha256,
        captured_at=(record and record.captured_at) or header.captured_at,
        file=fact.path,
        size=fact.size,
        tool=(record and record.tool) or header.tool,
        title=(record and record.title) or header.title,
        final_address=(record and record.final_address) or header.address,
        content_type=(record and record.content_type) or fact.content_type,
        defect=fact.defect,
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return "unknown-host"


def _extension(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "html"
    match = _EXTENSION.search(parts.path.rpartition("/")[2])
    if match is None or parts.netloc in _HTML_HOSTS or match["extension"] in _SHOWN_AS_HTML:
        return "html"
    return match["extension"]
