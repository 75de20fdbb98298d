"""Measures the search index of longer courses: time, size, and what a query fetches.

    python benchmarks/search_growth.py [--content DIR] [--copies 1,10,40] [--queries FILE]

A longer course is the one of CONTENT several times over. So that its words grow as those of a real
one do, each further copy has some of its characters exchanged for others of the course, the same
ones in all of that copy. For each query the ranking with the parts it fetches is held against the
ranking with all parts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from py_mini_racer import MiniRacer

from site_builder.search.block_words import word_as_is
from site_builder.search.entries import Entry, LessonEntry, MomentEntry, Passage, collect_entries
from site_builder.search.index import IndexFile, index_entries
from site_builder.shell.compiling import compile_content
from site_builder.shell.search_files import ranking_script
from site_builder.shell.searching import PROGRAM

ROOT = Path(__file__).resolve().parents[1]
QUERIES = ROOT / "benchmarks" / "queries" / "choose.tsv"
LIMITS = {"first file at one copy": 80_000, "to the first result": 250_000, "a later part": 100_000}
EXCHANGED = 0.15
"""Share of the characters that a copy has exchanged."""

# What worker.js fetches, by stages: before the first result, and after it.
_FETCH = """
const index = lessonSearch.open(parts.index)
const numbersOf = (kind, hits) =>
  [...new Set(hits.map(({entry}) => lessonSearch.partOf(index, kind, entry)))]
