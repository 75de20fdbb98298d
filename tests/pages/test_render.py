"""The staged tree: every kind of page, every line once, whatever the titles and texts hold."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.align.notes import align_notes
from site_builder.model.alignment import Alignment, Candidate, Evidence, Related
from site_builder.model.config import Config, Placement
from site_builder.model.course import Course, Lesson
from site_builder.model.glossary import Term
from site_builder.model.note import Document, Structure, StructureRole
from site_builder.model.outline import LessonKind
from site_builder.model.reference import Moment
from site_builder.model.site import (
    Asset,
    Citation,
    Page,
    PlacedMoment,
    Resolution,
    Snapshot,
    SnapshotState,
)
from site_builder.model.source import Span
from site_builder.model.video import Platform, Video
from site_builder.pages.render import render_pages
from site_builder.pages.unplaced import REASONS
from tests.pages.samples import (
    NOTHING_RESOLVED,
    TEMPLATES,
    VIDEO,
    course,
    lesson,
    note,
    place,
)

COURSE = course(
    lesson(1),
    lesson(2),
    lesson(3, week=2, section=1),
    lesson(4, week=None, section=1, kind=LessonKind.INTERVIEW, title="访谈 张三", title_en=None),
    lesson(5, course=2, duration=None, start=None),
)
NOTE = note("笔记/a.md", "## 2.1 甲\n\n正文一\n\n## 乙\n\n正文二\n\n## 丙\n\n正文三\n")
PLACED = place(NOTE, {0: (1,), 1: (2, 1)})


def build(
    course: Course = COURSE,
    documents: tuple[Document, ...] = (NOTE,),
    alignment: Alignment = PLACED,
    resolution: Resolution = NOTHING_RESOLVED,
    config: Config | None = None,
) -> dict[str, Page]:
    """Pages by path."""
    outcome = render_pages(course, documents, alignment, resolution, config or Config(), TEMPLATES)
    assert outcome.diagnostics == ()
    return {page.path: page for page in outcome.value}


def test_notes_that_name_their_lesson_come_first() -> None:
    """What an author wrote for the lesson stands before what was found to fit it."""
    found, written = note("a.md", "## 甲\n\n碰巧合适\n"), note("b.md", "## 乙\n\n专门写的\n")
    own = place(written, {0: (1,)}).pieces[0]
    target = replace(own.targets[0], evidence=(Evidence.FRONT_MATTER,))
    alignment = Alignment(
        pieces=(*place(found, {0: (1,)}).pieces, replace(own, targets=(target,))),
        related=(),
        unplaced=(),
    )

    text = build(documents=(found, written), alignment=alignment)["lessons/001.md"].text

    assert text.index("专门写的") < text.index("碰巧合适")


def test_every_kind_of_page_is_there_in_the_order_of_the_navigation() -> None:
    """Home first, then courses with their weeks and lessons, then the pages beside them."""
    pages = build()

    assert list(pages) == [
        "index.md",
        "courses/1/index.md",
        "courses/1/week-1/index.md",
        "lessons/001.md",
        "lessons/002.md",
        "courses/1/week-2/index.md",
        "lessons/003.md",
        "lessons/004.md",
        "courses/2/index.md",
        "courses/2/week-1/index.md",
        "lessons/005.md",
        "glossary.md",
        "references.md",
        "unplaced.md",
    ]


def test_a_lesson_says_where_it_stands() -> None:
    """Number, titles, place, times, video and neighbours."""
    page = build()["lessons/003.md"]

    for words in (
        '# <span class="no">第 3 课</span> 标题3',
        '<p class="title-en" lang="en">Title 3</p>',
        "[首页](../index.md) › [子课1](../courses/1/index.md) › [第 2 周",
        "周题2](../courses/1/week-2/index.md) › 第 1 节",
        '时长 <span class="time">01&#58;00</span>',
        '全程 <span class="time">02&#58;00</span> 处',
        "(https://www.bilibili.com/video/BV1xx411c7mD?p=3)",
        '[<span class="way">上一课</span> 标题2](../lessons/002.md)',
        '[<span class="way">下一课</span> 访谈 张三](../lessons/004.md)',
        "这一课还没有笔记",
        "附近有笔记的：[第 2 课 标题2](../lessons/002.md)",
    ):
        assert words in page.text


def test_front_matter_of_a_lesson_feeds_the_theme() -> None:
    """The template and what it draws from are in the head of the page."""
    page = build()["lessons/001.md"]

    values = yaml.safe_load(page.text.split("---\n")[1])

    assert values["title"] == "第 1 课 标题1"
    assert values["template"] == "lesson.html"
    assert values["lesson"]["number"] == 1
    assert values["lesson"]["video_url"] == "https://www.bilibili.com/video/BV1xx411c7mD?p=1"
    assert values["lesson"]["notes"] == 2


def test_a_piece_of_several_lessons_says_where_it_stands_first() -> None:
    """On the other lesson it is shown too, with a link to its first one."""
    pages = build()

    assert "主要在[第 2 课 标题2](../lessons/002.md)" in pages["lessons/001.md"].text
    assert "正文二" in pages["lessons/001.md"].text
    assert "主要在" not in pages["lessons/002.md"].text


def test_notes_carry_their_provenance() -> None:
    """Each passage names the file and the lines."""
    page = build()["lessons/001.md"]

    assert "笔记/a.md 第 1–3 行\n{ .provenance }" in page.text
    assert "### 2.1 甲" in page.text


def test_unplaced_notes_come_with_the_remedy() -> None:
    """Reason, nearest lessons and the manifest's lines are there to be used."""
    near = (Candidate(2, 0.41, ((Evidence.BODY, 0.41),)), Candidate(3, 0.2, ()))
    alignment = replace(
        PLACED, unplaced=tuple(replace(item, candidates=near) for item in PLACED.unplaced)
    )

    text = build(alignment=alignment)["unplaced.md"].text

    assert "没有相近的课。最接近：[第 2 课 标题2](lessons/002.md)（41%）、[第 3 课" in text
    assert '~~~~ yaml\nplace:\n  "笔记/a.md:9": 2\n~~~~' in text
    assert "正文三" in text


