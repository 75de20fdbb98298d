"""Codes about times and parts of videos (VID)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

_VIDEO = "https://www.bilibili.com/video/BV1xx411c7XZ"
_OUTLINE = f"# 课程\n\n* 课程 00:05:33 1 <{_VIDEO}>\n\n## 1 1.1.1 欢迎 05:33\n"


def _example(line: str) -> dict[str, str | bytes]:
    return {"outline.md": _OUTLINE, "notes.md": f"# 欢迎\n\n{line} 说明 [[欢迎]]\n"}


CODES = (
    Code(
        id="VID101",
        severity=Severity.WARNING,
        title="the label of a timestamp contradicts its address",
        why="a reader who clicks lands at another moment than the text says; the address counts",
        remedy="play both moments and correct the wrong one",
        example=_example(f"[05:00]({_VIDEO}?p=1#t=276.01)"),
    ),
    Code(
        id="VID102",
        severity=Severity.WARNING,
        title="figures of a timestamp that are no time",
        why="no player understands the time, so the text cannot lead to it",
        remedy="write minutes and seconds, as in [12:05], or hours too, as in [1:02:05]",
        example=_example(f"[03:75]({_VIDEO}?p=1)"),
    ),
    Code(
        id="VID103",
        severity=Severity.WARNING,
        title="address of a video with a broken host",
        why="the address as written opens nothing; the site links the repaired one",
        remedy="correct the host in the source, as in https://www.bilibili.com/video/…",
        example=_example("[00:59](https://.bilibili.com/video/BV1xx411c7XZ?p=1#t=59)"),
    ),
    Code(
        id="VID104",
        severity=Severity.WARNING,
        title="a timestamp behind the end of its lesson",
        why="the player jumps to the end, or plays the next part",
        remedy="correct the time, or the part (p=…) that it belongs to",
        example=_example(f"[45:00]({_VIDEO}?p=1&t=2700)"),
    ),
    Code(
        id="VID105",
        severity=Severity.WARNING,
        title="a part of the video that the course does not have",
        why="the address opens the first part, which is another lesson",
        remedy="correct the part (p=…), or add the lesson to the outline",
        example=_example(f"[00:59]({_VIDEO}?p=9&t=59)"),
    ),
    Code(
        id="VID106",
        severity=Severity.WARNING,
        title="a timestamp in a note that names no video",
        why="nobody can tell which video it points into; the text stays as it is",
        remedy="add `video: <address>` to the front matter of the note",
        example=_example("{{youtube-timestamp 125}}"),
    ),
)
