"""Codes about dialects (DIA), front matter of notes (FRM) and copied articles (ART)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

_OUTLINE = "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.2 导论 04:10\n"

_ARTICLE = (
    "读书札记\n\n01 开始\n\n一段话,说说这门课。\n\n02 继续\n\n又一段话。\n\n03 后记\n\n完。\n"
)

CODES = (
    Code(
        id="DIA101",
        severity=Severity.INFO,
        title="no dialect fits a text well",
        why="headings, links or pictures of another dialect may be read as words",
        remedy="name the dialect of the file under `sources` in course.yml",
        example={"outline.md": _OUTLINE, "notes.md": "欢迎你。\n"},
    ),
    Code(
        id="FRM101",
        severity=Severity.WARNING,
        title="the front matter of a note cannot be read",
        why="nothing in it counts, so the note may stand on another lesson than it says",
        remedy="write `key: value` lines; quote values that hold a colon or a bracket",
        example={"outline.md": _OUTLINE, "notes.md": "---\nlesson: [1\n---\n\n# 欢迎\n"},
    ),
    Code(
        id="FRM102",
        severity=Severity.WARNING,
        title="value in the front matter of a note that its key cannot have",
        why="the key is without effect",
        remedy="write `lesson: 10` or `lesson: [10, 11]`; `video:` takes the address of a video",
        example={"outline.md": _OUTLINE, "notes.md": "---\nlesson: 第一课\n---\n\n# 欢迎\n\n词\n"},
    ),
    Code(
        id="ART101",
        severity=Severity.INFO,
        title="a publisher's notice is left out",
        why="it is not the author's, and it may name people and addresses",
        remedy="nothing, or delete the lines from the source",
        example={
            "outline.md": _OUTLINE,
            "notes.txt": f"{_ARTICLE}\n本文来自网友投稿,不代表本站立场。\n",
        },
    ),
    Code(
        id="ART102",
        severity=Severity.INFO,
        title="a list of related articles is left out",
        why="it is about other things and would be found by search",
        remedy="nothing, or delete the lines from the source",
        example={
            "outline.md": _OUTLINE,
            "notes.txt": f"{_ARTICLE}\n相关文章\n\n怎样浇花\n\n早晚各看一次…\n",
        },
    ),
    Code(
        id="ART103",
        severity=Severity.INFO,
        title="pictures that were lost when an article was copied",
        why="a reader sees a note in their place",
        remedy="save the pictures beside the notes and link them, as in `![词](images/a.png)`",
        example={
            "outline.md": _OUTLINE,
            "notes.txt": f"{_ARTICLE}\n04 附录\n\n图片\n图里是一条曲线。\n\n相关文章\n",
        },
    ),
    Code(
        id="ART104",
        severity=Severity.INFO,
        title="links that were lost when an article was copied",
        why="a reader sees a note in their place",
        remedy="find the address and write it, as in `[词](https://…)`",
        example={
            "outline.md": _OUTLINE,
            "notes.txt": f"{_ARTICLE}\n04 附录\n\n关于第一点的推导:\n推导\n\n相关文章\n",
        },
    ),
)
