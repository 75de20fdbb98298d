"""Formulas in letters of Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.source import Span
from site_builder.scan.letters import find_letter_formulas
from site_builder.shell.katex import run_katex


def tex(text: str) -> list[str]:
    """TeX of the formulas of ``text``."""
    return [formula.tex for formula in find_letter_formulas(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("若𝜆很大", [r"\lambda"]),
        ("矩阵𝑊[3]与𝐿2正则化", ["W^{[3]}", "L_{2}"]),
        ("(𝑙 = 3)", ["l = 3"]),
        ("𝑧[4] = 𝑤[4]𝑎[3] + 𝑏[4]，", ["z^{[4]} = w^{[4]}a^{[3]} + b^{[4]}"]),
        ("成50 × 𝑚维", [r"50 \times m"]),
        ("𝑓(𝑥, 𝑦)", ["f(x, y)"]),
        ("𝑎[𝑙−1]", ["a^{[l-1]}"]),
        ("𝛼𝑥", [r"\alpha x"]),
        ("𝐰 和 𝐗", [r"\mathbf{w}", r"\mathbf{X}"]),
        ("ℒ(𝜃)", [r"\mathcal{L}(\theta)"]),
        ("𝑠𝑜𝑓𝑡𝑚𝑎𝑥 层", [r"\mathit{softmax}"]),
        ("𝑥₁² + 2𝑥", ["x_{1}^{2} + 2x"]),
        ("第 2 章 𝑥", ["x"]),
        ("𝑎 减少 20%", ["a"]),
        ("𝛺 与 𝛤", [r"\Omega", r"\Gamma"]),
        ("𝑎⟨𝑡−1⟩ 与 𝑥(𝑖)⟨𝑡⟩", [r"a^{\langle t-1\rangle}", r"x^{(i)\langle t\rangle}"]),
        (
            "𝑎⟨𝑡⟩ = tanh(𝑊aa 𝑎⟨𝑡−1⟩ + 𝑏a)",
            [r"a^{\langle t\rangle} = \tanh(W_{aa}a^{\langle t-1\rangle} + b_{a})"],
        ),
        ("ŷ⟨𝑡⟩ = 𝑔(𝑏y)", [r"\hat{y}^{\langle t\rangle} = g(b_{y})"]),
        ("P(𝑦⟨2⟩ | 𝑦⟨1⟩)", [r"\mathrm{P}(y^{\langle 2\rangle} \mid y^{\langle 1\rangle})"]),
        ("𝑒(国王) − 𝑒(男人) ≈ 𝑒(?)", [r"e(\text{国王}) - e(\text{男人}) \approx e(\text{?})"]),
        ("𝑏y = −1", ["b_{y} = -1"]),
        ("网络𝑓(见下)", [r"f(\text{见下})"]),
        ("𝑡 − 1 个因子", ["t - 1"]),
        ("𝑥 和\n𝑦", ["x", "y"]),
        ("x 与 λ 与 2 + 3 与 f(x)", []),
    ],
)
def test_letters_become_tex(text: str, expected: list[str]) -> None:
    """Indices, layers, styles and Greek letters are read; plain text is left alone."""
    assert tex(text) == expected


@given(
    st.text(
        st.sampled_from("𝜆𝑊𝐿𝑎𝐱ℒ𝟙𝛁𝜕𝓐𝔸0123[]()⟨⟩=+-−×·/<>≤| ,′²₁xŷP中"),
        max_size=30,
    )
)
def test_whatever_is_found_can_be_typeset(text: str) -> None:
    """No formula that is made of letters fails."""
    results = run_katex([(found, False) for found in tex(text)])

    assert [result.error for result in results] == [""] * len(tex(text))
