"""The pages around archived copies: a receipt, and the copy where it can do nothing."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from site_builder.links.snapshots import COPY_SUFFIXES, can_be_read, viewer_page
from site_builder.model.diagnostic import Outcome
from site_builder.model.site import Citation, Snapshot, SnapshotState, Viewer
from site_builder.pages.markup import Markdown, web_address
from site_builder.pages.templates import (
    BrokenTemplateError,
    PageTemplates,
    Templates,
    load_templates,
)

_TEMPLATE = "pages/snapshot.html"

_KINDS = {"application/pdf": "PDF", "text/html": "网页"}

_KILO = 1000


class Receipt(Struct, frozen=True):
    """What a reader may know of a copy."""

    title: str
    """Title of the page, else its address."""
    address: str
    """The address cited."""
    href: Markdown | None
    """The address as a link; None where it is none that a link may have."""
    final: str | None
    """Where it had led to, if that is another address."""
    captured: str | None
    """ISO 8601 time of capture."""
    tool: str | None
    """The program that made the copy."""
    kind: str
    """What it is, in words."""
    size: str
    """As ``1.2 MB``."""
    sha256: str | None
    """Hex digest."""
    changed: bool
    """Whether it is another file than the one that was recorded."""
    file: Markdown
    """Name of the copy beside it."""
    shown: str
    """How it is shown: ``page``, ``picture`` or ``file``."""


def render_viewers(
    citations: Iterable[Citation], templates: Templates
) -> Outcome[tuple[Viewer, ...]]:
    """One page a copy that is there and can be read, by path.

    Args:
        citations: All addresses with their copies.
        templates: The page templates.
    """
    readable = [citation for citation in citations if can_be_read(citation.snapshot)]
    if not readable:
        return Outcome(())
    loaded = load_templates(templates, [_TEMPLATE])
    if loaded.value is None:
        return Outcome((), loaded.diagnostics)
    try:
        return Outcome(_viewers(readable, loaded.value))
    except BrokenTemplateError as error:
        return Outcome((), (error.diagnostic,))


def _viewers(citations: Iterable[Citation], templates: PageTemplates) -> tuple[Viewer, ...]:
    by_path: dict[str, Viewer] = {}
    for citation in citations:
        snapshot = citation.snapshot
        path = viewer_page(snapshot)
        if path in by_path:
            continue
        suffix = COPY_SUFFIXES.get(snapshot.content_type or "", ".html")
        copy_path = f"{path.removesuffix('.html')}.copy{suffix}"
        receipt = _receipt(citation, snapshot, copy_path.rpartition("/")[2])
        text = templates.fill(_TEMPLATE, copy=receipt)
        by_path[path] = Viewer(path, text, copy_path, receipt.title, receipt.address, snapshot)
    return tuple(by_path[path] for path in sorted(by_path))


def _receipt(citation: Citation, snapshot: Snapshot, name: str) -> Receipt:
    kind = snapshot.content_type or "text/html"
    final = snapshot.final_address
    shown = "page" if name.endswith(".html") else "file"
    return Receipt(
        title=snapshot.title or citation.title or citation.url,
        address=citation.url,
        href=web_address(citation.url),
        final=final if final not in (None, citation.url) else None,
        captured=snapshot.captured_at,
        tool=snapshot.tool,
        kind=_KINDS.get(kind, "图片" if kind.startswith("image/") else kind),
        size=format_size(snapshot.size or 0),
        sha256=snapshot.sha256,
        changed=snapshot.state is SnapshotState.CHANGED,
        file=Markdown(name),
        shown="picture" if kind.startswith("image/") and shown == "file" else shown,
    )


def format_size(size: int) -> str:
    """Bytes in decimal units, as ``15.3 kB``."""
    if size < _KILO:
        return f"{size} B"
    if size < _KILO**2:
        return f"{size / _KILO:.1f} kB"
    return f"{size / _KILO**2:.1f} MB"
