"""Posts of blogs, each on one lesson, and where sections begin that could begin with several."""

from __future__ import annotations

from msgspec.structs import replace

from site_builder.model.note import Document
from tests.align.builders import Plan, course, notes
from tests.align.test_notes import align, heading_lessons, lessons_by_line

BREATH: Plan = {(1, 1): ("细胞", "呼吸作用的意义", "呼吸作用", "蒸腾作用")}
"""A course two of whose lessons share the title of one."""


def post(text: str, title: str) -> Document:
    """Notes with a title in their front matter."""
    return replace(notes(text), title=title)


def test_a_post_is_on_the_lesson_that_its_title_names() -> None:
    """All of a post without headings is on the lesson of its title, whatever its texts mention."""
    document = post(
        "先要有根。\n\n茎的结构也有关系。\n\n叶与光合作用也是。\n\n别忘了蒸腾作用。\n",
        "传粉（Pollination）- 植物学 第2课程 1.2笔记",
    )

    lines = lessons_by_line(document, align(document, course()))

    assert lines == {1: [10], 3: [10], 5: [10], 7: [10]}


def test_the_title_of_a_post_is_what_its_headings_take_for_granted() -> None:
    """A heading that says little is on the lesson of the post's title."""
    document = post("## 原理\n\n甲\n\n## 意义何在\n\n乙\n", "蒸腾作用（Transpiration）笔记")

    assert heading_lessons(document, align(document, course())) == {"原理": 7, "意义何在": 7}


def test_comments_and_marks_for_other_programs_say_nothing() -> None:
    """The words of a comment and of a kramdown list for contents are not read."""
    document = notes(
        "## 传粉\n\n<!-- 授精与结果 -->\n\n* 授精与结果\n{:toc}\n\n甲\n\n## 种子传播\n\n乙\n"
    )

    lines = lessons_by_line(document, align(document, course()))

    assert {lines[line][0] for line in (1, 3, 5, 8)} == {10}


def test_a_section_begins_with_the_first_lesson_of_its_words_that_its_text_speaks_of() -> None:
    """Of two lessons that share a heading's words the first has the text on it, if nobody else."""
    document = notes(
        "## 细胞\n\n甲\n\n## 呼吸作用\n\n呼吸作用的意义，先说这个。\n\n呼吸作用，再说过程。\n\n"
        "## 蒸腾作用\n\n丙\n"
    )

    lines = lessons_by_line(document, align(document, course(BREATH)))

    assert [lines[line][0] for line in (5, 7, 9, 11)] == [2, 2, 3, 4]
