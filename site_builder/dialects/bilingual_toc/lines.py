"""The lines of a table of contents, and what each may be: scope, numbered title, neither."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from site_builder.model.source import Source, Span
from site_builder.scan.frontmatter import FrontMatter
from site_builder.scan.links import plain_words
from site_builder.scan.outline_numbers import INTERVIEW
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.titles import ScopeLine, read_scope_line, split_bilingual

# "1.10 标题" · "3.8标题" · "3.10（选修）标题" · "[2.7.1] 标题" · "1.4<tab>Padding" ; not "3.5x"
_NUMBERED = lazy_pattern(
    r"""
    [\[【]?(?P<number>\d{1,3}(?:[.．]\d{1,3}){1,2})[\]】]?
    (?:[.．、:：)）]+|(?=[\s（(\[【\u3400-\u9fff])|(?=[A-Za-z]{2}))
    \s*(?P<title>\S.*)
    """,
    re.VERBOSE,
)

# "12. 标题（Title）" · "P3 标题（Title）" : a list of one level
_COUNTED = lazy_pattern(r"P?(?P<number>\d{1,3})(?:[.．、:：)）]\s*|\s+)(?P<title>[^\d\s.].*)")

# A line that may name a lesson or a scope: behind marks it begins with a figure, with what stands
# before one, or with what ``plain_words`` takes away.
POSSIBLE_ENTRY = lazy_pattern(
    r"^[ \t>#*+•·-]*+(?=[\s\d\[【!<\\`~=_第A-Za-z])[^\n]*[\d第]", re.MULTILINE
)

_MARKS = lazy_pattern(r"^[ \t]*(?:>[ \t]*)*(?:#{1,6}[ \t]*|[-*+•·][ \t]+)?")

LONGEST_TITLE = 120
LONGEST_GROUP = 30


class Line(Struct, frozen=True):
    """A line without its marks, and what it may be."""

    span: Span
    """The line, line feed included."""
    words: str
    """Its words without marks of Markdown."""
    heading: bool
    """Whether it is marked as a heading."""
    scope: ScopeLine | None
    """The subcourse or week that it names."""
    number: tuple[int, ...]
    """The number before its title, as (1, 10); empty where there is none."""
    title: str
    """What stands behind number or scope; all words where there is neither."""

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
        return len(self.words) <= LONGEST_GROUP * 2 and INTERVIEW.search(self.words) is not None


def may_list(scanned: ScannedSource, least: int) -> bool:
    """Whether ``least`` lines of a body or more may be entries, at a glance."""
    count = 0
    for match in POSSIBLE_ENTRY.finditer(scanned.source.text, scanned.body.start):
        count += scanned.regions.at(match.start()) is None
        if count >= least:
            return True
    return False


def read_lines(source: Source, regions: Regions, front: FrontMatter) -> tuple[Line, ...]:
    """The lines behind the front matter that are not blank."""
    lines = []
    for number in range(1, source.line_count + 1):
        span = source.line_span(number)
        text = source.slice(span)
        if span.start < front.span.end or not text.strip():
            continue
        lines.append(_line(span, text, plain=regions.at(span.start) is None))
    return tuple(lines)


def _line(span: Span, text: str, *, plain: bool) -> Line:
    marks = _MARKS.match(text)
    heading = marks is not None and "#" in marks[0]
    words = plain_words(text[marks.end() :] if marks else text)
    if not plain or len(words) > LONGEST_TITLE * 2:
        return Line(span, words, heading, None, (), words)
    scope = read_scope_line(words)
    if scope is not None:
        return Line(span, words, heading, scope, (), scope.title)
    match = _NUMBERED.fullmatch(words)
    if match is None:
        match = _COUNTED.fullmatch(words)
        if match is None or split_bilingual(match["title"])[1] is None:
            return Line(span, words, heading, None, (), words)
    number = tuple(int(part) for part in re.split("[.．]", match["number"]))
    title = match["title"].strip()
    if 0 in number or len(title) > LONGEST_TITLE or title.endswith("。"):
        return Line(span, words, heading, None, (), words)
    return Line(span, words, heading, None, number, title)


def list_begin(lines: Sequence[Line]) -> int:
    """Index of the first line of the list: an entry among whose followers most are entries."""
    for index, line in enumerate(lines):
        following = lines[index + 1 : index + 5]
        entries = sum(other.is_entry for other in following)
        if line.is_entry and entries * 2 >= len(following):
            return index
    return len(lines)
