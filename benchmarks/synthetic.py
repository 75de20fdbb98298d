"""Makes a course of any size, the same bytes each time, for measuring.

Each lesson has about 1,350 Han characters, eight formulas, a table and a block of code. The same
bodies are written twice: as CONTENT of this product, and as plain pages for stock Material.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

_WORDS = [
    "模型",
    "参数",
    "样本",
    "函数",
    "损失",
    "导数",
    "向量",
    "矩阵",
    "网络",
    "隐藏",
    "输入",
    "输出",
    "训练",
    "验证",
    "误差",
    "学习",
    "速度",
    "权重",
    "偏置",
    "特征",
    "概率",
    "分布",
    "均值",
    "方差",
    "更新",
    "步长",
    "方向",
    "收敛",
    "迭代",
    "批次",
    "层数",
    "单元",
    "目标",
    "图像",
    "文本",
    "序列",
    "时间",
    "状态",
    "记忆",
    "注意",
    "卷积",
    "通道",
    "尺寸",
    "填充",
    "池化",
    "分类",
    "回归",
    "检测",
    "边界",
    "阈值",
    "评分",
    "随机",
    "初始",
    "缩放",
    "比较",
    "选择",
    "组合",
]
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


def lesson_title(number: int) -> str:
    """A title that no other lesson has."""
    return f"{_WORDS[number % len(_WORDS)]}{_WORDS[(number * 7 + 3) % len(_WORDS)]}之{number}"


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


def write_course(folder: Path, lessons: int) -> None:
    """Writes CONTENT: an outline, and one plain note a lesson."""
    (folder / "notes").mkdir(parents=True)
    headings = "\n\n".join(_outline_headings(lessons))
    (folder / "outline.md").write_text(f"# 合成课程\n\n{headings}\n", encoding="utf-8")
    for number in range(1, lessons + 1):
        text = f"---\nlesson: {number}\n---\n\n{lesson_body(number)}"
        (folder / "notes" / f"{number:04}.md").write_text(text, encoding="utf-8")


def write_plain(folder: Path, lessons: int) -> None:
    """Writes the same notes as plain pages, with a configuration of stock Material."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# 合成课程\n", encoding="utf-8")
    for number in range(1, lessons + 1):
        text = f"# {lesson_title(number)}\n\n{lesson_body(number)}"
        (folder / "docs" / f"{number:04}.md").write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: plain\ntheme:\n  name: material\n  language: zh\n  font: false\n"
        "plugins:\n  - search:\n      lang: zh\n"
        "markdown_extensions:\n  - tables\n  - pymdownx.superfences\n  - pymdownx.highlight\n",
        encoding="utf-8",
    )


def _outline_headings(lessons: int) -> Iterator[str]:
    """Headings of subcourses of four weeks with ten lessons each."""
    for number in range(1, lessons + 1):
        week, section = (number - 1) // 10 % 4 + 1, (number - 1) % 10 + 1
        place, title = f"{number}.{week}.{section}", lesson_title(number)
        yield f"## {number} {place} {title} {number % 20 + 3:02}:30"


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
