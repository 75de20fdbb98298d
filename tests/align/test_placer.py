"""Sections that bound one another."""

from site_builder.align.notes import align_notes
from site_builder.model.config import Config
from tests.align.builders import Plan, course, notes
from tests.align.test_notes import heading_lessons

WORDS: Plan = {
    (1, 1): ("什么是神经网络", "迁移学习"),
    (1, 2): ("负采样", "GloVe 词向量", "情感分类", "词嵌入除偏"),
    (1, 3): ("注意力模型", "语音识别", "触发字检测"),
}


def test_a_lone_block_of_the_next_section_bounds_nothing() -> None:
    """What the next section says of a lesson long before does not end this one early."""
    text = "## GloVe 词向量\n\n共现\n\n情感分类\n\n词嵌入除偏\n\n"
    text += "## 第一门课第三周\n\n注意力模型\n\n借别人的模型，换掉最后一层\n\n语音识别\n"
    document = notes(text)

    alignment = align_notes([document], course(WORDS), Config()).value

    assert heading_lessons(document, alignment)["GloVe 词向量"] == 4
    assert {piece.targets[0].lesson for piece in alignment.pieces} >= {5, 6}
