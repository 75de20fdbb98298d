"""What was measured, as values, and how it is kept between runs."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from math import log
from pathlib import Path


class Measure(Enum):
    """What a figure says; the value is what stored figures call it."""

    COLD = "cold"
    """Seconds of a build without caches."""
    COLD_CPU = "cold-cpu"
    """User and system seconds of the same."""
    UNCHANGED = "unchanged"
    """Seconds of a build after which nothing was changed, by a new process."""
    EDITED = "edited"
    """Seconds of a build after one note was edited, by a new process."""
    SERVED_BODY = "served-body"
    """Seconds from saving an edit of a note until the page is served with it."""
    SERVED_TITLE = "served-title"
    """The same for the title of a lesson."""
    SHOWN_BODY = "shown-body"
    """Seconds from saving an edit of a note until the page open in a browser shows it."""
    SHOWN_TITLE = "shown-title"
    """The same for the title of a lesson."""
    MEMORY = "memory"
    """Peak bytes of all processes of a cold build; pages that several share count once."""
    LARGEST = "largest"
    """Peak bytes of the largest process of a cold build."""
    OUTPUT = "output"
    """Bytes of the site."""
    PAGES = "pages"
    """HTML files of the site."""
    INDEX = "index"
    """Bytes of the search index."""
    QUERY = "query"
    """Bytes of it that are fetched for a first query."""
    QUERY_PACKED = "query-packed"
    """The same as gzip makes them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one tool at one size."""

    measure: Measure
    tool: str
    """Name of the tool."""
    lessons: int
    """Size of the course."""
    values: tuple[float, ...]
    """One a round, in order: those of two tools at the same place were taken one after the other.
    Empty where the tool took longer than it may."""
    commit: str = ""
    """The state of this product that was measured."""

    @property
    def median(self) -> float:
        """The median of the values; nan where there are none."""
        return statistics.median(self.values) if self.values else float("nan")


class Figures:
    """Figures by what they say."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._by_key = {(f.measure, f.tool, f.lessons): f for f in figures}

    def add(self, figure: Figure) -> None:
        """Puts a figure in the place of an older one."""
        self._by_key[figure.measure, figure.tool, figure.lessons] = figure

    def find(self, measure: Measure, tool: str, lessons: int) -> Figure | None:
        """The figure, if it was taken."""
        return self._by_key.get((measure, tool, lessons))

    def of(self, *measures: Measure) -> list[Figure]:
        """The figures of some measures, by size and then as they were taken."""
        found = [f for f in self._by_key.values() if f.measure in measures]
        return sorted(found, key=lambda figure: figure.lessons)

    def ratio(self, measure: Measure, tool: str, rival: str, lessons: int) -> float | None:
        """Median of the ratios of neighbouring runs; None where either has none."""
        own, other = self.find(measure, tool, lessons), self.find(measure, rival, lessons)
        if own is None or other is None:
            return None
        pairs = list(zip(own.values, other.values, strict=False))
        return statistics.median(a / b for a, b in pairs) if pairs else None

    def exponent(self, measure: Measure, tool: str, small: int, large: int) -> float | None:
        """How a measure grows from one size to another: 1 linear, 2 quadratic."""
        first, last = self.find(measure, tool, small), self.find(measure, tool, large)
        if first is None or last is None or not first.values or not last.values:
            return None
        return log(last.median / first.median) / log(large / small)


def read_figures(path: Path) -> Figures:
    """Figures kept in a file; none where there is no such file."""
    if not path.is_file():
        return Figures()
    rows: list[Mapping[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return Figures(_figure(row) for row in rows)


def write_figures(path: Path, figures: Figures) -> None:
    """Keeps figures in a file."""
    rows = [asdict(f) | {"measure": f.measure.value} for f in figures.of(*Measure)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _figure(row: Mapping[str, object]) -> Figure:
    match row:
        case {
            "measure": str(measure),
            "tool": str(tool),
            "lessons": int(lessons),
            "values": list(values),
            "commit": str(commit),
        }:
            return Figure(Measure(measure), tool, lessons, tuple(map(float, values)), commit)
        case _:
            raise SystemExit(f"no figure: {row!r}; run again with --fresh")
