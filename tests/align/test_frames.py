"""Sections around the notes themselves."""

import pytest

from site_builder.align.frames import is_frame


@pytest.mark.parametrize(
    "title",
    [
        "后记",
        "写在最后",
        "参考资料：",
        "第三周作业：认花",
        "第三周编程作业",
        "编程作业答疑",
        "认花练习",
        "课后习题",
        "环境安装",
        "记号备忘",
        "Homework 3",
    ],
)
def test_titles_around_the_notes(title: str) -> None:
    """Afterwords, homework, installation and lists are frames."""
    found = is_frame(title)

    assert found


@pytest.mark.parametrize(
    "title", ["根的结构", "搭建花房", "作业车间调度", "序列", "结语与根", "Roots"]
)
def test_titles_of_lessons(title: str) -> None:
    """Titles that only begin or end alike are none."""
    found = is_frame(title)

    assert not found
