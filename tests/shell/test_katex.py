"""The typesetter."""

import pytest

from site_builder.model.source import Source
from site_builder.shell.katex import check_formulas, typeset


@pytest.mark.parametrize("tex", ["x_1 < y", r"\frac{a}{b}", r"\text{损失}=0", r"\vert x\vert"])
def test_formula_comes_as_html_and_mathml(tex: str) -> None:
    """A formula is readable without styles and carries its TeX."""
    result = typeset(tex, display=False)

    assert result.error == ""
    assert "<math" in result.html
    assert 'class="katex-html"' in result.html


def test_display_differs_from_inline() -> None:
    """A display formula says so."""
    assert 'display="block"' in typeset("x", display=True).html
    assert 'display="block"' not in typeset("x", display=False).html


@pytest.mark.parametrize("tex", [r"\href{javascript:x}{y}", r"\includegraphics{x}", r"\url{x:y}"])
def test_formula_links_and_loads_nothing(tex: str) -> None:
    """Commands that link or load are not carried out."""
    html = typeset(tex, display=False).html

    assert "href=" not in html
    assert "<img" not in html


def test_endless_macro_ends() -> None:
    """A macro that calls itself is an error, not a hang."""
    assert typeset(r"\def\a{\a\a}\a", display=False).error


def test_bad_formula_is_found_where_it_stands() -> None:
    """A formula that cannot be typeset is a diagnostic at its place; good ones are none."""
    found = check_formulas(Source("a.md", "好 $x$ 坏 $\\foo$"))

    assert [(d.code, d.path, d.span and d.span.start) for d in found] == [("MTH201", "a.md", 8)]
    assert "Undefined control sequence" in found[0].message
