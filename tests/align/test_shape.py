"""What headings above and below one another say of where sections stand."""

from __future__ import annotations

from msgspec.structs import replace

from site_builder.model.course import Course
from tests.align.builders import course, notes
from tests.align.test_notes import align, heading_lessons, lessons_by_line


def titled_course(**titles: str) -> Course:
    """The invented course whose subcourses are called ``c1`` and ``c2``, a week ``c1w2``."""
    plain = course()
    subcourses = tuple(
        replace(
            subcourse,
            title=titles.get(f"c{subcourse.number}"),
            weeks=tuple(
                replace(week, title=titles.get(f"c{subcourse.number}w{week.number}"))
                for week in subcourse.weeks
            ),
        )
        for subcourse in plain.subcourses
    )
    return replace(plain, subcourses=subcourses)


def test_a_subcourse_that_there_is_none_of_scopes_nothing() -> None:
    """The 23rd of two subcourses is a lesson by the author's own count: its sections are placed."""
    titles = ("光合作用的过程", "种子怎样传播")
    document = notes(
        f"# {titles[0]}\n\n甲\n\n# {titles[1]}\n\n乙\n", scopes=dict.fromkeys(titles, (23, None))
    )

    found = heading_lessons(document, align(document, course()))

    assert found == {"光合作用的过程": 6, "种子怎样传播": 12}


def test_a_lesson_without_text_counts_its_parts() -> None:
    """A heading 2.2 with a lesson's title stands on that, and 2.2.1 and 2.2.2 below it with it."""
    document = notes(
        "## 2.1 根\n\n甲\n\n## 2.2 茎的结构\n\n### 2.2.1 外面\n\n乙\n\n### 2.2.2 里面\n\n丙\n\n"
        "## 2.3 叶与光合作用\n\n丁\n"
    )

    found = heading_lessons(document, align(document, course()))

    assert found == {"根": 4, "茎的结构": 5, "外面": 5, "里面": 5, "叶与光合作用": 6}


def test_a_heading_that_says_nothing_is_on_the_topic_above() -> None:
    """原理 below the title of a lesson is on that lesson, whatever numbers both have."""
    document = notes(
        "## 一、根\n\n甲\n\n## 二、蒸腾作用\n\n### 2.1 原理\n\n乙\n\n### 2.2 意义\n\n丙\n\n"
        "## 三、传粉\n\n丁\n"
    )

    found = heading_lessons(document, align(document, course()))

    assert (found["原理"], found["意义"]) == (7, 7)


def test_parts_with_numbers_stand_where_a_heading_without_one_does() -> None:
    """Parts that are counted below a lesson whose heading has no number are parts of it."""
    document = notes("## 蒸腾作用\n\n甲\n\n### 3.1 甲乙\n\n乙\n\n## 传粉\n\n丙\n")

    assert heading_lessons(document, align(document, course()))["甲乙"] == 7


def test_a_title_of_all_subcourses_is_not_that_of_one() -> None:
    """Notes called 植物学 whose headings bear the title of 花与果实 are not on the first alone."""
    document = notes("# 花与果实\n\n## 传粉有哪些方式\n\n甲\n", path="植物学/笔记.md")
    a_course = titled_course(c1="植物学", c2="花与果实")

    assert heading_lessons(document, align(document, a_course))["传粉有哪些方式"] == 10


def test_the_title_of_a_week_above_several_lessons_is_none_of_them() -> None:
    """A heading with text that bears the title of a week leaves those below it their lessons."""
    document = notes(
        "## 茎与叶的结构\n\n吸水靠根。\n\n### 根\n\n甲\n\n### 蒸腾作用\n\n乙\n\n## 传粉\n\n丙\n"
    )
    a_course = titled_course(c1w2="茎与叶的结构")

    found = heading_lessons(document, align(document, a_course))

    assert found == {"茎与叶的结构": 4, "根": 4, "蒸腾作用": 7, "传粉": 10}


def test_the_heading_of_a_week_stands_where_its_first_text_does() -> None:
    """Notes on a week that begin with its second lesson begin there."""
    document = notes("## 第一门课第二周\n\n- 茎的结构\n- 蒸腾作用\n")

    lines = lessons_by_line(document, align(document, course()))

    assert lines[1] == [5]
