"""What titles say for lessons."""

import re

import pytest

from site_builder.align.curriculum import read_curriculum
from site_builder.align.notes import align_notes
from site_builder.align.score import read_phrase
from site_builder.align.shape import Shape
from site_builder.align.signs import find_signs, is_whole_title
from site_builder.model.config import Config
from tests.align.builders import Plan, course, notes
from tests.align.test_notes import heading_lessons

COSTS: Plan = {
    (1, 1): ("二分类", "逻辑回归", "逻辑回归的代价函数", "梯度下降法", "导数"),
    (1, 2): ("什么是神经风格迁移", "代价函数", "内容代价函数"),
}


def test_a_title_that_others_hold_too_does_not_leave_its_neighbours() -> None:
    """Between lessons of a week, 代价函数 is that week's and not the one of a later week."""
    document = notes("".join(f"## {t}\n\n记录\n\n" for t in ("逻辑回归", "代价函数", "梯度下降法")))

    alignment = align_notes([document], course(COSTS), Config()).value

    assert heading_lessons(document, alignment) == {"逻辑回归": 2, "代价函数": 3, "梯度下降法": 4}


def test_a_title_that_others_hold_too_is_a_lessons_in_its_week() -> None:
    """Where the week is that of the lesson called 代价函数, the heading is its own."""
    document = notes("".join(f"## {t}\n\n记录\n\n" for t in ("什么是神经风格迁移", "代价函数")))

    alignment = align_notes([document], course(COSTS), Config()).value

    assert heading_lessons(document, alignment)["代价函数"] == 7


def test_a_title_that_takes_up_an_earlier_concept_is_not_its_lessons_own() -> None:
    """损失函数 names first what an earlier week introduces, not the lesson called 代价函数."""
    document = notes("## 损失函数\n\n记录\n")
    curriculum = read_curriculum(course(COSTS), {})

    signs = find_signs(Shape(document, (0,), curriculum).head(0), curriculum)

    assert not is_whole_title(signs[7])


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("3.5 梯度下降法", True),
        ("3.5梯度下降法", True),
        ("(2) 梯度下降法", True),
        ("1.10 Gradient", True),
        ("1.5 倍的梯度", False),
        ("0.9 Momentum", False),
    ],
)
def test_numbers_before_a_title_are_no_part_of_it(*, text: str, same: bool) -> None:
    """What counts the headings or items says nothing of a lesson; an amount may."""
    words = re.sub(r"^[(\d.)\s]*", "", text)

    assert (read_phrase(text).whole == read_phrase(words).whole) is same
