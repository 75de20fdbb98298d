"""Headings of outlines, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan.lesson_heading import read_lesson_heading

URL = "https://www.bilibili.com/video/BV1FT4y1E74V?p=9"


@pytest.mark.parametrize(
    ("text", "number", "label", "title", "duration"),
    [
        ("10 10.2.4 发酵 11:24", 10, (10, 2, 4), "发酵", 684),
        ("44 44.1. 采访 Ada 40:23", 44, (44, 1), "采访 Ada", 2423),
        ("1 1.1 发酵 02:45", 1, (1, 1), "发酵", 165),
        ("P12 [2.7.1] -- 发酵 1:02:03", 12, (2, 7, 1), "发酵", 3723),
        ("P12[2.7.1]—发酵", 12, (2, 7, 1), "发酵", None),
        ("第 9 集 发酵", 9, (), "发酵", None),
        ("第十二讲：发酵", 12, (), "发酵", None),
        ("Lesson 3: Dough", 3, (), "Dough", None),
        ("12. 发酵（05:33）", 12, (), "发酵", 333),
        ("12、发酵", 12, (), "发酵", None),
        ("1.2 发酵 05:33", None, (1, 2), "发酵", 333),
        ("1.2发酵05:33", None, (1, 2), "发酵", 333),
        (f"[第 9 集 发酵]({URL}) 05:33", 9, (), "发酵", 333),
        (f"9 发酵 {URL}", 9, (), "发酵", None),
        ("7 7.1.2 **发酵** `a` 05:33", 7, (7, 1, 2), "发酵 a", 333),
        ("7 7.1.2 发酵 05:33 7.1.2 发酵", 7, (7, 1, 2), "发酵", 333),
        ("7 7.1.2 发酵 05:33 发酵", 7, (7, 1, 2), "发酵", 333),
        ("5 早上 8:30 发酵 05：33", 5, (), "早上 8:30 发酵", 333),
        ("12 2.0 版 05:33", 12, (), "2.0 版", 333),
        ("发酵 05:33", None, (), "发酵", 333),
    ],
)
def test_forms(
    text: str, number: int | None, label: tuple[int, ...], title: str, duration: int | None
) -> None:
    """Each form of heading gives number, label, title and seconds."""
    heading = read_lesson_heading(text)

    assert heading is not None
    found = (heading.number, heading.label, heading.title, heading.duration)
    assert found == (number, label, title, duration)


@pytest.mark.parametrize("text", ["发酵", "3D 打印", "2.0 版", "第三课程", "", "----"])
def test_other_headings_say_nothing(text: str) -> None:
    """Headings without number, place and duration are no lessons."""
    assert read_lesson_heading(text) is None


def test_a_cut_title_is_completed() -> None:
    """The site's ellipsis goes where the whole title stands behind the duration."""
    heading = read_lesson_heading("7 7.1.2 很长的标… 05:33 7.1.2 很长的标题")

    assert heading is not None
    assert heading.title == "很长的标题"


def test_a_time_that_is_none_is_kept_apart() -> None:
    """Seconds above 59 are no duration and no part of the title."""
    heading = read_lesson_heading("7 7.1.2 发酵 05:75")

    assert heading is not None
    assert (heading.title, heading.duration, heading.bad_time) == ("发酵", None, "05:75")


def test_link_gives_the_address() -> None:
    """The address of a linked heading is kept."""
    heading = read_lesson_heading(f"[第 9 集 发酵]({URL})")

    assert heading is not None
    assert heading.url == URL


@given(st.text(alphabet="P第集 0129.:：[]（）()-…甲乙\\_", max_size=60))
def test_any_text_gives_a_title_of_its_own_words(text: str) -> None:
    """The raw title is part of the heading, blanks aside, and numbers are positive."""
    heading = read_lesson_heading(text)

    if heading is not None:
        assert heading.title_raw in " ".join(text.split())
        assert all(number > 0 for number in heading.label)
