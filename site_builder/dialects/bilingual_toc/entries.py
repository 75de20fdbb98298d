"""The list itself: entries with their places in the course, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.dialects.bilingual_toc.lines import LONGEST_GROUP, LONGEST_TITLE, Line
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import Structure, StructureRole
from site_builder.model.outline import TitleEntry, TitleKind
from site_builder.model.source import Source
from site_builder.scan.outline_numbers import INTERVIEW
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.titles import ScopeKind, ScopeLine, split_bilingual

# 人工智能大师访谈 · Interviews : what several interviews stand under
_INTERVIEWS = lazy_pattern(r"(?:访谈|采访|专访|interviews)(?:录|集|列表)?[:：]?$", re.IGNORECASE)
_NAME = lazy_pattern(r"[A-Z][a-z]+")

_APPENDIX = lazy_pattern(r"(?:附件|附录|附|appendix|appendices|attachments?)\b", re.IGNORECASE)

_PROSE = lazy_pattern(r"[。！；]|[，,].*[，,].*[，,]|https?://")


@dataclass(slots=True)
class _Place:
    """Where in the course the list has arrived."""

    course: int | None = None
    week: int | None = None
    first: int | None = None
    """The week that the first number below the line of the week gives; it may count on."""
    last: tuple[int, ...] = ()
    """The number before."""
    appendix: bool = False


def read_list(lines: Sequence[Line]) -> Iterator[TitleEntry | Structure]:
    """Entries and structure in the order of the text; lines of prose give nothing."""
    place = _Place()
    named = any(_is_subcourse(lines, i) for i in range(len(lines)))
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if line.scope is not None:
            place.appendix = False
            subcourse = _is_subcourse(lines, index)
            yield _scope_entry(line, line.scope, place, subcourse=subcourse, named=named)
        elif line.number:
            yield _numbered_entry(line, place, named=named)
        elif place.appendix:
            if not _is_prose(line):
                yield Structure(line.span, StructureRole.CHAPTER)
        elif _is_group(line, following):
            place.appendix = _APPENDIX.match(line.words) is not None
            place.week = None
            yield Structure(line.span, StructureRole.CHAPTER)
        elif not _is_prose(line):
            yield _unnumbered(line, place)


def _is_subcourse(lines: Sequence[Line], index: int) -> bool:
    """Whether a line opens a subcourse; ``第三课`` does where weeks or places stand below it."""
    scope = lines[index].scope
    if scope is None or scope.kind is not ScopeKind.COURSE:
        return False
    if not scope.counts_lessons:
        return True
    following = lines[index + 1 : index + 2]
    return any(
        len(line.number) > 1 or (line.scope is not None and line.scope.kind is ScopeKind.WEEK)
        for line in following
    )


def _scope_entry(
    line: Line, scope: ScopeLine, place: _Place, *, subcourse: bool, named: bool
) -> TitleEntry:
    title, title_en = split_bilingual(scope.title)
    if subcourse:
        place.course, place.week, place.first, place.last = scope.number, None, None, ()
        kind, section = TitleKind.SUBCOURSE, None
    elif scope.kind is ScopeKind.WEEK:
        if not named and (place.week is None or scope.number <= place.week):
            place.course = (place.course or 0) + 1
        place.week, place.first = scope.number, None
        kind, section = TitleKind.WEEK, None
    else:
        kind, section = TitleKind.LESSON, scope.number
    return TitleEntry(line.span, kind, place.course, place.week, section, title, title_en)


def _numbered_entry(line: Line, place: _Place, *, named: bool) -> TitleEntry:
    """A lesson with its place; a number that counts weeks on from course to course is no week."""
    number = line.number
    course, week, section = place.course, place.week, number[-1]
    if len(number) == 3:
        course, week = number[0], number[1]
    elif len(number) == 2:
        if week is not None:
            place.first = number[0] if place.first is None else place.first
            week += number[0] - place.first
        else:
            week = number[0]
            if not named and (not place.last or (number == (1, 1) and place.last > number)):
                place.course = course = (course or 0) + 1
    place.last = number
    title, title_en = split_bilingual(line.title)
    kind = TitleKind.INTERVIEW if INTERVIEW.search(line.title) else TitleKind.LESSON
    return TitleEntry(line.span, kind, course, week, section, title, title_en)


def _unnumbered(line: Line, place: _Place) -> TitleEntry | Structure:
    title, title_en = split_bilingual(line.words)
    if INTERVIEW.search(line.words):
        return TitleEntry(line.span, TitleKind.INTERVIEW, None, None, None, title, title_en)
    if title_en is not None and title_en != title and not line.heading:
        return TitleEntry(
            line.span, TitleKind.LESSON, place.course, place.week, None, title, title_en
        )
    return Structure(line.span, StructureRole.CHAPTER)


def _is_group(line: Line, following: Line | None) -> bool:
    """Whether a line only names what stands below it."""
    if len(line.words) > LONGEST_GROUP:
        return False
    if _APPENDIX.match(line.words):
        return True
    if not _INTERVIEWS.search(line.words) or _NAME.search(line.words.removesuffix("Interviews")):
        return False
    return following is not None and INTERVIEW.search(following.words) is not None


def _is_prose(line: Line) -> bool:
    return len(line.words) > LONGEST_TITLE or _PROSE.search(line.words) is not None


def repeated_numbers(source: Source, titles: Sequence[TitleEntry]) -> Iterator[Diagnostic]:
    """A finding for each lesson whose number stands in the list before."""
    lines: dict[tuple[int | None, int | None, int], int] = {}
    for entry in titles:
        if entry.section is None or entry.kind in (TitleKind.SUBCOURSE, TitleKind.WEEK):
            continue
        key = (entry.course, entry.week, entry.section)
        line = source.line_number(entry.span.start)
        if key in lines:
            number = ".".join(str(part) for part in key if part is not None)
            message = f"{number} stands in line {lines[key]} already"
            yield Diagnostic("TOC102", message, source.path, entry.span)
        lines.setdefault(key, line)
