"""Codes about placing notes on lessons (ALN)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

_OUTLINE = (
    "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.2 梯度下降法 11:24\n\n## 3 3.1.3 激活函数 10:57\n"
)

CODES = (
    Code(
        id="ALN101",
        severity=Severity.INFO,
        title="a section stands on a lesson for which little speaks",
        why="readers may find it on the wrong page",
        remedy="read the section, and name its lesson under place: in course.yml",
        example={
            "outline.md": _OUTLINE,
            "notes.md": "# 笔记\n\n## 梯度下降在野外徒步的比喻\n\n随手记。\n",
        },
    ),
    Code(
        id="ALN102",
        severity=Severity.INFO,
        title="a section stands on no lesson",
        why="it is shown on the page 未归类 and on no lesson's page",
        remedy="name its lesson under place: in course.yml, or leave it there",
        example={"outline.md": _OUTLINE, "notes.md": "# 笔记\n\n## 番茄炒蛋\n\n先炒蛋。\n"},
    ),
    Code(
        id="ALN103",
        severity=Severity.WARNING,
        title="place: names a section that is not there",
        why="the override has no effect",
        remedy="write FILE:LINE with a line of the section, or FILE#heading as the heading reads",
        example={
            "outline.md": _OUTLINE,
            "notes.md": "# 笔记\n\n## 梯度下降法\n\n沿负梯度走。\n",
            "course.yml": 'place:\n  "notes.md#没有这个标题": 2\n',
        },
    ),
    Code(
        id="ALN104",
        severity=Severity.WARNING,
        title="a lesson number that the outline does not have",
        why="what is said to belong to it cannot be shown there",
        remedy="correct the number, or add the lesson to the outline",
        example={
            "outline.md": _OUTLINE,
            "notes.md": "---\nlesson: 99\n---\n\n# 笔记\n\n沿负梯度走。\n",
        },
    ),
)
