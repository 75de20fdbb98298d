"""Tables of contents: one line a lesson, its Chinese title and its English one in brackets.

## 第二门课 改善深层网络(Improving Deep Networks)     a subcourse
第一周：实用层面（Practical aspects）                 a week
1.10 梯度消失（Vanishing gradients (optional)）       week 1, place 10
某人采访 Some Name                                    an interview
附件                                                  what follows is no lesson

Text before the first of these lines, and prose between them, speaks of the course as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import (
    CourseClaim,
    Detection,
    Dialect,
    Document,
    Section,
    Structure,
    StructureRole,
)
from site_builder.model.outline import TitleEntry, TitleKind
from site_builder.model.reference import Moment
from site_builder.model.source import Source, Span
from site_builder.scan.frontmatter import FrontMatter, read_front_matter
from site_builder.scan.headings import find_headings
from site_builder.scan.links import find_images, find_links, plain_words
from site_builder.scan.normalise import normalise_sections
from site_builder.scan.outline_numbers import INTERVIEW
from site_builder.scan.regions import Regions, find_regions
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.sections import build_sections
from site_builder.scan.spans import is_within, own_span
from site_builder.scan.timecodes import find_moments
from site_builder.scan.titles import ScopeKind, ScopeLine, read_scope_line, split_bilingual

# "1.10 标题" · "3.8标题" · "3.10（选修）标题" · "[2.7.1] 标题" · "1.4<tab>Padding" ; not "3.5x"
_NUMBERED = re.compile(
    r"""
    [\[【]?(?P<number>\d{1,3}(?:[.．]\d{1,3}){1,2})[\]】]?
    (?:[.．、:：)）]+|(?=[\s（(\[【\u3400-\u9fff])|(?=[A-Za-z]{2}))
    \s*(?P<title>\S.*)
    """,
    re.VERBOSE,
)

# "12. 标题（Title）" · "P3 标题（Title）" : a list of one level
_COUNTED = re.compile(r"P?(?P<number>\d{1,3})(?:[.．、:：)）]\s*|\s+)(?P<title>[^\d\s.].*)")

_MARKS = re.compile(r"^[ \t]*(?:>[ \t]*)*(?:#{1,6}[ \t]*|[-*+•·][ \t]+)?")

# 人工智能大师访谈 · Interviews : what several interviews stand under
_INTERVIEWS = re.compile(r"(?:访谈|采访|专访|interviews)(?:录|集|列表)?[:：]?$", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][a-z]+")

_APPENDIX = re.compile(r"(?:附件|附录|附|appendix|appendices|attachments?)\b", re.IGNORECASE)

_PROSE = re.compile(r"[。！；]|[，,].*[，,].*[，,]|https?://")
_LONGEST_TITLE = 120
_LONGEST_GROUP = 30


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its marks, and what it may be."""

    span: Span
    words: str
    heading: bool
    scope: ScopeLine | None
    number: tuple[int, ...]
    title: str

    @property
    def is_entry(self) -> bool:
        """Whether the line names a subcourse, a week or a numbered lesson."""
        return self.scope is not None or bool(self.number)

    @property
    def is_lesson(self) -> bool:
        """Whether the line numbers a lesson, or may do so."""
        return bool(self.number) or (self.scope is not None and self.scope.counts_lessons)

    @property
    def is_interview(self) -> bool:
        """Whether the line may name an interview without a number."""
        return len(self.words) <= _LONGEST_GROUP * 2 and INTERVIEW.search(self.words) is not None


# "Flour and gluten 10:00": a table of contents has no durations
_DURATION = re.compile(r"\s(?:\d{1,2}:)?\d{1,2}:\d{2}$")


def detect_bilingual_toc(scanned: ScannedSource) -> Detection:
    """How surely a source is a table of contents: how many of its lines are entries."""
    lines = _lines(scanned.source, scanned.regions, scanned.front)
    listed = lines[_begin(lines) :]
    entries = [line for line in listed if line.is_entry]
    numbered = [line for line in entries if line.is_lesson]
    if len(entries) < 3 or len(numbered) < 2:
        return Detection(Dialect.BILINGUAL_TOC, 0.0, "no list of titles")
    interviews = [line for line in listed if not line.is_entry and line.is_interview]
    share = (len(entries) + len(interviews)) / len(listed)
    timed = sum(_DURATION.search(line.title) is not None for line in entries)
    if timed * 2 > len(entries):
        return Detection(Dialect.BILINGUAL_TOC, 0.3, f"{timed} titles with durations: an outline")
    both = sum(split_bilingual(line.title)[1] is not None for line in entries) / len(entries)
    reason = f"{share:.0%} of the lines are titles, {both:.0%} of them in two languages"
    headings = sum(line.heading for line in numbered)
    # Terse notes have numbered titles too, but those are headings with a line of text below
    if share < (0.8 if headings * 2 > len(numbered) else 0.6):
        return Detection(Dialect.BILINGUAL_TOC, 0.3 * share, reason)
    return Detection(Dialect.BILINGUAL_TOC, min(0.98, 0.5 + 0.5 * both) * share, reason)


def parse_bilingual_toc(source: Source, confidence: float) -> Outcome[Document]:
    """The titles that ``source`` lists, and its prose as sections on the whole course.

    Args:
        source: The text.
        confidence: Score of the detection.
    """
    regions = find_regions(source.text)
    front = read_front_matter(source)
    lines = _lines(source, regions, front)
    begin = _begin(lines)
    listed = tuple(_read_list(lines[begin:]))
    titles = tuple(item for item in listed if isinstance(item, TitleEntry))
    title_line = _title_line(source, lines[:begin])
    structure = tuple(
        sorted(
            (
                *(item for item in listed if isinstance(item, Structure)),
                *_head_structure(lines[:begin], title_line),
                *_front_structure(front),
            ),
            key=lambda part: part.span,
        )
    )
    taken = sorted((*(entry.span for entry in titles), *(part.span for part in structure)))
    start = lines[begin].span.start if begin < len(lines) else len(source.text)
    sections = tuple(_sections(source, regions, Span(front.span.end, start), taken))
    shown = tuple(section.span for section in sections)
    moments, found = _moments(source, regions, shown)
    layout = normalise_sections(source, regions, shown)
    body = Span(front.span.end, len(source.text))
    timed = tuple(moment.span for moment in moments)
    document = Document(
        source=source,
        dialect=Dialect.BILINGUAL_TOC,
        confidence=confidence,
        title=_title(title_line, front),
        titles=titles,
        sections=sections,
        moments=moments,
        links=tuple(
            link
            for link in find_links(source.text, regions, body)
            if not is_within(timed, link.span)
        ),
        images=tuple(
            image
            for image in find_images(source.text, regions, body)
            if is_within(shown, image.span)
        ),
        edits=layout.value,
        structure=structure,
    )
    return Outcome(document, (*found, *layout.diagnostics, *_repeated_numbers(source, titles)))


# --- lines --------------------------------------------------------------------------------


def _lines(source: Source, regions: Regions, front: FrontMatter) -> tuple[_Line, ...]:
    """The lines behind the front matter that are not blank."""
    lines = []
    for number in range(1, source.line_count + 1):
        span = source.line_span(number)
        text = source.slice(span)
        if span.start < front.span.end or not text.strip():
            continue
        lines.append(_line(span, text, plain=regions.at(span.start) is None))
    return tuple(lines)


def _line(span: Span, text: str, *, plain: bool) -> _Line:
    marks = _MARKS.match(text)
    heading = marks is not None and "#" in marks[0]
    words = plain_words(text[marks.end() :] if marks else text)
    if not plain or len(words) > _LONGEST_TITLE * 2:
        return _Line(span, words, heading, None, (), words)
    scope = read_scope_line(words)
    if scope is not None:
        return _Line(span, words, heading, scope, (), scope.title)
    match = _NUMBERED.fullmatch(words)
    if match is None:
        match = _COUNTED.fullmatch(words)
        if match is None or split_bilingual(match["title"])[1] is None:
            return _Line(span, words, heading, None, (), words)
    number = tuple(int(part) for part in re.split("[.．]", match["number"]))
    title = match["title"].strip()
    if 0 in number or len(title) > _LONGEST_TITLE or title.endswith("。"):
        return _Line(span, words, heading, None, (), words)
    return _Line(span, words, heading, None, number, title)


def _begin(lines: Sequence[_Line]) -> int:
    """Index of the first line of the list: an entry among whose followers most are entries."""
    for index, line in enumerate(lines):
        following = lines[index + 1 : index + 5]
        entries = sum(other.is_entry for other in following)
        if line.is_entry and entries * 2 >= len(following):
            return index
    return len(lines)


# --- the list -----------------------------------------------------------------------------


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


def _read_list(lines: Sequence[_Line]) -> Iterator[TitleEntry | Structure]:
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


def _is_subcourse(lines: Sequence[_Line], index: int) -> bool:
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
    line: _Line, scope: ScopeLine, place: _Place, *, subcourse: bool, named: bool
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


def _numbered_entry(line: _Line, place: _Place, *, named: bool) -> TitleEntry:
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


def _unnumbered(line: _Line, place: _Place) -> TitleEntry | Structure:
    title, title_en = split_bilingual(line.words)
    if INTERVIEW.search(line.words):
        return TitleEntry(line.span, TitleKind.INTERVIEW, None, None, None, title, title_en)
    if title_en is not None and title_en != title and not line.heading:
        return TitleEntry(
            line.span, TitleKind.LESSON, place.course, place.week, None, title, title_en
        )
    return Structure(line.span, StructureRole.CHAPTER)


def _is_group(line: _Line, following: _Line | None) -> bool:
    """Whether a line only names what stands below it."""
    if len(line.words) > _LONGEST_GROUP:
        return False
    if _APPENDIX.match(line.words):
        return True
    if not _INTERVIEWS.search(line.words) or _NAME.search(line.words.removesuffix("Interviews")):
        return False
    return following is not None and INTERVIEW.search(following.words) is not None


def _is_prose(line: _Line) -> bool:
    return len(line.words) > _LONGEST_TITLE or _PROSE.search(line.words) is not None


def _repeated_numbers(source: Source, titles: Sequence[TitleEntry]) -> Iterator[Diagnostic]:
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


# --- what is no list ----------------------------------------------------------------------


def _title_line(source: Source, head: Sequence[_Line]) -> _Line | None:
    """The line that gives the document's title: the first, if it is a heading or all bold."""
    for line in head[:1]:
        text = source.slice(line.span).strip()
        if line.heading or (text.startswith("**") and text.find("**", 2) == len(text) - 2):
            return line
    return head[-1] if head and head[-1].heading else None


def _head_structure(head: Sequence[_Line], title: _Line | None) -> Iterator[Structure]:
    """The title, and the heading right above the list."""
    if title is not None:
        yield Structure(title.span, StructureRole.TITLE)
    if head and head[-1].heading and head[-1] != title:
        yield Structure(head[-1].span, StructureRole.CHAPTER)


def _front_structure(front: FrontMatter) -> Iterator[Structure]:
    if front.span.end:
        yield Structure(front.span, StructureRole.FRONT_MATTER)


def _title(line: _Line | None, front: FrontMatter) -> str | None:
    given = front.values.get("title")
    if line is not None and line.words:
        return line.words
    return given if isinstance(given, str) and given else None


def _sections(
    source: Source, regions: Regions, head: Span, taken: Sequence[Span]
) -> Iterator[Section]:
    """The prose above the list with its headings, then each stretch of prose within the list."""
    headings = [
        heading
        for heading in find_headings(source, regions, head)
        if not is_within(taken, heading.span)
    ]
    for section in build_sections(source, regions, head, headings, skipped=taken):
        yield replace(section, span=own_span(section), claim=CourseClaim())
    for stretch in _gaps(source, head.end, taken):
        for section in build_sections(source, regions, stretch, ()):
            yield replace(section, span=own_span(section), claim=CourseClaim())


def _gaps(source: Source, start: int, taken: Sequence[Span]) -> Iterator[Span]:
    position = start
    for span in (*taken, Span(len(source.text), len(source.text))):
        if span.end <= start and span.start < len(source.text):
            continue
        if position < span.start:
            yield Span(position, span.start)
        position = max(position, span.end)


def _moments(
    source: Source, regions: Regions, shown: Sequence[Span]
) -> tuple[tuple[Moment, ...], tuple[Diagnostic, ...]]:
    read = [find_moments(source, regions, span, None) for span in shown]
    moments = tuple(moment for outcome in read for moment in outcome.value)
    return moments, tuple(found for outcome in read for found in outcome.diagnostics)
