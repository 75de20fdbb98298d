import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.math.notation import plain_notation


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"W^{[l]}", "W[l]"),
        (r"\frac{dJ}{dw}", "dJ/dw"),
        (r"\frac{\partial J}{\partial w}", "dJ/dw"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\dfrac12", "1/2"),
        (r"x^{<t>}", "x<t>"),
        (r"x^{\langle t \rangle}", "x<t>"),
        (r"y^{(i)}", "y(i)"),
        (r"\beta_1, \beta_2", "β1,β2"),
        (r"x^2", "x^2"),
        (r"\lVert W \rVert_F^2", "‖W‖F^2"),
        (r"w := w - \alpha\, dw", "w := w-α dw"),
        (r"\hat{y} = \sigma(z)", "y = σ(z)"),
        (r"\mathrm{softmax}(z)", "softmax(z)"),
        (r"\max(0, z)", "max (0,z)"),
        (r"\begin{cases} a & b \\ c \end{cases}", "a b c"),
        ("", ""),
        (r"\frac", "/"),
        ("}", ""),
    ],
)
def test_formulas_read_as_typed(tex: str, plain: str) -> None:
    """Layers, fractions, steps, Greek letters and signs lose their TeX."""
    assert plain_notation(tex) == plain


@given(st.text(alphabet="\\{}^_$&frac ab[]<>"))
def test_any_text_is_read(tex: str) -> None:
    """Broken TeX gives some text and never an error."""
    assert plain_notation(tex) == " ".join(plain_notation(tex).split())


def test_groups_without_end_are_read() -> None:
    """However deep the nesting, there is an end."""
    assert plain_notation("{" * 5000 + "x" + "}" * 5000) == "x"
