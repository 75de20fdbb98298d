"""Case files that a person reads: title, input and expected output, each ended by a lone dot."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"


def read_cases(folder: str) -> list[tuple[str, str, str]]:
    """Title, input and expected output of every case in the files of ``tests/cases/folder``."""
    cases: list[tuple[str, str, str]] = []
    for path in sorted((CASES / folder).glob("*.md")):
        parts = path.read_text(encoding="utf-8").split("\n.\n")
        for title, given, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
            cases.append((title.strip(), given + "\n", expected.strip("\n")))
    return cases
