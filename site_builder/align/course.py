"""Outline and tables of contents to one course."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.align.titles import Named, find_repeats, match_titles, title_key
from site_builder.model.config import Config
from site_builder.model.course import Course, Lesson, Subcourse, Week
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Dialect, Document
from site_builder.model.outline import (
    LessonKind,
    Outline,
    OutlineEntry,
    TitleEntry,
    TitleKind,
)
from site_builder.model.source import Source

DEFAULT_TITLE = "课程笔记"
"""Title of a site for which no source gives one."""

_LESSONS = (TitleKind.LESSON, TitleKind.INTERVIEW)


class _Entry(Struct, frozen=True):
    """An entry of a table of contents and where it comes from."""

    source: Source
    title: TitleEntry


def assemble_course(documents: Sequence[Document], config: Config) -> Outcome[Course]:
    """The course that ``documents`` describe together, in whatever order they come.

    Lessons are those of the outline; without one, those of the longest table of contents. Tables
    add English titles, other wordings, and titles of subcourses and weeks.

    Args:
        documents: All documents.
        config: The manifest; its title and video win over those of the sources.
    """
    ordered = sorted(documents, key=lambda document: document.source.path)
    chosen = choose_outline(ordered, config)
    found = list(_other_outlines(ordered, chosen))
    tables = [d for d in ordered if d.titles and (d.outline is None or d is chosen)]
    if chosen is not None and chosen.outline is not None:
        outline = chosen.outline
        base = tuple(_lesson(entry) for entry in outline.entries)
    else:
        outline, base, diagnostic = _without_outline(tables)
        found.append(diagnostic)
    entries = {
        table.source.path: tuple(
            _Entry(table.source, title) for title in table.titles if title.kind in _LESSONS
        )
        for table in tables
    }
    names: dict[int, list[TitleEntry]] = {}
    for path in sorted(entries):
        matched = match_titles(
            [_named_entry(entry.title) for entry in entries[path]],
            [_named_lesson(lesson) for lesson in base],
        )
        for index, entry in enumerate(entries[path]):
            if index in matched:
                names.setdefault(base[matched[index]].number, []).append(entry.title)
            elif base:
                found.append(_stray_entry(entry))
    lessons = _with_starts(
        _with_scopes(
            tuple(_enriched(lesson, names.get(lesson.number, ())) for lesson in base), names
        )
    )
    titles = [title for table in tables for title in table.titles]
    course = Course(
        title=config.title or outline.title,
        title_en=config.title_en,
        video=config.video or outline.video,
        subcourses=tuple(_subcourses(lessons, titles)),
        lessons=lessons,
    )
    return Outcome(course, tuple(found))


def choose_outline(documents: Sequence[Document], config: Config) -> Document | None:
    """The document whose outline is the course: that of the manifest's video, else the longest.

    Of equally long ones the first by path counts; None where no document has an outline. Headings
    without any text are an outline only where no other document lists lessons.
    """
    outlines = [
        (document, document.outline)
        for document in sorted(documents, key=lambda document: document.source.path)
        if document.outline is not None and document.outline.entries
    ]
    if any(not _is_of_headings(document) for document, _ in outlines) or any(
        map(_lesson_count, documents)
    ):
        outlines = [pair for pair in outlines if not _is_of_headings(pair[0])]
    if config.video is not None:
        own = [pair for pair in outlines if pair[1].video == config.video]
        outlines = own or outlines
    best = max(outlines, key=lambda pair: len(pair[1].entries), default=None)
    return best[0] if best else None


def _is_of_headings(document: Document) -> bool:
    """Whether an outline may as well be the headings of notes that are still to be written."""
    return document.dialect is Dialect.PLAIN


def _other_outlines(documents: Sequence[Document], chosen: Document | None) -> Iterator[Diagnostic]:
    for document in documents:
        outline = document.outline
        if chosen is None or document is chosen or outline is None or not outline.entries:
            continue
        if _is_of_headings(document):
            continue
        count = len(outline.entries)
        message = f"{count} lessons are left out: the course is that of {chosen.source.path}"
        yield Diagnostic("OUT201", message, document.source.path, outline.entries[0].span)


# --- lessons ------------------------------------------------------------------------------


def _lesson(entry: OutlineEntry) -> Lesson:
    return Lesson(
        number=entry.number,
        course=entry.course,
        week=entry.week,
        section=entry.section,
        kind=entry.kind,
        title=entry.title,
        title_en=None,
        wordings=(),
        duration=entry.duration,
        start=None,
        part=entry.part,
    )


def _without_outline(
    tables: Sequence[Document],
) -> tuple[Outline, tuple[Lesson, ...], Diagnostic]:
    """The lessons of the longest table of contents, and what is missing."""
    longest = max(tables, key=_lesson_count, default=None)
    if longest is None or not _lesson_count(longest):
        title = next((table.title for table in tables if table.title), DEFAULT_TITLE)
        message = "no file lists the lessons of the course"
        return Outline(title, (), None), (), Diagnostic("OUT202", message, "")
    titles = [title for title in longest.titles if title.kind in _LESSONS]
    repeats = find_repeats([_named_entry(title) for title in titles])
    lessons = tuple(
        _lesson_of_title(number, title)
        for number, title in enumerate(
            (title for index, title in enumerate(titles) if index not in repeats), 1
        )
    )
    message = f"{len(lessons)} lessons without durations and numbers; they are counted as listed"
    diagnostic = Diagnostic("OUT203", message, longest.source.path)
    return Outline(longest.title or DEFAULT_TITLE, (), None), lessons, diagnostic


def _lesson_count(document: Document) -> int:
    return sum(title.kind in _LESSONS for title in document.titles)


def _lesson_of_title(number: int, title: TitleEntry) -> Lesson:
    interview = title.kind is TitleKind.INTERVIEW
    return Lesson(
        number=number,
        course=title.course,
        week=title.week,
        section=title.section,
        kind=LessonKind.INTERVIEW if interview else LessonKind.LECTURE,
        title=title.title,
        title_en=title.title_en,
        wordings=(),
        duration=None,
        start=None,
        part=number,
    )


def _enriched(lesson: Lesson, names: Sequence[TitleEntry]) -> Lesson:
    """``lesson`` with the English title and the wordings that tables of contents give it."""
    english = [name.title_en for name in names if name.title_en]
    title_en = lesson.title_en or (english[0] if english else None)
    seen = {title_key(lesson.title), title_key(title_en or "")}
    wordings: list[str] = []
    for words in (*(name.title for name in names), *english):
        if title_key(words) not in seen:
            seen.add(title_key(words))
            wordings.append(words)
    return replace(lesson, title_en=title_en, wordings=tuple(wordings))


def _with_scopes(
    lessons: tuple[Lesson, ...], names: dict[int, list[TitleEntry]]
) -> tuple[Lesson, ...]:
    """Lessons of one level with the subcourse and week that most of their table entries give."""
    if any(lesson.course is not None for lesson in lessons) or len(names) * 2 < len(lessons):
        return lessons
    course: int | None = None
    scoped: list[Lesson] = []
    for lesson in lessons:
        name = next((n for n in names.get(lesson.number, ()) if n.course is not None), None)
        if name is None:
            scoped.append(replace(lesson, course=course))
            continue
        course = name.course
        scoped.append(replace(lesson, course=course, week=name.week, section=name.section))
    return tuple(scoped)


def _with_starts(lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Lessons with the second at which each begins, as far as durations are known."""
    start: int | None = 0
    started: list[Lesson] = []
    for lesson in lessons:
        started.append(replace(lesson, start=start))
        known = start is not None and lesson.duration is not None
        start = (start or 0) + (lesson.duration or 0) if known else None
    return tuple(started)


