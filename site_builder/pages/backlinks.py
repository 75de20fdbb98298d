"""Who leads to a lesson, as rows at the foot of its page."""

from __future__ import annotations

from msgspec import Struct

from site_builder.links.targets import HOME_PAGE, UNPLACED_PAGE
from site_builder.model.site import Backlink
from site_builder.pages.excerpts import excerpt
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown
from site_builder.pages.passages import words_around
from site_builder.pages.places import PageLink, lesson_label

_CONTEXT_LENGTH = 60


class BacklinkRow(Struct, frozen=True):
    """One page whose notes lead to the lesson."""

    source: PageLink
    """The page."""
    words: str
    """What the note says there; empty where that is not known."""
    path: str
    """Source path."""
    line: int
    """1-based line of the first link."""
    count: int
    """Links of that source on that page."""


def view_backlinks(lesson: int, holdings: Holdings, root: str) -> tuple[BacklinkRow, ...]:
    """The pages that lead to ``lesson``: lessons by number, then other pages.

    Args:
        lesson: Lesson number.
        holdings: What the site shows.
        root: The way from the lesson's page to the root of the site.
    """
    groups: dict[tuple[int, str, str], list[Backlink]] = {}
    for link in holdings.backlinks.get(lesson, ()):
        first = link.lessons[0] if link.lessons else len(holdings.lessons) + 1
        groups.setdefault((first, link.page, link.path), []).append(link)
    return tuple(_row(links, holdings, root) for _, links in sorted(groups.items()))


def _row(links: list[Backlink], holdings: Holdings, root: str) -> BacklinkRow:
    link = links[0]
    manuscript = holdings.manuscripts[link.path]
    return BacklinkRow(
        source=PageLink(_page_title(link, holdings), Markdown(root + link.page)),
        words=excerpt(words_around(manuscript, link.span), _CONTEXT_LENGTH),
        path=link.path,
        line=manuscript.source.line_number(link.span.start),
        count=len(links),
    )


def _page_title(link: Backlink, holdings: Holdings) -> str:
    if link.lessons and link.lessons[0] in holdings.lessons:
        return lesson_label(holdings.lessons[link.lessons[0]])
    names = {HOME_PAGE: "首页", UNPLACED_PAGE: "未归类"}
    return names.get(link.page) or holdings.manuscripts[link.path].title
