"""Times `mkdocs build` of the default course against stock Material on the very same pages.

    python benchmarks/default_course.py [--runs 5]

The pages are those that the course is staged as: the same text, pictures and addresses, ready made.
Stock Material leaves formulas to the browser and searches with jieba. The two take turns, each
without caches; the exit code is 1 where ours takes longer in the median of the ratios.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed.processes import Run, run
from benchmarks.speed.tools import ROOT, STOCK_SETTINGS, other_program, own_program

_LIMIT = 600.0

# template: lesson.html, a template of ours that stock Material does not have
_TEMPLATE = re.compile(r"^template: .*\n", re.MULTILINE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 where the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="rounds; 5 unless given")
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory(prefix="default-course-") as name:
        ours, stock = Path(name, "ours"), Path(name, "stock")
        _write_ours(ours)
        pages = _write_stock(stock, Path(name, "tree"))
        pairs = [(_build_ours(ours), _build_stock(stock)) for _ in range(runs + 1)][1:]
    print(f"{pages} pages, cold, {runs} rounds in turns (wall, CPU of all processes)")
    for label, column in (("ours", 0), ("stock Material", 1)):
        seconds = statistics.median(pair[column].seconds for pair in pairs)
        cpu = statistics.median(pair[column].cpu for pair in pairs)
        print(f"{label:<16}{seconds:6.2f} s {cpu:6.2f} s")
    ratio = statistics.median(ours.seconds / stock.seconds for ours, stock in pairs)
    print(f"ratio of wall times, median: {ratio:.2f} (bar 1.00: {_verdict(ratio)})")
    return int(ratio > 1)


def _verdict(ratio: float) -> str:
    return "held" if ratio <= 1 else "missed"


def _write_ours(project: Path) -> None:
    """The course with its mkdocs.yml, away from the cache of this checkout."""
    shutil.copytree(ROOT / "content", project / "content")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("INHERIT: ", f"INHERIT: {ROOT.as_posix()}/")
    project.joinpath("mkdocs.yml").write_text(settings, encoding="utf-8")


def _write_stock(project: Path, tree: Path) -> int:
    """The staged pages with stock settings; returns how many pages there are."""
    command = [own_program("site-builder"), "stage", str(ROOT / "content"), "--out", str(tree)]
    run(command, ROOT, limit=_LIMIT)
    shutil.copytree(tree / "docs", project / "docs")
    shutil.copyfile(STOCK_SETTINGS, project / "mkdocs.yml")
    pages = list(project.joinpath("docs").rglob("*.md"))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        page.write_text(_TEMPLATE.sub("", text, count=1), encoding="utf-8")
    return len(pages)


def _build_ours(project: Path) -> Run:
    for name in (".cache", "build"):
        shutil.rmtree(project / name, ignore_errors=True)
    return run([own_program("mkdocs"), "build", "-q"], project, limit=_LIMIT)


def _build_stock(project: Path) -> Run:
    shutil.rmtree(project / "site", ignore_errors=True)
    return run([other_program("mkdocs"), "build", "-q"], project, limit=_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
