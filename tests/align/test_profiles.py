"""Texts held against what texts on a lesson speak of."""

from site_builder.align.concept_profiles import size_of
from site_builder.align.curriculum import Curriculum, read_curriculum
from site_builder.align.normalise import read_terms
from site_builder.align.notes import align_notes
from site_builder.model.config import Config
from tests.align.builders import Plan, course, notes

SAILS: Plan = {(1, 1): ("Reading the wind", "Points of sail", "Tacking")}
OPTIMISERS: Plan = {
    (1, 1): ("动量梯度下降法", "RMSprop", "学习率衰减", "局部最优的问题"),
    (1, 2): ("正交化", "误差分析", "迁移学习", "多任务学习"),
}


def curriculum(plan: Plan = OPTIMISERS) -> Curriculum:
    """The curriculum of an invented course."""
    return read_curriculum(course(plan))


def test_a_line_without_a_title_is_told_from_its_neighbours() -> None:
    """A line that names no lesson is likeliest on the one whose usual words it holds."""
    found = curriculum().profiles.among(
        read_terms("哪个方向晃得凶就走得慢一点,除以平方根"), (1, 2, 3)
    )

    assert max(found, key=lambda lesson: found[lesson]) == 2
    assert abs(sum(found.values()) - 1) < 1e-9


def test_lines_without_known_words_tell_nothing() -> None:
    """Nothing is likely where no word is any lesson's."""
    found = curriculum().profiles.among(read_terms("zzz"), (1, 2, 3))

    assert found == {}


def test_a_section_is_found_in_the_whole_course() -> None:
    """Words of several parts together say surely what a section is on."""
    texts = [
        read_terms(text) for text in ("借别人的", "换掉最后一层重新初始化", "数据少时冻结前面的层")
    ]

    found = curriculum().profiles.nearest(texts, limit=4)

    assert max(found, key=lambda lesson: found[lesson]) == 7
    assert found[7] > 0.8


def test_other_matters_are_on_no_lesson() -> None:
    """Words of daily life are those of no lesson, however many there are."""
    texts = [read_terms("周末买菜做饭,西红柿鸡蛋,顺路取快递")]

    found = curriculum().profiles.nearest(texts, limit=4)

    assert max(found.values(), default=0.0) < 0.2


def test_a_course_may_be_on_what_others_leave_out() -> None:
    """What a title of the course names is no other matter."""
    cooking: Plan = {(1, 1): ("买菜", "做饭", "烤箱的用法")}

    usual, found = curriculum().profiles, curriculum(cooking).profiles

    assert any("买菜" in rival for rival in usual.rivals)
    assert not any("买菜" in rival for rival in found.rivals)


def test_courses_of_which_the_glossary_knows_nothing_keep_their_titles() -> None:
    """Where no concept is known the words of the titles are the profile."""
    found = curriculum(SAILS).profiles.among(read_terms("more on tacking"), (1, 2, 3))

    assert max(found, key=lambda lesson: found[lesson]) == 3


def test_blocks_without_titles_are_divided_by_their_words() -> None:
    """Items that name no lesson stand each on the one that they speak of."""
    items = ("小球滚下来,攒速度,抵消上下抖", "谁晃得厉害谁走慢点,除以平方的根", "快到了就放慢脚步")
    document = notes("## 三个办法\n\n" + "".join(f"- {item}\n" for item in items))

    outcome = align_notes([document], course(OPTIMISERS), Config())

    assert [piece.targets[0].lesson for piece in outcome.value.pieces] == [1, 2, 3]


def test_what_goes_on_with_an_item_stays_with_it() -> None:
    """A table or text below an item may hold the usual words of the next lesson."""
    document = notes(
        "## 动量梯度下降法\n\n- 小球滚下来,攒速度\n\n"
        "  | 方向 | 走法 |\n  | --- | --- |\n  | 晃得凶 | 走慢点 |\n\n"
        "  晃得厉害的方向就走慢点。\n\n- 学习率衰减：快到了就放慢脚步\n"
    )

    outcome = align_notes([document], course(OPTIMISERS), Config())

    assert [piece.targets[0].lesson for piece in outcome.value.pieces] == [1, 3]


def test_a_section_under_a_lessons_title_stays_on_it() -> None:
    """A usual word of the next lesson is no reason to leave, where none of its title is said."""
    document = notes(
        "## 动量梯度下降法\n\n- 小球滚下来,攒速度\n- 先看各个方向晃得怎样\n- 再攒下速度\n"
    )

    outcome = align_notes([document], course(OPTIMISERS), Config())

    assert [piece.targets[0].lesson for piece in outcome.value.pieces] == [1]


def test_a_text_that_is_certainly_the_next_lessons_leaves_the_title_above() -> None:
    """Where nearly all words are those of the next lesson the text stands there, title or not."""
    document = notes(
        "## 动量梯度下降法\n\n- 小球滚下来,攒速度\n- 谁晃得厉害谁走慢点,除以平方的根\n"
    )

    outcome = align_notes([document], course(OPTIMISERS), Config())

    assert [piece.targets[0].lesson for piece in outcome.value.pieces] == [1, 2]


def test_a_title_said_outright_beats_all_other_words() -> None:
    """An item that begins with a lesson's title is on it, whatever it goes on to speak of."""
    titles = (
        "梯度下降法",
        "导数",
        "更多导数的例子",
        "计算图",
        "使用计算图求导",
        "logistic 回归中的梯度下降法",
        "m 个样本的梯度下降",
    )
    document = notes(
        "## 梯度下降法\n\n- 梯度下降法：站在当前参数处往下走\n- 导数：斜率\n"
        "- 计算图：把一个式子拆成一步只做一件事的小节点，从左往右得到函数值，从右往左得到导数\n"
        "- 使用计算图求导：从右往左\n"
    )

    outcome = align_notes([document], course({(1, 1): titles}), Config())

    assert [piece.targets[0].lesson for piece in outcome.value.pieces] == [1, 2, 4, 5]


def test_a_block_on_a_lesson_far_away_stands_there() -> None:
    """An item whose words are surely another week's leaves the section of its neighbours."""
    document = notes(
        "## 优化\n\n- 动量:攒速度,抵消上下抖\n- 学习率慢慢变小\n"
        "- 借别人预训练的权重,换掉最后一层,冻结前面,数据少时微调\n"
    )

    outcome = align_notes([document], course(OPTIMISERS), Config())

    assert outcome.value.pieces[-1].targets[0].lesson == 7


def test_a_title_that_is_others_too_is_read_with_its_neighbours() -> None:
    """A lesson called only cost function, between lessons on style, is on the cost of style."""
    plan: Plan = {
        (1, 1): ("逻辑回归的代价函数", *(f"第{n}次练习" for n in range(1, 14))),
        (1, 2): ("什么是神经风格迁移", "代价函数", "内容代价函数", "风格代价函数"),
    }
    texts = [read_terms("总代价由 alpha 和 beta 加权，对生成图的像素做梯度下降")]

    found = curriculum(plan).profiles.nearest(texts, limit=3)

    assert max(found, key=lambda lesson: found[lesson]) == 16


def test_a_character_alone_says_no_more_than_a_pair() -> None:
    """What is left of a text between known words is no word: it weighs as half of one."""
    assert size_of("比") == size_of("w") == size_of("比较") < size_of("dropout")