def test_moments_references_and_related_notes_stand_on_their_lesson() -> None:
    """A lesson gathers what points into it and what is near it."""
    other = note("b.md", "## 部分\n\n- [01:05](x) 别的课\n")
    text = "正文一"
    start = NOTE.source.text.index(text)
    span = Span(start, start + len(text))
    related = Related(
        "b.md", Span(0, len(other.source.text)), 0, Video(Platform.BILIBILI, "BV1zz411c7mZ"), 6,
        "近似", (1,), 0.7,
    )  # fmt: skip
    resolution = Resolution(
        edits={},
        citations=(
            Citation(
                "https://example.org/a|b",
                "题|目",
                NOTE.source.path,
                span,
                (1,),
                Snapshot("/backup/a.md/example.org/00000000.html", SnapshotState.MISSING),
            ),
        ),
        moments=(
            PlacedMoment(NOTE.source.path, Moment(span, VIDEO, 1, 65, None, "01:05"), (1,), ()),
        ),
        assets=(),
    )

    pages = build(
        documents=(NOTE, other),
        alignment=replace(PLACED, related=(related,)),
        resolution=resolution,
    )
    page = pages["lessons/001.md"].text

    assert "[01&#58;05](https://www.bilibili.com/video/BV1xx411c7mD?p=1&t=65)" in page
    assert "正文一 <span" in page
    assert "[近似](../videos/BV1zz411c7mZ.md#part-6)" in page
    assert "- [题&#124;目](https://example.org/a%7Cb)" in page
    assert "尚无副本" in page
    assert '## <span class="no">P6</span> 近似 { #part-6 }' in pages["videos/BV1zz411c7mZ.md"].text
    assert "[第 1 课 标题1](../lessons/001.md)" in pages["videos/BV1zz411c7mZ.md"].text
    assert "[第 1 课 标题1](lessons/001.md)" in pages["references.md"].text


def test_without_an_outline_the_notes_are_listed_by_source() -> None:
    """The home page says what is missing and leads to the notes."""
    empty = Course("笔记", None, None, (), ())

    pages = build(course=empty, alignment=place(NOTE, {}))

    assert list(pages) == ["index.md", "references.md", "unplaced.md"]
    assert "没有找到课程大纲" in pages["index.md"].text
    assert "[a](unplaced.md#source-1)" in pages["index.md"].text
    assert pages["unplaced.md"].title == "全部笔记"
    assert "place:" not in pages["unplaced.md"].text


