"""Headings that name a chapter, a week or a part and no lesson."""

from site_builder.align.notes import align_notes
from site_builder.model.config import Config
from tests.align.builders import Plan, course, notes

COURSE: Plan = {
    (1, 1): ("什么是植物", "植物细胞"),
    (1, 2): ("根", "茎的结构", "叶与光合作用", "蒸腾作用"),
    (1, 3): ("花的结构", "传粉", "授精与结果"),
}
CHAPTERS = """## ch1 什么是植物

甲

## ch1 植物细胞

乙

{}## ch3 花的结构

丙

## ch3 传粉

丁
"""


def lessons(text: str) -> list[int]:
    """The lesson of each piece of ``text`` in its order."""
    outcome = align_notes([notes(text)], course(COURSE), Config())
    return [piece.targets[0].lesson for piece in outcome.value.pieces]


def test_a_chapter_without_a_title_covers_what_is_left_of_its_week() -> None:
    """Texts of a chapter that is a week of the course keep pace with the lessons of the week."""
    found = lessons(CHAPTERS.format("## ch2 大题\n\n- 戊\n- 己\n- 庚\n- 辛\n\n"))

    assert found == [1, 2, 3, 4, 5, 6, 7, 8]


def test_chapters_that_are_no_weeks_place_nothing() -> None:
    """An author's own count of chapters, which the clear headings contradict, says nothing."""
    text = CHAPTERS.format("## ch2 大题\n\n- 戊\n- 己\n- 庚\n- 辛\n\n").replace("ch3", "ch7")

    found = lessons(text.replace("ch1", "ch4"))

    assert found == [1, 2, 7, 8]


def test_several_headings_of_one_week_are_on_parts_of_it() -> None:
    """Where headings share the name of a week their other words say the lesson."""
    found = lessons("## C1W2 根\n\n甲\n\n## C1W2 叶与光合\n\n乙\n\n## C1W3 传粉\n\n丙\n")

    assert found == [3, 5, 8]


def test_numbers_of_parts_say_the_lesson() -> None:
    """P4 at the beginning of a heading or of an item is the part of the video."""
    found = lessons("## P4 没想到\n\n甲\n\n## 今天\n\n- P5 看不懂\n- P6 听不清\n")

    assert found == [4, 5, 6]
