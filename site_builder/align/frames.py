"""Sections around the notes themselves, which are on no lesson whatever words they hold."""

from __future__ import annotations

import re

from site_builder.scan.framing import frames_notes
from site_builder.scan.patterns import lazy_pattern

# 第三周作业：… · 编程作业答疑 · 编程练习 · 课后习题 · Week 2 quiz · Homework 3
_WORK = lazy_pattern(
    r"""
    (?:(?:第\s*\S{1,3}\s*[周课章]|week\s*\d{1,2}|本周|课后|编程|大)[\s:：的-]*){0,3}
    (?:(?:作业|习题|练习题?|测验|测试题)(?!(?-i:[\u3400-\u4dff\u4e01-\u9fff]))|(?<=编程|课后)作业
       |quiz(?:zes)?\b|homework\b|assignments?\b|exercises?\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)

# 编程作业 · 习题测试 · Programming assignments: … as a line of its own
_LINE = lazy_pattern(
    r"""
    (?:(?:第\s*\S{1,3}\s*[周课章]|week\s*\d{1,2}|本周|课后|编程|大|programming|coding)[\s:：的-]*){0,3}
    (?:(?:作业|习题|练习题?|测验|测试题)(?:测试|测验|练习|题)?
       |quiz(?:zes)?|homeworks?|assignments?|exercises?)
    \s*\d{0,2}\s*(?:[:：(（].*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)

# 优化练习 · 第三课的习题 ; not 练习曲
_ENDS_WORK = lazy_pattern(r"\W*\w{1,10}(?:作业|练习|习题)\W*$")

# 环境安装 · 安装 Python · Setup · 记号备忘 · 公式速查
_TOOLS = lazy_pattern(
    r"(?:环境|软件|开发环境)?(?:安装|配置|搭建)\W|(?:软件|环境)(?:安装|配置|搭建)|安装|install"
    r"|setup\b|.{0,8}(?:备忘录?|速查表?|cheat\s?sheet)\W*$",
    re.IGNORECASE,
)


def is_frame(title: str) -> bool:
    """Whether ``title`` is that of a preface, an afterword, homework, an installation or a list."""
    return frames_notes(title) or is_homework(title) or _TOOLS.match(title) is not None


def is_homework(title: str) -> bool:
    """Whether ``title`` is that of homework, of which all that stands below it is a part."""
    return _WORK.match(title) is not None or _ENDS_WORK.match(title) is not None


def says_homework(text: str) -> bool:
    """Whether ``text`` begins with a line that names homework and says nothing before that."""
    return _LINE.fullmatch(text.strip().partition("\n")[0].rstrip(" .。")) is not None
