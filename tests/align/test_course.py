"""One course of outline and tables of contents; the course of the tests is about bread."""

from __future__ import annotations

from site_builder.align.course import DEFAULT_TITLE, assemble_course, choose_outline
from site_builder.dialects.bilingual_toc import parse_bilingual_toc
from site_builder.dialects.jekyll_outline import parse_jekyll_outline
from site_builder.model.config import Config
from site_builder.model.note import Document
from site_builder.model.outline import LessonKind
from site_builder.model.source import Source
from site_builder.model.video import Platform, Video
from site_builder.scan.scanned import scan_source

OUTLINE = """* 面包 1:10:30 7 <https://www.bilibili.com/video/BV1FT4y1E74V/>

# 面包

## 1 1.1.1 欢迎 05:00
## 2 2.1.2 揉面的手法 10:00
## 3 3.2.1 练习 03:30
## 4 4.1. 张三采访 Ada Miller 20:00
## 5 5.1.1 酵母 _ 老面 12:00
## 6 6.1.2 练习 10:00
## 7 7.1.3 Biga 10:00
"""

TABLE = """# 面包课目录

## 第一门课 面团(Dough)

第一周：开始(Start)

1.1 欢迎(Welcome)

1.2 手揉面团（Kneading by hand）

第二周：实践(Practice)

2.1 练习（Exercise one）

## 第二门课 发酵(Fermentation)

第一周：种(Starters)

1.1 酵母、老面（Yeast / old dough）

1.2 练习（Exercise two）

1.3 Biga

大师访谈

张三采访 Ada Miler
"""


def outline(text: str = OUTLINE, path: str = "outline.md") -> Document:
    """The outline as its dialect reads it."""
    return parse_jekyll_outline(scan_source(Source(path, text)), 1.0).value


def table(text: str = TABLE, path: str = "titles.md") -> Document:
    """The table of contents as its dialect reads it."""
    return parse_bilingual_toc(scan_source(Source(path, text)), 1.0).value


def test_lessons_get_the_titles_of_the_table() -> None:
    """English titles and other wordings land on their lessons; equal wordings are no wordings."""
    lessons = assemble_course([table(), outline()], Config()).value.lessons

    assert [(lesson.number, lesson.title_en, lesson.wordings) for lesson in lessons] == [
        (1, "Welcome", ()),
        (2, "Kneading by hand", ("手揉面团",)),
        (3, "Exercise one", ()),
        (4, None, ("张三采访 Ada Miler",)),
        (5, "Yeast / old dough", ()),
        (6, "Exercise two", ()),
        (7, "Biga", ()),
    ]


def test_lessons_keep_what_the_outline_says() -> None:
    """Place, kind and seconds are the outline's; starts run over the whole course."""
    course = assemble_course([outline(), table()], Config()).value

    found = [(x.course, x.week, x.section, x.duration, x.start) for x in course.lessons]
    assert found == [
        (1, 1, 1, 300, 0),
        (1, 1, 2, 600, 300),
        (1, 2, 1, 210, 900),
        (1, None, 1, 1200, 1110),
        (2, 1, 1, 720, 2310),
        (2, 1, 2, 600, 3030),
        (2, 1, 3, 600, 3630),
    ]
    assert course.lessons[3].kind is LessonKind.INTERVIEW
    assert course.duration == 4230


def test_subcourses_and_weeks_get_their_titles() -> None:
    """Courses and weeks are made of their lessons and named by the table."""
    course = assemble_course([outline(), table()], Config()).value

    found = [
        (
            s.number,
            s.title,
            s.title_en,
            s.lessons,
            [(w.number, w.title, w.lessons) for w in s.weeks],
        )
        for s in course.subcourses
    ]
    assert found == [
        (1, "面团", "Dough", (1, 2, 3, 4), [(1, "开始", (1, 2)), (2, "实践", (3,))]),
        (2, "发酵", "Fermentation", (5, 6, 7), [(1, "种", (5, 6, 7))]),
    ]


def test_the_order_of_documents_does_not_matter() -> None:
    """The same documents give the same course and the same findings."""
    one = assemble_course([outline(), table()], Config())
    other = assemble_course([table(), outline()], Config())

    assert one == other


def test_an_entry_without_a_lesson_is_named() -> None:
    """A title that fits nothing is a finding with its line."""
    text = TABLE.replace("大师访谈", "第九周：别的(Other)\n\n9.1 量子计算(Quantum)\n\n大师访谈")

    outcome = assemble_course([outline(), table(text)], Config())

    (found,) = outcome.diagnostics
    assert (found.code, found.message) == ("TOC101", "'2.9.1 量子计算' fits no lesson")
    assert found.span is not None


