from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.align.normalise import read_atoms, read_terms
from site_builder.align.wordings import KINDS, WORDINGS


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("逻辑回归", "logistic 回归"),
        ("逻辑回归", "Logistic Regression"),
        ("集束搜索", "定向搜索"),
        ("动量", "Momentum"),
        ("归一化", "标准化"),
        ("小批量梯度下降法", "Mini-batch gradient descent"),
        ("梯度消失/爆炸", "梯度消失与梯度爆炸"),
        ("1×1卷积", "1 x 1 Convolution"),
        ("Vectorizing", "vectorized"),
        ("ＲＮＮ", "循环神经网络"),
    ],
)
def test_wordings_of_one_concept_agree(first: str, second: str) -> None:
    """Other wordings, other languages and full-width letters give the same terms."""
    terms = read_terms(first)

    assert terms.literal == read_terms(second).literal
    assert terms.literal


@pytest.mark.parametrize(
    ("text", "wider"), [("ReLU", "=激活函数"), ("Dropout", "=正则化"), ("LSTM", "=循环神经网络")]
)
def test_narrow_concepts_imply_wider_ones(text: str, wider: str) -> None:
    """What belongs to a wider concept says something about it, but less than its name."""
    terms = read_terms(text)

    assert 0 < terms.shares[wider] < 1


def test_unknown_words_are_kept() -> None:
    """Words outside the table count as Latin words and pairs of Han characters."""
    terms = read_terms("叶绿素 Chlorophyll")

    assert terms.literal == {"叶绿": 1.0, "绿素": 1.0, "chlorophyll": 1.0}


def test_function_words_say_nothing() -> None:
    """Words that only hold a sentence together give no terms."""
    assert read_terms("the of and 的了和").literal == {}


def test_kinds_name_known_concepts() -> None:
    """Every concept of the table of kinds stands in the table of wordings."""
    known = {line.split("|")[0].strip() for line in WORDINGS.splitlines()}

    named = {
        name.strip() for line in KINDS.split("\n") for name in line.replace(">", "|").split("|")
    }

    assert named - {""} <= known


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """No text is too odd, and weights stay between 0 and 1."""
    terms = read_terms(text)

    shares = [*terms.literal.values(), *terms.implied.values()]
    assert all(0 < share <= 1 for share in shares)
    assert all(atom == atom.strip() for atom in read_atoms(text))
