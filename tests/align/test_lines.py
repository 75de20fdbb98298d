"""Paragraphs whose lines are notes of their own."""

import pytest

from site_builder.align.lines import by_lines
from site_builder.align.notes import align_notes
from site_builder.model.config import Config
from tests.align.builders import course, notes
from tests.align.test_notes import lessons_by_line


def parts(text: str) -> list[str]:
    """The words of the blocks that ``text`` below a heading is taken apart into."""
    document = by_lines(notes(f"# 笔记\n\n{text}\n"))
    return [block.words.strip() for block in document.sections[0].blocks]


def test_short_lines_are_notes_each() -> None:
    """Lines that an author ended stand for themselves."""
    found = parts("根：吸水\n茎：运输\n叶：光合作用，制造养分")

    assert found == ["根：吸水", "茎：运输", "叶：光合作用，制造养分"]


@pytest.mark.parametrize(
    "text",
    [
        "Roots take up water and minerals from the soil, and they also hold the\nplant upright.",
        "Roots take up water\nand minerals",
        "根吸收水分，\n也固定植株",
        "吸水量 $w =\nk t$ 随时间变",
        "title: 笔记\ntags:",
        "<font color=red>\n重点\n</font>",
    ],
)
def test_text_that_goes_on_stays_whole(text: str) -> None:
    """Wrapped sentences, formulas, settings and raw HTML are no notes by the line."""
    found = parts(text)

    assert len(found) == 1


def test_lines_stand_on_the_lessons_they_name() -> None:
    """Lines of one paragraph below a heading on a week go each to its own lesson."""
    document = notes("# 第二周\n\n根：吸水\n茎的结构：运输\n叶与光合作用：养分\n")

    alignment = align_notes([document], course(), Config()).value

    found = lessons_by_line(document, alignment)
    assert [found[line][0] for line in (3, 4, 5)] == [4, 5, 6]
