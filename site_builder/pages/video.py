"""The pages of notes on other videos than the course's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from site_builder.links.video import video_page_url
from site_builder.model.alignment import Related
from site_builder.model.site import Page
from site_builder.pages.holdings import Holdings
from site_builder.pages.markup import Markdown, escape_title, front_matter, web_address
from site_builder.pages.notes import Passage, view_passages
from site_builder.pages.passages import Stretch, first_heading
from site_builder.pages.places import PageLink, link_lessons, root_of
from site_builder.pages.templates import PageTemplates


class PartView(Struct, frozen=True):
    """Notes on one part of a video."""

    title: str | None
    """Title of the part; None where the notes begin with it as their own heading."""
    anchor: Markdown
    """Id of its heading."""
    part: int | None
    """1-based part."""
    watch: Markdown | None
    """Address of the part."""
    passages: tuple[Passage, ...]
    """The notes."""
    lessons: tuple[PageLink, ...]
    """Lessons on the same topic, nearest first."""


class VideoView(Struct, frozen=True):
    """All that the page of a video shows."""

    id: str
    """The video's id."""
    title: str
    """Title of the notes on it."""
    watch: Markdown | None
    """Address of the video."""
    parts: tuple[PartView, ...]
    """By part."""
    sources: tuple[str, ...]
    """Paths of the notes."""


def render_video(path: str, holdings: Holdings, templates: PageTemplates) -> Page:
    """The page ``path`` of notes on another video."""
    view = _view(path, holdings)
    title = f"{view.title}（{view.id}）"
    head = front_matter(
        {
            "title": escape_title(title),
            "description": escape_title(f"另一门课程的笔记：{title}"),
        }
    )
    text = head + templates.fill("pages/video.md", video=view)
    return Page(path, escape_title(view.title), text)


def _view(path: str, holdings: Holdings) -> VideoView:
    group = holdings.videos[path]
    video = group[0].video
    titles = {holdings.manuscripts[related.path].title: None for related in group}
    parts = groupby(group, key=lambda related: holdings.anchors[related.path, related.span])
    return VideoView(
        id=video.id,
        title=" · ".join(titles),
        watch=web_address(video_page_url(video, None, None)),
        parts=tuple(_part(anchor, tuple(same), holdings, root_of(path)) for anchor, same in parts),
        sources=tuple(sorted({related.path for related in group})),
    )


def _part(anchor: str, group: Sequence[Related], holdings: Holdings, root: str) -> PartView:
    """Notes under one heading, all of one source."""
    first = group[0]
    manuscript = holdings.manuscripts[first.path]
    heading = first_heading(manuscript, first.span)
    own = heading is not None and heading.title.strip() in first.title
    stretches = [Stretch(related.span, related.section, "", None) for related in group]
    lessons = dict.fromkeys(number for related in group for number in related.lessons)
    return PartView(
        title=None if own else first.title,
        anchor=Markdown(anchor),
        part=first.part,
        watch=web_address(video_page_url(first.video, first.part, None)),
        passages=view_passages(manuscript, stretches, holdings, below=1 if own else 2, root=root),
        lessons=link_lessons(lessons, holdings, root),
    )
