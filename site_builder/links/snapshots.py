"""Where the archived copy of an address lies, and whether it is there.

The law of the outlines that ship copies: ``/backup/<post>/<host>/<hash>.<ext>``, with the name of
the file that cites the address, the host as printed, the first eight hex digits of the MD5 of the
address exactly as printed, and the extension of its path. A path that a list of copies gives wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import md5
from urllib.parse import urlsplit

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Document
from site_builder.model.site import Catalog, Snapshot, SnapshotState

LAW_ROOT = "/backup/"

# "page.php" -> php, "paper.PDF" -> PDF; "v1.2.3/" and "a.b-c" have no extension
_EXTENSION = re.compile(r"\.(?P<extension>[A-Za-z][A-Za-z0-9]{0,4})$")

_SHOWN_AS_HTML = frozenset({"md"})
_HTML_HOSTS = frozenset({"github.com"})


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
    path = stored.get(url) or snapshot_path(url, post)
    fact = catalog.files.get(f"{folder.strip('/')}/{path.removeprefix(LAW_ROOT)}")
    if fact is None:
        return Snapshot(path, SnapshotState.MISSING)
    return Snapshot(path, SnapshotState.PRESENT, fact.sha256, fact.captured_at)


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
