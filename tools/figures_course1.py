"""Draw the figures of course 1 as SVG: computed curves, graphs and boxes.

Run `python tools/figures_course1.py`; the files land in content/notes/images/. The result
depends on nothing but this file, so running it twice changes nothing.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

IMAGES = Path(__file__).resolve().parent.parent / "content" / "notes" / "images"

Point = tuple[float, float]
Curve = Callable[[float], float]

STYLE = """  <style>
    .card { fill: #ffffff; stroke: #d5d8de; }
    .axis { stroke: #4a4f59; fill: none; stroke-width: 1.5; }
    .grid { stroke: #e3e6eb; fill: none; stroke-width: 1; }
    .a { stroke: #2f5fc4; } .b { stroke: #b4470f; } .c { stroke: #1f7a3d; }
    .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
    .thin { stroke-width: 1.3; }
    .dash { stroke-dasharray: 6 4; }
    .af { fill: #2f5fc4; } .bf { fill: #a03c0a; } .cf { fill: #1b6b35; }
    .box { fill: #f3f5f9; stroke: #4a4f59; stroke-width: 1.3; }
    .ghost { fill: none; stroke: #8b919c; stroke-width: 1.2; stroke-dasharray: 4 3; }
    text { fill: #22262e; font-size: 15px; }
    .small { font-size: 13px; fill: #4a4f59; }
    text.af { fill: #2f5fc4; } text.bf { fill: #a03c0a; }
    text.cf { fill: #1b6b35; }
    @media (prefers-color-scheme: dark) {
      .card { fill: #1d2128; stroke: #3a404b; }
      .axis { stroke: #b5bbc6; }
      .grid { stroke: #313743; }
      .a { stroke: #8fb3ff; } .b { stroke: #ffab7a; } .c { stroke: #7fd89a; }
      .af { fill: #8fb3ff; } .bf { fill: #ffab7a; } .cf { fill: #7fd89a; }
      .box { fill: #272c35; stroke: #b5bbc6; }
      .ghost { stroke: #818896; }
      text { fill: #eceff4; }
      .small { fill: #b5bbc6; }
      text.af { fill: #8fb3ff; } text.bf { fill: #ffab7a; }
      text.cf { fill: #7fd89a; }
    }
  </style>"""

FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


def number(value: float) -> str:
    """A coordinate with at most two decimals and no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished picture: its file name, its size, what it says and what it is drawn of."""

    name: str
    size: tuple[int, int]
    title: str
    about: str
    body: Sequence[str]

    @property
    def width(self) -> int:
        """How wide the card is."""
        return self.size[0]

    @property
    def height(self) -> int:
        """How high the card is."""
        return self.size[1]

    def svg(self) -> str:
        """The whole file: the picture on its own card."""
        card = f'x="0.5" y="0.5" width="{self.width - 1}" height="{self.height - 1}" rx="10"'
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}"',
            f'  role="img" aria-labelledby="t d" font-family="{FONT}">',
            f'  <title id="t">{self.title}</title>',
            f'  <desc id="d">{self.about}</desc>',
            STYLE,
            f'  <rect class="card" {card}/>',
            *(f"  {line}" for line in self.body),
            "</svg>",
            "",
        ]
        return "\n".join(lines)


def text(at: Point, words: str, look: str = "", anchor: str = "middle") -> str:
    """One line of words."""
    style = f' class="{look}"' if look else ""
    place = f'x="{number(at[0])}" y="{number(at[1])}"'
    return f'<text{style} {place} text-anchor="{anchor}">{words}</text>'


def path(points: Sequence[Point], look: str) -> str:
    """A broken line through the points."""
    steps = " L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path class="{look}" d="M{steps}"/>'


def dot(at: Point, look: str, radius: float = 4) -> str:
    """A filled dot."""
    place = f'cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}"'
    return f'<circle class="{look}" {place}/>'


def box(at: Point, size: Point, look: str = "box") -> str:
    """A rectangle with round corners, given by its middle."""
    x, y = at[0] - size[0] / 2, at[1] - size[1] / 2
    place = f'x="{number(x)}" y="{number(y)}" width="{number(size[0])}" height="{number(size[1])}"'
    return f'<rect class="{look}" {place} rx="6"/>'


def arrow(start: Point, end: Point, look: str = "axis") -> str:
    """A line with a head at its end."""
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    left = (end[0] - 9 * math.cos(angle - 0.45), end[1] - 9 * math.sin(angle - 0.45))
    right = (end[0] - 9 * math.cos(angle + 0.45), end[1] - 9 * math.sin(angle + 0.45))
    line = f"M{number(start[0])} {number(start[1])} L{number(end[0])} {number(end[1])}"
    head = (
        f"M{number(left[0])} {number(left[1])} L{number(end[0])} {number(end[1])}"
        f" L{number(right[0])} {number(right[1])}"
    )
    return f'<path class="{look}" d="{line} {head}"/>'


class Plot:
    """A rectangle of the card with its own scale."""

    def __init__(self, frame: tuple[float, float, float, float], x: Point, y: Point) -> None:
        """Take the frame (left, top, right, bottom) and the range of both axes."""
        self.left, self.top, self.right, self.bottom = frame
        self.x, self.y = x, y

    def at(self, x: float, y: float) -> Point:
        """Where a value lies on the card."""
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return (
            self.left + across * (self.right - self.left),
            self.bottom - up * (self.bottom - self.top),
        )

    def axes(self, x_at: float = 0.0, y_at: float = 0.0) -> list[str]:
        """Both axes, crossing at a value."""
        return [
            arrow(self.at(self.x[0], x_at), self.at(self.x[1], x_at)),
            arrow(self.at(y_at, self.y[0]), self.at(y_at, self.y[1])),
        ]

    def curve(self, f: Curve, look: str, count: int = 160) -> str:
        """The graph of a function, broken where it leaves the frame."""
        low, high = self.x
        steps = [low + (high - low) * k / count for k in range(count + 1)]
        inside = [(x, f(x)) for x in steps if self.y[0] <= f(x) <= self.y[1]]
        return path([self.at(x, y) for x, y in inside], f"line {look}")


def sigmoid(z: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-z))


def draw_air_conditioner() -> Figure:
    """Lesson 2: two rectified units make a valley."""
    plot = Plot((70, 40, 530, 270), (-4, 42), (-3, 34))
    body = plot.axes(0, 0)
    body.append(plot.curve(lambda t: 2 * max(0, 12 - t), "b dash thin"))
    body.append(plot.curve(lambda t: 1.5 * max(0, t - 26), "c dash thin"))
    body.append(plot.curve(lambda t: 2 * max(0, 12 - t) + 1.5 * max(0, t - 26), "a"))
    for value in (12, 26):
        body.append(dot(plot.at(value, 0), "af"))
        body.append(text((plot.at(value, 0)[0], plot.at(value, 0)[1] + 20), str(value), "small"))
    body.append(text((535, 290), "气温 x", "", "end"))
    body.append(text((125, 40), "耗电 ŷ", "", "start"))
    body.append(text((185, 120), "取暖单元", "bf", "start"))
    body.append(text((400, 130), "制冷单元", "cf", "end"))
    body.append(text((300, 310), "两个单元各管一边，加起来才有中间平、两头翘的形状", "small"))
    return Figure("c1-two-units", (560, 330), "两个 ReLU 单元拼出的曲线",
          "低于 12 度取暖单元上升，高于 26 度制冷单元上升，中间为零。", body)  # fmt: skip


def draw_scale() -> Figure:
    """Lesson 4: error against the number of samples, three models."""
    plot = Plot((70, 40, 400, 270), (2.7, 6.2), (0, 0.55))
    body = plot.axes(0, 2.7)
    curves: tuple[tuple[str, str, Curve], ...] = (
        ("b", "传统方法", lambda k: 0.27 + 1.2 * 10 ** (-0.5 * k)),
        ("c", "小网络", lambda k: 0.15 + 2.1 * 10 ** (-0.4 * k)),
        ("a", "大网络", lambda k: 0.03 + 2.4 * 10 ** (-0.33 * k)),
    )
    for look, name, f in curves:
        body.append(plot.curve(f, look))
        x, y = plot.at(6.2, f(6.2))
        body.append(text((x + 12, y + 5), name, f"{look}f", "start"))
    for k in range(3, 7):
        x, y = plot.at(k, 0)
        body.append(text((x, y + 20), f"{10**k}", "small"))
    body.append(text((235, 312), "带标签的样本数（对数刻度）", "small"))
    body.append(text((84, 40), "误差", "", "start"))
    body.append(text((410, 60), "示意：参数为虚构", "small", "start"))
    return Figure("c1-scale", (560, 330), "数据量与误差",
          "样本少时三条线挤在一起，样本多时大网络最低，传统方法最早变平。", body)  # fmt: skip


def draw_learning_rates() -> Figure:
    """Lesson 10: four learning rates on the bowl w squared plus four b squared."""
    body: list[str] = []
    rates = ((0.05, "α = 0.05：慢而稳"), (0.1, "α = 0.1：正好"), (0.24, "α = 0.24：来回摆"),
             (0.26, "α = 0.26：越摆越远"))  # fmt: skip
    for index, (rate, caption) in enumerate(rates):
        left, top = 20 + 270 * (index % 2), 20 + 200 * (index // 2)
        plot = Plot((left, top, left + 250, top + 160), (-6, 6), (-3.8, 3.8))
        for level in (2, 8, 18, 32):
            ring = [
                plot.at(math.sqrt(level) * math.cos(turn * math.pi / 32),
                        math.sqrt(level) / 2 * math.sin(turn * math.pi / 32))
                for turn in range(65)
            ]  # fmt: skip
            body.append(path(ring, "axis grid"))
        w, b = 4.0, 2.0
        steps = [(w, b)]
        for _ in range(8):
            w, b = w - rate * 2 * w, b - rate * 8 * b
            steps.append((w, b))
        shown = [plot.at(*step) for step in steps if abs(step[1]) <= plot.y[1]]
        body.append(path(shown, "line b thin"))
        body += [dot(at, "bf", 3) for at in shown]
        body.append(dot(plot.at(0, 0), "cf"))
        body.append(text((left + 125, top + 182), caption, "small"))
    return Figure("c1-learning-rates", (560, 430), "四种学习率在同一个碗里走八步",
          "J = w² + 4b²，从 (4, 2) 出发；b 方向更陡，学习率超过 0.25 就发散。", body)  # fmt: skip


def draw_computation_graph() -> Figure:
    """Lessons 13 and 14: the graph of a squared error with values and derivatives."""
    body: list[str] = []
    leaves = (("w = 2", "30", (60, 60)), ("x = 3", "20", (60, 140)), ("b = 1", "10", (210, 210)),
              ("y = 2", "−10", (350, 210)))  # fmt: skip
    nodes = (("u = wx", "6", "10", (210, 100)), ("v = u + b", "7", "10", (350, 100)),
             ("e = v − y", "5", "10", (490, 100)), ("J = e²", "25", "1", (630, 100)))  # fmt: skip
    edges = (((92, 68), (165, 92)), ((92, 132), (165, 108)), ((255, 100), (303, 100)),
             ((397, 100), (443, 100)), ((537, 100), (583, 100)), ((222, 193), (318, 120)),
             ((362, 193), (458, 120)))  # fmt: skip
    for start, end in edges:
        body.append(arrow(start, end))
    for name, slope, at in leaves:
        body.append(text((at[0], at[1] + 5), name, "af"))
        body.append(text((at[0], at[1] + 25), slope, "bf"))
    for name, value, slope, at in nodes:
        body.append(box(at, (90, 38)))
        body.append(text((at[0], at[1] + 5), name))
        body.append(text((at[0], at[1] - 28), value, "af"))
        body.append(text((at[0], at[1] + 40), slope, "bf"))
    body.append(text((600, 190), "上：前向的值", "af", "start"))
    body.append(text((600, 215), "下：J 对它的导数", "bf", "start"))
    return Figure("c1-computation-graph", (740, 250), "平方误差的计算图",
          "w=2、x=3、b=1、y=2，前向得 u=6、v=7、e=5、J=25；反向得各处导数。", body)  # fmt: skip


def draw_broadcasting() -> Figure:
    """Lesson 21: a column and a row grow into a table."""
    body: list[str] = []
    column, row = (0, 10, 20), (1, 2, 3, 4)
    cell = 38

    def grid(left: float, rows: int, columns: int, values: Callable[[int, int], int],
             real: Callable[[int, int], bool]) -> None:  # fmt: skip
        for i in range(rows):
            for j in range(columns):
                at = (left + cell * j, 70 + cell * i)
                body.append(box(at, (cell - 3, cell - 3), "box" if real(i, j) else "ghost"))
                look = "" if real(i, j) else "small"
                body.append(text((at[0], at[1] + 5), str(values(i, j)), look))

    grid(40, 3, 4, lambda i, _: column[i], lambda _, j: j == 0)
    grid(235, 3, 4, lambda _, j: row[j], lambda i, _: i == 0)
    grid(430, 3, 4, lambda i, j: column[i] + row[j], lambda _i, _j: True)
    body.append(text((195, 113), "+"))
    body.append(text((390, 113), "="))
    for x, words in ((97, "(3, 1)"), (292, "(1, 4)"), (487, "(3, 4)")):
        body.append(text((x, 198), words))
    body.append(text((292, 228), "虚线格是想象中的复制，内存里并没有", "small"))
    body.append(text((292, 32), "长度为 1 的维被拉到与对方一样长", "small"))
    return Figure("c1-broadcasting", (580, 250), "列与行相加的广播",
          "3 行 1 列的数组与 1 行 4 列的数组相加，得到 3 行 4 列。", body)  # fmt: skip


def draw_shallow_network() -> Figure:
    """Lesson 26: three inputs, four hidden units, one output."""
    body: list[str] = []
    columns = ((90, 3, "x"), (280, 4, "a¹"), (470, 1, "a²"))
    places = [
        [(x, 150 + 62 * (k - (count - 1) / 2)) for k in range(count)] for x, count, _ in columns
    ]
    for before, after in ((0, 1), (1, 2)):
        for start in places[before]:
            body += [path([start, end], "line a thin") for end in places[after]]
    for index, column in enumerate(places):
        for k, at in enumerate(column, start=1):
            body.append(f'<circle class="box" cx="{number(at[0])}" cy="{number(at[1])}" r="20"/>')
            words = (f"x{k}", f"a{k}", "a")[index]
            body.append(text((at[0], at[1] + 5), words))
    body.append(arrow((492, 150), (535, 150)))
    body.append(text((550, 155), "ŷ"))
    for x, name, shape in ((90, "第 0 层 输入", "(3, 1)"), (280, "第 1 层 隐藏", "(4, 1)"),
                           (470, "第 2 层 输出", "(1, 1)")):  # fmt: skip
        body.append(text((x, 305), name, "small"))
        body.append(text((x, 327), shape, "small"))
    body.append(text((185, 28), "W[1]：(4, 3)，12 条线", "af"))
    body.append(text((390, 28), "W[2]：(1, 4)，4 条线", "af"))
    return Figure("c1-shallow-network", (590, 345), "两层网络与各层的形状",
          "三个输入、四个隐藏单元、一个输出；每条线是一个权重。", body)  # fmt: skip


def draw_activations() -> Figure:
    """Lessons 30 and 32: four activation functions and their derivatives."""

    def leaky(z: float) -> float:
        return z if z > 0 else 0.1 * z

    families: tuple[tuple[str, Curve, Curve], ...] = (
        ("sigmoid", sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
        ("tanh", math.tanh, lambda z: 1 - math.tanh(z) ** 2),
        ("ReLU", lambda z: max(0, z), lambda z: 1.0 if z > 0 else 0.0),
        ("Leaky ReLU 0.1", leaky, lambda z: 1.0 if z > 0 else 0.1),
    )
    body: list[str] = []
    for index, (name, f, slope) in enumerate(families):
        left, top = 25 + 270 * (index % 2), 25 + 190 * (index // 2)
        plot = Plot((left, top, left + 240, top + 150), (-4, 4), (-1.3, 2.2))
        body += plot.axes()
        body.append(plot.curve(f, "a", 96))
        body.append(plot.curve(slope, "b dash thin", 96))
        body.append(text((left + 4, top + 14), name, "", "start"))
    body.append(text((200, 415), "实线：函数值", "af"))
    body.append(text((370, 415), "虚线：导数", "bf"))
    return Figure("c1-activations", (560, 430), "四种激活函数和它们的导数",
          "sigmoid 的导数最高 0.25，tanh 最高 1，ReLU 在正半轴恒为 1。", body)  # fmt: skip


def draw_folds() -> Figure:
    """Lesson 40: each layer of the tent map doubles the folds."""

    def fold(x: float, depth: int) -> float:
        for _ in range(depth):
            x = 2 * max(0, x) - 4 * max(0, x - 0.5)
        return x

    body: list[str] = []
    for index in range(3):
        depth = index + 1
        left = 25 + 185 * index
        plot = Plot((left, 40, left + 160, 190), (0, 1.05), (0, 1.1))
        body += plot.axes()
        corners = [k / 2**depth for k in range(2**depth + 1)]
        body.append(path([plot.at(x, fold(x, depth)) for x in corners], "line a"))
        body.append(text((left + 80, 215), f"{depth} 层：{2 * depth} 个单元", "small"))
        body.append(text((left + 80, 236), f"{2**depth} 段直线", "bf"))
    return Figure("c1-folds", (580, 255), "每加一层，折线的段数翻倍",
          "同一个两单元的折叠层重复 1、2、3 次，得到 2、4、8 段。", body)  # fmt: skip


def draw_blocks() -> Figure:
    """Lesson 41: forward blocks above, backward blocks below, caches between."""
    body: list[str] = []
    for index in range(3):
        x = 130 + 180 * index
        layer = "L" if index == 2 else str(index + 1)
        body.append(box((x, 80), (110, 46)))
        body.append(text((x, 85), f"前向 {layer}", "af"))
        body.append(box((x, 210), (110, 46)))
        body.append(text((x, 215), f"反向 {layer}", "bf"))
        body.append(arrow((x, 104), (x, 185)))
        body.append(text((x + 8, 149), f"缓存 {layer}", "small", "start"))
        body.append(arrow((x, 234), (x, 268)))
        body.append(text((x, 288), f"dW{layer}, db{layer}", "small"))
        body.append(arrow((x, 30), (x, 55)))
        body.append(text((x, 24), f"W{layer}, b{layer}", "small"))
    spans = (((30, 80), (73, 80)), ((187, 80), (253, 80)), ((367, 80), (433, 80)),
             ((547, 80), (610, 80)))  # fmt: skip
    for (start, end), name in zip(spans, ("X", "A1", "…", "AL"), strict=True):
        body.append(arrow(start, end, "axis a"))
        body.append(text(((start[0] + end[0]) / 2, 70), name, "af"))
    for (start, end), name in zip(spans[1:], ("dA1", "…", "dAL"), strict=True):
        body.append(arrow((end[0], 210), (start[0], 210), "axis b"))
        body.append(text(((start[0] + end[0]) / 2, 200), name, "bf"))
    return Figure("c1-blocks", (640, 305), "前向块与反向块",
          "激活从左往右传，梯度从右往左传，每层的缓存把两行连起来。", body)  # fmt: skip


FIGURES: tuple[Callable[[], Figure], ...] = (
    draw_air_conditioner,
    draw_scale,
    draw_learning_rates,
    draw_computation_graph,
    draw_broadcasting,
    draw_shallow_network,
    draw_activations,
    draw_folds,
    draw_blocks,
)


def main() -> None:
    """Write them all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for draw in FIGURES:
        figure = draw()
        IMAGES.joinpath(f"{figure.name}.svg").write_text(figure.svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