def test_lines_on_the_whole_course_stand_on_the_home_page() -> None:
    """They are shown once, under their own heading."""
    about = note("a.md", "关于全部课程\n")
    document = replace(about, sections=(), structure=(Structure(Span(0, 7), StructureRole.COURSE),))

    pages = build(documents=(document,), alignment=Alignment())

    assert "## 关于本课程\n\n### a\n\n关于全部课程" in pages["index.md"].text


def test_a_course_of_one_level_lists_its_lessons_on_the_home_page() -> None:
    """Without subcourses there are no course pages, and the crumbs lead home."""
    flat = Course(
        "平", None, None, (), (lesson(1, course=None, week=None), lesson(2, course=None, week=None))
    )

    pages = build(course=flat)

    assert [path for path in pages if path.startswith("courses/")] == []
    assert "[标题2](lessons/002.md)" in pages["index.md"].text
    assert ">\n\n[首页](../index.md)" in pages["lessons/001.md"].text


def test_the_timeline_shows_every_lesson_by_its_length() -> None:
    """On the home page; a lesson of unknown length is left out, and so is an empty timeline."""
    timed = build(course=course(lesson(1), lesson(2, duration=None), lesson(3)))["index.md"].text
    untimed = build(course=course(lesson(1, duration=None)))["index.md"].text

    assert 'class="week" style="grid-template-columns:60fr 60fr "' in timed
    assert '[](lessons/003.md){ tabindex="-1" title="3' in timed
    assert "[](lessons/002.md)" not in timed
    assert "spectrum" not in untimed


def test_a_video_beside_the_notes_is_shown_where_it_is_published() -> None:
    """A lesson whose file is missing has no poster."""
    flat = Course("平", None, Video(Platform.FILE, "v/{part}.mp4"), (), (lesson(1), lesson(2)))
    resolution = replace(NOTHING_RESOLVED, assets=(Asset("v/2.mp4"),))

    pages = build(course=flat, resolution=resolution)

    assert "](../v/2.mp4){ .watch" in pages["lessons/002.md"].text
    assert "panel" not in pages["lessons/001.md"].text


def test_the_glossary_shows_terms_and_else_titles() -> None:
    """Terms of the manifest win over the lessons' titles."""
    term = Term("学习率", "learning rate", "每一步的幅度", (2, 99))

    terms = build(config=Config(glossary=(term,)))["glossary.md"].text
    titles = build()["glossary.md"].text

    assert "- **学习率**{ #learning-rate } <span" in terms
    assert "learning rate</span> 每一步的幅度" in terms
    assert "[第 2 课 标题2](lessons/002.md)" in terms
    assert '- **标题1** <span class="en" lang="en">Title 1</span>' in titles


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_missing_template_is_named(name: str) -> None:
    """Nothing is built, and the diagnostic says which template is missing."""
    texts = {other: text for other, text in TEMPLATES.items() if other != name}

    outcome = render_pages(COURSE, (NOTE,), PLACED, NOTHING_RESOLVED, Config(), texts)

    assert outcome.value == ()
    assert [(d.code, d.message) for d in outcome.diagnostics] == [
        ("TPL101", f"no template {name!r}")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n{% if %}", "template 'pages/week.md' line 2: Expected an expression"),
        ("{{ 1 | nothing }}", "template 'pages/week.md' line 1: No filter named 'nothing'"),
        ("{{ nothing }}", "template 'pages/week.md': 'nothing' is undefined"),
    ],
)
def test_a_broken_template_is_named(text: str, message: str) -> None:
    """Syntax and unknown names are told with the template's name."""
    texts = {**TEMPLATES, "pages/week.md": text}

    (found,) = render_pages(COURSE, (NOTE,), PLACED, NOTHING_RESOLVED, Config(), texts).diagnostics

    assert found.code == "TPL102"
    assert found.message.startswith(message)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_title_gives_pages_with_one_heading_of_the_first_level(zh: str, en: str) -> None:
    """No title breaks out of its heading, its row or its link."""
    titled = course(lesson(1, title=zh, title_en=en), lesson(2, title=zh), title=zh)

    pages = build(course=titled)

    for page in pages.values():
        assert len(re.findall(r"^# ", page.text, re.MULTILINE)) == 1
        yaml.safe_load(page.text.split("---\n")[1])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="甲乙-*#>` \n", max_size=20), min_size=1, max_size=6))
