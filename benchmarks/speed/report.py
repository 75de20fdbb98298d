"""Figures as Markdown: tables, growth, and the bars that this product has to meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.speed.figures import Figure, Figures, Measure
from benchmarks.speed.machine import Machine

OURS = "ours"
MATERIAL = "material"
ZENSICAL = "zensical"


@dataclass(frozen=True, slots=True)
class Bar:
    """What this product has to reach at one size."""

    measure: Measure
    lessons: int
    most: float
    """In the unit of the measure, or a ratio where there is a rival."""
    rival: str | None = None
    tool: str = OURS


BARS = (
    Bar(Measure.COLD, 183, 0.35, rival=MATERIAL),
    Bar(Measure.COLD, 183, 0.7, rival=ZENSICAL),
    Bar(Measure.COLD, 1830, 0.45, rival=ZENSICAL),
    Bar(Measure.MEMORY, 7320, 700e6),
    Bar(Measure.UNCHANGED, 183, 0.4),
    Bar(Measure.EDITED, 183, 0.6),
    Bar(Measure.UNCHANGED, 1830, 1.2),
    Bar(Measure.EDITED, 1830, 1.2),
    Bar(Measure.SHOWN_BODY, 183, 0.25),
    Bar(Measure.SHOWN_TITLE, 183, 0.5),
    Bar(Measure.SHOWN_BODY, 1830, 0.4),
    Bar(Measure.SHOWN_TITLE, 1830, 0.8),
    Bar(Measure.SERVED_BODY, 183, 0.9, tool="ours-mkdocs"),
)
GROWTH = (183, 7320, 1.05)
"""From a size to a size, the exponent of a cold build."""

_TITLES: Mapping[Measure, str] = {
    Measure.COLD: "Cold build (no caches), wall time",
    Measure.COLD_CPU: "Cold build, user and system time",
    Measure.UNCHANGED: "Warm build, nothing changed, a new process",
    Measure.EDITED: "Warm build, one note edited, a new process",
    Measure.SERVED_BODY: "From saving a note until the page is served with the edit",
    Measure.SERVED_TITLE: "From saving a title until the page is served with it",
    Measure.SHOWN_BODY: "From saving a note until the open browser shows the edit",
    Measure.SHOWN_TITLE: "From saving a title until the open browser shows it",
    Measure.MEMORY: "Peak memory of a cold build, all processes (shared pages once)",
    Measure.LARGEST: "Peak memory of a cold build, the largest process",
    Measure.OUTPUT: "Size of the site",
    Measure.PAGES: "HTML files of the site",
    Measure.INDEX: "Size of the search index",
    Measure.QUERY: "Of it fetched for a first query",
    Measure.QUERY_PACKED: "Of it fetched for a first query, packed by gzip",
}
_BYTES = (
    Measure.MEMORY,
    Measure.LARGEST,
    Measure.OUTPUT,
    Measure.INDEX,
    Measure.QUERY,
    Measure.QUERY_PACKED,
)
_GROWING = (Measure.COLD, Measure.MEMORY, Measure.OUTPUT, Measure.INDEX, Measure.QUERY)
_COUNTS = (Measure.PAGES,)


def format_results(
    figures: Figures,
    labels: Mapping[str, str],
    machine: Machine,
    versions: Mapping[str, str],
    left_out: Mapping[str, int],
) -> str:
    """The whole page of results.

    Args:
        figures: What was measured.
        labels: What a table calls each tool.
        machine: Where.
        versions: By package.
        left_out: By tool the largest size that it was given.
    """
    parts = [
        "# Build speed, side by side",
        _HEAD,
        "\n".join(_setting(figures, machine, versions)),
        _METHOD,
        "## Bars",
        format_bars(figures),
        *_sections(figures, labels),
        "## Growth",
        "Slope between sizes in a log-log plot: 1 is linear, 2 is quadratic.",
        *_growth_sections(figures, labels),
    ]
    if left_out:
        limits = ", ".join(f"{labels[tool]} above {most:,}" for tool, most in left_out.items())
        parts.append(f"Not measured, because it would take too long: {limits} lessons.")
    return "\n\n".join(parts) + "\n"


_HEAD = """\
Written by `make bench`; do not edit. `benchmarks/build_speed.py --help` says how to run a part."""
_METHOD = """\
Each lesson has about 1,350 Han characters, eight formulas, a table and a block of code
(`benchmarks/synthetic.py`). Ours reads an outline and notes, places and links them, and draws the
formulas; the others get plain pages in folders and leave formulas to the browser. All have run on
the machine before, with another course: ours finds the code of its templates and its glossary
beside its modules, stock Material, which has the extensions and features of our defaults and
jieba, the dictionary of that. Zensical reads the same configuration with `navigation.prune`; Hugo
has a small theme of ours with navigation, contents of the page, neighbours and a JSON index. The
tools take turns, round by round; ratios are medians of the ratios within a round. What a build has
made is put away and removed at the end of all: ext4 takes its time to find room for new files after
many were removed. A tool whose run takes longer than `--slow` is run once."""


def format_bars(figures: Figures) -> str:
    """A table of the bars and how they are met."""
    rows = []
    for bar in BARS:
        value = reached(figures, bar)
        unit = _ratio if bar.rival else _formatter(bar.measure)
        rival = f" ÷ {bar.rival}" if bar.rival else ""
        name = f"{bar.tool}{rival}: {_TITLES[bar.measure].lower()}"
        rows.append(
            (name, f"{bar.lessons:,}", f"≤ {unit(bar.most)}", *_verdict(value, bar.most, unit))
        )
    small, large, most = GROWTH
    slope = figures.exponent(Measure.COLD, OURS, small, large)
    sizes = f"{small:,} → {large:,}"
    rows.append(
        ("ours: exponent of a cold build", sizes, f"≤ {most}", *_verdict(slope, most, _ratio))
    )
    return _table(("what", "lessons", "bar", "reached", "met"), rows)


def missed_bars(figures: Figures) -> list[str]:
    """What was measured and does not meet its bar."""
    missed = []
    for bar in BARS:
        value = reached(figures, bar)
        if value is not None and value > bar.most:
            missed.append(f"{bar.measure.value} at {bar.lessons:,}")
    small, large, most = GROWTH
    slope = figures.exponent(Measure.COLD, OURS, small, large)
    if slope is not None and slope > most:
        missed.append("growth")
    return missed


def reached(figures: Figures, bar: Bar) -> float | None:
    """What stands against a bar; None where it was not measured."""
    if bar.rival:
        return figures.ratio(bar.measure, bar.tool, bar.rival, bar.lessons)
    figure = figures.find(bar.measure, bar.tool, bar.lessons)
    return figure.median if figure and figure.values else None


def format_figure(figure: Figure, labels: Mapping[str, str]) -> str:
    """A figure in a line, to be read while others are still taken."""
    median, spread, runs = _spread(figure, _formatter(figure.measure))
    several = f" ({spread}, {runs} runs)" if spread else ""
    name = f"{figure.lessons:>6,}  {figure.measure.value:<13} {labels[figure.tool]:<28}"
    return f"{name} {median:>11}{several}"


def format_measure(figures: Figures, measure: Measure, labels: Mapping[str, str]) -> str:
    """A table of one measure: a row for a tool at a size."""
    unit = _formatter(measure)
    rows = []
    for figure in figures.of(measure):
        ratios = [
            _ratio(figures.ratio(measure, figure.tool, rival, figure.lessons))
            for rival in (MATERIAL, ZENSICAL)
        ]
        rows.append((f"{figure.lessons:,}", labels[figure.tool], *_spread(figure, unit), *ratios))
    head = ("lessons", "tool", "median", "range", "runs", "÷ Material", "÷ Zensical")
    return _table(head, rows)


def format_growth(figures: Figures, measure: Measure, labels: Mapping[str, str]) -> str:
    """A table of how a measure of each tool grows between the sizes; empty for a single size."""
    taken = figures.of(measure)
    sizes = list(dict.fromkeys(figure.lessons for figure in taken))
    spans = [*pairwise(sizes)]
    if not spans:
        return ""
    if len(spans) > 1:
        spans.append((sizes[0], sizes[-1]))
    rows = [
        (
            labels[tool],
            *(_ratio(figures.exponent(measure, tool, *span)) for span in spans),
        )
        for tool in dict.fromkeys(figure.tool for figure in taken)
    ]
    return _table(("tool", *(f"{small:,} → {large:,}" for small, large in spans)), rows)


def _sections(figures: Figures, labels: Mapping[str, str]) -> Iterator[str]:
    for measure, title in _TITLES.items():
        if figures.of(measure):
            yield f"## {title}"
            yield format_measure(figures, measure, labels)


def _growth_sections(figures: Figures, labels: Mapping[str, str]) -> Iterator[str]:
    for measure in _GROWING:
        if table := format_growth(figures, measure, labels):
            yield f"{_TITLES[measure]}:"
            yield table


def _setting(figures: Figures, machine: Machine, versions: Mapping[str, str]) -> Iterator[str]:
    memory = f"{machine.memory / 1e9:.0f} GB"
    yield f"- Machine: {machine.processor}, {machine.cores} cores, {memory}; {machine.system}"
    yield f"- Load before the first run: {machine.load:.2f}"
    yield f"- Python {machine.python}; " + ", ".join(f"{n} {v}" for n, v in versions.items())
    commits = dict.fromkeys(figure.commit for figure in figures.of(*Measure))
    yield f"- Commit: {', '.join(commits)}"


def _verdict(value: float | None, most: float, unit: Callable[[float], str]) -> tuple[str, str]:
    if value is None:
        return "–", "not measured"
    return unit(value), "yes" if value <= most else "**no**"


def _spread(figure: Figure, unit: Callable[[float], str]) -> tuple[str, str, str]:
    if not figure.values:
        return "took too long", "", "0"
    low, high = unit(min(figure.values)), unit(max(figure.values))
    return unit(figure.median), "" if low == high else f"{low} – {high}", str(len(figure.values))


def _formatter(measure: Measure) -> Callable[[float], str]:
    if measure in _BYTES:
        return _size
    return _count if measure in _COUNTS else _seconds


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def _size(value: float) -> str:
    return f"{value / 1e6:,.1f} MB" if value >= 1e6 else f"{value / 1e3:,.0f} kB"


def _count(value: float) -> str:
    return f"{value:,.0f}"


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
