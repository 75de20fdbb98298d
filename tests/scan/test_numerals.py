"""Counting words."""

from __future__ import annotations

import pytest

from site_builder.scan.numerals import parse_numeral


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3),
        ("１２", 12),
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("四十五", 45),
        ("一百", 100),
        ("一百零三", 103),
        ("一〇三", 103),
        ("〇", 0),
        ("", None),
        ("三课", None),
        ("甲", None),
    ],
)
def test_parse_numeral(text: str, expected: int | None) -> None:
    """Digits and Chinese numerals are read, other words are not."""
    assert parse_numeral(text) == expected
