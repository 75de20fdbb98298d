"""Takes the figures of several tools at one size, in turns."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.speed.browser import fetch_for_query, time_shown
from benchmarks.speed.figures import Measure
from benchmarks.speed.processes import GaveUp, Run, run
from benchmarks.speed.serving import serving, time_served
from benchmarks.speed.tools import Edit, Tool

EDITS = 10
"""Edits that are timed in a preview."""

Taken = Iterator[tuple[Measure, Tool, tuple[float, ...]]]
"""Figures as they are taken; no values where a tool took longer than it may."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A tool and its project."""

    tool: Tool
    project: Path
    lessons: int

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.project / self.tool.output

    @property
    def edited(self) -> int:
        """Number of the lesson that is edited."""
        return self.lessons // 2 + 1


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait."""

    runs: int
    """Rounds, at least 1."""
    slow: float
    """Seconds; a tool that takes longer for a run is run once."""
    limit: float
    """Seconds; a tool that takes longer is ended and has no figure."""


def measure_cold(entries: Sequence[Entry], patience: Patience) -> Taken:
    """Builds without caches."""

    def build(entry: Entry, _round: int) -> Run:
        forget(entry)
        return run(entry.tool.build(), entry.project, limit=patience.limit)

    for tool, runs in take_turns(entries, patience, build):
        yield Measure.COLD, tool, tuple(one.seconds for one in runs)
        yield Measure.COLD_CPU, tool, tuple(one.cpu for one in runs)


def measure_warm(entries: Sequence[Entry], patience: Patience) -> Taken:
    """Builds by new processes, over a site that is there: nothing changed, then a note edited."""
    built = [entry for entry in entries if build_once(entry, patience)]

    def build(entry: Entry, _round: int) -> Run:
        return run(entry.tool.build(), entry.project, limit=patience.limit)

    for tool, runs in take_turns(built, patience, build):
        yield Measure.UNCHANGED, tool, tuple(one.seconds for one in runs)

    edits = {entry.tool.name: body_edits(entry, patience.runs) for entry in built}

    def edit(entry: Entry, turn: int) -> Run:
        change, mark = edits[entry.tool.name][turn]
        change.path.write_text(change.text, encoding="utf-8")
        done = build(entry, turn)
        _check_shown(entry, mark)
        return done

    with kept(change.path for changes in edits.values() for change, _ in changes):
        for tool, runs in take_turns(built, patience, edit):
            yield Measure.EDITED, tool, tuple(one.seconds for one in runs)


def measure_memory(entries: Sequence[Entry], patience: Patience) -> Taken:
    """One cold build of each, watched."""
    for entry in entries:
        forget(entry)
        try:
            done = run(entry.tool.build(), entry.project, limit=patience.limit, sample=True)
        except GaveUp:
            continue
        if done.memory:
            yield Measure.MEMORY, entry.tool, (done.memory,)
        yield Measure.LARGEST, entry.tool, (done.largest,)


def measure_size(entries: Sequence[Entry], patience: Patience) -> Taken:
    """What was built, in bytes and pages."""
    for entry in entries:
        if not build_once(entry, patience):
            continue
        sizes = {path: path.stat().st_size for path in entry.site.rglob("*") if path.is_file()}
        index = {path for pattern in entry.tool.index for path in entry.site.glob(pattern)}
        yield Measure.OUTPUT, entry.tool, (sum(sizes.values()),)
        yield Measure.PAGES, entry.tool, (sum(path.suffix == ".html" for path in sizes),)
        yield Measure.INDEX, entry.tool, (sum(sizes[path] for path in index),)


def measure_serving(entries: Sequence[Entry], patience: Patience) -> Taken:
    """Edits in a preview, until the page is served with them."""
    for entry in entries:
        url = entry.tool.url(entry.edited)

        def served(port: int, edits: Sequence[tuple[Edit, str]], url: str = url) -> list[float]:
            return time_served(port, url, edits, limit=patience.limit)

        yield from _time_edits(entry, patience, served, Measure.SERVED_BODY, Measure.SERVED_TITLE)


def measure_browser(browser: Browser, entries: Sequence[Entry], patience: Patience) -> Taken:
    """What a first query fetches; edits in a preview, until an open page shows them."""
    for entry in entries:
        if build_once(entry, patience):
            fetched = fetch_for_query(browser, entry.tool, entry.site)
            yield Measure.QUERY, entry.tool, (fetched.plain,)
            yield Measure.QUERY_PACKED, entry.tool, (fetched.packed,)

        url = entry.tool.url(entry.edited)

        def shown(port: int, edits: Sequence[tuple[Edit, str]], url: str = url) -> list[float]:
            address = f"http://127.0.0.1:{port}/{url}"
            return time_shown(browser, address, edits, limit=patience.limit)

        yield from _time_edits(entry, patience, shown, Measure.SHOWN_BODY, Measure.SHOWN_TITLE)


def take_turns(
    entries: Sequence[Entry], patience: Patience, take: Callable[[Entry, int], Run]
) -> Iterator[tuple[Tool, list[Run]]]:
    """The runs of each tool; in each round every tool has a turn, and another one begins."""
    runs: Mapping[str, list[Run]] = {entry.tool.name: [] for entry in entries}
    for turn in range(patience.runs):
        first = turn % max(1, len(entries))
        for entry in (*entries[first:], *entries[:first]):
            own = runs[entry.tool.name]
            if len(own) < turn or any(done.seconds > patience.slow for done in own):
                continue
            try:
                own.append(take(entry, turn))
            except GaveUp:
                continue
    for entry in entries:
        yield entry.tool, runs[entry.tool.name]


def forget(entry: Entry) -> None:
    """Puts the site and every cache away, beside the project.

    They are removed at the end of all: for minutes after, ext4 takes its time to find room for new
    files, since it skips every one just removed (``recently_deleted`` in fs/ext4/ialloc.c), and who
    builds next would pay for it.
    """
    aside = entry.project.with_name(f"{entry.project.name}.aside")
    aside.mkdir(exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=aside))
    for folder in (entry.tool.output, *entry.tool.caches):
        if (entry.project / folder).exists():
            (entry.project / folder).rename(place / Path(folder).name)


def build_once(entry: Entry, patience: Patience) -> bool:
    """Whether the site is there, after building it if need be."""
    if entry.site.is_dir():
        return True
    try:
        run(entry.tool.build(), entry.project, limit=patience.limit)
    except GaveUp:
        return False
    return True


def body_edits(entry: Entry, count: int) -> list[tuple[Edit, str]]:
    """Edits of a note, each with the text that shows that it arrived."""
    marks = [f"改动第{turn}次。" for turn in range(count)]
    return [(entry.tool.edit_body(entry.project, entry.edited, mark), mark) for mark in marks]


def title_edits(entry: Entry, count: int) -> list[tuple[Edit, str]]:
    """Edits of the title of a lesson, each with the text that shows that it arrived."""
    marks = [f"改名{turn}回" for turn in range(count)]
    return [(entry.tool.edit_title(entry.project, entry.edited, mark), mark) for mark in marks]


@contextmanager
def kept(paths: Iterator[Path]) -> Iterator[None]:
    """Puts files back as they were."""
    before = {path: path.read_bytes() for path in set(paths)}
    try:
        yield
    finally:
        for path, text in before.items():
            path.write_bytes(text)


def _time_edits(
    entry: Entry,
    patience: Patience,
    time: Callable[[int, Sequence[tuple[Edit, str]]], list[float]],
    body: Measure,
    title: Measure,
) -> Taken:
    """Times edits of a note, then of a title, in one preview."""
    # one more than is counted: see `time_edits`
    bodies, titles = body_edits(entry, EDITS + 1), title_edits(entry, EDITS + 1)
    with kept(edit.path for edit, _ in (*bodies, *titles)):
        try:
            with serving(entry.tool, entry.project, limit=patience.limit) as port:
                yield body, entry.tool, tuple(time(port, bodies))
                yield title, entry.tool, tuple(time(port, titles))
        except TimeoutError:
            return


def _check_shown(entry: Entry, mark: str) -> None:
    """A build that does not show the edit is no build."""
    page = entry.site / entry.tool.url(entry.edited) / "index.html"
    if mark not in page.read_text(encoding="utf-8"):
        raise SystemExit(f"{entry.tool.label}: {page} lacks {mark!r}")
