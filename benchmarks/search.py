"""Measures how well lessons are found, how large the index is and how long it takes.

    python benchmarks/search.py [--content DIR] [--queries FILE …] [--failures] [--json]
    python benchmarks/search.py --cross-validate

FILE has a query a line: class, query and the numbers of the lessons expected, divided by tabs.
``--json`` prints the first five lessons for each query instead. ``--cross-validate`` chooses the
weights on four fifths of the queries and measures them on the fifth left out, five times.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from py_mini_racer import MiniRacer

from site_builder.search.index import IndexFile, build_index
from site_builder.shell.compiling import compile_content
from site_builder.shell.search_files import ranking_script
from site_builder.shell.searching import PROGRAM

ROOT = Path(__file__).resolve().parents[1]
QUERIES = ROOT / "benchmarks" / "queries"
FOLDS = 5
BARS = {"recall@1": 0.85, "recall@5": 0.97, "MRR": 0.91}

CHOICES = {
    "body": (1.0, 1.4, 2.0, 2.8),
    "share": (0.6, 0.9, 1.2, 1.8),
    "whole": (0.8, 1.5, 2.5, 4),
    "strict": (2, 4, 8),
    "coverage": (0.5, 1, 1.5, 2, 3),
    "rarest": (2.5, 3, 3.5, 4, 5, 9),
    "word": (1.2, 1.6, 2, 2.5),
    "grammar": (0.1, 0.2, 0.35, 0.5),
    "joint": (0.3, 0.5, 0.7, 1),
    "char": (0, 0.05, 0.1, 0.2, 0.3),
    "note": (0.3, 0.5, 0.7, 0.9),
    "typo": (0.4, 0.6, 0.8),
    "prefix": (0.5, 0.75, 0.9),
}
"""Values tried for each weight, one weight at a time."""

_RANK = """
let index = null
function ranked(queries, weights) {
  Object.assign(lessonSearch.WEIGHTS, weights)
  index = index || lessonSearch.open(parts.index)
  return JSON.stringify(queries.map((typed) => {
    const query = lessonSearch.read(index, typed)
    const hits = lessonSearch.rank(index, query, parts)
    const lessons = hits.map((hit) => index.numbers[hit.entry]).filter((number) => number)
    return lessons.slice(0, 10)
  }))
}
const defaults = {...lessonSearch.WEIGHTS}
"""


@dataclass(frozen=True)
class Query:
    """A query and what it should find."""

    group: str
    text: str
    lessons: frozenset[int]


@dataclass(frozen=True)
class Scores:
    """How well some queries did."""

    first: float
    five: float
    mrr: float

    def __str__(self) -> str:
        return f"recall@1 {self.first:.3f}  recall@5 {self.five:.3f}  MRR {self.mrr:.3f}"

    @property
    def total(self) -> float:
        """What the choice of weights goes by."""
        return self.first + self.five + self.mrr


class Ranking:
    """The ranking script with an index."""

    def __init__(self, engine: MiniRacer) -> None:
        self._engine = engine

    def rank(
        self, queries: Sequence[Query], weights: Mapping[str, float] | None = None
    ) -> list[list[int]]:
        """At most ten lessons for each query."""
        given = {
            **json.loads(str(self._engine.eval("JSON.stringify(defaults)"))),
            **(weights or {}),
        }
        texts = [query.text for query in queries]
        found: list[list[int]] = json.loads(str(self._engine.call("ranked", texts, given)))
        return found


@contextmanager
def open_ranking(files: Sequence[IndexFile]) -> Iterator[Ranking]:
    """The ranking with the index that ``files`` hold."""
    engine = MiniRacer()
    try:
        for script in (ranking_script(), PROGRAM, _RANK, *(file.text for file in files)):
            engine.eval(script)
        yield Ranking(engine)
    finally:
        engine.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 0 when all bars are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--queries", type=Path, nargs="+", default=[QUERIES / "choose.tsv"])
    parser.add_argument("--failures", action="store_true", help="list what is not found first")
    parser.add_argument("--json", action="store_true", help="print the first five of each query")
    parser.add_argument("--cross-validate", action="store_true")
    options = parser.parse_args(arguments)
    queries = [query for path in options.queries for query in read_queries(path)]
    compilation = compile_content(options.content)
    build_index(compilation.site, compilation.config)  # tables are loaded once a process
    begin = time.perf_counter()
    files = build_index(compilation.site, compilation.config)
    seconds = time.perf_counter() - begin
    with open_ranking(files) as ranking:
        if options.cross_validate:
            cross_validate(ranking, queries)
            return 0
        found = ranking.rank(queries)
    if options.json:
        print(json.dumps([lessons[:5] for lessons in found]))
        return 0
    print_sizes(files, seconds)
    print_scores(queries, found, failures=options.failures)
    scores = measure(queries, found)
    figures = zip(BARS.items(), (scores.first, scores.five, scores.mrr), strict=True)
    missed = [name for (name, bar), figure in figures if figure < bar]
    print(f"missed: {', '.join(missed)}" if missed else "all bars met")
    return int(bool(missed))


def read_queries(path: Path) -> list[Query]:
    """The queries of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.strip())
    return [Query(group, text, frozenset(map(int, want.split(",")))) for group, text, want in rows]


