"""Blocks that go further than the words of their heading."""

import pytest

from site_builder.align.block_run import Reach, best_run
from site_builder.align.curriculum import read_curriculum
from site_builder.align.lone_blocks import LoneBlocks
from site_builder.align.notes import align_notes
from site_builder.align.score import read_phrase
from site_builder.model.alignment import Evidence
from site_builder.model.config import Config
from tests.align.builders import Plan, course, notes
from tests.align.test_notes import lessons_by_line
from tests.align.test_profiles import OPTIMISERS

DETECTION: Plan = {
    (1, 1): ("目标定位", "边界框预测", "交并比", "非极大值抑制", "锚框", "YOLO 算法"),
    (1, 2): ("什么是人脸识别", "人脸验证与二分类"),
}


TUNING: Plan = {
    (1, 1): ("欢迎",),
    (1, 2): (
        *("调试处理", "为超参数选择合适的范围", "超参数调试实践", "归一化网络的激活函数"),
        *("将 Batch Norm 拟合进神经网络", "Batch Norm 为什么奏效", "测试时的 Batch Norm"),
        *("Softmax 回归", "训练一个 Softmax 分类器", "深度学习框架", "TensorFlow"),
    ),
}
"""A week of more lessons than its notes have texts."""


def firsts(text: str, plan: Plan) -> list[int]:
    """The primary lesson of each line of notes that stands on any."""
    document = notes(text)
    alignment = align_notes([document], course(plan), Config()).value
    return [lessons[0] for lessons in lessons_by_line(document, alignment).values()]


def test_words_of_the_heading_tell_its_blocks_nothing() -> None:
    """A text headed by the last lesson of a run is divided by what else its blocks say."""
    text = """\
## 目标定位

给出物体中心和宽高

## YOLO 算法

YOLO 算法中，把图划成网格，物体中点在哪个格子就由哪个格子预测边界框

YOLO 算法里，用两框的交集除以并集衡量准不准

YOLO 算法里，同一物体被多次检测时去掉与最高分重叠多的框

YOLO 算法里，给每格准备几种形状，一格可以有两个物体

YOLO 算法里，只看一次就把这些合在一起

YOLO 很快
"""

    assert firsts(text, DETECTION) == [1, 1, 6, 2, 3, 4, 5, 6, 6]


def test_few_texts_on_a_week_pass_over_lessons() -> None:
    """Texts that sum up a long week stand on what they name, with little paid for the gaps."""
    text = "## 第一门课第二周\n\n许多超参数的策略\n\n归一化的原理与做法\n\nsoftmax 多分类\n"

    assert firsts(text, TUNING) == [2, 2, 5, 9]


def test_a_line_that_is_the_title_of_another_lesson_is_on_that() -> None:
    """A lone title stands on its lesson although its section is elsewhere."""
    text = "## 边界框预测\n\n每格一个向量\n\n人脸验证与二分类\n"

    assert firsts(text, DETECTION) == [2, 2, 8]


def test_a_line_that_names_its_lesson_does_not_leave_it() -> None:
    """Words of a lesson far away take a block with them only where it does not name its own."""
    curriculum = read_curriculum(course(OPTIMISERS))
    text = "借别人的模型，换掉最后一层重新初始化，数据少时冻结前面的层"
    block = notes(f"# 笔记\n\n{text}\n").sections[0].blocks[0]
    lone = LoneBlocks(curriculum, titled=False, spoken=True)

    found = [lone.lesson_of(block, read_phrase(text), 1, share) for share in (0.0, 0.6)]

    assert found == [7, 1]


def test_a_lesson_of_another_subcourse_has_to_be_surer() -> None:
    """The same words take a block further within its subcourse than out of it."""
    apart: Plan = {(1, 1): OPTIMISERS[1, 1], (2, 1): OPTIMISERS[1, 2]}
    block = notes("# 笔记\n\n换掉最后一层，接着训练\n").sections[0].blocks[0]
    phrase = read_phrase(block.words)

    found = [
        LoneBlocks(read_curriculum(course(plan)), titled=False, spoken=True).lesson_of(
            block, phrase, 1, 0.0
        )
        for plan in (OPTIMISERS, apart)
    ]

    assert found == [7, 1]


@pytest.mark.parametrize(("end", "lessons"), [("。", (1, 2)), ("：", (1, 1)), (":**", (1, 1))])
def test_what_a_text_announces_stays_with_it(end: str, lessons: tuple[int, ...]) -> None:
    """Behind a colon it takes more to go on to another lesson."""
    blocks = notes(f"# 笔记\n\n由两步组成{end}\n\n先乘后加\n").sections[0].blocks
    likely = ({1: 0.9, 2: 0.1}, {1: 0.4, 2: 0.6})

    found = best_run(blocks, ({}, {}), likely, Reach((1, 2), 1, free=True))

    assert found == lessons


def test_a_block_that_its_words_place_says_so() -> None:
    """What names no title but speaks as texts on a lesson do has the body for evidence."""
    text = "## 第一门课第一周\n\n目标定位\n\n两个框叠在一起的面积，交集除以并集\n"
    document = notes(text)

    piece = align_notes([document], course(DETECTION), Config()).value.pieces[-1]

    assert piece.targets[0].lesson == 3
    assert Evidence.BODY in piece.targets[0].evidence


def test_what_speaks_of_the_heading_itself_is_on_that() -> None:
    """A block all of whose words are those of the heading's lesson keeps to it."""
    beam: Plan = {(1, 1): ("基础模型", "选择最可能的句子", "集束搜索", "改进集束搜索")}
    texts = (
        "## 基础模型",
        "编码器读完，解码器再写",
        "## 集束搜索",
        "要找的是整句概率最大的译文，不是每一步都挑眼前最大的词",
        "集束搜索（也叫定向搜索）在每一步保留 B 个最有希望的半句，B 叫束宽",
        "例：第一个词有三种选择，贪心只留甲",
        "甲后面最好的词概率是 0.3，整句是 0.15，贪心不好，要选最大概率的整句",
    )

    assert firsts("\n\n".join(texts) + "\n", beam)[4] == 3
