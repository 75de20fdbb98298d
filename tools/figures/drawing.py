"""How a figure is drawn: the card with its colours, and the pieces that lie on it.

The colours are those of text on the card, in light and in dark; a browser that shows the file as an
image follows the colour scheme of the page.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

IMAGES = Path(__file__).resolve().parents[2] / "content" / "notes" / "images"

Point: TypeAlias = tuple[float, float]
Curve: TypeAlias = Callable[[float], float]

# Strokes are `a` to `d`, fills of dots, areas and words `af` to `df`.
STYLE = """  <style>
    .card { fill: #ffffff; stroke: #d5d8de; }
    .axis { stroke: #4a4f59; fill: none; stroke-width: 1.5; }
    .grid { stroke: #dfe2e7; fill: none; stroke-width: 1; }
    .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
    .fine { fill: none; stroke-width: 1.3; }
    .a { stroke: #2f5fc4; } .b { stroke: #b4470f; } .c { stroke: #1f7a3d; } .d { stroke: #8a8f99; }
    .dash { stroke-dasharray: 8 4; } .dots { stroke-dasharray: 2 4; }
    .box { fill: #f3f5f9; stroke: #4a4f59; stroke-width: 1.3; }
    .ghost { fill: none; stroke: #8b919c; stroke-width: 1.2; stroke-dasharray: 4 3; }
    text { fill: #22262e; font-size: 15px; }
    .small { fill: #4a4f59; font-size: 13px; }
    .af { fill: #2f5fc4; } .bf { fill: #a03c0a; } .cf { fill: #1b6b35; } .df { fill: #6b717c; }
    .soft { fill-opacity: 0.22; }
    @media (prefers-color-scheme: dark) {
      .card { fill: #1d2128; stroke: #3a404b; }
      .axis { stroke: #b5bbc6; }
      .grid { stroke: #343a45; }
      .a { stroke: #8fb3ff; } .b { stroke: #ffab7a; }
      .c { stroke: #7fd89a; } .d { stroke: #8d95a3; }
      .box { fill: #272c35; stroke: #b5bbc6; }
      .ghost { stroke: #818896; }
      text { fill: #eceff4; }
      .small { fill: #b5bbc6; }
      .af { fill: #8fb3ff; } .bf { fill: #ffab7a; } .cf { fill: #7fd89a; } .df { fill: #9aa2b0; }
    }
  </style>"""

FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished picture."""

    name: str
    """The file name without its ending."""
    title: str
    """What it shows, in a few words."""
    description: str
    """What there is to see, for those who do not see it."""
    width: int
    """Of the card, in the units of the drawing."""
    height: int
    """Of the card, in the units of the drawing."""
    body: tuple[str, ...]
    """The elements on the card, in the order in which they are painted."""

    def svg(self) -> str:
        """The whole file."""
        card = f'x="0.5" y="0.5" width="{self.width - 1}" height="{self.height - 1}"'
        lines = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}"',
            f'  role="img" aria-labelledby="t d" font-family="{FONT}">',
            f'  <title id="t">{self.title}</title>',
            f'  <desc id="d">{self.description}</desc>',
            STYLE,
            f'  <rect class="card" {card}/>',
            *(f"  {item}" for item in self.body),
            "</svg>",
            "",
        )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle of the picture with ranges of its own for x and y."""

    left: float
    top: float
    width: float
    height: float
    low: Point
    """The values at the lower left corner."""
    high: Point
    """The values at the upper right corner."""

    def at(self, point: Point) -> Point:
        """Where a point of the data lies in the picture."""
        across = (point[0] - self.low[0]) / (self.high[0] - self.low[0])
        up = (point[1] - self.low[1]) / (self.high[1] - self.low[1])
        return (self.left + across * self.width, self.top + (1 - up) * self.height)

    def edges(self) -> str:
        """The left and the lower edge."""
        bottom = self.top + self.height
        return (
            f'<path class="axis" d="M{number(self.left)} {number(self.top)}'
            f' V{number(bottom)} H{number(self.left + self.width)}"/>'
        )

    def scale(self, levels: Mapping[float, str], ticks: Mapping[float, str]) -> list[str]:
        """Labelled grid lines across, the two edges, and labelled places along the x axis."""
        return [
            *(item for value, words in levels.items() for item in self.level(value, words)),
            self.edges(),
            *(self.tick(value, words) for value, words in ticks.items()),
        ]

    def axes(self, cross: Point = (0.0, 0.0)) -> tuple[str, str]:
        """Both axes as arrows that cross at a point of the data."""
        x, y = cross
        return (
            arrow(self.at((self.low[0], y)), self.at((self.high[0], y))),
            arrow(self.at((x, self.low[1])), self.at((x, self.high[1]))),
        )

    def line(self, points: Sequence[Point], style: str) -> str:
        """A line through points of the data."""
        return path([self.at(point) for point in points], style)

    def curve(self, f: Curve, style: str, count: int = 160) -> str:
        """The graph of a function as a line of ``count`` pieces, as far as it is inside."""
        points = [(x, f(x)) for x in spaced(self.low[0], self.high[0], count + 1)]
        return self.line([p for p in points if self.low[1] <= p[1] <= self.high[1]], style)

    def dots(self, points: Sequence[Point], style: str, radius: float = 3.5) -> tuple[str, ...]:
        """A dot at each point of the data."""
        return tuple(dot(self.at(point), style, radius) for point in points)

    def level(self, value: float, words: str) -> tuple[str, str]:
        """A horizontal grid line and its label."""
        x, y = self.at((self.low[0], value))
        return (
            f'<path class="grid" d="M{number(x)} {number(y)} H{number(x + self.width)}"/>',
            label((x - 6, y + 4), words, "small", "end"),
        )

    def tick(self, value: float, words: str) -> str:
        """The label of a place on the x axis."""
        x, _ = self.at((value, self.low[1]))
        return label((x, self.top + self.height + 18), words, "small")


def number(value: float) -> str:
    """A coordinate with at most two decimals and no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def plain(values: Iterable[float]) -> dict[float, str]:
    """Values as they are written."""
    return {value: f"{value:g}" for value in values}


def powers(exponents: Iterable[int]) -> dict[float, str]:
    """Exponents of ten as powers."""
    return {value: f"10{superscript(value)}" if value else "1" for value in exponents}


def superscript(value: int) -> str:
    """A whole number as an exponent."""
    return str(value).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def spaced(start: float, end: float, count: int) -> list[float]:
    """Numbers at equal distances, both ends included."""
    return [start + (end - start) * index / (count - 1) for index in range(count)]


def label(place: Point, words: str, style: str = "", anchor: str = "middle") -> str:
    """One line of words."""
    look = f' class="{style}"' if style else ""
    at = f'x="{number(place[0])}" y="{number(place[1])}"'
    return f'<text{look} {at} text-anchor="{anchor}">{words}</text>'


def path(points: Sequence[Point], style: str) -> str:
    """A broken line through the points."""
    steps = " L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path class="{style}" d="M{steps}"/>'


def dot(place: Point, style: str, radius: float = 4) -> str:
    """A filled dot."""
    at = f'cx="{number(place[0])}" cy="{number(place[1])}" r="{number(radius)}"'
    return f'<circle class="{style}" {at}/>'


def box(middle: Point, size: Point, style: str = "box", corner: float = 6) -> str:
    """A rectangle with round corners, given by its middle."""
    x, y = middle[0] - size[0] / 2, middle[1] - size[1] / 2
    at = f'x="{number(x)}" y="{number(y)}" width="{number(size[0])}" height="{number(size[1])}"'
    return f'<rect class="{style}" {at} rx="{number(corner)}"/>'


def arrow(start: Point, end: Point, style: str = "axis") -> str:
    """A line with a head at its end."""
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    left = (end[0] - 9 * math.cos(angle - 0.45), end[1] - 9 * math.sin(angle - 0.45))
    right = (end[0] - 9 * math.cos(angle + 0.45), end[1] - 9 * math.sin(angle + 0.45))
    line = f"M{number(start[0])} {number(start[1])} L{number(end[0])} {number(end[1])}"
    head = (
        f"M{number(left[0])} {number(left[1])} L{number(end[0])} {number(end[1])}"
        f" L{number(right[0])} {number(right[1])}"
    )
    return f'<path class="{style}" d="{line} {head}"/>'