def measure(queries: Sequence[Query], found: Sequence[Sequence[int]]) -> Scores:
    """How well the lessons found match those expected."""
    ranks = [_rank(query, lessons) for query, lessons in zip(queries, found, strict=True)]
    count = max(1, len(ranks))
    return Scores(
        first=sum(rank == 1 for rank in ranks) / count,
        five=sum(rank is not None and rank <= 5 for rank in ranks) / count,
        mrr=sum(1 / rank for rank in ranks if rank) / count,
    )


def _rank(query: Query, lessons: Sequence[int]) -> int | None:
    return next((i for i, lesson in enumerate(lessons, 1) if lesson in query.lessons), None)


def print_sizes(files: Sequence[IndexFile], seconds: float) -> None:
    """Prints what is sent, as gzip makes it."""
    sizes = [len(gzip.compress(file.text.encode())) for file in files]
    print(f"first tier {sizes[0]:,} bytes; {len(sizes) - 1} parts, the largest {max(sizes[1:]):,}")
    print(f"all {sum(sizes):,} bytes, made in {seconds:.2f} s")


def print_scores(
    queries: Sequence[Query], found: Sequence[Sequence[int]], *, failures: bool
) -> None:
    """Prints a line a class and one for all, and what was not found first."""
    for group in [*dict.fromkeys(query.group for query in queries), None]:
        pairs = [(q, f) for q, f in zip(queries, found, strict=True) if group in (None, q.group)]
        scores = measure([q for q, _ in pairs], [f for _, f in pairs])
        print(f"{group or 'all':10} {len(pairs):4}  {scores}")
    for query, lessons in zip(queries, found, strict=True):
        if failures and _rank(query, lessons) != 1:
            rank = _rank(query, lessons)
            print(f"  {query.text}: {lessons[:6]}, wanted {sorted(query.lessons)} ({rank})")


def cross_validate(ranking: Ranking, queries: Sequence[Query]) -> None:
    """Prints how weights chosen on some queries do on the others."""
    print(f"as they are       {measure(queries, ranking.rank(queries))}")
    held_found: list[list[int]] = []
    held: list[Query] = []
    for fold in range(FOLDS):
        train = [query for i, query in enumerate(queries) if i % FOLDS != fold]
        test = [query for i, query in enumerate(queries) if i % FOLDS == fold]
        weights = choose(ranking, train)
        found = ranking.rank(test, weights)
        held += test
        held_found += found
        print(f"fold {fold}: {measure(test, found)}  {weights}")
    print(f"on those left out {measure(held, held_found)}")


def choose(ranking: Ranking, queries: Sequence[Query]) -> dict[str, float]:
    """Weights that do best on ``queries``, found one after the other from the present ones."""
    weights: dict[str, float] = {}
    best = measure(queries, ranking.rank(queries)).total
    for name, values in CHOICES.items():
        for value in values:
            total = measure(queries, ranking.rank(queries, {**weights, name: value})).total
            if total > best + 1e-9:
                best = total
                weights = {**weights, name: value}
    return weights


if __name__ == "__main__":
    sys.exit(main())
