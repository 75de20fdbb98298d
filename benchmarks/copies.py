"""Times builds of a course that cites 1,000 pages, with and without 150 MB of archived copies.

    python benchmarks/copies.py [--references 1000] [--megabytes 150] [--runs 3]

Three courses of 183 lessons with the same notes take turns on one machine: one cites nothing, one
cites the pages, one has copies of them too. A cold build has neither a site nor a cache, a warm one
has both. What the last adds to the first, as wall time and as CPU time of all processes, is held
against the bars: 2 s cold, 0.2 s warm.

The copies are the same bytes each time: saved articles (markup, style sheets, pictures within) of
very different sizes, a tenth of them PDFs and pictures.
"""

from __future__ import annotations

import argparse
import base64
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.speed.processes import Run, run
from benchmarks.synthetic import lesson_title, write_course
from site_builder.links.snapshots import snapshot_path

LESSONS = 183
COLD_BAR = 2.0
"""Seconds that references and copies may add to a cold build."""
WARM_BAR = 0.2
"""Seconds that they may add to a warm one."""

_PARAGRAPH = (
    '<div class="post-block post-block--{n}" data-track="b{n}"><p class="lead" id="p{n}" '
    'style="margin:0 0 1em;color:rgb(34, 34, 34)">{text}<a class="link" rel="noopener" '
    'href="https://example.org/topic/{n}">{word}</a><strong>{word}</strong>{text}</p></div>\n'
)
_RULE = (
    ".post-block--{n}>.lead:hover,.theme .card-{n} a{{color:#{n:06x};padding:{n}px 1.25rem;"
    "background:url(data:image/gif;base64,R0lGODlhAQABAAAAACw=) no-repeat;"
    "transform:translate(-50%,calc(1px + {n}px))}}\n"
)
_HEADER = (
    "<!DOCTYPE html><html lang=zh><!--\n Page saved with SingleFile \n url: {url} \n"
    " saved date: Fri May 03 2024 10:11:12 GMT+0800 (China Standard Time)\n-->"
    "<head><meta charset=utf-8><title>{title}</title><style>\n"
)


