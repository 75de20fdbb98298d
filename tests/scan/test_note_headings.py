"""Plain lines that open the notes on a lesson."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.source import Source
from site_builder.scan.note_headings import (
    find_note_headings,
    labelled_parts,
    named_lessons,
    named_parts,
)
from site_builder.scan.scanned import scan_source


def titles(text: str) -> list[tuple[int, str]]:
    """Level and title of each heading of ``text``."""
    source = Source("notes.md", text)
    found = find_note_headings(scan_source(source))
    return [(heading.level, heading.title) for heading in found]


@pytest.mark.parametrize(
    ("title", "lessons"),
    [
        ("第69课", (69,)),
        ("第 7 课：传粉", (7,)),
        ("第三讲 根", (3,)),
        ("第74~76课", (74, 75, 76)),
        ("第80、81课", (80, 81)),
        ("第5课程", ()),
        ("第9~3课", ()),
        ("根与茎", ()),
    ],
)
def test_lessons_that_a_heading_names(title: str, lessons: tuple[int, ...]) -> None:
    """Numbers before 课 are read one by one or as a range."""
    found = named_lessons(title)

    assert found == lessons


@pytest.mark.parametrize(
    ("title", "parts"), [("P87 P88", (87, 88)), ("P67 和 P68", (67, 68)), ("MP3", ()), ("根", ())]
)
def test_parts_that_a_heading_names(title: str, parts: tuple[int, ...]) -> None:
    """Every P with a number is a part."""
    found = named_parts(title)

    assert found == parts


def test_lines_open_lessons() -> None:
    """A line stands one level below its heading, and beside one that opens a lesson itself."""
    text = "## 叶\n\n第69课\n\n甲\n\n第70课 茎\n乙\n\n### P71\n\n第72、73课\n\n丙\n"

    found = titles(text)

    assert found == [
        (2, "叶"),
        (3, "第69课"),
        (3, "第70课 茎"),
        (3, "P71"),
        (3, "第72、73课"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "第69课\n\n只有一行。\n",
        "甲\n第69课\n乙\n第70课\n",
        "```\n\n第69课\n\n第70课\n```\n",
        "第69课讲了根。\n\n第70课讲了茎。\n",
    ],
    ids=["one alone", "within a paragraph", "in a fence", "sentences"],
)
def test_lines_that_open_nothing(text: str) -> None:
    """One line alone, lines within paragraphs or fences, and sentences are no headings."""
    found = titles(text)

    assert found == []


@given(st.text(alphabet="第课讲P12~、 \n#三根。", max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Headings come in order and do not overlap, whatever the text."""
    source = Source("notes.md", text)

    found = find_note_headings(scan_source(source))

    ends = [heading.span.end for heading in found]
    starts = [heading.span.start for heading in found]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


def test_bold_lines_are_headings_where_there_are_no_others() -> None:
    """Bold lines alone stand below the title of the text; bold words in a line do not."""
    bold = "".join(f"**{words}**\n\n甲 **乙** 丙\n\n" for words in ("根", "茎", "叶", "花"))

    found = titles(f"# 植物\n\n{bold}")

    assert found == [(1, "植物"), (2, "根"), (2, "茎"), (2, "叶"), (2, "花")]


@pytest.mark.parametrize("other", ["## 根\n\n甲\n\n## 茎\n\n", "**乙。**\n\n"])
def test_bold_lines_are_text_beside_headings_or_where_they_are_few(other: str) -> None:
    """What is bold in a text with headings, or now and then, is emphasis."""
    found = titles(f"{other}**甲**\n\n乙\n\n**丙**\n\n丁\n")

    assert not {(2, "甲"), (2, "丙")} & set(found)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("P45 生长", (45,)),
        ("P27-29 根", (27, 28, 29)),
        ("[P3~P4] 茎", (3, 4)),
        ("- P7:叶", (7,)),
        ("P2P 网络", ()),
        ("P95% 分位", ()),
        ("MP3", ()),
        ("见 P4", ()),
    ],
)
def test_parts_that_a_text_begins_with(text: str, parts: tuple[int, ...]) -> None:
    """Numbers of parts count at the beginning of a text only, one by one or as a range."""
    found = labelled_parts(text)

    assert found == parts
