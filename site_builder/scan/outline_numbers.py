"""Lesson headings to lessons: running numbers, subcourse, week and section.

N N.w.k      the label repeats the number; the subcourse goes up where w.k begins again at 1.1
N N.k.       an interview: it belongs to the subcourse before it and to no week
N w.k        week and section; the subcourse goes up as above
N c.w.k      subcourse, week and section
N            one level
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.outline import LessonKind, OutlineEntry
from site_builder.model.source import Source, Span
from site_builder.model.video import Video, VideoPlace
from site_builder.scan.lesson_heading import LessonHeading
from site_builder.scan.patterns import lazy_pattern

INTERVIEW = lazy_pattern(r"采访|专访|访谈|\binterview\b", re.IGNORECASE)
"""Words of a title that make a lesson an interview where no number says so."""


class Spotted(Struct, frozen=True):
    """A heading that was read as a lesson, and where it stands."""

    span: Span
    """Its line."""
    heading: LessonHeading
    """What it says."""
    place: VideoPlace | None
    """What its link points at; None without a link to a video."""
    scope: tuple[int | None, int | None]
    """Subcourse and week that headings above it name."""


class Numbering(Struct, frozen=True):
    """The lessons of an outline."""

    entries: tuple[OutlineEntry, ...]
    """Numbers ascending, each once."""
    repeated: tuple[tuple[Span, int], ...]
    """Headings that name a lesson once more, with its number, in the order of the text."""


_Place = tuple[int | None, int | None, int | None]


class _Lesson(Struct, frozen=True):
    number: int
    item: Spotted
    place: _Place
    interview: bool


def number_lessons(
    source: Source, spotted: Sequence[Spotted], video: Video | None
) -> Outcome[Numbering]:
    """The lessons that headings name, in the order of their numbers.

    Args:
        source: The outline.
        spotted: The headings in the order of the text.
        video: The course's own video; part numbers of other videos do not count.
    """
    found: list[Diagnostic] = []
    own = _labels_repeat_numbers(spotted)
    kept, repeated = _unique_numbers(source, spotted, found, own=own)
    found.extend(_order_findings(source, kept))
    kept.sort(key=lambda lesson: lesson.number)
    placed = _with_subcourses(kept)
    found.extend(_gap_findings(source, placed))
    found.extend(_place_findings(source, placed))
    entries = tuple(_entry(lesson, video) for lesson in placed)
    found.extend(_heading_findings(source, placed, entries))
    found.sort(key=lambda diagnostic: (diagnostic.span or Span(0, 0), diagnostic.code))
    return Outcome(Numbering(entries, tuple(repeated)), tuple(found))


def _labels_repeat_numbers(spotted: Sequence[Spotted]) -> bool:
    """Whether labels of three numbers begin with the lesson's own number."""
    labels = [item.heading for item in spotted if len(item.heading.label) >= 3]
    numbered = [heading for heading in labels if heading.number is not None]
    if numbered:
        same = sum(heading.label[0] == heading.number for heading in numbered)
        return same * 2 > len(numbered)
    firsts = [heading.label[0] for heading in labels]
    return len(firsts) >= 3 and all(a < b for a, b in pairwise(firsts))


def _stated_number(item: Spotted, *, own: bool) -> int | None:
    heading = item.heading
    if heading.number:
        return heading.number
    if heading.label and own:
        return heading.label[0]
    if item.place is not None and item.place.part:
        return item.place.part
    return None


def _unique_numbers(
    source: Source, spotted: Sequence[Spotted], found: list[Diagnostic], *, own: bool
) -> tuple[list[_Lesson], list[tuple[Span, int]]]:
    """Every heading with a number of its own, and those that repeat another's lesson.

    A heading whose number is taken gets the one its label gives, else the next one, where no
    other heading has it; the same title again is the same lesson.
    """
    stated = [_stated_number(item, own=own) for item in spotted]
    wanted = {number for number in stated if number is not None}
    taken: dict[int, Spotted] = {}
    lessons: list[_Lesson] = []
    repeated: list[tuple[Span, int]] = []
    last = 0
    for item, number in zip(spotted, stated, strict=True):
        if number is None:
            number = last + 1
            while number in wanted or number in taken:
                number += 1
        elif number in taken:
            other = _free_number(item, taken, wanted, last=last, own=own)
            found.append(_repetition(source, item, taken[number], number, other))
            if other is None:
                repeated.append((item.span, number))
                continue
            number = other
        taken[number] = item
        lessons.append(_lesson(number, item, own=own))
        last = number
    return lessons, repeated


def _free_number(
    item: Spotted, taken: dict[int, Spotted], wanted: set[int], *, last: int, own: bool
) -> int | None:
    number = item.heading.number
    if number is not None and taken[number].heading.title == item.heading.title:
        return None
    candidates = (*(item.heading.label[:1] if own else ()), last + 1)
    return next((n for n in candidates if n not in taken and n not in wanted), None)


def _lesson(number: int, item: Spotted, *, own: bool) -> _Lesson:
    label = item.heading.label
    interview = INTERVIEW.search(item.heading.title) is not None
    course, week = item.scope
    if own and len(label) >= 3:
        place = _padded(label[1:4])
        return _Lesson(number, item, (place[0] or course, *place[1:]), interview=False)
    if len(label) == 2 and label[0] == number and (own or item.heading.dotted):
        return _Lesson(number, item, (course, None, label[1]), interview=True)
    if label:
        place = _padded(label[:3])
        return _Lesson(number, item, (place[0] or course, *place[1:]), interview=False)
    return _Lesson(number, item, (course, None if interview else week, None), interview)


