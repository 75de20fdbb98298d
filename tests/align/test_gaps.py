from __future__ import annotations

from site_builder.align.notes import align_notes
from site_builder.model.config import Config
from tests.align.builders import SAILING, course, notes
from tests.align.test_notes import heading_lessons

BEFORE = "## Reading the wind\n\n甲\n\n"
BEHIND = "## Tacking\n\n乙\n"


def placed(text: str) -> dict[str, int]:
    """The lesson of each heading of notes on sailing."""
    document = notes(text)
    return heading_lessons(document, align_notes([document], course(SAILING), Config()).value)


def test_a_faint_word_is_enough_between_two_lessons() -> None:
    """A heading stands on the one lesson between its neighbours that its text speaks of faintly."""
    text = f"{BEFORE}## 角度\n\nTen degrees more and the sail flaps.\n\n{BEHIND}"

    assert placed(text)["角度"] == 4


def test_nothing_is_placed_without_a_word() -> None:
    """A heading of which no word speaks for what lies between stays unplaced."""
    text = f"{BEFORE}## 午饭\n\n面包和奶酪。\n\n{BEHIND}"

    assert "午饭" not in placed(text)


def test_neighbours_far_apart_open_no_gap() -> None:
    """The same faint word says nothing where the neighbours do not bound it."""
    text = "## 角度\n\nTen degrees more and the sail flaps.\n"

    assert "角度" not in placed(text)


def test_headings_below_one_chapter_share_the_lesson_between() -> None:
    """Where one lesson lies between, all parts of the one chapter between are held against it."""
    text = "The sail of a friend was torn last week, and he had to mend it at home with wax.\n\n"
    parts = f"## 三、另一节\n\n### 其一\n\n{text}### 其二\n\n{text}"

    found = placed(f"{BEFORE}{parts}{BEHIND}")

    assert (found["其一"], found["其二"]) == (4, 4)
