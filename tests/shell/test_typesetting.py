"""Formulas are set once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from site_builder.shell import typesetting
from site_builder.shell.katex import Typeset
from site_builder.shell.store import open_store
from site_builder.shell.typesetting import Typesetter


def test_formula_is_set_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """KaTeX sees a formula once, in this process and in the next that has the same store."""
    asked: list[tuple[str, bool]] = []

    def spy(formulas: Sequence[tuple[str, bool]]) -> list[Typeset]:
        asked.extend(formulas)
        return [Typeset(f"<{tex}>") for tex, _ in formulas]

    monkeypatch.setattr(typesetting, "run_katex", spy)
    formulas = [("x", False), ("y", True), ("x", False)]
    results = []
    for _ in range(2):
        store, typesetter = open_store(tmp_path), Typesetter()
        typesetter.lend(store, b"1")
        results += [typesetter.typeset(formulas), typesetter.typeset(formulas)]
        store.close()

    assert asked == [("x", False), ("y", True)]
    assert all(r == [Typeset("<x>"), Typeset("<y>"), Typeset("<x>")] for r in results)