const pick = (kind, numbers) => Object.fromEntries(numbers.map((n) => [n, parts[kind][n]]))
const list = (kind, numbers) => numbers.map((n) => `${kind}-${n}`)
function fetched(typed) {
  const query = lessonSearch.read(index, typed)
  const needed = lessonSearch.partsOf(index, query)
  const some = {names: pick("names", needed.names), terms: pick("terms", needed.terms)}
  const early = lessonSearch.rank(index, query, {names: some.names}).slice(0, 10)
  const hits = lessonSearch.rank(index, query, some)
  const same = JSON.stringify(hits) === JSON.stringify(lessonSearch.rank(index, query, parts))
  const rows = (hits) => index.here ? [] : list("rows", numbersOf("rows", hits))
  const atOnce = [...list("names", needed.names), ...rows(early)]
  const later = [...list("terms", needed.terms), ...rows(hits.slice(0, 50)),
    ...list("texts", numbersOf("texts", hits.slice(0, 10)))]
  return JSON.stringify({same, first: hits.length ? hits[0].entry : -1, atOnce,
    later: later.filter((name) => !atOnce.includes(name))})
}
"""


@dataclass(frozen=True)
class Growth:
    """What was measured at one length."""

    lessons: int
    seconds: float
    first: int
    all: int
    largest: int
    to_first: tuple[int, ...]
    later: tuple[int, ...]
    differing: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line a length; 0 when all limits are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--copies", default="1,10,40")
    parser.add_argument("--queries", type=Path, default=QUERIES)
    options = parser.parse_args(arguments)
    compilation = compile_content(options.content)
    entries = tuple(collect_entries(compilation.site, compilation.config))
    lines = options.queries.read_text(encoding="utf-8").splitlines()
    queries = [line.split("\t")[1] for line in lines if line.strip()]
    tuple(index_entries(entries))  # tables are loaded once a process
    failures = 0
    for copies in map(int, options.copies.split(",")):
        growth = measure(grow(entries, copies), queries)
        print_growth(growth)
        failures += len(growth.differing)
        failures += copies == 1 and growth.first > LIMITS["first file at one copy"]
        failures += max(growth.to_first) > LIMITS["to the first result"]
        failures += growth.largest > LIMITS["a later part"]
    print("limits kept" if not failures else f"{failures} limits missed")
    return int(bool(failures))


def grow(entries: Sequence[Entry], copies: int) -> list[Entry]:
    """The lessons several times over, the first time as they are."""
    lessons = [entry for entry in entries if isinstance(entry, LessonEntry)]
    pages = [entry for entry in entries if not isinstance(entry, LessonEntry)]
    grown: list[Entry] = list(lessons)
    chars = sorted({char for entry in lessons for char in _han_of(entry)})
    courses = max((entry.lesson.course or 1) for entry in lessons)
    for copy in range(1, copies):
        chance = random.Random(copy)
        table = {ord(char): chance.choice(chars) for char in chars if chance.random() < EXCHANGED}
        grown += [
            _exchange(entry, table, number=len(grown) + i + 1, course=copy * courses)
            for i, entry in enumerate(lessons)
        ]
    return [*grown, *pages]


def _han_of(entry: LessonEntry) -> Iterator[str]:
    for passage in entry.passages:
        yield from (char for char in passage.wording.text if "\u3400" <= char <= "\u9fff")


def _exchange(
    entry: LessonEntry, table: Mapping[int, str], *, number: int, course: int
) -> LessonEntry:
    lesson = entry.lesson
    return LessonEntry(
        lesson=replace(
            lesson,
            number=number,
            course=(lesson.course or 1) + course,
            title=lesson.title.translate(table),
            wordings=tuple(text.translate(table) for text in lesson.wordings),
        ),
        terms=tuple(text.translate(table) for text in entry.terms),
        tags=tuple(text.translate(table) for text in entry.tags),
        passages=tuple(
            Passage(
                p.heading.translate(table), p.anchor, word_as_is(p.wording.text.translate(table))
            )
            for p in entry.passages
        ),
        moments=tuple(MomentEntry(m.label, m.url, m.words.translate(table)) for m in entry.moments),
    )


def measure(entries: Sequence[Entry], queries: Sequence[str]) -> Growth:
    """Time of the second of two builds, sizes as gzip makes them, and what queries fetch."""
    begin = time.process_time()
    files = tuple(index_entries(entries))
    seconds = time.process_time() - begin
    sizes = {_name(file): len(gzip.compress(file.text.encode(), 6)) for file in files}
    with _open(files) as engine:
        found = [json.loads(str(engine.call("fetched", query))) for query in queries]
    first = sizes["index"]
    return Growth(
        lessons=sum(isinstance(entry, LessonEntry) for entry in entries),
        seconds=seconds,
        first=first,
        all=sum(sizes.values()),
        largest=max(size for name, size in sizes.items() if name != "index"),
        to_first=tuple(first + sum(sizes[name] for name in item["atOnce"]) for item in found),
        later=tuple(sum(sizes[name] for name in item["later"]) for item in found),
        differing=tuple(q for q, item in zip(queries, found, strict=True) if not item["same"]),
    )


def _name(file: IndexFile) -> str:
    """``terms-0`` of ``search/terms-0-5c31bd96.js``."""
    kind, *rest = file.path.removeprefix("search/").removesuffix(".js").split("-")
    return "-".join((kind, *rest[:1]))


@contextmanager
def _open(files: Sequence[IndexFile]) -> Iterator[MiniRacer]:
    engine = MiniRacer()
    try:
        for script in (ranking_script(), PROGRAM, *(file.text for file in files), _FETCH):
            engine.eval(script)
        yield engine
    finally:
        engine.close()


def print_growth(growth: Growth) -> None:
    """Prints one length."""
    each = growth.seconds / growth.lessons * 1000
    print(f"{growth.lessons} lessons: {growth.seconds:.2f} s of CPU, {each:.2f} ms a lesson")
    print(f"  first file {growth.first:,} bytes, all {growth.all:,}, part {growth.largest:,}")
    print(
        f"  to the first result {statistics.median(growth.to_first):,.0f} bytes in the median, "
        f"{max(growth.to_first):,} at most"
    )
    print(
        f"  after it {statistics.median(growth.later):,.0f} bytes in the median, "
        f"{max(growth.later):,} at most"
    )
    if growth.differing:
        print(f"  ranked otherwise with all parts: {', '.join(growth.differing)}")


if __name__ == "__main__":
    sys.exit(main())
