"""What an author's own numbers say, learned from the headings whose titles are clear.

Authors number by week and section, by chapter, by the running number of the lesson, or as they
please. Each reading of a number is held against the headings that are placed by their titles; a
reading is trusted as often as it is right, and near a heading that contradicts it not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum

from msgspec import Struct

from site_builder.align.curriculum import Curriculum, Scope

_FEWEST = 3
_AGREED = 0.75
"""Headings, and their share, whose chapter is the week they stand in, before all are."""
_PARTS = (4, 5)
"""How many of how many numbers of parts are taken to have agreed before any is tested: P27 is
what the pages of videos call a part."""
_DOUBT = 0.4
_NEAR = {
    (before, after): 0.0
    if (before, after) == (False, False)
    else _DOUBT
    if False in (before, after)
    else 1.0
    for before in (True, False, None)
    for after in (True, False, None)
}
"""What is left of the trust in a number between clear headings that agree, contradict or lack."""


class Reading(Enum):
    """What the parts of a number may mean."""

    PLACE = "subcourse, week and section"
    WEEK = "week and section"
    CHAPTER = "chapter and section"
    SECTION = "section"
    RUNNING = "lesson"
    PART = "part of the video"


class Numbered(Struct, frozen=True):
    """A heading as far as its number goes."""

    number: tuple[int, ...]
    """The author's number; empty where there is none."""
    scope: Scope
    """Subcourse and week that the headings above name."""
    sure: int | None
    """The lesson that its title says beyond doubt, where it does."""
    part: int | None = None
    """The part of a video with whose number it begins: P27."""


def trusted_numbers(
    headings: Sequence[Numbered], curriculum: Curriculum
) -> tuple[Mapping[int, float], ...]:
    """For each heading the lessons that its number may mean, with trust from 0 to 1."""
    chapters = _chapters(headings, curriculum)
    found: list[dict[int, float]] = [{} for _ in headings]
    for reading in Reading:
        meant = [_meaning(reading, heading, curriculum, chapters) for heading in headings]
        for position, (lesson, trust) in enumerate(
            zip(meant, _trust(headings, meant, reading), strict=True)
        ):
            if lesson is not None and trust > found[position].get(lesson, 0.0):
                found[position][lesson] = trust
    return tuple(found)


def chapter_scopes(
    chapters: Sequence[int | None], lessons: Sequence[int | None], curriculum: Curriculum
) -> Mapping[int, Scope]:
    """The week that each chapter of an author is, where his chapters are those of the course.

    Args:
        chapters: The chapter of each heading; None where it names none.
        lessons: The lesson that its words say.
        curriculum: The course.
    """
    tested = [
        (number, curriculum.scope_of(lesson))
        for number, lesson in zip(chapters, lessons, strict=True)
        if number is not None and lesson is not None
    ]
    right = [scope for number, scope in tested if scope[1] == number]
    if len(right) < max(_FEWEST, _AGREED * len(tested)) or len({n for n, _ in tested}) < 2:
        return {}
    course = Counter(scope[0] for scope in right).most_common(1)[0][0]
    return {number: (course, number) for number in chapters if number is not None}


def _chapters(
    headings: Sequence[Numbered], curriculum: Curriculum
) -> Mapping[tuple[int, ...], Scope]:
    """The week in which most of a chapter's clear headings stand."""
    votes: dict[tuple[int, ...], Counter[Scope]] = {}
    for heading in headings:
        if heading.sure is not None and len(heading.number) > 1:
            scope = curriculum.scope_of(heading.sure)
            votes.setdefault(heading.number[:-1], Counter())[scope] += 1
    return {chapter: counted.most_common(1)[0][0] for chapter, counted in votes.items()}


def _meaning(
    reading: Reading,
    heading: Numbered,
    curriculum: Curriculum,
    chapters: Mapping[tuple[int, ...], Scope],
) -> int | None:
    """The lesson that ``reading`` makes of the heading's number."""
    number, (course, week) = heading.number, heading.scope
    sections = curriculum.sections
    if reading is Reading.PART:
        return None if heading.part is None else curriculum.parts.get(heading.part)
    match reading, len(number):
        case Reading.PLACE, 3:
            return sections.get((number[0], number[1], number[2]))
        case Reading.WEEK, 2:
            return sections.get((course, number[0], number[1]))
        case Reading.CHAPTER, count if count > 1:
            scope = chapters.get(number[:-1])
            return None if scope is None else sections.get((*scope, number[-1]))
        case Reading.SECTION, 1 if week is not None or not curriculum.scopes:
            return sections.get((course, week, number[0]))
        case Reading.RUNNING, 1:
            return number[0] if number[0] in curriculum.places else None
        case _:
            return None


def _trust(
    headings: Sequence[Numbered], meant: Sequence[int | None], reading: Reading
) -> list[float]:
    """How far the meaning of each number is believed: in general times near it."""
    verdicts = [
        None if lesson is None or heading.sure is None else lesson == heading.sure
        for heading, lesson in zip(headings, meant, strict=True)
    ]
    tested = [verdict for verdict in verdicts if verdict is not None]
    right, known = _PARTS if reading is Reading.PART else (1, 2)
    overall = (sum(tested) + right) / (len(tested) + known)
    before = _nearest_verdicts(headings, verdicts)
    after = _nearest_verdicts(headings[::-1], verdicts[::-1])[::-1]
    return [overall * _NEAR[first, last] for first, last in zip(before, after, strict=True)]


def _nearest_verdicts(
    headings: Sequence[Numbered], verdicts: Sequence[bool | None]
) -> list[bool | None]:
    """For each heading the verdict on the last clear heading before it in its chapter."""
    found: list[bool | None] = []
    last: dict[tuple[int, ...], bool | None] = {}
    for heading, verdict in zip(headings, verdicts, strict=True):
        chapter = heading.number[:-1]
        found.append(last.get(chapter))
        if verdict is not None:
            last[chapter] = verdict
    return found
