"""Codes about archived copies, the glossary and links within the course (SNP, GLO, LNK)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

_OUTLINE = "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n[页面](https://example.org/a)\n"

CODES = (
    Code(
        id="SNP101",
        severity=Severity.WARNING,
        title="a copy is listed at another path than its address gives",
        why="the listed path counts; a copy saved by the usual rule would not be found",
        remedy="correct the path in the list, or move the copy to where the list says",
        example={
            "outline.md": f"{_OUTLINE}\n参考资料快照\n\n"
            '- [https://example.org/a]({% include relrefx.html url="/backup/outline.md/'
            'example.org/00000000.html" %})\n'
        },
    ),
    Code(
        id="GLO101",
        severity=Severity.WARNING,
        title="an entry of the glossary cannot be read",
        why="the term is missing from the page of terms",
        remedy="write each entry as a mapping with zh, en, text and lessons",
        example={"outline.md": _OUTLINE, "glossary.yml": "- en: gradient\n"},
    ),
    Code(
        id="LNK101",
        severity=Severity.WARNING,
        title="a link to no note and no file of the course",
        why="readers see the words, but there is nothing to follow",
        remedy="correct the path, which counts from the note's own folder, or add the file",
        example={"outline.md": _OUTLINE, "notes.md": "# 欢迎\n\n见[另一篇](missing.md)。\n"},
    ),
)