def _padded(label: tuple[int, ...]) -> _Place:
    """Subcourse, week and section of two or three numbers."""
    if len(label) >= 3:
        return label[0], label[1], label[2]
    return None, label[0], label[1]


def _with_subcourses(lessons: Sequence[_Lesson]) -> list[_Lesson]:
    """Lessons with the subcourse filled in that neither labels nor headings name."""
    if not any(lesson.place[1] is not None for lesson in lessons):
        return list(lessons)
    placed: list[_Lesson] = []
    course = 1
    last: tuple[int, int] | None = None
    interviewed = False
    for lesson in lessons:
        stated, week, section = lesson.place
        if stated is not None:
            if stated != course:
                last = None
            course = stated
        elif week is not None and section is not None and last is not None:
            past_first = last > (1, 1) or interviewed
            course += week == 1 and past_first and (last[0] > 1 or section == 1)
        if week is not None and section is not None:
            last = (week, section)
        interviewed = lesson.interview
        placed.append(replace(lesson, place=(course, week, section)))
    return placed


def _entry(lesson: _Lesson, video: Video | None) -> OutlineEntry:
    course, week, section = lesson.place
    heading = lesson.item.heading
    part = heading.part or lesson.number
    place = lesson.item.place
    if place is not None and place.part and place.video == video:
        part = place.part
    return OutlineEntry(
        span=lesson.item.span,
        number=lesson.number,
        course=course,
        week=week,
        section=section,
        kind=LessonKind.INTERVIEW if lesson.interview else LessonKind.LECTURE,
        title=heading.title,
        title_raw=heading.title_raw,
        duration=heading.duration,
        part=part,
    )


def _repetition(
    source: Source, item: Spotted, first: Spotted, number: int, other: int | None
) -> Diagnostic:
    line = source.line_number(first.span.start)
    outcome = "its notes go to the first" if other is None else f"read as {other}"
    message = f"lesson {number} stands in line {line} already; {outcome}"
    return Diagnostic("OUT101", message, source.path, item.span)


def _order_findings(source: Source, lessons: Sequence[_Lesson]) -> Iterator[Diagnostic]:
    highest = 0
    for lesson in lessons:
        if lesson.number < highest:
            message = f"lesson {lesson.number} stands behind lesson {highest}"
            yield Diagnostic("OUT108", message, source.path, lesson.item.span)
        highest = max(highest, lesson.number)


def _gap_findings(source: Source, lessons: Sequence[_Lesson]) -> Iterator[Diagnostic]:
    last = 0
    for lesson in lessons:
        first, final = last + 1, lesson.number - 1
        if first <= final:
            missing = f"lesson {first} is" if first == final else f"lessons {first} to {final} are"
            message = f"{missing} missing before lesson {lesson.number}"
            yield Diagnostic("OUT102", message, source.path, lesson.item.span)
        last = lesson.number


def _place_findings(source: Source, lessons: Sequence[_Lesson]) -> Iterator[Diagnostic]:
    """Places that do not follow on the one before; a gap in the numbers explains a jump."""
    last: _Lesson | None = None
    for lesson in lessons:
        if None in lesson.place:
            continue
        if last is not None and not _follows(last, lesson):
            here, before = _spelt(lesson.place), _spelt(last.place)
            message = f"lesson {lesson.number} stands at {here}, behind {before}"
            yield Diagnostic("OUT109", message, source.path, lesson.item.span)
        last = lesson


def _follows(last: _Lesson, lesson: _Lesson) -> bool:
    course, week, section = (number or 0 for number in last.place)
    expected = ((course, week, section + 1), (course, week + 1, 1), (course + 1, 1, 1))
    if lesson.place in expected:
        return True
    is_gap = lesson.number > last.number + 1
    return is_gap and tuple(n or 0 for n in lesson.place) > (course, week, section)


def _spelt(place: _Place) -> str:
    return ".".join(str(number) for number in place if number is not None)


def _heading_findings(
    source: Source, lessons: Sequence[_Lesson], entries: Sequence[OutlineEntry]
) -> Iterator[Diagnostic]:
    own = _labels_repeat_numbers([lesson.item for lesson in lessons])
    parts: dict[int, int] = {}
    for lesson, entry in zip(lessons, entries, strict=True):
        heading, span = lesson.item.heading, lesson.item.span
        if heading.bad_time:
            message = f"duration {heading.bad_time} of lesson {entry.number} is no time"
            yield Diagnostic("OUT107", message, source.path, span)
        differs = own and len(heading.label) >= 3 and heading.label[0] != heading.number
        if differs and heading.number == entry.number:
            message = f"lesson {entry.number} is called {_spelt_label(heading.label)} as well"
            yield Diagnostic("OUT110", message, source.path, span)
        if entry.part in parts:
            message = f"lessons {parts[entry.part]} and {entry.number} are both part {entry.part}"
            yield Diagnostic("OUT106", message, source.path, span)
        parts.setdefault(entry.part, entry.number)
    without = [entry for entry in entries if entry.duration is None]
    if without:
        message = f"{len(without)} of {len(entries)} lessons, the first is {without[0].number}"
        yield Diagnostic("OUT111", message, source.path, without[0].span)


def _spelt_label(label: tuple[int, ...]) -> str:
    return ".".join(map(str, label))
