"""Subcourses and weeks that headings name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan.scopes import counts_lessons, read_scope


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("第一门课 神经网络", (1, None)),
        ("第二课", (2, None)),
        ("第 3 门课程：结构", (3, None)),
        ("第2课程", (2, None)),
        ("课程 4", (4, None)),
        ("Course 3: Structuring", (3, None)),
        ("course3", (3, None)),
        ("第三周:浅层网络", (None, 3)),
        ("第 十二 周", (None, 12)),
        ("第２周", (None, 2)),
        ("Week 2", (None, 2)),
        ("第四门课第二周", (4, 2)),
        ("Course 1 / Week 4 作业", (1, 4)),
        ("深度学习第二周", (None, 2)),
        ("回顾第一周的内容", (None, None)),
        ("第一周期", (None, None)),
        ("第一二周", (None, None)),
        ("Week 2-3", (None, None)),
        ("第一课时", (None, None)),
        ("第零周", (None, None)),
        ("梯度下降法", (None, None)),
        ("", (None, None)),
    ],
)
def test_read_scope(title: str, expected: tuple[int | None, int | None]) -> None:
    """Chinese and Arabic numerals name subcourses and weeks; mentions in running text do not."""
    result = read_scope(title)

    assert result == expected


def test_counts_lessons() -> None:
    """第三课 may be a lesson, 第三门课 is a subcourse."""
    titles = ("第三课", "第三门课", "")

    result = [counts_lessons(title) for title in titles]

    assert result == [True, False, False]


@given(st.text(alphabet="第一二十百零周课程门 Week2-C:"))
def test_read_scope_never_raises(title: str) -> None:
    """Any text gives positive numbers or none."""
    subcourse, week = read_scope(title)

    assert subcourse is None or subcourse > 0
    assert week is None or week > 0
