"""Formulas of a text: what they say and how they stand."""

import pytest

from site_builder.scan.formulas import place_formula, tex_of
from site_builder.scan.regions import find_regions


@pytest.mark.parametrize(
    ("text", "display", "alone", "tail"),
    [
        ("$x$", False, False, ""),
        ("$$x$$", True, True, ""),
        ("- $$x$$", True, True, ""),
        ("> $$x$$。", True, True, "。"),
        ("文 $$x$$", False, False, ""),
        ("$$x$$ 文", False, False, ""),
        ("文 $$\nx\n$$", True, False, ""),
        ("\\[\nx\n\\]", True, True, ""),
    ],
)
def test_place_formula(text: str, *, display: bool, alone: bool, tail: str) -> None:
    """A formula stands alone when its lines hold nothing but marks; words make it inline."""
    place = place_formula(text, find_regions(text).items[0])

    assert (place.display, place.alone, place.tail) == (display, alone, tail)


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("$ x$ $x_1$", "x_1"),
        ("$$\na % 注\n\n= b\\%\n$$", "a = b\\%"),
        ("> $$\n> a\n> > b\n> $$", "a > b"),
        ("\\(a\n b\\)", "a b"),
    ],
)
def test_tex_of_is_one_line(text: str, tex: str) -> None:
    """TeX comes on one line, without delimiters, comments and quote marks."""
    place = place_formula(text, find_regions(text).items[0])

    assert tex_of(text, place) == tex
