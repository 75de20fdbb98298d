"""Source lines and end marks of notes."""

import pytest

from site_builder.model.source import Source, Span
from site_builder.scan.note_head import find_end_mark, read_note_head
from site_builder.scan.regions import find_regions

_URL = "https://www.bilibili.com/video/BV1FT4y1E74V"


@pytest.mark.parametrize(
    "line",
    [
        f"- [笔记来源]({_URL}?from=search)",
        f"[揉面课]({_URL})",
        f"视频地址：{_URL}",
        f"> 原视频: <{_URL}>",
    ],
)
def test_line_that_names_the_video(line: str) -> None:
    """A link to a video, alone or behind a few words, names the source."""
    source = Source("a.md", f"{line}\n\n正文\n")

    head = read_note_head(source, Span(0, len(source.text)))

    assert head.video is not None
    assert head.video.video.id == "BV1FT4y1E74V"
    assert [source.lines_of(item.span) for item in head.structure] == [(1, 1)]


@pytest.mark.parametrize(
    "line",
    [
        f"在[这一段]({_URL})里老师讲了为什么要揉面",
        f"[03:10]({_URL}?t=190)",
        "[来源](https://example.org/)",
        "正文",
    ],
)
def test_line_of_notes(line: str) -> None:
    """A sentence with a link, a time and other addresses are notes."""
    source = Source("a.md", f"{line}\n")

    head = read_note_head(source, Span(0, len(source.text)))

    assert head.video is None
    assert head.structure == ()


@pytest.mark.parametrize(
    "line",
    ["- 笔记时间:2022.03.09", "2022-3-9", "**日期**：2022年3月9日", "更新于 2022/03/09 12:30"],
)
def test_date_line(line: str) -> None:
    """A date by itself, or behind a word for it, is no note."""
    source = Source("a.md", f"{line}\n正文\n")

    head = read_note_head(source, Span(0, len(source.text)))

    assert [source.lines_of(item.span) for item in head.structure] == [(1, 1)]


def test_only_the_first_lines_count() -> None:
    """A link far down is a reference, not the source."""
    source = Source("a.md", "一段\n" * 20 + f"{_URL}\n")

    head = read_note_head(source, Span(0, len(source.text)))

    assert head.video is None


@pytest.mark.parametrize(
    "mark", ["..... TODO", "未完待续……", "（完）", "TODO", "------ EOF ------", "……………", "待更新。"]
)
def test_end_mark(mark: str) -> None:
    """The last line is an end mark where it says nothing else."""
    text = f"正文\n\n{mark}\n\n\n"
    source = Source("a.md", text)

    line = find_end_mark(source, find_regions(text), Span(0, len(text)))

    assert line is not None
    assert source.lines_of(line) == (3, 3)


@pytest.mark.parametrize("text", ["TODO 补图\n", "正文\n", "```\nend\n", "", "TODO\n正文\n"])
def test_no_end_mark(text: str) -> None:
    """Words, code and marks before the end are none."""
    source = Source("a.md", text)

    line = find_end_mark(source, find_regions(text), Span(0, len(text)))

    assert line is None
