"""Plain lines that open the notes on a lesson."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.source import Source, Span
from site_builder.scan.note_headings import find_note_headings, named_lessons, named_parts
from site_builder.scan.regions import find_regions


def titles(text: str) -> list[tuple[int, str]]:
    """Level and title of each heading of ``text``."""
    source = Source("notes.md", text)
    found = find_note_headings(source, find_regions(text), Span(0, len(text)))
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

    found = find_note_headings(source, find_regions(text), Span(0, len(text)))

    ends = [heading.span.end for heading in found]
    starts = [heading.span.start for heading in found]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
