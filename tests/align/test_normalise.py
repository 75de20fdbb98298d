from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.align.atoms import RATIO, read_atoms
from site_builder.align.lexicon import glossary_lines
from site_builder.align.normalise import read_terms
from site_builder.scan.simplified import simplified_characters


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
        ("邏輯迴歸", "逻辑回归"),
        ("1-β^t", "1 - beta^t"),
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


@pytest.mark.parametrize("name", ["wordings", "kinds", "hints", "clippings", "weak", "stop"])
def test_glossary_is_written_as_texts_are_read(name: str) -> None:
    """No line holds a Traditional character: it would be converted anew in every build."""
    traditional = simplified_characters().keys()

    assert [line for line in glossary_lines(name) if traditional & set(map(ord, line))] == []


def test_kinds_hints_and_profiles_name_known_concepts() -> None:
    """Every concept that the glossary says anything of stands in its table of wordings."""
    known = {line.split("|")[0].strip() for line in glossary_lines("wordings")}

    kinds = {
        name.strip()
        for line in glossary_lines("kinds")
        for name in line.replace(">", "|").split("|")
    }
    hinted = {
        name.strip()
        for line in glossary_lines("hints")
        for name in line.partition(" < ")[0].split("&")
    }

    told = {
        name.strip()
        for line in glossary_lines("profiles")
        for name in line.partition(" < ")[0].split("&")
    }

    assert kinds <= known
    assert hinted <= known
    assert told <= {*known, "-"}


def test_the_contrary_of_a_concept_is_none_of_its_kind() -> None:
    """无监督学习 is unlike 监督学习, as much as the letters are."""
    assert "=监督学习" not in read_terms("无监督学习").implied
    assert "=监督学习" in read_terms("监督学习与非监督学习").literal


def test_no_wording_means_two_concepts() -> None:
    """A wording that reads as one of another concept would be lost."""
    concepts: dict[tuple[str, ...], set[str]] = {}
    for line in glossary_lines("wordings"):
        names = [wording.strip() for wording in line.split("|")]
        for wording in names:
            atoms = tuple(atom for atom in read_atoms(wording) if atom)
            concepts.setdefault(atoms, set()).add(names[0])

    assert {atoms: names for atoms, names in concepts.items() if len(names) > 1} == {}


def test_traditional_characters_read_as_simplified_ones() -> None:
    """Traditional characters and the words that go with them give the terms of the mainland's."""
    terms = read_terms("神經網路的最佳化演算法")

    assert terms.literal == read_terms("神经网络的优化算法").literal


@pytest.mark.parametrize(
    ("text", "shares"),
    [("98/1/1", True), ("6:2:2", True), ("70 : 30", True), ("07:17", False), ("2022/7/1", False)],
)
def test_shares_are_told_from_times(text: str, shares: bool) -> None:  # noqa: FBT001
    """Numbers that add up to ten or a hundred are shares; times of day and dates are not."""
    assert (RATIO in read_atoms(text)) is shares


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """No text is too odd, and weights stay between 0 and 1."""
    terms = read_terms(text)

    shares = [*terms.literal.values(), *terms.implied.values()]
    assert all(0 < share <= 1 for share in shares)
    assert all(atom == atom.strip() for atom in read_atoms(text))


@pytest.mark.parametrize(
    ("short", "whole"), [("grad descent", "gradient descent"), ("rand init", "随机初始化")]
)
def test_short_forms_read_as_the_whole_words(short: str, whole: str) -> None:
    """Words of the field as notes shorten them mean the same."""
    assert read_terms(short).literal == read_terms(whole).literal


def test_words_within_a_name_are_implied() -> None:
    """A name implies each of its words, so that one of them alone is not foreign to it."""
    assert "propos" in read_terms("region proposal").implied
    assert "propos" in read_terms("many proposals").literal
