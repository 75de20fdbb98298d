"""The page of notes that belong to no lesson as far as can be told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.links.targets import UNPLACED_PAGE
from site_builder.model.alignment import Candidate, Unplaced
from site_builder.model.course import Course
from site_builder.model.site import Page
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown, front_matter, plain_text
from site_builder.pages.notes import Passage, name_lines, view_passages
from site_builder.pages.passages import Manuscript, Stretch, first_heading
from site_builder.pages.places import PageLink, link_lessons, root_of
from site_builder.pages.templates import PageTemplates

# The alignment gives its reasons in English, as all output of the command line is.
REASONS = {
    "no lesson's title or words are near enough": "没有哪一课的标题或内容与它足够接近",
    "the manifest leaves it unplaced": "作者在 course.yml 里让它留在这里",
    "the course has no outline": "没有课程大纲",
}


@dataclass(frozen=True, slots=True)
class NearLesson:
    """A lesson that the lines might belong to."""

    link: PageLink
    """Its page."""
    percent: int
    """How well it fits, 0 to 100."""


@dataclass(frozen=True, slots=True)
class UnplacedView:
    """Lines without a lesson."""

    title: str | None
    """The lines in words; None where they begin with a heading of their own."""
    reason: str
    """Why, in a few words."""
    passages: tuple[Passage, ...]
    """The lines themselves."""
    nearest: tuple[NearLesson, ...]
    """Nearest lessons, best first."""
    remedy: Markdown | None
    """Lines for ``course.yml`` that place them; None where no lesson is near."""


@dataclass(frozen=True, slots=True)
class UnplacedSource:
    """A source with lines without a lesson."""

    title: str
    """Title of the source."""
    path: str
    """Its path."""
    anchor: Markdown
    """Id of its heading."""
    items: tuple[UnplacedView, ...]
    """In the order of the text."""


def render_unplaced(course: Course, holdings: Holdings, templates: PageTemplates) -> Page:
    """The page; without any lesson it is the page of all notes and says what is missing."""
    title = unplaced_title(course)
    sources = view_unplaced(holdings)
    head = front_matter({"title": title, "description": "还没有归到任何一课的笔记，以及怎样归类"})
    text = templates.fill(
        "pages/unplaced.md",
        title=title,
        has_outline=bool(course.lessons),
        sources=sources,
        count=sum(len(source.items) for source in sources),
    )
    return Page(UNPLACED_PAGE, title, head + text)


def unplaced_title(course: Course) -> str:
    """The title of the page."""
    return "未归类" if course.lessons else "全部笔记"


def view_unplaced(holdings: Holdings) -> tuple[UnplacedSource, ...]:
    """Every source with lines without a lesson."""
    root = root_of(UNPLACED_PAGE)
    return tuple(
        UnplacedSource(
            title=holdings.manuscripts[path].title,
            path=path,
            anchor=source_anchor(index),
            items=_items(holdings.manuscripts[path], group, holdings, root),
        )
        for index, (path, group) in enumerate(holdings.unplaced.items(), start=1)
    )


def source_anchor(index: int) -> Markdown:
    """Id of the heading of the ``index``-th source (1-based)."""
    return Markdown(f"source-{index}")


def _items(
    manuscript: Manuscript, group: Sequence[Unplaced], holdings: Holdings, root: str
) -> tuple[UnplacedView, ...]:
    """The lines of one source; what shows nothing is left out."""
    items = []
    for unplaced in group:
        if manuscript.is_hidden(unplaced.span):
            continue
        stretch = Stretch(unplaced.span, unplaced.section, "", None)
        items.append(
            UnplacedView(
                title=None
                if first_heading(manuscript, unplaced.span) is not None
                else unplaced.heading or name_lines(manuscript, unplaced.span),
                reason=REASONS.get(unplaced.reason, unplaced.reason),
                passages=view_passages(manuscript, [stretch], holdings, below=2, root=root),
                nearest=tuple(
                    NearLesson(link, round(100 * candidate.score))
                    for candidate in unplaced.candidates
                    for link in link_lessons([candidate.lesson], holdings, root)
                ),
                remedy=_remedy(manuscript, unplaced, unplaced.candidates),
            )
        )
    return tuple(items)


def _remedy(
    manuscript: Manuscript, unplaced: Unplaced, candidates: Sequence[Candidate]
) -> Markdown | None:
    """The manifest's lines that place the section on its nearest lesson."""
    if not candidates:
        return None
    line = manuscript.source.lines_of(unplaced.span)[0]
    key = json.dumps(f"{plain_text(manuscript.source.path)}:{line}", ensure_ascii=False)
    return Markdown(f"place:\n  {key}: {candidates[0].lesson}")
