"""The typesetter."""

from pathlib import Path

import pytest

from site_builder.shell.katex import Typeset, run_katex
from tests.support.folders import run


def typeset(tex: str, *, display: bool) -> Typeset:
    """One formula."""
    (result,) = run_katex([(tex, display)])
    return result


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


def test_formulas_do_not_meet() -> None:
    """What one formula defines, or that it is wrong, is nothing to the next."""
    results = run_katex([(r"\gdef\own{x}\own", False), (r"\own", False), ("x", True)])

    assert [bool(result.error) for result in results] == [False, True, False]


_MANY = """
from site_builder.shell import katex

formulas = [(rf"\\sum_{{i=1}}^{{{number}}} \\hat{{y}}", True) for number in range(4000)]
for first in range(0, 4000, 200):
    katex.run_katex(formulas[first : first + 200])
print(katex._engine().heap_stats()["total_heap_size"] // 1024**2)
"""


def test_memory_of_formulas_that_are_set_is_given_back(tmp_path: Path) -> None:
    """The engine knows its flags, or would complain, and holds no more for more formulas."""
    done = run("python", "-c", _MANY, folder=tmp_path)

    assert done.stderr == ""
    assert int(done.stdout) < 100
