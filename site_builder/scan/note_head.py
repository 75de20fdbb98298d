"""Lines of a note that say where and when it was written, and the mark that ends it.

- [笔记来源](https://www.bilibili.com/video/BV…)     - 笔记时间:2022.03.09     ..... 未完待续
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from site_builder.model.note import Structure, StructureRole
from site_builder.model.source import Source, Span
from site_builder.model.video import VideoPlace
from site_builder.scan.links import AUTOLINK, BARE, INLINE
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.video_urls import parse_video_url

_HEAD_LINES = 12
"""Non-blank lines at the beginning of a note that may name its source."""

# "- 视频地址：" before or instead of a link's words
_SOURCE_WORDS = lazy_pattern(
    r"来源|出处|原视频|视频|课程|链接|地址|source|video|course", re.IGNORECASE
)

# 笔记时间:2022.03.09 · 2022年3月9日 · Date: 2022-03-09 12:00 · 更新于 2022/3/9
_DATE = lazy_pattern(
    r"""
    [ \t]*(?:[-*+>][ \t]+)*\**
    (?:(?-i:[\u3400-\u9fffA-Za-z ]{0,8})(?:时间|日期|于|Date|Updated)\**[ ]*[:：]?\**[ ]*)?
    (?:19|20)\d{2}[ ]?[-./年][ ]?\d{1,2}[ ]?[-./月][ ]?\d{1,2}日?
    (?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?
    [ \t]*
    """,
    re.VERBOSE | re.IGNORECASE,
)

# "..... TODO" · "未完待续……" · "（完）" · "------ EOF ------"
_END = lazy_pattern(
    r"""
    [\s.。…·*_=~(（\[【-]{0,80}
    (?:TODO|TBC|EOF|THE[ ]END|END|未完待续|待续|待更新|持续更新中?|更新中|完结?)
    [\s.。…·*_=~!！)）\]】-]{0,80}
  | \s{0,8}(?:[.。…][ ]?){3,80}\s{0,8}
    """,
    re.VERBOSE | re.IGNORECASE,
)


class NoteHead(Struct, frozen=True):
    """What the first lines of a note say of it."""

    video: VideoPlace | None
    """The video that they name; None where they name none."""
    structure: tuple[Structure, ...]
    """The lines that name video and date."""


def read_note_head(source: Source, within: Span) -> NoteHead:
    """The source lines among the first lines of ``within``.

    A line names the source where it is nothing but a link to a video, or a few words that say so
    and the link.

    Args:
        source: The text.
        within: Whole lines before the first chapter.
    """
    video: VideoPlace | None = None
    structure = []
    for line in _first_lines(source, within):
        text = source.slice(line)
        place = _video_of(text)
        if place is not None and video is None:
            video = place
        elif not _DATE.fullmatch(text.strip("\n")):
            continue
        structure.append(Structure(line, StructureRole.SOURCE))
    return NoteHead(video, tuple(structure))


def find_end_mark(source: Source, regions: Regions, within: Span) -> Span | None:
    """The last non-blank line of ``within``, if it only says that the note ends or goes on."""
    text = source.slice(within).rstrip()
    if not text:
        return None
    line = source.line_span(source.line_number(within.start + len(text) - 1))
    if regions.at(line.start) is not None:
        return None
    return line if _END.fullmatch(source.slice(line).rstrip("\n")) else None


def _first_lines(source: Source, within: Span) -> Iterator[Span]:
    if within.start >= within.end:
        return
    first, last = source.lines_of(within)
    count = 0
    for number in range(first, last + 1):
        if not source.line_text(number).strip():
            continue
        count += 1
        if count > _HEAD_LINES:
            return
        yield source.line_span(number)


def _video_of(line: str) -> VideoPlace | None:
    """The video that ``line`` links, where it does hardly anything else."""
    for pattern, group in ((INLINE, "target"), (AUTOLINK, "url"), (BARE, 0)):
        match = pattern.search(line)
        if match is None:
            continue
        place = parse_video_url(match[group] or "")
        if place is None or place.seconds is not None:
            return None
        rest = (line[: match.start()] + line[match.end() :]).strip(" \t\n-*+>:：|「」[]()（）")
        if not rest or (len(rest) <= 12 and _SOURCE_WORDS.search(rest)):
            return place
        return None
    return None
