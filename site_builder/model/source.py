"""A source text and the offsets by which everything else points into it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, count
from operator import add

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """A half-open range of code points in a source text."""

    start: int
    """Offset of the first code point."""
    end: int
    """Offset behind the last code point; never below ``start``."""

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point (touching is not sharing)."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """One text that an author wrote, decoded, with line feeds as its only line ends."""

    path: str
    """Path relative to CONTENT, with forward slashes."""
    text: str
    """The decoded text; carriage returns, byte-order mark and NUL are gone."""
    line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Offset of the first code point of each line; the first is always 0."""

    def __post_init__(self) -> None:
        *lines, _ = self.text.split("\n")
        # behind each line and the line feeds up to there; all of it in C, for each text is read
        starts = map(add, accumulate(map(len, lines)), count(1))
        object.__setattr__(self, "line_starts", (0, *starts))

    @property
    def line_count(self) -> int:
        """Number of lines; a final line feed does not open another line."""
        if not self.text:
            return 0
        return len(self.line_starts) - (1 if self.text.endswith("\n") else 0)

    def line_number(self, offset: int) -> int:
        """The 1-based line that holds ``offset``."""
        return bisect_right(self.line_starts, offset)

    def column_number(self, offset: int) -> int:
        """The 1-based column of ``offset`` in its line, in code points."""
        return offset - self.line_starts[self.line_number(offset) - 1] + 1

    def line_span(self, first: int, last: int | None = None) -> Span:
        """The span of lines ``first`` to ``last`` (1-based, inclusive), final line feed included.

        Raises:
            IndexError: if a line number is below 1 or behind the last line.
        """
        last = first if last is None else last
        if first < 1:
            raise IndexError(first)
        start = self.line_starts[first - 1]
        end = self.line_starts[last] if last < len(self.line_starts) else len(self.text)
        return Span(start, end)

    def lines_of(self, span: Span) -> tuple[int, int]:
        """The first and last line (1-based, inclusive) that ``span`` touches.

        An empty span touches the line it stands on.
        """
        last = max(span.start, span.end - 1)
        return self.line_number(span.start), self.line_number(last)

    def slice(self, span: Span) -> str:
        """The text of ``span``."""
        return self.text[span.start : span.end]

    def line_text(self, number: int) -> str:
        """The text of the 1-based line ``number`` without its line feed."""
        if number < 1:
            raise IndexError(number)
        start = self.line_starts[number - 1]
        if number < len(self.line_starts):
            return self.text[start : self.line_starts[number] - 1]
        return self.text[start:]
