"""Codes about the manifest ``course.yml`` (CFG)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

_OUTLINE = "# 课程\n\n## 1 1.1.1 欢迎 05:33\n"

CODES = (
    Code(
        id="CFG101",
        severity=Severity.ERROR,
        title="the manifest cannot be read",
        why="nothing in it counts, so notes may stand on other lessons than the author says",
        remedy="correct the YAML at the place named, or delete the file: everything in it has a"
        " default",
        example={"outline.md": _OUTLINE, "course.yml": "title: [课程\n"},
    ),
    Code(
        id="CFG102",
        severity=Severity.ERROR,
        title="unknown key in the manifest",
        why="a misspelt key is silently without effect",
        remedy="write one of the known keys: title, title_en, video, language, snapshots, sources,"
        " place",
        example={"outline.md": _OUTLINE, "course.yml": "titel: 课程\n"},
    ),
    Code(
        id="CFG103",
        severity=Severity.ERROR,
        title="value in the manifest that its key cannot have",
        why="the key is without effect",
        remedy="write a value of the kind that the message names",
        example={"outline.md": _OUTLINE, "course.yml": "sources:\n  '*.txt': obsidain\n"},
    ),
    Code(
        id="CFG104",
        severity=Severity.ERROR,
        title="key that occurs twice in the manifest",
        why="only one of the two values can count: the last",
        remedy="delete one of them",
        example={"outline.md": _OUTLINE, "course.yml": "title: 一\ntitle: 二\n"},
    ),
    Code(
        id="CFG105",
        severity=Severity.WARNING,
        title="rule of the manifest that no file matches",
        why="the rule is without effect; the file may have been renamed",
        remedy="write the path as it is below the content folder, with forward slashes",
        example={"outline.md": _OUTLINE, "course.yml": "sources:\n  'notse/*.md': plain\n"},
    ),
)
