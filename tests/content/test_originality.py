"""What we wrote repeats nothing of the prose of others that we read as input."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"

RUN = 12
"""Han characters in a row that nobody writes twice by chance."""

FOLDERS = ("benchmarks", "content", "docs", "site_builder", "templates", "tests", "tools")
SUFFIXES = frozenset({".html", ".md", ".py", ".svg", ".txt", ".yml"})

# [[102|迁移学习]] : a link names a title, and titles are facts
_WIKILINK = re.compile(r"\[\[[^\[\]]*\]\]")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real input is not on this machine")
def test_no_sentence_is_copied() -> None:
    """Nothing in the repository shares a run of Han characters with the real input."""
    titles = {
        run
        for name in ("2022-10-11-ml-DL-Andrew-Ng.md", "titles.md")
        for run in _runs_of(ROOT / "content" / name)
    }
    theirs = {run: path.name for path in sorted(CORPUS.iterdir()) for run in _runs_of(path)}

    shared = {
        (path.relative_to(ROOT).as_posix(), run, theirs[run])
        for path in _own_texts()
        for run in _runs_of(path)
        if run in theirs and run not in titles
    }

    assert theirs
    assert shared == set()


def _own_texts() -> Iterator[Path]:
    """Every text that we wrote."""
    for folder in FOLDERS:
        for path in sorted(ROOT.joinpath(folder).rglob("*")):
            if path.suffix in SUFFIXES and "vendored" not in path.parts:
                yield path


def _runs_of(path: Path) -> Iterator[str]:
    """Every stretch of ``RUN`` Han characters of a line, whatever else stands between them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        han = "".join(re.findall(r"[\u4e00-\u9fff]", _WIKILINK.sub("|", line)))
        yield from (han[start : start + RUN] for start in range(len(han) - RUN + 1))
