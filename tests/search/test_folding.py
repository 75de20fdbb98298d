"""Spellings that readers take for the same, and words of other regions."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.search.folding import _LONGEST, fold, fold_regional, words_of_taiwan
from tools.regional import regional_words

_WORDS = sorted(word for own in words_of_taiwan().values() for word in own)
_OPENCC = opencc.OpenCC("s2twp")


def test_table_that_ships_is_that_of_opencc() -> None:
    """The words that are read from a file are those that OpenCC knows."""
    assert words_of_taiwan() == regional_words()
    assert max(map(len, _WORDS)) <= _LONGEST


@pytest.mark.parametrize(
    ("folded", "regional"),
    [
        ("神经网络", "神经网路"),
        ("卷积神经网络的参数", "卷积神经网路的引数"),
        ("数据增强", "资料增强"),
        ("优化算法 adam", "最佳化演算法 adam"),
        ("横坐标", "横座标"),
        ("支持者", ""),
        ("梯度下降", ""),
        ("softmax", ""),
        ("", ""),
    ],
)
def test_names_in_the_words_of_taiwan(folded: str, regional: str) -> None:
    """The longest word counts; nothing is said of names that are the same there."""
    assert fold_regional(folded) == regional


@given(words=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4))
def test_words_beside_each_other_are_said_as_opencc_says_them(words: list[str]) -> None:
    """Marks keep words apart that might make another one."""
    text = "，".join(words)

    said = fold(_OPENCC.convert(text))

    assert (fold_regional(fold(text)) or fold(text)) == said