def test_no_start_behind_a_missing_duration() -> None:
    """Times of the whole course end where a duration is missing."""
    text = "# 面包\n\n## 1 1.1.1 甲 05:00\n## 2 2.1.2 乙\n## 3 3.1.3 丙 05:00\n"

    lessons = assemble_course([outline(text)], Config()).value.lessons

    assert [lesson.start for lesson in lessons] == [0, 300, None]


def test_a_table_alone_gives_numbered_lessons() -> None:
    """Without an outline lessons are counted as listed, and what is missing is said."""
    outcome = assemble_course([table()], Config())

    lessons = outcome.value.lessons
    assert [lesson.number for lesson in lessons] == [1, 2, 3, 4, 5, 6, 7]
    assert [lesson.duration for lesson in lessons] == [None] * 7
    assert (lessons[1].title, lessons[1].title_en) == ("手揉面团", "Kneading by hand")
    assert lessons[1].wordings == ()
    assert [found.code for found in outcome.diagnostics] == ["OUT203"]
    assert outcome.value.title == "面包课目录"


def test_a_table_that_lists_an_interview_twice_counts_it_once() -> None:
    """The second mention is no lesson of its own."""
    text = TABLE.replace("1.3 Biga", "1.3 Ada Miller 专访(Ada Miller interview)\n\n1.4 Biga")

    lessons = assemble_course([table(text)], Config()).value.lessons

    assert [lesson.title for lesson in lessons].count("Ada Miller 专访") == 1
    assert len(lessons) == 7


def test_neither_outline_nor_table_gives_an_empty_course() -> None:
    """A folder of notes has a course without lessons, and is told so."""
    outcome = assemble_course([], Config())

    assert outcome.value.lessons == ()
    assert outcome.value.title == DEFAULT_TITLE
    assert [found.code for found in outcome.diagnostics] == ["OUT202"]


def test_the_longer_of_two_outlines_wins() -> None:
    """The other is named, with the one that counts."""
    small = outline("# 面条\n\n## 1 1.1.1 甲 05:00\n", "a.md")

    outcome = assemble_course([small, outline()], Config())

    assert outcome.value.title == "面包"
    (found,) = outcome.diagnostics
    assert (found.code, found.path) == ("OUT201", "a.md")
    assert "outline.md" in found.message


def test_the_manifest_decides_between_outlines() -> None:
    """The outline of the manifest's video wins though it is shorter; title and video are given."""
    video = Video(Platform.BILIBILI, "BV1AA411A7AA")
    small = outline(
        "* 面条 05:00 1 <https://www.bilibili.com/video/BV1AA411A7AA/>\n\n"
        "# 面条\n\n## 1 1.1.1 甲 05:00\n",
        "a.md",
    )
    config = Config(title="我的课", title_en="My course", video=video)

    course = assemble_course([small, outline()], config).value

    assert choose_outline([outline(), small], config) is small
    assert (course.title, course.title_en, course.video) == ("我的课", "My course", video)
    assert [lesson.title for lesson in course.lessons] == ["甲"]


def test_lessons_of_one_level_take_the_places_of_the_table() -> None:
    """An outline without weeks gets its structure from a table that has it."""
    text = "# 面包\n\n## 1 欢迎 05:00\n## 2 揉面 05:00\n## 3 采访 Ada 05:00\n## 4 烘烤 05:00\n"
    titles = (
        "第一周：甲(A)\n\n1.1 欢迎(Welcome)\n\n1.2 揉面(Kneading)\n\n"
        "第二周：乙(B)\n\n2.1 烘烤(Baking)\n"
    )

    course = assemble_course([outline(text), table(titles)], Config()).value

    places = [(lesson.course, lesson.week, lesson.section) for lesson in course.lessons]
    assert places == [(1, 1, 1), (1, 1, 2), (1, None, None), (1, 2, 1)]
    assert [week.title for week in course.subcourses[0].weeks] == ["甲", "乙"]


def test_outlines_of_one_level_have_no_subcourses() -> None:
    """Without weeks anywhere there is nothing to group."""
    course = assemble_course([outline("# 面包\n\n## 1 甲 05:00\n## 2 乙 05:00\n")], Config()).value

    assert course.subcourses == ()
    assert [lesson.course for lesson in course.lessons] == [None, None]


def test_headings_of_the_outline_name_courses() -> None:
    """Titles of courses and weeks may stand in the outline itself."""
    text = (
        "# 面包\n\n## 第一门课 面团(Dough)\n\n### 第一周 开始\n\n### 1 欢迎 05:00\n"
        "### 2 揉面 05:00\n"
    )

    course = assemble_course([outline(text)], Config()).value

    (subcourse,) = course.subcourses
    assert (subcourse.title, subcourse.title_en) == ("面团", "Dough")
    assert [week.title for week in subcourse.weeks] == ["开始"]
