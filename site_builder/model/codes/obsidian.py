"""Codes about notes in the dialect of Obsidian (OBS)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

_OUTLINE = "# 课程\n\n## 1 1.1.1 欢迎 05:33\n"


def _example(note: str) -> dict[str, str | bytes]:
    return {"outline.md": _OUTLINE, "notes.md": note}


CODES = (
    Code(
        id="OBS101",
        severity=Severity.INFO,
        title="an author's comment is not published",
        why="%%…%% hides text from readers; Obsidian shows it only to its author",
        remedy="delete the percent signs if readers should see the text",
        example=_example("# 欢迎\n\n%%\n以后再写\n%%\n\n见 [[欢迎]]\n\n> [!note] 提示\n> 正文\n"),
    ),
    Code(
        id="OBS102",
        severity=Severity.WARNING,
        title="a wikilink to nothing on this site",
        why="readers see the words, but there is nothing to follow",
        remedy="correct the name, add the note, or write plain words",
        example=_example("# 欢迎\n\n见 [[没有这篇笔记]] 和 [[欢迎]]\n\n> [!note] 提示\n> 正文\n"),
    ),
)
