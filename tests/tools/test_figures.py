"""The figures of the notes are what their scripts draw."""

from xml.etree import ElementTree as ET

import pytest

from tools.figures import FIGURES
from tools.figures.drawing import IMAGES, Figure


@pytest.fixture(scope="module")
def figures() -> tuple[Figure, ...]:
    """All of them, drawn anew."""
    return tuple(draw() for draw in FIGURES)


def test_drawing_again_changes_nothing(figures: tuple[Figure, ...]) -> None:
    """Each file in the repository is, byte for byte, what the scripts draw today."""
    stale = [
        figure.name
        for figure in figures
        if IMAGES.joinpath(f"{figure.name}.svg").read_text(encoding="utf-8") != figure.svg()
    ]

    assert stale == []


def test_no_two_figures_share_a_file(figures: tuple[Figure, ...]) -> None:
    """Figures of different courses do not write over each other."""
    names = [figure.name for figure in figures]

    assert len(set(names)) == len(names)


def test_figures_stay_on_their_card(figures: tuple[Figure, ...]) -> None:
    """Each is well-formed XML, and no dot or piece of text lies outside of the card."""
    for figure in figures:
        root = ET.fromstring(figure.svg())

        places = [(node.get("cx", node.get("x")), node.get("cy", node.get("y"))) for node in root]
        inside = [
            0 <= float(x) <= figure.width and 0 <= float(y) <= figure.height
            for x, y in places
            if x is not None and y is not None
        ]

        assert len(inside) > 2
        assert all(inside), figure.name
