"""Scores ``site-builder inspect`` on the real input against its hand-made labels.

    python benchmarks/quality.py [--corpus DIR] [--gold DIR] [--failures]

Prints one figure a line with its bar, and exits 1 when a bar is missed. ``--failures`` lists
what went wrong line by line.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUTLINE = "2022-10-11-ml-DL-Andrew-Ng.md"
TYPORA = "typora-notes.md"
OBSIDIAN = "obsidian-notes.md"
TOC = "bilingual-toc.md"
ARTICLE = "scraped-article.txt"

Row = dict[str, str]
Model = dict[str, Any]


@dataclass
class Figure:
    """One measured figure."""

    name: str
    right: float
    total: float
    bar: float
    """Least share that is good enough."""
    failures: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right of total; 1 where there is nothing to measure."""
        return self.right / self.total if self.total else 1.0

    @property
    def good(self) -> bool:
        """Whether the bar is met."""
        return self.share >= self.bar - 1e-9


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 0 when all bars are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    options = parser.parse_args(arguments)
    if not options.corpus.is_dir():
        print(f"quality: skipped, there is no folder {options.corpus.name}")
        return 0
    model = inspect(options.corpus)
    figures = list(measure(model, options.corpus, options.gold))
    for figure in figures:
        mark = "ok  " if figure.good else "MISS"
        counts = f"{figure.right:g}/{figure.total:g}"
        print(f"{mark} {figure.name:<52} {counts:>9}  {figure.share:.3f} (bar {figure.bar:.2f})")
        if options.failures:
            for failure in figure.failures:
                print(f"       {failure}")
    return 0 if all(figure.good for figure in figures) else 1


