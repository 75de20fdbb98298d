from __future__ import annotations

from site_builder.align.curriculum import Scope, read_curriculum
from site_builder.align.numbering import Numbered, trusted_numbers
from tests.align.builders import course

OPEN: Scope = (None, None)


def believed(headings: list[Numbered]) -> list[int | None]:
    """The lesson that each number means most, where it is believed at all."""
    found = trusted_numbers(headings, read_curriculum(course()))
    return [
        max(meant, key=meant.__getitem__) if meant and max(meant.values()) > 0.5 else None
        for meant in found
    ]


def test_week_and_section() -> None:
    """``2.3`` below the first subcourse is its second week's third lesson."""
    headings = [
        Numbered((2, 1), (1, None), 4),
        Numbered((2, 2), (1, None), 5),
        Numbered((2, 3), (1, None), None),
    ]

    assert believed(headings) == [4, 5, 6]


def test_chapter_is_no_week() -> None:
    """An author's own chapter number is learned from the clear titles in the chapter."""
    headings = [
        Numbered((7, 1), OPEN, 4),
        Numbered((7, 2), OPEN, 5),
        Numbered((7, 3), OPEN, None),
        Numbered((7, 4), OPEN, 7),
    ]

    assert believed(headings) == [4, 5, 6, 7]


def test_shifted_numbers_are_not_believed() -> None:
    """Behind an inserted section, numbers that clear titles contradict mean nothing."""
    headings = [
        Numbered((2, 1), (1, None), 4),
        Numbered((2, 2), (1, None), None),
        Numbered((2, 3), (1, None), 5),
        Numbered((2, 4), (1, None), 6),
    ]

    assert believed(headings)[1] is None


def test_running_numbers() -> None:
    """A single number may be that of the lesson."""
    headings = [Numbered((4,), OPEN, 4), Numbered((5,), OPEN, 5), Numbered((9,), OPEN, None)]

    assert believed(headings) == [4, 5, 9]
