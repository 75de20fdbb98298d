"""The colours of the style sheet: legible, and told apart by everyone."""

from __future__ import annotations

import re
from itertools import combinations
from math import dist
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "templates" / "theme" / "assets" / "site.css"

Colour = tuple[float, float, float]

VISION: dict[str, tuple[Colour, Colour, Colour]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is seen of linear red, green and blue: Machado, Oliveira and Fernandes, "A Physiologically
based Model for Simulation of Color Vision Deficiency", 2009, table 1, severity 1.0."""

APART = 20.0
"""Least distance of two course colours in CIELAB; 2.3 is what can just be noticed side by side."""


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_course_colours_are_told_apart(scheme: str, vision: str) -> None:
    """By readers of every kind of colour vision, in light and in dark."""
    colours = read_colours(scheme)
    seen = {n: lab(simulate(linear(colours[f"course-{n}"]), vision)) for n in range(1, 6)}

    near = {pair: dist(seen[pair[0]], seen[pair[1]]) for pair in combinations(seen, 2)}

    assert min(near.values()) >= APART, near


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_colours_stand_out_from_their_paper(scheme: str) -> None:
    """Words by 4.5:1, marks by 3:1; course colours are words on paper, and bear numbers."""
    colours = {name: luminance(linear(value)) for name, value in read_colours(scheme).items()}
    papers = [colours["paper"], colours["sunk"]]
    courses = [colours[f"course-{n}"] for n in range(1, 6)]

    words = [contrast(colours[n], p) for n in ("ink", "quiet", "accent") for p in papers]
    marks = [contrast(course, paper) for course in courses for paper in papers]
    numbers = [
        contrast(course, colours[other]) for course in courses for other in ("on-course", "paper")
    ]

    assert min(words) >= 4.5
    assert min(marks) >= 3.0
    assert min(numbers) >= 4.5


def read_colours(scheme: str) -> dict[str, str]:
    """The colours of a scheme by name, as ``paper`` or ``course-1``."""
    text = STYLES.read_text(encoding="utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', text, re.DOTALL)
    assert block is not None
    found = dict(re.findall(r"--site-([\w-]+): (#[0-9a-f]+);", block[1]))
    return {
        name: "#" + "".join(c * 2 for c in v[1:]) if len(v) == 4 else v for name, v in found.items()
    }


def linear(colour: str) -> Colour:
    """``#rrggbb`` as shares of light (IEC 61966-2-1)."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return red, green, blue


def simulate(light: Colour, vision: str) -> Colour:
    """What a reader with that colour vision sees."""
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True))))
        for row in VISION[vision]
    )
    return red, green, blue


def luminance(light: Colour) -> float:
    """Relative luminance, 0 to 1 (WCAG 2)."""
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), light, strict=True))


def contrast(one: float, other: float) -> float:
    """1 to 21 (WCAG 2)."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def lab(light: Colour) -> Colour:
    """CIELAB under D65."""
    matrix = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
    white = (0.95047, 1.0, 1.08883)
    x, y, z = (
        sum(a * b for a, b in zip(row, light, strict=True)) / w
        for row, w in zip(matrix, white, strict=True)
    )
    f = [v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])
