"""The page of notes that belong to no lesson as far as can be told."""

from __future__ import annotations

import json
from collections.abc import Sequence

from msgspec import Struct

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


class NearLesson(Struct, frozen=True):
    """A lesson that the lines might belong to."""

    link: PageLink
    """Its page."""
    percent: int
    """How well it fits, 0 to 100."""


class UnplacedView(Struct, frozen=True):
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


class DoubtfulView(Struct, frozen=True):
    """A section on a lesson for which little speaks."""

    title: str
    """The section in words."""
    path: str
    """Path of its source."""
    lines: str
    """The lines that are meant, as 3 or 3–8."""
    here: NearLesson
    """Where they stand."""
    nearest: tuple[NearLesson, ...]
    """Nearest other lessons, best first."""
    remedy: Markdown
    """Lines for ``course.yml`` that leave them there."""


class UnplacedSource(Struct, frozen=True):
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
        doubtful=view_doubtful(holdings),
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


def view_doubtful(holdings: Holdings) -> tuple[DoubtfulView, ...]:
    """Every section of which something stands where it does although little speaks for it."""
    root = root_of(UNPLACED_PAGE)
    views = []
    for doubtful in holdings.doubtful:
        manuscript = holdings.manuscripts[doubtful.path]
        first, last = manuscript.source.lines_of(doubtful.span)
        own = Candidate(doubtful.lesson, doubtful.score, ())
        lessons = [str(number) for number in doubtful.lessons]
        views.append(
            DoubtfulView(
                title=doubtful.heading or name_lines(manuscript, doubtful.span),
                path=doubtful.path,
                lines=str(first) if first == last else f"{first}–{last}",
                here=_near([own], holdings, root)[0],
                nearest=_near(doubtful.candidates, holdings, root),
                remedy=_place(
                    manuscript,
                    doubtful.start,
                    lessons[0] if len(lessons) == 1 else f"[{', '.join(lessons)}]",
                ),
            )
        )
    return tuple(views)


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
                nearest=_near(unplaced.candidates, holdings, root),
                remedy=_place(manuscript, unplaced.span.start, str(unplaced.candidates[0].lesson))
                if unplaced.candidates
                else None,
            )
        )
    return tuple(items)


def _near(candidates: Sequence[Candidate], holdings: Holdings, root: str) -> tuple[NearLesson, ...]:
    return tuple(
        NearLesson(link, round(100 * candidate.score))
        for candidate in candidates
        for link in link_lessons([candidate.lesson], holdings, root)
    )


def _place(manuscript: Manuscript, start: int, said: str) -> Markdown:
    """The manifest's lines that place the section at ``start``."""
    line = manuscript.source.line_number(start)
    key = json.dumps(f"{plain_text(manuscript.source.path)}:{line}", ensure_ascii=False)
    return Markdown(f"place:\n  {key}: {said}")
