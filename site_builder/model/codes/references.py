"""Codes about archived copies, the glossary and links within the course (SNP, GLO, LNK)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

_OUTLINE = "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n[页面](https://example.org/a)\n"
_COPY = "backup/outline.md/example.org/5c31bd96.html"
_LOCK = (
    "copies:\n"
    "- address: https://example.org/a\n"
    "  path: outline.md/example.org/5c31bd96.html\n"
    f"  sha256: {'f' * 64}\n"
    "  bytes: 8\n"
)

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
        id="SNP102",
        severity=Severity.WARNING,
        title="a copy is not the file that was recorded",
        why="readers trust that the copy is what was saved then; the page of the copy warns them",
        remedy="put the recorded file back, or record this one with: site-builder snapshot add",
        example={"outline.md": _OUTLINE, _COPY: "<p>b</p>", "snapshots.lock": _LOCK},
    ),
    Code(
        id="SNP103",
        severity=Severity.WARNING,
        title="a copy that cannot be shown",
        why="it is empty, damaged, too large or may not be read, so nobody can open it",
        remedy="make it again with: site-builder snapshot capture URL",
        example={"outline.md": _OUTLINE, _COPY: ""},
    ),
    Code(
        id="SNP104",
        severity=Severity.WARNING,
        title="a copy that was recorded is gone",
        why="the address has no copy any more",
        remedy="put the file back, or make it again with: site-builder snapshot capture --missing",
        example={"outline.md": _OUTLINE, "snapshots.lock": _LOCK},
    ),
    Code(
        id="SNP105",
        severity=Severity.WARNING,
        title="snapshots.lock cannot be read",
        why="nobody can tell whether the copies are those that were saved",
        remedy="mend the file, or take it from your last commit",
        example={"outline.md": _OUTLINE, "snapshots.lock": "copies: 3\n"},
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
