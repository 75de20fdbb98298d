"""Makes a course of any size, the same bytes each time, for measuring.

Each lesson has about 1,350 Han characters, eight formulas, a table and a block of code. The same
lessons are written twice: as CONTENT of this product, and as a tree of plain pages, a folder a
course and a week, for site generators that know of no outline.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_LESSONS_A_WEEK = 10
_WEEKS_A_COURSE = 4

_WORDS = (  # noqa: SIM905 (a list would be a word a line)
    "模型 参数 样本 函数 损失 导数 向量 矩阵 网络 隐藏 输入 输出 训练 验证 误差 学习 速度 "
    "权重 偏置 特征 概率 分布 均值 方差 更新 步长 方向 收敛 迭代 批次 层数 单元 目标 图像 "
    "文本 序列 时间 状态 记忆 注意 卷积 通道 尺寸 填充 池化 分类 回归 检测 边界 阈值 评分 "
    "随机 初始 缩放 比较 选择 组合"
).split(" ")
_JOINTS = ("的", "与", "在", "对", "把", "由", "使", "为", "从", "到")
_FORMULAS = (
    r"$a^{[l]} = g(z^{[l]})$",
    r"$z^{[l]} = W^{[l]} a^{[l-1]} + b^{[l]}$",
    r"$\frac{\partial J}{\partial w_{%d}}$",
    r"$\alpha = 10^{-%d}$",
    r"$\sum_{i=1}^{m} x^{(i)}$",
    r"$\hat{y} = \sigma(w^T x + b)$",
    r"$\lVert w \rVert_2^2 < %d$",
)
_DISPLAY = "$$\nJ(w, b) = \\frac{1}{%d} \\sum_{i=1}^{m} L(\\hat{y}^{(i)}, y^{(i)})\n$$"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lesson stands; all numbers are 1-based."""

    course: int
    week: int
    section: int


class WritePage(Protocol):
    """Gives the text of a plain page its form."""

    def __call__(self, title: str, body: str, *, order: int) -> str:
        """The whole text of a page; ``order`` sorts it among the pages of its folder."""


def lesson_title(number: int) -> str:
    """A title that no other lesson has."""
    return f"{_WORDS[number % len(_WORDS)]}{_WORDS[(number * 7 + 3) % len(_WORDS)]}之{number}"


def lesson_place(number: int) -> Place:
    """The place of a lesson: courses have four weeks of ten lessons."""
    week, section = divmod(number - 1, _LESSONS_A_WEEK)
    course, week = divmod(week, _WEEKS_A_COURSE)
    return Place(course + 1, week + 1, section + 1)


def lesson_body(number: int) -> str:
    """The notes of one lesson, without front matter and title."""
    chance = random.Random(number)
    parts = []
    for part in range(1, 5):
        parts.append(f"## {chance.choice(_WORDS)}{part}")
        parts.append(_paragraph(chance, 150))
        parts.append("\n".join(f"- {_paragraph(chance, 35)}" for _ in range(4)))
        parts.append(_paragraph(chance, 30, formulas=2 if part != 4 else 1))
    parts.append(_DISPLAY % (number + 1))
    parts.append("| 名称 | 取值 |\n| --- | --- |\n| 学习率 | 0.01 |\n| 批次 | 64 |")
    parts.append(f"```python\nx = {number}\nprint(x ** 2)\n```")
    return "\n\n".join(parts) + "\n"


def outline_heading(number: int) -> str:
    """The heading of a lesson in the outline, without its line end."""
    place = lesson_place(number)
    where = f"{number}.{place.week}.{place.section}"
    return f"## {number} {where} {lesson_title(number)} {number % 20 + 3:02}:30"


def note_path(number: int) -> str:
    """Path of the notes of a lesson in CONTENT."""
    return f"notes/{number:04}.md"


def plain_path(number: int) -> str:
    """Path of a lesson in the tree of plain pages."""
    place = lesson_place(number)
    return f"{place.course:03}/week-{place.week}/{number:04}.md"


def write_course(folder: Path, lessons: int) -> None:
    """Writes CONTENT: an outline, and one plain note a lesson."""
    headings = "\n\n".join(outline_heading(number) for number in range(1, lessons + 1))
    _write(folder / "outline.md", f"# 合成课程\n\n{headings}\n")
    for number in range(1, lessons + 1):
        text = f"---\nlesson: {number}\n---\n\n{lesson_body(number)}"
        _write(folder / note_path(number), text)


def write_plain(folder: Path, lessons: int, *, form: WritePage, index: str = "index.md") -> None:
    """Writes the same lessons as plain pages.

    Args:
        folder: Where to.
        lessons: How many.
        form: How a title and a body become a page.
        index: File name of the page of a folder; courses and weeks have one, as ours have.
    """
    _write(folder / index, form("合成课程", "全部课程。\n", order=0))
    for number in range(1, lessons + 1):
        text = form(lesson_title(number), lesson_body(number), order=number)
        _write(folder / plain_path(number), text)
    for path, title, order in _folders(lessons):
        _write(folder / path / index, form(title, f"{title}的全部课。\n", order=order))


def _folders(lessons: int) -> Iterator[tuple[str, str, int]]:
    """Each folder of plain pages, its title, and its number among its neighbours."""
    places = [lesson_place(number) for number in range(1, lessons + 1)]
    for course in dict.fromkeys(place.course for place in places):
        yield f"{course:03}", f"课程 {course}", course
    for course, week in dict.fromkeys((place.course, place.week) for place in places):
        yield f"{course:03}/week-{week}", f"第 {week} 周", week


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _paragraph(chance: random.Random, characters: int, formulas: int = 0) -> str:
    words: list[str] = []
    while sum(map(len, words)) < characters:
        words += [chance.choice(_WORDS), chance.choice(_JOINTS)]
    for _ in range(formulas):
        formula = chance.choice(_FORMULAS)
        if "%d" in formula:
            formula %= chance.randrange(1, 90)
        words.insert(chance.randrange(len(words)), f" {formula} ")
    return "".join(words) + "。"