def inspect(corpus: Path) -> Model:
    """The model JSON of a folder, from the command line as a user gets it."""
    command = [sys.executable, "-m", "site_builder.cli", "inspect", str(corpus), "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    if not done.stdout:
        raise SystemExit(done.stderr.decode())
    model: Model = json.loads(done.stdout)
    return model


def measure(model: Model, corpus: Path, gold: Path) -> Iterator[Figure]:
    """All figures, in the order in which they are printed."""
    yield outline(model, rows(gold / "outline.csv"))
    yield english_titles(model, rows(gold / "toc_003.csv"))
    yield timestamps(model, rows(gold / "timestamps_002.csv"))
    yield warnings(model, rows(gold / "timestamps_002.csv"))
    yield snapshots(model, rows(gold / "snapshots_000.csv"))
    yield noise(model, corpus)
    yield conservation(model, corpus)
    yield from headings(model, TYPORA, rows(gold / "notes_001.csv"), primary_bar=0.96)
    yield blocks(model, TYPORA, rows(gold / "notes_001_blocks.csv"))
    yield from headings(model, ARTICLE, rows(gold / "notes_004.csv"), primary_bar=0.95)
    yield blocks(model, ARTICLE, rows(gold / "notes_004_blocks.csv"))
    yield related(model, rows(gold / "sections_002.csv"))


def rows(path: Path) -> list[Row]:
    """The rows of a table of labels."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def outline(model: Model, gold: Sequence[Row]) -> Figure:
    """Lessons whose number, place, kind, title and duration are all exact."""
    found = {lesson["number"]: lesson for lesson in model["lessons"]}
    failures = []
    for row in gold:
        lesson = found.get(int(row["number"]), {})
        expected = (
            int(row["course"]),
            number(row["week"]),
            number(row["section"]),
            "interview" if row["is_interview"] == "1" else "lecture",
            row["title_display"],
            int(row["duration_seconds"]),
        )
        keys = ("course", "week", "section", "kind", "title", "duration")
        actual = tuple(lesson.get(key) for key in keys)
        if actual != expected:
            failures.append(f"lesson {row['number']}: {actual} instead of {expected}")
    if model["duration"] != sum(int(row["duration_seconds"]) for row in gold):
        failures.append(f"duration {model['duration']}")
    return Figure("outline exact", len(gold) - len(failures), len(gold), 1.0, failures)


def english_titles(model: Model, gold: Sequence[Row]) -> Figure:
    """Lessons that have the English title of the table of contents."""
    found = {lesson["number"]: lesson["title_en"] for lesson in model["lessons"]}
    titles: dict[int, set[str | None]] = {}
    for row in gold:
        if row["lesson"]:
            accepted = titles.setdefault(int(row["lesson"]), set())
            accepted.update({row["title_en"]} if row["title_en"] else ())
    for accepted in titles.values():
        accepted.update(() if accepted else {None})
    failures = [
        f"lesson {lesson}: {found.get(lesson)!r} instead of {expected}"
        for lesson, expected in sorted(titles.items())
        if found.get(lesson) not in expected
    ]
    return Figure(
        "table of contents: English titles", len(titles) - len(failures), len(titles), 1.0, failures
    )


def timestamps(model: Model, gold: Sequence[Row]) -> Figure:
    """Moments with exact video, part, second and line."""
    found = Counter(
        (m["line"], m["video"], m["part"], m["seconds"])
        for m in model["moments"]
        if m["source"] == OBSIDIAN
    )
    expected = Counter(
        (int(row["line"]), row["bvid"], int(row["part"]), int(row["seconds"])) for row in gold
    )
    failures = [f"missing {item}" for item in (expected - found)]
    failures += [f"extra {item}" for item in (found - expected)]
    return Figure("timestamps", len(gold) - len(failures), len(gold), 1.0, failures)


def warnings(model: Model, gold: Sequence[Row]) -> Figure:
    """Broken hosts and contradicting labels that a warning names on their line."""
    warned = {
        d["line"]
        for d in model["diagnostics"]
        if d["path"] == OBSIDIAN and d["severity"] in ("warning", "error")
    }
    odd = [int(r["line"]) for r in gold if r["malformed_url"] == "1" or r["label_differs"] == "1"]
    failures = [f"line {line} has no warning" for line in odd if line not in warned]
    return Figure(
        "broken or contradicting timestamps warned",
        len(odd) - len(failures),
        len(odd),
        1.0,
        failures,
    )


def snapshots(model: Model, gold: Sequence[Row]) -> Figure:
    """Addresses whose copy is looked for at the listed path."""
    found: dict[str, set[str]] = {}
    for reference in model["references"]:
        path = reference["snapshot"]["path"]
        found.setdefault(reference["url"], set()).add(path)
    failures = [
        f"{row['url']}: {sorted(found.get(row['url'], set()))}"
        for row in gold
        if found.get(row["url"]) != {row["snapshot_path"]}
    ]
    return Figure("snapshot paths", len(gold) - len(failures), len(gold), 1.0, failures)


def noise(model: Model, corpus: Path, first: int = 177) -> Figure:
    """Lines of the article that are removed from the notice on, and none before it."""
    text = (corpus / ARTICLE).read_text(encoding="utf-8").split("\n")
    expected = {n for n, line in enumerate(text, 1) if line.strip() and n >= first}
    removed = covered(item for item in model["removed"] if item["source"] == ARTICLE)
    removed = {n for n in removed if text[n - 1].strip()}
    failures = [f"line {n} is not removed" for n in sorted(expected - removed)]
    failures += [f"line {n} is removed" for n in sorted(removed - expected)]
    return Figure("noise removed", len(expected) - len(failures), len(expected), 1.0, failures)


def conservation(model: Model, corpus: Path) -> Figure:
    """Non-blank lines with exactly one home."""
    homes: dict[tuple[str, int], set[str]] = {}
    groups: dict[str, list[Model]] = {
        "lesson": [note for lesson in model["lessons"] for note in lesson["notes"]],
        "related": model["related"],
        "structure": model["structure"],
        "unplaced": model["unplaced"],
        "removed": model["removed"],
    }
    for home, items in groups.items():
        for item in items:
            for line in range(item["start_line"], item["end_line"] + 1):
                homes.setdefault((item["source"], line), set()).add(home)
    total, failures = 0, []
    for path in sorted(corpus.iterdir()):
        for line, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not text.strip("\ufeff \t\u3000\r"):
                continue
            total += 1
            found = homes.get((path.name, line), set())
            if len(found) != 1:
                failures.append(f"{path.name}:{line}: {sorted(found)} {text[:40]!r}")
    return Figure("lines with exactly one home", total - len(failures), total, 1.0, failures)


def headings(
    model: Model, source: str, gold: Sequence[Row], *, primary_bar: float
) -> Iterator[Figure]:
    """Primary lessons and sets of lessons of the labelled headings."""
    pieces = pieces_of(model, source)
    starts = [int(row["line"]) for row in gold]
    right, total, failures = 0, 0, []
    hits, predicted_count, expected_count = 0, 0, 0
    empty_total, empty_failures = 0, []
    for index, row in enumerate(gold):
        if row["confidence"] == "derived":
            continue
        first = int(row["line"])
        last = int(row["end_line"] or (starts[index + 1] - 1))
        touched = [p for p in pieces if p["start_line"] <= last and p["end_line"] >= first]
        expected = [int(n) for n in row["lessons"].split(";") if n]
        predicted = {p["lesson"] for p in touched}
        if not expected:
            empty_total += 1
            if predicted:
                empty_failures.append(f"{source}:{first}: {row['title']} on {sorted(predicted)}")
            continue
        primary = primary_lesson(touched, first, last)
        accepted = {expected[0], *(int(n) for n in (row.get("alt_primary") or "").split(";") if n)}
        total += 1
        if primary in accepted:
            right += 1
        else:
            failures.append(f"{source}:{first}: {row['title']} on {primary}, labels {expected}")
        hits += len(predicted & set(expected))
        predicted_count += len(predicted)
        expected_count += len(expected)
    yield Figure(f"{source}: headings by primary lesson", right, total, primary_bar, failures)
    yield Figure(
        f"{source}: sets of lessons, micro F1", 2 * hits, predicted_count + expected_count, 0.90
    )
    good = empty_total - len(empty_failures)
    yield Figure(f"{source}: left empty", good, empty_total, 1.0, empty_failures)


def primary_lesson(pieces: Sequence[Model], first: int, last: int) -> int | None:
    """The lesson of the piece that holds the heading's line, else the one with most lines."""
    on_heading = [p for p in pieces if p["start_line"] <= first <= p["end_line"]]
    for piece in sorted(on_heading, key=lambda p: not p["primary"]):
        return int(piece["lesson"])
    lines: Counter[int] = Counter()
    for piece in pieces:
        size = min(last, piece["end_line"]) - max(first, piece["start_line"]) + 1
        lines[piece["lesson"]] += size
    return lines.most_common(1)[0][0] if lines else None


def blocks(model: Model, source: str, gold: Sequence[Row]) -> Figure:
    """Blocks marked sure that stand first of all on a labelled lesson."""
    pieces = pieces_of(model, source)
    sure = [row for row in gold if row.get("confidence", "sure") == "sure"]
    failures = []
    for row in sure:
        first, last = int(row["start_line"]), int(row["end_line"])
        touched = [p for p in pieces if p["start_line"] <= last and p["end_line"] >= first]
        expected = {int(n) for n in row["lessons"].split(";")}
        primary = primary_lesson(touched, first, last)
        if primary not in expected:
            failures.append(
                f"{source}:{first}: on {primary}, labels {row['lessons']}: {row['first_text'][:30]}"
            )
    return Figure(
        f"{source}: blocks marked sure", len(sure) - len(failures), len(sure), 0.90, failures
    )


def related(model: Model, gold: Sequence[Row]) -> Figure:
    """Sections on the other video, marked good, whose nearest lesson is labelled."""
    failures = []
    good = [row for row in gold if row["confidence"] == "good"]
    for row in good:
        first, last = int(row["start_line"]), int(row["end_line"])
        nearest = [
            item["lessons"][0]
            for item in model["related"]
            if item["source"] == OBSIDIAN
            and item["lessons"]
            and first <= item["end_line"]
            and item["start_line"] <= last
        ]
        expected = {int(n) for n in row["lessons"].split(";")}
        if not nearest or nearest[0] not in expected:
            failures.append(f"{first}: {row['title']}: {nearest[:3]}, labels {row['lessons']}")
    return Figure(
        "related topics marked good", len(good) - len(failures), len(good), 0.80, failures
    )


def pieces_of(model: Model, source: str) -> list[Model]:
    """The notes of one source, each with its lesson."""
    return [
        {**note, "lesson": lesson["number"]}
        for lesson in model["lessons"]
        for note in lesson["notes"]
        if note["source"] == source
    ]


def covered(items: Iterator[Model]) -> set[int]:
    """All lines of ranges."""
    return {line for item in items for line in range(item["start_line"], item["end_line"] + 1)}


def number(text: str) -> int | None:
    """The number in a cell, or None for an empty one."""
    return int(text) if text else None


if __name__ == "__main__":
    sys.exit(main())
