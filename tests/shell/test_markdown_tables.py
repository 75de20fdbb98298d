"""Heads of tables as they are built."""

from __future__ import annotations

import re

from tests.support.built_page import build


def test_a_head_without_words_is_left_out() -> None:
    """The table begins with its first row."""
    html = build("| | |\n| --- | --- |\n| 面粉 | 500 克 |\n")

    assert "<thead>" not in html
    assert "<td>面粉</td>" in html


def test_an_empty_corner_heads_nothing() -> None:
    """The cell above a column of names is an ordinary one; the others stay heads."""
    html = build("| | 高筋 | 低筋 |\n| --- | --- | --- |\n| 蛋白质 | 13 % | 8 % |\n")

    assert re.findall(r"<(t[hd])>", html)[:4] == ["td", "th", "th", "td"]


def test_a_formula_in_a_head_has_a_name() -> None:
    """Its TeX, quotes and all; formulas in other cells are read as MathML."""
    html = build('| \\(w_1\\) | \\(\\text{"水"}\\) |\n| --- | --- |\n| \\(a\\) | \\(b\\) |\n')

    assert re.findall(r'<math aria-label="([^"]*)"', html) == ["w_1", "\\text{&quot;水&quot;}"]
