"""Lines that stand around notes: prefaces, afterwords, lists of sources."""

from __future__ import annotations

import re

from site_builder.scan.patterns import lazy_pattern

# 前言 · 后记 · 写在最后 · Appendix · 参考资料：
_AROUND = lazy_pattern(
    r"""
    (?:前言|序言?|引子|写在(?:前面|最后|开头|末尾|结尾)|后记|尾声|结语|附录|附[：:].*|致谢|目录
    |参考(?:文献|资料|链接|书目?)?|(?:相关|学习|课程|代码|项目)?(?:资料|链接|地址)|更新(?:日志|记录)|待办|todo
    |preface|foreword|afterword|appendix|references|acknowledge?ments|contents|changelog)\W*
    """,
    re.IGNORECASE | re.VERBOSE,
)


def frames_notes(title: str) -> bool:
    """Whether ``title`` is that of a preface, an afterword or a list of sources."""
    return _AROUND.fullmatch(title) is not None
