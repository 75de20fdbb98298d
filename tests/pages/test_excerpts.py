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
        ("取 $x$ 与 $\\frac a b$ 。", "取 x 与 a/b 。"),
        ("第 $W^{[l]}_{ij}$ 个 \\(\\lambda \\le 1\\)", "第 W[l]ij 个 λ ≤ 1"),
        ("矩阵 $\\begin{matrix} a \\\\ b \\end{matrix}$", "矩阵 …"),
        (f"长 ${'a + ' * 20}z$", "长 …"),
        ("用 `a` 算", "用 a 算"),
        ("", ""),
    ],
)
def test_words_are_cut_and_cleaned(words: str, shown: str) -> None:
    """Comments go, formulas stand as one types them, and the end says that there is more."""
    assert excerpt(words, 20) == shown
