"""Small courses and notes for the tests of the alignment; both courses are invented."""

from __future__ import annotations

from site_builder.model.course import Course, Lesson, Subcourse, Week
from site_builder.model.note import Claim, Dialect, Document, Heading, Section
from site_builder.model.outline import LessonKind
from site_builder.model.source import Source, Span
from site_builder.model.video import Platform, Video
from site_builder.scan.blocks import split_blocks
from site_builder.scan.headings import find_headings
from site_builder.scan.links import find_images
from site_builder.scan.regions import find_regions

VIDEO = Video(Platform.BILIBILI, "BV1own1own1o")
OTHER = Video(Platform.BILIBILI, "BV1other1oth")

Plan = dict[tuple[int, int], tuple[str, ...]]
"""Titles by subcourse and week; a second wording or an English title stands behind ``|``."""

BOTANY: Plan = {
    (1, 1): ("欢迎|Welcome", "什么是植物|What is a plant", "植物细胞|Plant cells"),
    (1, 2): (
        "根|Roots",
        "茎的结构|Structure of stems",
        "叶与光合作用|Leaves and photosynthesis",
        "蒸腾作用|Transpiration",
        "观察实验|Lab work",
    ),
    (2, 1): ("花的结构|Parts of a flower", "传粉|Pollination", "授精与结果|Fertilisation"),
    (2, 2): ("种子传播|Seed dispersal", "发芽|Germination", "观察实验|Lab work"),
}
"""A Chinese course of two levels in which one title occurs twice."""

SAILING: Plan = {
    (1, 1): (
        "Parts of a boat",
        "Knots every sailor needs",
        "Reading the wind",
        "Points of sail",
        "Tacking",
        "Gybing safely",
        "Heaving to",
        "Man overboard drill",
        "Anchoring",
        "Right of way",
    ),
}
"""An English course of one week."""


def course(plan: Plan = BOTANY) -> Course:
    """The course of ``plan`` with lessons numbered from 1."""
    lessons: list[Lesson] = []
    for (subcourse, week), titles in plan.items():
        for section, title in enumerate(titles, 1):
            shown, _, english = title.partition("|")
            number = len(lessons) + 1
            lessons.append(
                Lesson(
                    number=number,
                    course=subcourse,
                    week=week,
                    section=section,
                    kind=LessonKind.LECTURE,
                    title=shown,
                    title_en=english or None,
                    wordings=(),
                    duration=60,
                    start=60 * (number - 1),
                    part=number,
                )
            )
    return Course("课程", None, VIDEO, tuple(_subcourses(lessons)), tuple(lessons))


def _subcourses(lessons: list[Lesson]) -> list[Subcourse]:
    found = []
    for number in sorted({lesson.course or 0 for lesson in lessons}):
        own = [lesson for lesson in lessons if lesson.course == number]
        weeks = tuple(
            Week(week, None, None, tuple(n.number for n in own if n.week == week))
            for week in sorted({lesson.week or 0 for lesson in own})
        )
        found.append(Subcourse(number, None, None, weeks, tuple(n.number for n in own)))
    return found


def notes(
    text: str,
    *,
    path: str = "notes.md",
    claims: dict[str, Claim] | None = None,
    scopes: dict[str, tuple[int | None, int | None]] | None = None,
    video: Video | None = None,
) -> Document:
    """The sections of a Markdown ``text``.

    Args:
        text: Headings and blocks; what stands before the first heading is a section too.
        path: Source path.
        claims: What sections claim, by the title of their heading.
        scopes: Subcourse and week that headings name, by title; sections below inherit them.
        video: The video of the whole document.
    """
    source = Source(path, text)
    regions = find_regions(text)
    whole = Span(0, len(text))
    headings: list[Heading | None] = list(find_headings(source, regions, whole))
    if headings and headings[0] and text[: headings[0].span.start].strip():
        headings.insert(0, None)
    elif not headings and text.strip():
        headings = [None]
    sections: list[Section] = []
    open_sections: list[int] = []
    for index, heading in enumerate(headings):
        start = heading.span.start if heading else 0
        following = headings[index + 1] if index + 1 < len(headings) else None
        span = Span(start, following.span.start if following else len(text))
        level = heading.level if heading else 7
        while open_sections and _level(sections[open_sections[-1]]) >= level:
            open_sections.pop()
        parent = open_sections[-1] if open_sections else None
        inherited = sections[parent].scope if parent is not None else (None, None)
        title = heading.title if heading else ""
        body = Span(heading.span.end if heading else 0, span.end)
        sections.append(
            Section(
                span=span,
                heading=heading,
                blocks=split_blocks(source, body, regions),
                parent=parent,
                claim=(claims or {}).get(title),
                scope=(scopes or {}).get(title, inherited),
            )
        )
        open_sections.append(index)
    images = find_images(text, regions, whole)
    return Document(
        source, Dialect.PLAIN, 1.0, video=video, sections=tuple(sections), images=images
    )


def _level(section: Section) -> int:
    return section.heading.level if section.heading else 7
