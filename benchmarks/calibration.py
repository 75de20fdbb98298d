"""How sure scores are, on all labelled notes, and the curves that say so fitted anew.

    python -m benchmarks.calibration [--glossary FOLDER] [--corpus DIR] [--gold DIR] [--authors DIR]

Each labelled heading and each block marked sure that stands on a lesson by its words counts once.
Prints for headings and for blocks the weights of the fitted logistic curve (those of
``align/confidence.py`` come from here) and a table of what the curve says against the share that is
right, each author judged by a curve that was fitted to all others; then what lies on either side of
the score below which placements are listed for the author. Notes that the glossary was grown on
flatter it: ``--glossary`` reads another one, as a folder of a former commit, and ``--authors`` more
notes, a folder like ``benchmarks/authors``, as of people whose notes may not be copied.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from pathlib import Path
from unittest import mock

from benchmarks import authors, quality
from benchmarks.quality import Row
from site_builder.align import concept_profiles, lexicon, placer
from site_builder.align.confidence import (
    BLOCK,
    HEADING,
    Signs,
    block_signs,
    confidence,
    heading_signs,
)
from site_builder.align.course import assemble_course
from site_builder.align.curriculum import Curriculum, read_curriculum
from site_builder.align.findings import DOUBTFUL
from site_builder.align.lines import by_lines
from site_builder.align.notes import judge_document
from site_builder.align.standing import Judged, Placed, Standing
from site_builder.dialects import parse_document
from site_builder.model.alignment import Evidence
from site_builder.model.config import Config
from site_builder.model.note import Document, Section
from site_builder.model.source import Source
from site_builder.scan.scanned import scan_source

EDGES = (0.0, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
"""Where the bins of the tables begin and end."""
RIDGE = 1.0
"""Weight of the sum of squares of the curve's weights but the first."""
TINY = 1e-9
"""Keeps the first weight's equation solvable."""
STEPS = 30
"""Steps of Newton's method, which converges in fewer than ten."""
SAID = {Evidence.VIDEO, Evidence.OUTLINE, Evidence.FRONT_MATTER, Evidence.PLACE}
"""Evidence of placements whose author names the lesson: sure, and no matter of curves."""


