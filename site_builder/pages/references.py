"""The page of all addresses cited, and the list of those that one lesson cites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from site_builder.links.snapshots import can_be_read, viewer_page
from site_builder.links.targets import REFERENCES_PAGE
from site_builder.model.site import Citation, Page, Resolution, SnapshotState
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


class ReferenceRow(Struct, frozen=True):
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
    moment: str | None
    """ISO 8601 time of capture."""
    copy: Markdown | None
    """Way to the copy; None where there is none that can be read."""
    version: Markdown | None
    """The copy's address as seen from the page that shows it, for Robust Links."""
    lessons: tuple[PageLink, ...]
    """Lessons that cite it."""
    sources: tuple[str, ...]
    """Paths of the sources that cite it."""


def render_references(resolution: Resolution, holdings: Holdings, templates: PageTemplates) -> Page:
    """The page of all addresses; those of the first lessons first."""
    root = root_of(REFERENCES_PAGE)
    rows = merge_citations((*resolution.citations, *resolution.listed), holdings, root)
    head = front_matter(
        {"title": "参考资料", "description": "笔记引用的全部网页，以及引用它们的课"}
    )
    present = sum(1 for row in rows if row.copy is not None)
    text = templates.fill(
        "pages/references.md",
        references=rows,
        present=present,
        verified=resolution.verified_on if present else None,
    )
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
    page = viewer_page(snapshot)
    numbers = sorted({number for citation in group for number in citation.lessons})
    titles = (citation.title for citation in group if citation.title.strip())
    return ReferenceRow(
        title=next(titles, "") or _shown(url),
        host=_host(url),
        href=web_address(url),
        state=STATES[snapshot.state],
        captured=snapshot.captured_at[:10] if snapshot.captured_at else None,
        moment=snapshot.captured_at,
        copy=Markdown(root + page) if can_be_read(snapshot) else None,
        version=Markdown(_served(root, page)) if can_be_read(snapshot) else None,
        lessons=link_lessons(numbers, holdings, root),
        sources=tuple(sorted({citation.path for citation in group})),
    )


def _served(root: str, page: str) -> str:
    """``page`` from a page of the site as a reader's browser sees it: a folder deeper."""
    return f"../{root}{page}"


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _shown(url: str) -> str:
    """``url`` without scheme, shortened."""
    shown = url.partition("://")[2].rstrip("/") or url
    return shown if len(shown) <= _SHOWN_LENGTH else f"{shown[:_SHOWN_LENGTH]}…"