@dataclass(frozen=True)
class Added:
    """What one course costs more than another, built right after it."""

    seconds: float
    """Wall time."""
    cpu: float
    """User and system time of all processes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints medians of what references and copies add; 1 where that is above a bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--references", type=int, default=1000)
    parser.add_argument("--megabytes", type=float, default=150.0)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        plain, cited, copied = (Path(folder) / name for name in ("plain", "cited", "copied"))
        for home in (plain, cited, copied):
            write_course(home / "content", LESSONS)
        urls = _cite(cited / "content", options.references)
        _cite(copied / "content", options.references)
        _write_copies(copied / "content", urls, int(options.megabytes * 1e6))
        homes = (plain, cited, copied)
        for home in homes:
            _build(home)  # not counted: disk caches and bytecode
        cold = _measure(homes, options.runs, partial(_cool, Path(folder)))
        warm = _measure(homes, options.runs, lambda _home: None)
        size = sum(f.stat().st_size for f in (copied / "content" / "backup").rglob("*.*"))
    print(f"{options.references} references, {size / 1e6:.0f} MB of copies, {LESSONS} lessons")
    missed = _report("cold", cold, COLD_BAR) | _report("warm", warm, WARM_BAR)
    return int(missed)


def _measure(homes: Sequence[Path], runs: int, prepare: Callable[[Path], None]) -> list[list[Run]]:
    """``runs`` rounds, each one build of every course in turn."""
    rounds = []
    for _ in range(runs):
        row = []
        for home in homes:
            prepare(home)
            row.append(_build(home))
        rounds.append(row)
    return rounds


def _build(home: Path) -> Run:
    """One build of a bare folder, in the place of the last one."""
    command = [sys.executable, "-m", "site_builder.cli", "build", "content", "-d", "site"]
    return run(command, home, limit=600)


def _cool(folder: Path, home: Path) -> None:
    """Puts cache and site of ``home`` away, somewhere in ``folder``.

    They are removed at the end: for minutes after, ext4 takes its time to find room for new files,
    since it skips every one just removed (``recently_deleted`` in fs/ext4/ialloc.c), a quarter of
    what copies seemed to cost.
    """
    place = Path(tempfile.mkdtemp(dir=folder))
    for name in (".cache", "site"):
        if home.joinpath(name).exists():
            home.joinpath(name).rename(place / name)


def _report(name: str, rounds: Sequence[Sequence[Run]], bar: float) -> bool:
    """Prints what references, copies and both add; whether both add more than ``bar``."""
    base = statistics.median(row[0].seconds for row in rounds)
    print(f"{name}: {base:.2f} s without")
    for label, start, end in (("references", 0, 1), ("copies", 1, 2), ("both", 0, 2)):
        added = _added(rounds, start, end)
        print(f"  {label:<11} add {added.seconds:+6.2f} s, {added.cpu:+6.2f} s of CPU", flush=True)
    missed = _added(rounds, 0, 2).seconds > bar
    print(f"  bar {bar} s: {'missed' if missed else 'held'}")
    return missed


def _added(rounds: Sequence[Sequence[Run]], start: int, end: int) -> Added:
    """The median of what course ``end`` costs more than course ``start`` in the same round."""
    return Added(
        statistics.median(row[end].seconds - row[start].seconds for row in rounds),
        statistics.median(row[end].cpu - row[start].cpu for row in rounds),
    )


def _cite(content: Path, references: int) -> list[tuple[str, str]]:
    """Adds references to the notes, evenly; their addresses and the files that cite them."""
    notes = sorted((content / "notes").iterdir())
    lists: list[list[str]] = [[] for _ in notes]
    urls = []
    for number in range(references):
        index = number * len(notes) // references
        url = f"https://host{number % 50}.example/articles/{number}{_suffix(number)}"
        urls.append((url, notes[index].name))
        lists[index].append(f"- [{lesson_title(number)}：第 {number} 篇]({url})")
    for note, lines in zip(notes, lists, strict=True):
        text = note.read_text(encoding="utf-8")
        note.write_text(f"{text}\n## 延伸阅读\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return urls


def _suffix(number: int) -> str:
    return {0: ".pdf", 5: ".png"}.get(number % 20, "")


def _write_copies(content: Path, urls: Sequence[tuple[str, str]], size: int) -> None:
    """Copies of ``urls`` with ``size`` bytes in all, from a tenth to several times the mean."""
    chance = random.Random(1)
    shares = [chance.lognormvariate(0, 0.9) for _ in urls]
    scale = size / sum(shares)
    for number, ((url, post), share) in enumerate(zip(urls, shares, strict=True)):
        place = content / snapshot_path(url, post).strip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_copy(number, url, int(share * scale)))


def _copy(number: int, url: str, size: int) -> bytes:
    chance = random.Random(number)
    magic = {".pdf": b"%PDF-1.7\n", ".png": b"\x89PNG\r\n\x1a\n"}.get(_suffix(number))
    if magic is not None:
        return magic + chance.randbytes(size)
    return _article(chance, number, url, size).encode()


def _article(chance: random.Random, number: int, url: str, size: int) -> str:
    """A saved page: two fifths text and markup, a quarter style sheets, a third pictures."""
    head = _HEADER.format(url=url, title=lesson_title(number))
    styles = _until(size * 0.25, lambda n: _RULE.format(n=n))
    words = [lesson_title(n).partition("之")[0] for n in range(200)]

    def paragraph(n: int) -> str:
        text = "的".join(chance.choices(words, k=12)) + "。"
        return _PARAGRAPH.format(n=n, text=text, word=chance.choice(words))

    body = _until(size * 0.4, paragraph)
    pictures = []
    rest = int(size * 0.35)
    while rest > 0:
        part = min(rest, 90_000)
        data = base64.b64encode(chance.randbytes(part * 3 // 4)).decode()
        pictures.append(f'<img alt="{number}" src="data:image/jpeg;base64,{data}">\n')
        rest -= part
    return f"{head}{styles}</style></head><body class=post>{body}{''.join(pictures)}</body></html>"


def _until(size: float, make: Callable[[int], str]) -> str:
    """Pieces one after the other until they have ``size`` bytes."""
    pieces: list[str] = []
    total = 0
    while total < size:
        piece = make(len(pieces) + 1)
        pieces.append(piece)
        total += len(piece.encode())
    return "".join(pieces)


if __name__ == "__main__":
    sys.exit(main())
