"""Scores the alignment on notes of authors who were invented for the purpose.

    python -m benchmarks.authors [AUTHOR …] [--held-out] [--failures] [--json FILE]

``benchmarks/authors/`` holds one folder an author and ``labels.csv``; ``authors_held_out/`` those
whose failures nobody reads while working on the aligner, so that their figures say how it does on
notes that nobody has fitted it to (``--held-out``). All were labelled before the aligner saw them:
do not tune it to single lines of them. Each author's folder is laid beside the
outline and the bilingual titles of ``content/``, or beside the outline and titles that it holds
itself, in a temporary folder and read by the command line as a user has it. Figures are counted as
``quality.py`` counts them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks import quality
from benchmarks.quality import Figure, Model, Row

ROOT = Path(__file__).resolve().parents[1]
AUTHORS = ROOT / "benchmarks" / "authors"
HELD_OUT = ROOT / "benchmarks" / "authors_held_out"
COURSE = ("2022-10-11-ml-DL-Andrew-Ng.md", "titles.md")
"""What authors' notes are laid beside: the outline and its English titles."""
OWN_COURSE = ("outline.md", "titles.md")
"""What an author's folder may hold instead, whose notes are on another course."""

BARS = {"headings": 0.95, "sets F1": 0.90, "left empty": 1.0, "blocks": 0.90}
"""Least share a kind of figure that is good enough, as for the labelled corpus."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures an author and their total; 0 when the totals meet the bars."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("authors", nargs="*", help="folders of benchmarks/authors (all)")
    parser.add_argument("--held-out", action="store_true", help="the authors kept for a check")
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    parser.add_argument("--json", type=Path, help="write all figures to this file as well")
    options = parser.parse_args(arguments)
    folder = HELD_OUT if options.held_out else AUTHORS
    labels = labels_by_author(quality.rows(folder / "labels.csv"))
    unknown = sorted(set(options.authors) - set(labels))
    if unknown:
        parser.error(f"no such author: {', '.join(unknown)} (there are {', '.join(labels)})")
    table: dict[str, dict[str, Figure]] = {}
    print(f"{'author':<16}" + "".join(f"{kind:>20}" for kind in BARS))
    crashed = False
    for author in options.authors or labels:
        try:
            table[author] = author_figures(folder / author, labels[author])
        except SystemExit as error:
            # The command printed no model: the others are worth their figures all the same.
            crashed = True
            print(f"{author:<16}  no model, not in the total: {last_line(error)}")
            continue
        print(line_of(author, table[author]))
        if options.failures:
            print_failures(table[author])
    table["total"] = {kind: total(kind, table.values()) for kind in BARS}
    print(line_of("total", table["total"]))
    if options.json:
        options.json.write_text(json.dumps(as_json(table), indent=2) + "\n", encoding="utf-8")
    return 0 if not crashed and all(figure.good for figure in table["total"].values()) else 1


def labels_by_author(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The labels of each author, in the order of the table."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["path"].partition("/")[0], []).append(row)
    return found


def author_figures(folder: Path, labels: Sequence[Row]) -> dict[str, Figure]:
    """The figures of one author over all files of the folder."""
    model = author_model(folder)
    per_file: list[dict[str, Figure]] = []
    for path in dict.fromkeys(row["path"] for row in labels):
        of_file = [row for row in labels if row["path"] == path]
        per_file.append(file_figures(model, path, of_file))
    return {kind: total(kind, per_file) for kind in BARS}


def author_model(notes: Path) -> Model:
    """The model JSON of the course with this author's notes and nobody else's."""
    with tempfile.TemporaryDirectory(prefix="authors-") as name:
        folder = Path(name)
        for file in course_of(notes):
            shutil.copy(file, folder / file.name)
        shutil.copytree(notes, folder / notes.name, ignore=shutil.ignore_patterns(*OWN_COURSE))
        return quality.inspect(folder)


def course_of(notes: Path) -> list[Path]:
    """The files of the course that an author's notes are on: in their folder, else of content/."""
    own = [notes / file for file in OWN_COURSE if (notes / file).is_file()]
    return own or [ROOT / "content" / file for file in COURSE]


def file_figures(model: Model, path: str, labels: Sequence[Row]) -> dict[str, Figure]:
    """The figures of one file; a kind without labels counts nothing."""
    heading_rows = [row for row in labels if row["kind"] == "heading"]
    block_rows = [
        {**row, "start_line": row["line"], "first_text": row["title"]}
        for row in labels
        if row["kind"] == "block"
    ]
    primary, sets, empty = quality.headings(model, path, heading_rows, primary_bar=BARS["headings"])
    blocks = quality.blocks(model, path, block_rows)
    return {"headings": primary, "sets F1": sets, "left empty": empty, "blocks": blocks}


def total(kind: str, parts: Iterable[Mapping[str, Figure]]) -> Figure:
    """One kind of figure summed over files or authors."""
    figures = [part[kind] for part in parts]
    return Figure(
        kind,
        sum(figure.right for figure in figures),
        sum(figure.total for figure in figures),
        BARS[kind],
        [failure for figure in figures for failure in figure.failures],
    )


def line_of(name: str, figures: Mapping[str, Figure]) -> str:
    """One line of the table; a figure below its bar ends in an exclamation mark."""
    cells = [
        f"{figure.right:g}/{figure.total:g} {figure.share:.3f}{' ' if figure.good else '!'}"
        if figure.total
        else "- "
        for figure in figures.values()
    ]
    return f"{name:<16}" + "".join(f"{cell:>20}" for cell in cells)


def print_failures(figures: Mapping[str, Figure]) -> None:
    """Prints what went wrong, a line each, after its kind."""
    for figure in figures.values():
        for failure in figure.failures:
            print(f"    {figure.name}: {failure}")


def last_line(error: SystemExit) -> str:
    """The last line of what the command wrote to stderr."""
    return (str(error.code).strip().splitlines() or ["no message"])[-1]


def as_json(table: Mapping[str, Mapping[str, Figure]]) -> dict[str, dict[str, list[float]]]:
    """Right and total of each figure."""
    return {
        author: {kind: [figure.right, figure.total] for kind, figure in figures.items()}
        for author, figures in table.items()
    }


if __name__ == "__main__":
    sys.exit(main())