@dataclass(frozen=True)
class Sample:
    """A labelled piece of text that stands on a lesson."""

    author: str
    heading: bool
    values: tuple[float, ...]
    """What the curve of headings or of blocks weighs."""
    right: bool
    """Whether that lesson is labelled."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; always 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    shared = quality.ROOT.parent / "shared"
    parser.add_argument("--glossary", type=Path, help="another folder of glossary files")
    parser.add_argument("--corpus", type=Path, default=shared / "corpus")
    parser.add_argument("--gold", type=Path, default=shared / "gold")
    parser.add_argument("--authors", type=Path, help="a folder of more authors, with labels.csv")
    options = parser.parse_args(arguments)
    lines = lines_of(options.glossary)
    with (
        mock.patch.object(lexicon, "glossary_lines", lines),
        mock.patch.object(concept_profiles, "glossary_lines", lines),
    ):
        samples = [
            *author_samples(authors.AUTHORS),
            *author_samples(authors.HELD_OUT),
            *(author_samples(options.authors) if options.authors else ()),
            *(corpus_samples(options.corpus, options.gold) if options.corpus.is_dir() else ()),
        ]
    for name, shipped in (("headings", HEADING), ("blocks", BLOCK)):
        print_kind(name, [s for s in samples if s.heading is (name == "headings")], shipped)
    return 0


def lines_of(folder: Path | None) -> Callable[[str], Iterator[str]]:
    """How the lexicon reads its files: those that are shipped, or those of ``folder``."""
    if folder is None:
        return lexicon.glossary_lines

    def read(name: str) -> Iterator[str]:
        path = folder / f"{name}.txt"
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        lines = text.replace("\n  ", " ").splitlines()
        return (line for line in lines if line and not line.startswith("#"))

    return read


def print_kind(name: str, samples: Sequence[Sample], shipped: Sequence[float]) -> None:
    """Prints weights and tables of headings or of blocks."""
    known = {sample.author for sample in samples}
    print(f"{name}: {len(samples)} of {len(known)} authors")
    print("  shipped " + " ".join(f"{weight:6.2f}" for weight in shipped))
    print("  fitted  " + " ".join(f"{weight:6.2f}" for weight in fit(samples)))
    judged: list[tuple[float, bool]] = []
    for author in sorted(known):
        weights = fit([sample for sample in samples if sample.author != author])
        judged += [(confidence(s.values, weights), s.right) for s in samples if s.author == author]
    print("  fitted to the other authors:  said  right")
    for low, high in pairwise(EDGES):
        print_bin(f"{low:.2f} to {min(high, 1.0):.2f}", judged, low, high)
    print("  as shipped:")
    judged = [(confidence(sample.values, shipped), sample.right) for sample in samples]
    print_bin(f"below {DOUBTFUL:.2f}", judged, 0.0, DOUBTFUL)
    print_bin(f"from {DOUBTFUL:.2f}", judged, DOUBTFUL, 1.01)


def print_bin(name: str, judged: Sequence[tuple[float, bool]], low: float, high: float) -> None:
    """Prints how sure the curve is of what it puts between two scores, and how much is right."""
    inside = [(sure, right) for sure, right in judged if low <= sure < high]
    if inside:
        said = sum(sure for sure, _ in inside) / len(inside)
        right = sum(right for _, right in inside)
        share = right / len(inside)
        print(f"    {name:<14} {said:>20.3f} {share:>6.3f}  ({right}/{len(inside)})")


def fit(samples: Sequence[Sample]) -> tuple[float, ...]:
    """The weights of the logistic curve through ``samples`` (Newton's method, ridge)."""
    size = len(samples[0].values)
    weights = [0.0] * size
    for _ in range(STEPS):
        slope = [-RIDGE * weight * (place > 0) for place, weight in enumerate(weights)]
        bend = [[RIDGE * (i == j > 0) + TINY * (i == j) for j in range(size)] for i in range(size)]
        for sample in samples:
            x = sample.values
            sure = 1 / (1 + exp(-sum(a * b for a, b in zip(weights, x, strict=True))))
            for i in range(size):
                slope[i] += (sample.right - sure) * x[i]
                for j in range(size):
                    bend[i][j] += sure * (1 - sure) * x[i] * x[j]
        weights = [w + step for w, step in zip(weights, solve(bend, slope), strict=True)]
    return tuple(weights)


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a small positive definite system (Gauss and Jordan)."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, own in enumerate(rows):
        own[:] = [value / own[i] for value in own]
        for row in rows:
            if row is not own:
                row[:] = [a - row[i] * b for a, b in zip(row, own, strict=True)]
    return [row[-1] for row in rows]


def author_samples(folder: Path) -> Iterator[Sample]:
    """The samples of all authors of a folder."""
    lexicon.shipped_lexicon.cache_clear()
    concept_profiles.shipped_profiles.cache_clear()
    known: dict[tuple[Path, ...], Curriculum] = {}
    for author, labels in authors.labels_by_author(quality.rows(folder / "labels.csv")).items():
        files = tuple(authors.course_of(folder / author))
        if files not in known:
            outline = [read(path, path.name) for path in files]
            known[files] = read_curriculum(assemble_course(outline, Config()).value)
        curriculum = known[files]
        for path in dict.fromkeys(row["path"] for row in labels):
            own = [row for row in labels if row["path"] == path]
            yield from samples_of(author, read(folder / path, path), own, curriculum)


def corpus_samples(corpus: Path, gold: Path) -> Iterator[Sample]:
    """The samples of the labelled corpus."""
    documents = [read(path, path.name) for path in sorted(corpus.iterdir())]
    curriculum = read_curriculum(assemble_course(documents, Config()).value)
    for source, name in ((quality.TYPORA, "notes_001"), (quality.ARTICLE, "notes_004")):
        labels = [{**row, "kind": "heading"} for row in quality.rows(gold / f"{name}.csv")]
        for row in quality.rows(gold / f"{name}_blocks.csv"):
            sure = row.get("confidence", "sure")
            labels.append({**row, "kind": "block", "line": row["start_line"], "confidence": sure})
        document = next(d for d in documents if d.source.path == source)
        yield from samples_of(source, document, labels, curriculum)


def read(path: Path, name: str) -> Document:
    """A source in its dialect."""
    return parse_document(scan_source(Source(name, path.read_text(encoding="utf-8"))), None).value


def samples_of(
    author: str, document: Document, labels: Sequence[Row], curriculum: Curriculum
) -> Iterator[Sample]:
    """The samples of one document: where its labelled lines stand, before the curves."""

    def as_they_are(placed: Placed, *_: object, **__: object) -> Placed:
        return placed

    with mock.patch.object(placer, "with_confidence", as_they_are):
        document = by_lines(document)
        judged, _ = judge_document(document, curriculum, Config())
    headings = {int(row["line"]): row for row in labels if row["kind"] == "heading"}
    blocks = {
        int(row["line"]): row
        for row in labels
        if row["kind"] == "block" and row["confidence"] == "sure"
    }
    weeks = Counter(
        curriculum.scope_of(result.verdict.heading[0].lesson)
        for result in judged
        if isinstance(result.verdict, Placed)
    )
    for section, result in zip(document.sections, judged, strict=True):
        if isinstance(result.verdict, Placed) and by_words(result.verdict.heading[0]):
            alone = weeks[curriculum.scope_of(result.verdict.heading[0].lesson)] < 2
            for standing, signs, line, heading in pieces(document, section, result, alone=alone):
                row = (headings if heading else blocks).get(line)
                if row is not None and row["confidence"] != "derived":
                    values = signs.of_heading() if heading else signs.of_block()
                    right = standing.lesson in labelled(row, primary=heading)
                    yield Sample(author, heading, values, right)


def by_words(standing: Standing) -> bool:
    """Whether a lesson was found, and not named by the author."""
    return not SAID & {*standing.evidence} and standing.evidence != (Evidence.NUMBER,)


def pieces(
    document: Document, section: Section, result: Judged, *, alone: bool
) -> Iterator[tuple[Standing, Signs, int, bool]]:
    """Heading and blocks of a section: where they stand, what is known of it, their line."""
    placed = result.verdict
    if not isinstance(placed, Placed):
        return
    first = placed.heading[0]
    line_number = document.source.line_number
    if section.heading is not None:
        signs = heading_signs(first, result.candidates, alone=alone)
        yield first, signs, line_number(section.heading.span.start), True
    for block, standings in zip(section.blocks, placed.blocks, strict=True):
        if not standings:
            continue
        signs = block_signs(standings[0], first)
        yield standings[0], signs, line_number(block.span.start), False


def labelled(row: Mapping[str, str], *, primary: bool) -> set[int]:
    """The lessons that are right: of a heading the first one, of a block any."""
    lessons = [int(number) for number in row["lessons"].split(";") if number]
    others = [int(number) for number in (row.get("alt_primary") or "").split(";") if number]
    return {*lessons[:1], *others} if primary else set(lessons)


if __name__ == "__main__":
    raise SystemExit(main())