# --- titles -------------------------------------------------------------------------------


def _named_entry(title: TitleEntry) -> Named:
    interview = title.kind is TitleKind.INTERVIEW
    scope = (title.course, title.week)
    return Named(title.title, title.title_en or "", scope, title.section, interview)


def _named_lesson(lesson: Lesson) -> Named:
    interview = lesson.kind is LessonKind.INTERVIEW
    scope = (lesson.course, lesson.week)
    return Named(lesson.title, lesson.title_en or "", scope, lesson.section, interview)


def _stray_entry(entry: _Entry) -> Diagnostic:
    title = entry.title
    place = ".".join(str(n) for n in (title.course, title.week, title.section) if n is not None)
    words = f"{place} {title.title}".strip()
    return Diagnostic("TOC101", f"{words!r} fits no lesson", entry.source.path, title.span)


def _subcourses(lessons: Sequence[Lesson], titles: Sequence[TitleEntry]) -> Iterator[Subcourse]:
    """The subcourses that lessons stand in, with their weeks."""
    courses: dict[tuple[int | None, int | None], TitleEntry] = {}
    for title in titles:
        if title.kind in (TitleKind.SUBCOURSE, TitleKind.WEEK) and title.title:
            courses.setdefault((title.course, title.week), title)
    for number in sorted({lesson.course for lesson in lessons if lesson.course is not None}):
        own = [lesson for lesson in lessons if lesson.course == number]
        named = courses.get((number, None))
        yield Subcourse(
            number=number,
            title=named.title if named else None,
            title_en=named.title_en if named else None,
            weeks=tuple(_weeks(number, own, courses)),
            lessons=tuple(lesson.number for lesson in own),
        )


def _weeks(
    course: int,
    lessons: Sequence[Lesson],
    titles: dict[tuple[int | None, int | None], TitleEntry],
) -> Iterator[Week]:
    for number in sorted({lesson.week for lesson in lessons if lesson.week is not None}):
        named = titles.get((course, number))
        yield Week(
            number=number,
            title=named.title if named else None,
            title_en=named.title_en if named else None,
            lessons=tuple(lesson.number for lesson in lessons if lesson.week == number),
        )
