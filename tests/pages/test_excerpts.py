"""Beginnings of an author's words."""

from __future__ import annotations

import pytest

from site_builder.pages.excerpts import excerpt


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("一二三", "一二三"),
        ("字" * 30, "字" * 20 + "…"),
        ("甲 <!-- 藏 --> 乙", "甲 乙"),
        ("取 $x$ 与 $\\frac a b$ 。", "取 x 与 … 。"),
        ("用 `a` 算", "用 a 算"),
        ("", ""),
    ],
)
def test_words_are_cut_and_cleaned(words: str, shown: str) -> None:
    """Comments go, formulas shrink, and the end says that there is more."""
    assert excerpt(words, 20) == shown