def test_every_line_of_a_piece_stands_on_its_page_once(bodies: list[str]) -> None:
    """Nothing is lost and nothing is shown twice, however the text looks."""
    text = "".join(f"## 节{i}\n\n词{i}词\n{body}\n\n" for i, body in enumerate(bodies))
    document = note("a.md", text)
    indices = range(len(document.sections))
    alignment = place(document, {i: (i % 2 + 1,) for i in indices if i % 3 < 2})

    pages = build(documents=(document,), alignment=alignment)
    shown = "".join(
        pages[path].text for path in ("lessons/001.md", "lessons/002.md", "unplaced.md")
    )

    for number in range(len(bodies)):
        assert shown.count(f"词{number}词") == 1


def test_the_same_inputs_give_the_same_bytes_in_any_order() -> None:
    """The order of the documents does not matter."""
    other = note("b.md", "## 丁\n\n正文四\n")

    first = build(documents=(NOTE, other))
    second = build(documents=(other, NOTE))

    assert first == second


@pytest.mark.parametrize(
    ("lessons", "config"),
    [
        ((), Config()),
        ((lesson(1),), Config()),
        ((lesson(1),), Config(place=(Placement("a.md", 1, None, ()),))),
    ],
    ids=["no outline", "no match", "author"],
)
def test_readers_are_told_in_chinese_why_notes_are_unplaced(
    lessons: tuple[Lesson, ...], config: Config
) -> None:
    """Every reason that the alignment gives has Chinese words on the page."""
    document = note("a.md", "## 天气\n\n今天下雨。\n")
    aligned = align_notes((document,), course(*lessons), config).value

    reasons = {unplaced.reason for unplaced in aligned.unplaced}

    assert len(reasons) == 1
    assert reasons <= REASONS.keys()


def test_a_heading_alone_is_no_note() -> None:
    """A lesson with nothing but a heading of the notes says that it has no notes yet."""
    document = note("a.md", "## 甲\n\n## 乙\n\n正文\n")

    pages = build(documents=(document,), alignment=place(document, {0: (1,), 1: (2,)}))

    assert "### 甲" in pages["lessons/001.md"].text
    assert "这一课还没有笔记" in pages["lessons/001.md"].text
    assert "这一课还没有笔记" not in pages["lessons/002.md"].text


def test_notes_on_one_part_share_its_heading() -> None:
    """Neighbours on a part stand under one heading, which is theirs where they bring it."""
    other = note("b.md", "前言\n\n## 近似\n\n一\n\n## 别的\n\n二\n")
    video = Video(Platform.BILIBILI, "BV1zz411c7mZ")
    titles = ("部分", "部分", "别的")
    related = tuple(
        Related("b.md", section.span, index, video, 6, title, (), 0.0)
        for index, (section, title) in enumerate(zip(other.sections, titles, strict=True))
    )

    pages = build(documents=(NOTE, other), alignment=replace(PLACED, related=related))
    headings = re.findall(r"^##+ .*|^<div id.*", pages["videos/BV1zz411c7mZ.md"].text, re.MULTILINE)

    assert headings == [
        '## <span class="no">P6</span> 部分 { #part-6 }',
        "### 近似",
        '<div id="part-6-2"></div>',
        "## 别的",
    ]


def test_a_heading_alone_stands_on_its_first_lesson_only() -> None:
    """The other lessons of a heading without words are not cluttered with it."""
    document = note("a.md", "## 甲\n\n## 乙\n\n正文\n")

    pages = build(documents=(document,), alignment=place(document, {0: (1, 2), 1: (3,)}))

    assert "### 甲" in pages["lessons/001.md"].text
    assert "甲" not in pages["lessons/002.md"].text


def test_an_english_title_that_is_the_title_is_not_said_twice() -> None:
    """Some lessons have but one name."""
    pages = build(
        course=course(lesson(1, title="Padding", title_en="padding")), alignment=Alignment()
    )

    assert "title-en" not in pages["lessons/001.md"].text
    assert 'class="en"' not in pages["courses/1/index.md"].text
