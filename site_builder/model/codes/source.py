"""Codes about reading files (SRC)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

_OUTLINE = "# 课程\n\n## 1 1.1.1 欢迎 05:33\n"

# "# 笔记\n\n梯度下降法\n"; to load the encoding takes longer than the rest of this folder
_GB18030 = b"# \xb1\xca\xbc\xc7\n\n\xcc\xdd\xb6\xc8\xcf\xc2\xbd\xb5\xb7\xa8\n"

# Zeros: of any other text each start of the program would fill the memory, 5 ms of it.
_TOO_LARGE = bytes(8 * 1024 * 1024 + 1)

CODES = (
    Code(
        id="SRC101",
        severity=Severity.WARNING,
        title="text is not UTF-8 and was read as another encoding",
        why="a guessed encoding may show wrong characters",
        remedy="save the file as UTF-8",
        example={"outline.md": _OUTLINE, "notes.md": _GB18030},
    ),
    Code(
        id="SRC102",
        severity=Severity.ERROR,
        title="bytes that no known encoding explains",
        why="the text cannot be shown; the file is left out",
        remedy="save the file as UTF-8, or move it out of the content folder",
        example={"outline.md": _OUTLINE, "notes.md": b"# \xff\xff\x81\x00\xff\n"},
    ),
    Code(
        id="SRC103",
        severity=Severity.WARNING,
        title="NUL or other control characters in a text",
        why="browsers do not show them and they break search",
        remedy="delete the characters; the file may be damaged",
        example={"outline.md": _OUTLINE, "notes.md": "# 笔记\n\n梯\x00度\n"},
    ),
    Code(
        id="SRC104",
        severity=Severity.INFO,
        title="empty file",
        why="it adds nothing to the site",
        remedy="write into it or delete it",
        example={"outline.md": _OUTLINE, "notes.md": "\n\n"},
    ),
    Code(
        id="SRC105",
        severity=Severity.ERROR,
        title="file larger than a text of notes can be",
        why="it would slow down every build and every reader; it is left out",
        remedy="split the file, or move it out of the content folder",
        example={"outline.md": _OUTLINE, "notes.md": _TOO_LARGE},
    ),
)
