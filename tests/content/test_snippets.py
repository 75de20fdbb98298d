"""Every Python snippet of the default course runs."""

import re
from pathlib import Path

import pytest

CONTENT = Path(__file__).resolve().parents[2] / "content"

_FENCE = re.compile(
    r"^(?P<indent>[ \t]*)```python[^\n]*\n(?P<code>.*?)^[ \t]*```", re.DOTALL | re.MULTILINE
)


def read_snippets() -> list[tuple[str, str]]:
    """Place and text of each fenced block of Python in the notes."""
    snippets = []
    for path in sorted((CONTENT / "notes").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in _FENCE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            code = re.sub(rf"^{match['indent']}", "", match["code"], flags=re.MULTILINE)
            snippets.append((f"{path.relative_to(CONTENT).as_posix()}:{line}", code))
    return snippets


SNIPPETS = read_snippets()


def test_there_are_snippets() -> None:
    """The notes show code."""
    assert len(SNIPPETS) > 5


@pytest.mark.parametrize(("place", "code"), SNIPPETS, ids=[place for place, _ in SNIPPETS])
def test_snippet_runs(place: str, code: str) -> None:
    """A reader who pastes the block into Python sees it work."""
    exec(compile(code, place, "exec"), {"__name__": "__main__"})
