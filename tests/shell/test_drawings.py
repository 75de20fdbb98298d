"""Drawings are cleaned once, whatever asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.scan.svg import CleanSvg, clean_svg
from site_builder.shell import drawings
from site_builder.shell.drawings import clean_drawing
from site_builder.shell.store import Store, open_store

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script><path d="M0 0"/></svg>'


def test_a_drawing_is_cleaned_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another build has cleaned comes from the store, as it was."""
    seen: list[bytes] = []

    def clean(data: bytes) -> CleanSvg:
        seen.append(data)
        return clean_svg(data)

    monkeypatch.setattr(drawings, "_clean", clean)
    first, second = open_store(tmp_path), open_store(tmp_path)

    cleaned = clean_drawing(DRAWING, first)
    first.close()

    assert cleaned.removed == ("script",)
    assert clean_drawing(DRAWING, second) == cleaned
    assert seen == [DRAWING]
    assert clean_drawing(b"no drawing", second).removed == ("unreadable",)
    second.close()


def test_nothing_need_be_kept() -> None:
    """Without a store it is cleaned all the same."""
    assert clean_drawing(DRAWING, Store(None)) == clean_svg(DRAWING)
