"""How often placements of a score are right, on all labelled notes.

    python -m benchmarks.calibration [--corpus DIR] [--gold DIR]

Each labelled heading and each block marked sure that stands on a lesson counts once, with the score
of the piece that holds its first line. Prints a table of scores against the share that is right,
and what lies on either side of the score below which placements are listed for the author.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks import authors, quality
from benchmarks.quality import Model, Row
from site_builder.align.findings import DOUBTFUL

EDGES = (0.0, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Where the bins of the table begin and end."""


@dataclass(frozen=True)
class Judgement:
    """A labelled piece of text that stands on a lesson."""

    score: float
    """Score of its placement."""
    right: bool
    """Whether that lesson is labelled."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; always 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    shared = quality.ROOT.parent / "shared"
    parser.add_argument("--corpus", type=Path, default=shared / "corpus")
    parser.add_argument("--gold", type=Path, default=shared / "gold")
    options = parser.parse_args(arguments)
    sets = {
        "authors": list(author_judgements(authors.AUTHORS)),
        "held out": list(author_judgements(authors.HELD_OUT)),
    }
    if options.corpus.is_dir():
        sets["corpus"] = list(corpus_judgements(options.corpus, options.gold))
    sets["all"] = [judgement for found in sets.values() for judgement in found]
    print(f"{'score':<14}" + "".join(f"{name:>16}" for name in sets))
    for low, high in pairwise(EDGES):
        print_bin(f"{low:.2f} to {min(high, 1.0):.2f}", sets, low, high)
    print_bin(f"below {DOUBTFUL:.2f}", sets, 0.0, DOUBTFUL)
    print_bin(f"from {DOUBTFUL:.2f}", sets, DOUBTFUL, 1.01)
    return 0


def print_bin(name: str, sets: dict[str, list[Judgement]], low: float, high: float) -> None:
    """Prints one line of the table: right of all, and the share."""
    cells = []
    for judgements in sets.values():
        inside = [judgement for judgement in judgements if low <= judgement.score < high]
        right = sum(judgement.right for judgement in inside)
        cells.append(f"{right}/{len(inside)} {right / len(inside):.3f}" if inside else "- ")
    print(f"{name:<14}" + "".join(f"{cell:>16}" for cell in cells))


def author_judgements(folder: Path) -> Iterator[Judgement]:
    """The judgements on all authors of a folder."""
    for author, labels in authors.labels_by_author(quality.rows(folder / "labels.csv")).items():
        model = authors.author_model(folder / author)
        for row in labels:
            if row["kind"] == "heading" or row["confidence"] == "sure":
                accepted = labelled(row, primary=row["kind"] == "heading")
                last = int(row["end_line"] or row["line"])
                yield from judge(model, row["path"], int(row["line"]), last, accepted)


def corpus_judgements(corpus: Path, gold: Path) -> Iterator[Judgement]:
    """The judgements on the labelled corpus."""
    model = quality.inspect(corpus)
    for source, name in ((quality.TYPORA, "notes_001"), (quality.ARTICLE, "notes_004")):
        for row in quality.rows(gold / f"{name}.csv"):
            if row["confidence"] != "derived":
                line = int(row["line"])
                yield from judge(model, source, line, line, labelled(row, primary=True))
        for row in quality.rows(gold / f"{name}_blocks.csv"):
            if row.get("confidence", "sure") == "sure":
                first, last = int(row["start_line"]), int(row["end_line"])
                yield from judge(model, source, first, last, labelled(row, primary=False))


def labelled(row: Row, *, primary: bool) -> set[int]:
    """The lessons that are right: of a heading the first one, of a block any."""
    lessons = [int(number) for number in row["lessons"].split(";") if number]
    others = [int(number) for number in (row.get("alt_primary") or "").split(";") if number]
    return {*lessons[:1], *others} if primary else set(lessons)


def judge(
    model: Model, source: str, first: int, last: int, accepted: set[int]
) -> Iterator[Judgement]:
    """The judgement on lines, none where they stand on no lesson."""
    touched = [
        piece
        for piece in quality.pieces_of(model, source)
        if piece["start_line"] <= last and piece["end_line"] >= first
    ]
    lesson = quality.primary_lesson(touched, first, last)
    scores = [piece["score"] for piece in touched if piece["lesson"] == lesson]
    if scores:
        yield Judgement(scores[0], lesson in accepted)


if __name__ == "__main__":
    raise SystemExit(main())
