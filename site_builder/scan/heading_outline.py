"""Texts of headings alone, which list the lessons of a course.

# 园艺入门
## 第一章 土
### 土的种类
### 酸碱度
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from site_builder.model.note import Section, Structure, StructureRole
from site_builder.model.outline import (
    LessonKind,
    Outline,
    OutlineEntry,
    TitleEntry,
    TitleKind,
)

_FEWEST = 4
"""Lessons that such a text names at least."""


class HeadingOutline(Struct, frozen=True):
    """The lessons of a text of headings, and the lines above them."""

    outline: Outline
    """A lesson for each heading that has none below."""
    titles: tuple[TitleEntry, ...]
    """The chapters, as the weeks of a course."""
    structure: tuple[Structure, ...]
    """The title of the text, and headings above the chapters."""


def read_heading_outline(sections: Sequence[Section], title: str | None) -> HeadingOutline | None:
    """The outline that the headings of a text are; None where there is text below any of them.

    Args:
        sections: All sections of the text, in its order.
        title: What the text calls itself.
    """
    if any(section.heading is not None and section.blocks for section in sections):
        return None
    parents = {section.parent for section in sections}
    leaves = [i for i, s in enumerate(sections) if s.heading is not None and i not in parents]
    if len(leaves) < _FEWEST:
        return None
    above = list(dict.fromkeys(sections[leaf].parent for leaf in leaves))
    chapters = [index for index in above if index is not None] if len(above) > 1 else []
    places: dict[int | None, int] = {}
    entries: list[OutlineEntry] = []
    for number, leaf in enumerate(leaves, 1):
        parent = sections[leaf].parent
        places[parent] = places.get(parent, 0) + 1
        week = chapters.index(parent) + 1 if parent in chapters else None
        entries.append(_entry(sections[leaf], number, week, places[parent]))
    rest = [i for i, s in enumerate(sections) if s.heading and i not in leaves + chapters]
    return HeadingOutline(
        outline=Outline(title or "", tuple(entries), None),
        titles=tuple(_week(sections[index], place) for place, index in enumerate(chapters, 1)),
        structure=tuple(_above(sections[index]) for index in rest),
    )


def _entry(section: Section, number: int, week: int | None, place: int) -> OutlineEntry:
    heading = section.heading
    title = heading.title if heading else ""
    return OutlineEntry(
        span=heading.span if heading else section.span,
        number=number,
        course=None if week is None else 1,
        week=week,
        section=place,
        kind=LessonKind.LECTURE,
        title=title,
        title_raw=title,
        duration=None,
        part=number,
    )


def _week(section: Section, number: int) -> TitleEntry:
    heading = section.heading
    span = heading.span if heading else section.span
    return TitleEntry(span, TitleKind.WEEK, 1, number, None, heading.title if heading else "", None)


def _above(section: Section) -> Structure:
    span = section.heading.span if section.heading else section.span
    role = StructureRole.TITLE if section.parent is None else StructureRole.CHAPTER
    return Structure(span, role)
