"""The page of all addresses cited, and the list of those that one lesson cites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from site_builder.links.targets import REFERENCES_PAGE
from site_builder.model.note import Document
from site_builder.model.site import Citation, Page, Resolution, Snapshot, SnapshotState
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown, front_matter, web_address
from site_builder.pages.places import PageLink, link_lessons, root_of
from site_builder.pages.templates import PageTemplates

STATES = {
    SnapshotState.PRESENT: "有副本",
    SnapshotState.MISSING: "尚无副本",
    SnapshotState.CHANGED: "副本已改变",
    SnapshotState.UNREADABLE: "副本无法读取",
}

_SHOWN_LENGTH = 60


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One address."""

    title: str
    """Its title, else the address without scheme, shortened."""
    host: str
    """Host of the address."""
    href: Markdown | None
    """The address; None where it is none that a link may have."""
    state: str
    """What became of its copy, in words."""
    captured: str | None
    """Day of capture, as ``2024-05-01``."""
    present: bool
    """Whether there is a copy."""
    lessons: tuple[PageLink, ...]
    """Lessons that cite it."""
    sources: tuple[str, ...]
    """Paths of the sources that cite it."""


def render_references(
    documents: Sequence[Document],
    resolution: Resolution,
    holdings: Holdings,
    templates: PageTemplates,
) -> Page:
    """The page of all addresses; those of the first lessons first."""
    root = root_of(REFERENCES_PAGE)
    cited = {citation.url for citation in resolution.citations}
    listed = tuple(
        Citation(
            entry.url,
            "",
            document.source.path,
            entry.span,
            (),
            Snapshot(entry.path, SnapshotState.MISSING),
        )
        for document in documents
        for entry in document.snapshots
        if entry.url not in cited
    )
    rows = merge_citations((*resolution.citations, *listed), holdings, root)
    head = front_matter(
        {"title": "参考资料", "description": "笔记引用的全部网页，以及引用它们的课"}
    )
    present = sum(1 for row in rows if row.present)
    text = templates.fill("pages/references.md", references=rows, present=present)
    return Page(REFERENCES_PAGE, "参考资料", head + text)


def merge_citations(
    citations: Iterable[Citation], holdings: Holdings, root: str
) -> tuple[ReferenceRow, ...]:
    """One row an address, by first lesson, then in the order given; without lessons last."""
    by_url: dict[str, list[Citation]] = {}
    for citation in citations:
        by_url.setdefault(citation.url, []).append(citation)
    rows = [(_first_lesson(group), _row(group, holdings, root)) for group in by_url.values()]
    return tuple(row for _, row in sorted(rows, key=lambda item: item[0]))


def _first_lesson(group: Sequence[Citation]) -> float:
    return min((number for citation in group for number in citation.lessons), default=float("inf"))


def _row(group: Sequence[Citation], holdings: Holdings, root: str) -> ReferenceRow:
    url = group[0].url
    snapshot = next(
        (c.snapshot for c in group if c.snapshot.state is not SnapshotState.MISSING),
        group[0].snapshot,
    )
    numbers = sorted({number for citation in group for number in citation.lessons})
    titles = (citation.title for citation in group if citation.title.strip())
    return ReferenceRow(
        title=next(titles, "") or _shown(url),
        host=_host(url),
        href=web_address(url),
        state=STATES[snapshot.state],
        captured=snapshot.captured_at[:10] if snapshot.captured_at else None,
        present=snapshot.state is SnapshotState.PRESENT,
        lessons=link_lessons(numbers, holdings, root),
        sources=tuple(sorted({citation.path for citation in group})),
    )


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _shown(url: str) -> str:
    """``url`` without scheme, shortened."""
    shown = url.partition("://")[2].rstrip("/") or url
    return shown if len(shown) <= _SHOWN_LENGTH else f"{shown[:_SHOWN_LENGTH]}…"
