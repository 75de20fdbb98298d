"""Measures pages of a built site with Lighthouse, on a phone and on a desk.

    python benchmarks/lighthouse.py [--site DIR] [--page PATH …] [--runs N]

DIR is built beforehand (``make site``) and served here as hosts serve it: text compressed, files
named to be kept. The figures are medians of N runs and depend on the machine; the bars are the
scores that a lesson has to reach on a quiet one. Where one is missed, the audits that cost points
are named, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.hosting import QuietHandler, serve  # noqa: E402
from tools.ensure_browser import FLAGS, VARIABLE, find_installed  # noqa: E402
from tools.vendor import install_tool  # noqa: E402

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BAR = 95
"""Least score in each category, of 100."""
PACKED = frozenset((".html", ".css", ".js", ".json", ".svg", ".xml", ".webmanifest"))
"""Endings of files that hosts compress."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What Lighthouse says of a page."""

    scores: tuple[float, ...]
    """By category, 0 to 100."""
    shift: float
    """Cumulative layout shift; 0 where nothing moves."""
    bytes: float
    """What the first view loads in all."""
    faults: tuple[str, ...]
    """What lowers a score: category, audit, its weight there, and what it found."""


class _Host(QuietHandler):
    """Serves files as hosts do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 (the base class's name)
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in PACKED:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # requests that the browser gave up
            self.wfile.write(body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of each page and what lowers them; returns 1 where one misses a bar."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "build" / "site")
    parser.add_argument("--page", action="append", help="path in the site, as lessons/010/")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    if not (options.site / "index.html").is_file():
        parser.error(f"no site in {options.site}: run `make site`")
    browser = os.environ.get(VARIABLE) or find_installed()
    if browser is None:
        parser.error("no Chromium: run tools/ensure_browser.py")
    program = install_tool("lighthouse") / "lighthouse" / "cli" / "index.js"
    missed = False
    print(f"{'page':<20} {'on':<8}{''.join(f'{name:>16}' for name in CATEGORIES)}     CLS      kB")
    with serve(functools.partial(_Host, directory=str(options.site))) as address:
        for page in options.page or ["lessons/010/"]:
            for device in ("mobile", "desktop"):
                runs = [
                    _measure(program, browser, address + page, device) for _ in range(options.runs)
                ]
                figures = _middle(runs)
                scores = "".join(f"{score:>16.0f}" for score in figures.scores)
                rest = f"{figures.shift:>8.3f}{figures.bytes / 1000:>8.0f}"
                print(f"{page:<20} {device:<8}{scores}{rest}", flush=True)
                if min(figures.scores) < BAR or figures.shift > 0:
                    missed = True
                    print("".join(f"    {fault}\n" for fault in figures.faults), end="", flush=True)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return int(missed)


def _measure(program: Path, browser: str, url: str, device: str) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        preset = ["--preset=desktop"] if device == "desktop" else []
        command = ["node", str(program), url, *preset, "--quiet", "--output=json"]
        subprocess.run(
            [*command, f"--output-path={report}", f"--chrome-flags={' '.join(FLAGS)}"],
            env={**os.environ, "CHROME_PATH": browser},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        result = json.loads(report.read_text(encoding="utf-8"))
    return Figures(
        scores=tuple(100 * result["categories"][name]["score"] for name in CATEGORIES),
        shift=result["audits"]["cumulative-layout-shift"]["numericValue"],
        bytes=result["audits"]["total-byte-weight"]["numericValue"],
        faults=tuple(_find_faults(result)),
    )


def _find_faults(result: Mapping[str, Any]) -> Iterator[str]:
    """Audits that a score lost points by, with the first parts of the page that they name."""
    for name in CATEGORIES:
        for reference in result["categories"][name]["auditRefs"]:
            audit = result["audits"][reference["id"]]
            if audit["score"] in (None, 1) or not reference["weight"]:
                continue
            words = [audit.get("displayValue", ""), *_name_parts(audit)]
            found = " · ".join(word for word in words if word)
            yield f"{name}: {reference['id']} (weight {reference['weight']}) {found}"
    yield from (f"shift: {part}" for part in _name_parts(result["audits"]["layout-shifts"]))


def _name_parts(audit: Mapping[str, Any]) -> list[str]:
    """Selectors of the first three elements that an audit is about."""
    items = audit.get("details", {}).get("items", [])
    return [item["node"]["selector"] for item in items if "node" in item][:3]


def _middle(runs: Sequence[Figures]) -> Figures:
    return Figures(
        scores=tuple(median(scores) for scores in zip(*(run.scores for run in runs), strict=True)),
        shift=median(run.shift for run in runs),
        bytes=median(run.bytes for run in runs),
        faults=tuple(dict.fromkeys(fault for run in runs for fault in run.faults)),
    )


if __name__ == "__main__":
    sys.exit(main())
