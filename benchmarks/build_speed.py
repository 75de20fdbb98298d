"""Times cold builds of whole processes against stock Material, in turns on one machine.

    python benchmarks/build_speed.py [--lessons 183 1830] [--runs 3] [--default]

Each pair builds the same lesson texts: ours with alignment, formulas and links, stock Material as
plain pages with search on and formulas left as text. Ratios of neighbouring runs are printed,
because machines are noisy. ``--default`` measures the course that ships as well, against as many
plain pages.

Stock Material finds no Chinese word without jieba, so it runs in an environment of its own that has
it (made in ``build/`` on first use); ``--no-jieba`` measures it without.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.synthetic import write_course, write_plain

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
# Installed packages bring their bytecode; ours is written by the first run, as on any machine.
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)


@dataclass(frozen=True)
class Run:
    """One finished process."""

    seconds: float
    """Wall time."""
    cpu: float
    """User and system time."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints medians and ratios; 1 when the default course is slower than stock Material."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lessons", type=int, nargs="*", default=[183, 1830])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--default", action="store_true", help="measure the course that ships")
    parser.add_argument("--no-jieba", action="store_true", help="stock Material without jieba")
    options = parser.parse_args(arguments)
    stock = Path(sys.executable) if options.no_jieba else stock_python()
    slower = False
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        if options.default:
            write_plain(scratch / "plain", 183)
            ours = default_command(scratch)
            slower |= compare("default course", ours, stock, scratch, options.runs) > 1
        for lessons in options.lessons:
            home = scratch / str(lessons)
            write_course(home / "content", lessons)
            write_plain(home / "plain", lessons)
            runs = options.runs if lessons < 1000 else 1
            compare(f"{lessons} lessons", course_command(home), stock, home, runs)
    return int(slower)


def default_command(scratch: Path) -> list[str]:
    """A cold build of the repository's own course by MkDocs."""
    config = ["-f", str(ROOT / "mkdocs.yml"), "-d", str(scratch / "site-ours")]
    return [sys.executable, "-m", "mkdocs", "build", "-q", *config]


def course_command(home: Path) -> list[str]:
    """A cold build of a bare folder."""
    target = ["-d", str(home / "site-ours")]
    return [sys.executable, "-m", "site_builder.cli", "build", str(home / "content"), *target]


def stock_python() -> Path:
    """The Python of an environment with stock Material and what its Chinese search needs."""
    folder = ROOT / "build" / "bench-venv"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        lock = ["-c", str(ROOT / "requirements.lock")]
        # jieba 0.42 imports pkg_resources, which setuptools dropped in 81
        wanted = ["mkdocs-material", "jieba==0.42.1", "setuptools<81"]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *lock, *wanted], check=True)
    return python


def compare(name: str, ours: list[str], python: Path, home: Path, runs: int) -> float:
    """Prints the figures of one pair; the median ratio of ours to stock Material."""
    config = ["-f", str(home / "plain" / "mkdocs.yml"), "-d", str(home / "site-plain")]
    stock = [str(python), "-m", "mkdocs", "build", "-q", *config]
    for command in (ours, stock):
        run(command, home)  # not counted: disk caches and bytecode
    pairs = [(run(ours, home), run(stock, home)) for _ in range(runs)]
    ratio = statistics.median(a.seconds / b.seconds for a, b in pairs)
    own = statistics.median(a.seconds for a, _ in pairs)
    other = statistics.median(b.seconds for _, b in pairs)
    cpu = statistics.median(a.cpu / b.cpu for a, b in pairs)
    size = sum(f.stat().st_size for f in (home / "site-ours").rglob("*") if f.is_file()) / 1e6
    print(
        f"{name:<16} ours {own:7.2f} s   stock {other:7.2f} s   "
        f"ratio {ratio:.2f} (cpu {cpu:.2f})   {size:.1f} MB",
        flush=True,
    )
    return ratio


def run(command: list[str], home: Path) -> Run:
    """One cold run: the earlier output is gone, caches of ours are not used."""
    for argument in command:
        if Path(argument).name.startswith("site-"):
            shutil.rmtree(argument, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, env=ENVIRONMENT, cwd=home, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.decode()[-2000:]}")
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Run(seconds, cpu)


if __name__ == "__main__":
    sys.exit(main())
