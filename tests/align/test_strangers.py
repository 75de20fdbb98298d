"""Titles that name what a course does not speak of."""

import pytest

from site_builder.align.curriculum import read_curriculum
from site_builder.align.strangers import names_stranger
from tests.align.builders import Plan, course

NETWORKS: Plan = {
    (1, 1): (
        "经典网络|Classic networks",
        "Bounding Box 预测",
        "残差网络|ResNet",
        "LSTM",
        "激活函数",
    )
}


@pytest.mark.parametrize("title", ["MobileNet", "3.2 EfficientNet 的结构", "本季度 OKR"])
def test_names_that_no_lesson_speaks_of(title: str) -> None:
    """Names of other networks and other matters."""
    assert names_stranger(title, read_curriculum(course(NETWORKS)))


@pytest.mark.parametrize("title", ["Transformer 的动机", "决策树怎样分叉"])
def test_concepts_that_no_lesson_is_about(title: str) -> None:
    """A title that begins with a concept of the field which the course leaves out."""
    assert names_stranger(title, read_curriculum(course(NETWORKS)))


@pytest.mark.parametrize(
    "title",
    [
        "把直线变成概率",  # a concept at the end says what it is for
        "门控循环单元",  # kind of what a title names
        "ResNet",  # in a title
        "VGG",  # a kind of what a title names
        "BoundingBox 的预测",  # words of a title run together
        "LSTM 与 MobileNet",  # one of them is known
        "小结",  # no name
        r"$\Delta W$ 的大小",  # a formula
        "Front Page",  # words, not a name
    ],
)
def test_names_of_lessons_and_other_titles(title: str) -> None:
    """What a lesson speaks of is no stranger, and where no name is given nothing is."""
    assert not names_stranger(title, read_curriculum(course(NETWORKS)))
