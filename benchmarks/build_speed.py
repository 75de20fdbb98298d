"""Times builds and previews of whole processes against other site generators, in turns.

    make bench                                        everything, into benchmarks/RESULTS.md
    python benchmarks/build_speed.py --only cold --lessons 183 --runs 3
    python benchmarks/build_speed.py --tools ours zensical --only warm serve --lessons 183 1830

The course is made up (``benchmarks/synthetic.py``). Figures are kept in ``build/bench`` and a run
replaces those that it takes anew, so that a table may be put together from parts. The exit code
is 1 when a bar of ``benchmarks/speed/report.py`` is missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping, Sequence

from benchmarks.speed import measuring
from benchmarks.speed.browser import open_browser
from benchmarks.speed.figures import Figure, Figures, Measure, read_figures, write_figures
from benchmarks.speed.machine import describe_commit, describe_machine
from benchmarks.speed.measuring import Entry, Patience, Taken
from benchmarks.speed.processes import run
from benchmarks.speed.report import (
    format_bars,
    format_figure,
    format_growth,
    format_results,
    missed_bars,
)
from benchmarks.speed.tools import ROOT, TOOLS, Tool
from tools.ensure_browser import VARIABLE, find_installed

SCRATCH = ROOT / "build" / "bench"
FIGURES = SCRATCH / "figures.json"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"

LESSONS = (183, 1830, 7320)
MOST = {"material": 1830, "ours-mkdocs": 1830, "serve": 1830, "browser": 1830}
"""Largest size by tool or part; full navigation grows with the square of the lessons."""

PARTS = {
    "cold": measuring.measure_cold,
    "warm": measuring.measure_warm,
    "memory": measuring.measure_memory,
    "size": measuring.measure_size,
    "serve": measuring.measure_serving,
}
BROWSER = "browser"

LABELS = {tool.name: tool.label for tool in TOOLS}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints figures as they are taken; 1 where a bar is missed."""
    options = read_options(arguments)
    machine, commit = describe_machine(), describe_commit(ROOT)
    figures = Figures() if options.fresh else read_figures(FIGURES)
    tools = [tool for tool in TOOLS if tool.name in options.tools]
    most = {**MOST, **dict(options.most)}
    patience = Patience(options.runs, options.slow, options.limit)
    try:
        warm_up(tools)
        for lessons in options.lessons:
            entries = [enter(tool, lessons) for tool in tools if fits(tool.name, lessons, most)]
            for part in options.only:
                if not fits(part, lessons, most):
                    continue
                for measure, tool, values in take_part(part, entries, patience):
                    figure = Figure(measure, tool.name, lessons, values, commit)
                    figures.add(figure)
                    write_figures(FIGURES, figures)
                    print(format_figure(figure, LABELS), flush=True)
    finally:
        clear_scratch()
    if options.write:
        versions = {name: version for tool in tools for name, version in tool.versions().items()}
        left_out = {name: size for name, size in most.items() if name in LABELS}
        text = format_results(figures, LABELS, machine, versions, left_out)
        RESULTS.write_text(text, encoding="utf-8")
    print(f"\n{format_bars(figures)}\n\n{format_growth(figures, Measure.COLD, LABELS)}")
    missed = missed_bars(figures)
    print(f"\nmissed: {', '.join(missed)}" if missed else "\nno bar missed of those measured")
    return int(bool(missed))


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options given."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add, parts = parser.add_argument, (*PARTS, BROWSER)
    add("--lessons", type=int, nargs="+", default=LESSONS, metavar="N", help="sizes of the course")
    add("--runs", type=int, default=3, help="rounds of what is timed; 3 unless given")
    add("--only", nargs="+", choices=parts, default=parts, metavar="PART", help=", ".join(parts))
    add(
        "--tools", nargs="+", choices=LABELS, default=LABELS, metavar="TOOL", help=", ".join(LABELS)
    )
    limits = ", ".join(f"{name}={size}" for name, size in MOST.items())
    add(
        "--most",
        type=_limit,
        nargs="+",
        default=(),
        metavar="NAME=N",
        help=f"largest size for a tool or a part; {limits} unless given",
    )
    add("--slow", type=float, default=60, metavar="S", help="a tool slower than this runs once")
    add("--limit", type=float, default=900, metavar="S", help="a tool slower than this is ended")
    add("--fresh", action="store_true", help="forget the figures of earlier runs")
    add("--write", action="store_true", help="write benchmarks/RESULTS.md")
    return parser.parse_args(arguments)


def take_part(part: str, entries: Sequence[Entry], patience: Patience) -> Taken:
    """The figures of one part at one size."""
    if part != BROWSER:
        yield from PARTS[part](entries, patience)
        return
    path = os.environ.get(VARIABLE) or find_installed()
    if path is None:
        print(f"no browser: set {VARIABLE}, or see tools/ensure_browser.py", file=sys.stderr)
        return
    with open_browser(path) as browser:
        yield from measuring.measure_browser(browser, entries, patience)


def enter(tool: Tool, lessons: int) -> Entry:
    """A tool with its project, written."""
    project = SCRATCH / str(lessons) / tool.name
    shutil.rmtree(project, ignore_errors=True)
    tool.write(project, lessons)
    return Entry(tool, project, lessons)


def warm_up(tools: Sequence[Tool]) -> None:
    """Builds a small course by each: no figure has to pay for what is done once on a machine.

    That is bytecode of Python and the dictionary of jieba.
    """
    for tool in tools:
        entry = enter(tool, 10)
        run(tool.build(), entry.project, limit=600)


def clear_scratch() -> None:
    """Removes the projects."""
    for folder in SCRATCH.glob("[0-9]*"):
        shutil.rmtree(folder)


def fits(name: str, lessons: int, most: Mapping[str, int]) -> bool:
    """Whether a size is not above the largest for a tool or a part."""
    return lessons <= most.get(name, lessons)


def _limit(text: str) -> tuple[str, int]:
    name, _, size = text.partition("=")
    if name not in (*LABELS, *PARTS, BROWSER) or not size.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no NAME=N")
    return name, int(size)


if __name__ == "__main__":
    sys.exit(main())
