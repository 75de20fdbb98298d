"""Figures of course 4: arithmetic of convolutions, blocks of networks, boxes of detection."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from tools.figures.drawing import (
    Curve,
    Figure,
    Panel,
    Point,
    arrow,
    box,
    dot,
    label,
    number,
    path,
    plain,
    powers,
)
from tools.figures.noise import normal

Cell: TypeAlias = tuple[int, int]
Corners: TypeAlias = tuple[float, float, float, float]


def draw_padding() -> Figure:
    """Lesson 111: a ring of zeros keeps five by five as it is."""
    ring = {(i, j): "0" for i in range(7) for j in range(7) if i in {0, 6} or j in {0, 6}}
    styles = dict.fromkeys(ring, "ghost")
    body = [
        *grid((24, 44), 26, (7, 7), ring, styles),
        frame((24, 44), 26, (0, 0), (3, 3), "line b"),
        *grid((290, 70), 26, (5, 5), {}, {(0, 0): "bf soft"}),
        frame((290, 70), 26, (0, 0), (1, 1), "line b"),
        arrow((222, 135), (272, 135)),
        label((115, 30), "5 × 5，四周垫一圈零"),
        label((355, 56), "仍是 5 × 5"),
        label((115, 252), "过滤器 3 × 3 的第一个位置", "small"),
        label((355, 224), "对应的第一个输出", "small"),
    ]
    return Figure(
        "c4-padding",
        "垫一圈零的卷积",
        "5 × 5 的图四周垫一圈零成为 7 × 7，用 3 × 3 的过滤器卷积，输出仍是 5 × 5。",
        450,
        268,
        tuple(body),
    )


def draw_stride() -> Figure:
    """Lesson 112: three windows of a row at stride two."""
    body = [*grid((24, 40), 26, (7, 7), {}, {})]
    for step, style in enumerate("abc"):
        body += [
            frame((24, 40), 26, (0, 2 * step), (3, 3), f"line {style}"),
            label((313 + 26 * step, 84), str(step), f"small {style}f"),
            label((24 + 26 * (2 * step + 1.5), 32), str(step), f"small {style}f"),
        ]
    body += [
        *grid((300, 92), 26, (3, 3), {}, {}),
        *(
            frame((300, 92), 26, (0, step), (1, 1), f"line {style}")
            for step, style in enumerate("abc")
        ),
        arrow((222, 131), (280, 131)),
        label((115, 244), "n = 7，f = 3，s = 2", "small"),
        label((339, 192), "⌊(7 − 3) / 2⌋ + 1 = 3", "small"),
    ]
    return Figure(
        "c4-stride",
        "步长为 2 的卷积",
        "7 × 7 的图上，3 × 3 的窗口每次右移两格，一行只有三个位置，输出是 3 × 3。",
        450,
        260,
        tuple(body),
    )


def draw_volume() -> Figure:
    """Lesson 113: two filters as deep as the input make an output of two channels."""
    body = [
        *stack((36, 84), 96, 3, "a", "6 × 6 × 3"),
        *stack((190, 60), 48, 3, "b", "3 × 3 × 3"),
        *stack((190, 164), 48, 3, "c", "3 × 3 × 3"),
        *stack((330, 60), 64, 1, "b", "4 × 4"),
        *stack((330, 164), 64, 1, "c", "4 × 4"),
        label((162, 140), "∗"),
        arrow((262, 84), (314, 90), "axis b"),
        arrow((262, 188), (314, 194), "axis c"),
        path([(408, 62), (418, 62), (418, 226), (408, 226)], "axis"),
        label((225, 34), "过滤器的通道数 = 输入的通道数", "small"),
        label((225, 272), "两个过滤器，两张图，叠起来是 4 × 4 × 2", "small"),
    ]
    return Figure(
        "c4-volume",
        "多通道的卷积",
        "6 × 6 × 3 的输入配两个 3 × 3 × 3 的过滤器，各得一张 4 × 4 的图，叠成 4 × 4 × 2。",
        450,
        288,
        tuple(body),
    )


def draw_receptive_plain() -> Figure:
    """Lesson 115: receptive fields of the three layers of the example."""
    layers = (("第 1 层  f=3 s=1", 3, 1), ("第 2 层  f=5 s=2", 5, 2), ("第 3 层  f=5 s=2", 5, 2))
    return receptive_field("c4-receptive-plain", layers)


def draw_receptive_field() -> Figure:
    """Lesson 146: three convolutions with pooling between them."""
    layers = (
        ("卷积 1", 3, 1),
        ("池化 1", 2, 2),
        ("卷积 2", 3, 1),
        ("池化 2", 2, 2),
        ("卷积 3", 3, 1),
    )
    return receptive_field("c4-receptive-field", layers)


def receptive_field(name: str, layers: Sequence[tuple[str, int, int]]) -> Figure:
    """A bar for each layer: as wide as what one unit sees of the image."""
    field, jump, seen = 1, 1, []
    for words, f, s in layers:
        field, jump = field + (f - 1) * jump, jump * s
        seen.append((words, field))
    cell = 270 / field
    body = [label((150, 26), "一个单元看到原图的几格（一个方向）", "small", "start")]
    for row, (words, width) in enumerate(seen):
        y = 54 + 34 * row
        body += [
            label((140, y + 5), words, "small", "end"),
            *(
                box(
                    (150 + cell * (k + 0.5), y),
                    (cell - 2, 18),
                    "af soft" if k < width else "ghost",
                    2,
                )
                for k in range(field)
            ),
            label((150 + 270 + 8, y + 5), str(width), "af", "start"),
        ]
    return Figure(
        name,
        "感受野逐层变大",
        "、".join(f"{words}：{width} 格" for words, width in seen) + "。",
        460,
        54 + 34 * len(seen),
        tuple(body),
    )


def draw_pooling() -> Figure:
    """Lesson 116: the largest and the mean of each quarter."""
    rows = ((1, 3, 2, 1), (4, 8, 0, 5), (6, 2, 7, 3), (0, 4, 1, 9))
    looks = ("af soft", "bf soft", "cf soft", "df soft")
    values = {(i, j): str(rows[i][j]) for i in range(4) for j in range(4)}
    quarter = {(i, j): looks[2 * (i // 2) + j // 2] for i in range(4) for j in range(4)}
    corners = {(i, j): looks[2 * i + j] for i in range(2) for j in range(2)}

    def pooled(merge: Callable[[Sequence[int]], float]) -> dict[Cell, str]:
        return {
            (i, j): number(merge([rows[2 * i + u][2 * j + v] for u in (0, 1) for v in (0, 1)]))
            for i, j in corners
        }

    body = [
        *grid((24, 50), 40, (4, 4), values, quarter),
        *grid((250, 90), 40, (2, 2), pooled(max), corners),
        *grid((350, 90), 40, (2, 2), pooled(lambda v: sum(v) / 4), corners),
        arrow((194, 130), (238, 130)),
        label((290, 78), "最大"),
        label((390, 78), "平均"),
        label((104, 36), "f = 2，s = 2"),
    ]
    return Figure(
        "c4-pooling",
        "最大池化与平均池化",
        "4 × 4 的图分成四块，每块取最大值得 8、5、6、9，取平均得 4、2、3、5。",
        450,
        232,
        tuple(body),
    )


def draw_where_cost() -> Figure:
    """Lesson 117: shares of parameters and of multiplications, layer by layer."""
    layers = [("CONV1", 456, 352_800), ("CONV2", 2416, 240_000), ("FC3", 48_120, 48_000),
              ("FC4", 10_164, 10_080), ("softmax", 850, 840)]  # fmt: skip
    totals = (sum(layer[1] for layer in layers), sum(layer[2] for layer in layers))
    body = [
        label((160, 28), "占全部参数", "af", "start"),
        label((320, 28), "占全部乘法", "bf", "start"),
    ]
    for row, (name, params, mults) in enumerate(layers):
        y = 56 + 32 * row
        body.append(label((84, y + 5), name, "small", "end"))
        for k, (cost, total, look) in enumerate(
            zip((params, mults), totals, ("af", "bf"), strict=True)
        ):
            left, share = 100 + 180 * k, cost / total
            width = max(1.5, 110 * share)
            body += [
                box((left + width / 2, y), (width, 18), look, 2),
                label((left + width + 6, y + 5), f"{100 * share:.1f}%", "small", "start"),
            ]
    return Figure(
        "c4-where-cost",
        "参数与乘法各在哪里",
        "第一个全连接层占参数的大半，两个卷积层占乘法的绝大部分。",
        460,
        214,
        tuple(body),
    )


def draw_skip_gradient() -> Figure:
    """Lesson 121: the gradient after 40 random layers, with and without skip connections."""
    panel = Panel(66, 40, 300, 200, (0, -7), (40, 2))
    body = panel.scale(powers(range(-6, 3, 2)), plain(range(0, 41, 10)))
    for skip, style, name in ((0.0, "b dash", "普通"), (1.0, "a", "有捷径")):
        points = [(0.0, 0.0)]
        for block, length in enumerate(gradient_lengths(skip), start=1):
            points.append((2.0 * block, math.log10(length)))
        body.append(panel.line(points, f"line {style}"))
        x, y = panel.at(points[-1])
        body.append(label((x + 8, y + 5), name, f"{style[0]}f", "start"))
    body += [
        label((66, 24), "传回来的梯度有多长（对数刻度）", "small", "start"),
        label((216, 278), "往回传过的层数", "small"),
    ]
    return Figure(
        "c4-skip-gradient",
        "有捷径与没有捷径的梯度",
        "同样的随机权重，没有捷径的网络里梯度逐层缩到百万分之一，有捷径的大致保持不变。",
        450,
        292,
        tuple(body),
    )


def draw_inception() -> Figure:
    """Lesson 125: the four ways of module 3a and what they add up to."""
    ways = (
        (("1 × 1", "64"),),
        (("1 × 1", "96"), ("3 × 3", "128")),
        (("1 × 1", "16"), ("5 × 5", "32")),
        (("池化 3 × 3", "192"), ("1 × 1", "32")),
    )
    body = [box((42, 130), (60, 40)), label((42, 125), "输入", "small"), label((42, 142), "192")]
    for row, steps in enumerate(ways):
        y = 44 + 58 * row
        x = 72.0
        for k, (words, channels) in enumerate(steps):
            middle = 290 if len(steps) == 1 else 150 + 140 * k
            start = (x, y) if k else (88, y)
            if k == 0:
                body.append(path([(72, 130), (88, y)], "axis"))
            body += [
                arrow(start, (middle - 47, y)),
                box((middle, y), (94, 36)),
                label((middle, y + 5), words),
                label(
                    (middle, y + 34),
                    f"{channels} 个通道",
                    "small" if k or len(steps) == 1 else "small df",
                ),
            ]
            x = middle + 47.0
        body.append(arrow((x, y), (392, 130)))
    body += [
        box((422, 130), (60, 40)),
        label((422, 125), "拼接", "small"),
        label((422, 142), "256"),
    ]
    return Figure(
        "c4-inception",
        "一个 Inception 模块",
        "四条支路从同一个 192 通道的输入出发，各得 64、128、32、32 个通道，拼接成 256 个。",
        464,
        268,
        tuple(body),
    )


def draw_sliding() -> Figure:
    """Lesson 133: four windows of one pass, and the four outputs."""
    scale = 11.0
    body = [box((24 + 8 * scale, 42 + 8 * scale), (16 * scale, 16 * scale), "box", 0)]
    shades = (("a", 0, 0), ("b", 0, 2), ("c", 2, 0), ("d", 2, 2))
    for style, down, right in shades:
        place = (24 + (right + 7) * scale, 42 + (down + 7) * scale)
        body += [
            box(place, (14 * scale, 14 * scale), f"line {style}", 0),
            box((330 + 22 * right, 108 + 22 * down), (40, 40), f"{style}f soft", 0),
            box((330 + 22 * right, 108 + 22 * down), (40, 40), f"line {style}", 0),
        ]
    body += [
        arrow((212, 130), (294, 130)),
        label((253, 118), "前向一次", "small"),
        label((24, 28), "16 × 16 里的四个 14 × 14", "", "start"),
        label((352, 74), "输出 2 × 2"),
        label((112, 240), "重叠的部分只算一遍", "small"),
    ]
    return Figure(
        "c4-sliding",
        "一次前向等于四个窗口",
        "16 × 16 的图里，四个 14 × 14 的窗口每两格一个，正好对应输出的四个位置。",
        450,
        256,
        tuple(body),
    )


def draw_yolo_grid() -> Figure:
    """Lesson 134: a car belongs to the cell that holds its centre."""
    panel = Panel(30, 30, 240, 240, (0, 3), (3, 0))
    x, y, width, height = 2.25, 1.5, 1.2, 0.6
    middle = panel.at((x, y))
    body = [
        box(panel.at((2.5, 1.5)), (80, 80), "bf soft", 0),
        *(panel.line([(k, 0), (k, 3)], "axis") for k in range(4)),
        *(panel.line([(0, k), (3, k)], "axis") for k in range(4)),
        box(middle, (80 * width, 80 * height), "line a", 0),
        dot(middle, "af", 5),
        panel.line([(2, y), (x, y)], "line b"),
        panel.line([(x, 1), (x, y)], "line c"),
        label((300, 92), "第 1 行，第 2 列", "", "start"),
        label((300, 124), "bₓ = 0.25", "bf", "start"),
        label((300, 148), "b_y = 0.5", "cf", "start"),
        label((300, 180), "b_w = 1.2", "af", "start"),
        label((300, 204), "b_h = 0.6", "af", "start"),
        label((300, 236), "单位：一格的边长", "small", "start"),
    ]
    return Figure(
        "c4-yolo-grid",
        "中心所在的格子",
        "3 × 3 的网格，车的中心在第 1 行第 2 列，离格子左边 0.25、上边 0.5；框宽 1.2 格。",
        450,
        300,
        tuple(body),
    )


def draw_iou_shift() -> Figure:
    """Lesson 135: how fast the overlap of two equal squares falls when one is moved."""
    panel = Panel(56, 40, 300, 200, (0, 0), (1, 1))
    quarters = plain(k / 4 for k in range(5))
    body = [
        *panel.scale(quarters, quarters),
        panel.curve(lambda d: (1 - d) / (1 + d), "line a"),
        panel.curve(lambda d: (1 - d) ** 2 / (2 - (1 - d) ** 2), "line b dash"),
        panel.line([(0, 0.5), (1, 0.5)], "fine d"),
        *panel.dots([(1 / 3, 0.5), (1 - math.sqrt(2 / 3), 0.5)], "cf", 4.5),
        label(panel.at((0.62, 0.3)), "只横着错开", "af", "start"),
        label(panel.at((0.1, 0.1)), "斜着错开", "bf", "start"),
        label(panel.at((0.36, 0.53)), "1/3", "cf", "start"),
        label(panel.at((0.16, 0.42)), "0.18", "cf", "end"),
        label((56, 24), "IoU", "small", "start"),
        label((206, 278), "错开的距离 / 边长", "small"),
    ]
    return Figure(
        "c4-iou-shift",
        "错开之后的交并比",
        "两个相等的正方形，横着错开三分之一边长，或斜着错开 0.18 边长，交并比就降到 0.5。",
        400,
        292,
        tuple(body),
    )


def draw_nms() -> Figure:
    """Lesson 136: the five boxes of the example and the two that stay."""
    boxes: Mapping[str, tuple[Corners, float, str]] = {
        "甲": ((1, 1, 5, 4), 0.92, "a"),
        "乙": ((1, 2, 5, 5), 0.75, "b"),
        "丙": ((2, 1, 6, 4), 0.81, "c"),
        "丁": ((7, 3, 10, 6), 0.66, "a"),
        "戊": ((8, 5, 10, 7), 0.40, "d"),
    }
    body: list[str] = []
    for index, (title, names) in enumerate(
        (("之前：五个框", "戊乙丙丁甲"), ("之后：甲与丁", "丁甲"))
    ):
        panel = Panel(16 + 226 * index, 44, 210, 168, (0.2, 8), (10.7, 0))
        body += [
            box((panel.left + 105, 128), (210, 168), "box", 4),
            label((panel.left + 105, 30), title),
        ]
        for name in names:
            (left, top, right, bottom), score, style = boxes[name]
            across, down = panel.at((left, top)), panel.at((right, bottom))
            size = (down[0] - across[0], down[1] - across[1])
            middle = ((across[0] + down[0]) / 2, (across[1] + down[1]) / 2)
            at, anchor = (across[0] + 4, across[1] + 14), "start"
            if name == "乙":
                at = (across[0] + 4, down[1] - 5)
            elif name == "丙":
                at = (down[0] + 4, across[1] + 14)
            elif name == "戊":
                at, anchor = (down[0], down[1] + 14), "end"
            body += [
                box(middle, size, f"line {style}" + (" dash" if score < 0.6 else ""), 0),
                label(at, f"{name} {score:g}", f"small {style}f", anchor),
            ]
    return Figure(
        "c4-nms",
        "抑制之前与之后",
        "五个框里，戊的得分太低，乙、丙与甲重叠过多；留下甲与丁。",
        458,
        228,
        tuple(body),
    )


def draw_false_match() -> Figure:
    """Lesson 140: the chance that a stranger is taken for somebody, against how many are known."""
    panel = Panel(56, 40, 300, 200, (0, 0), (5, 1))

    def mistaken(q: float) -> Curve:
        return lambda power: 1 - (1 - q) ** (10**power)

    body = panel.scale(
        {k / 4: f"{25 * k}%" for k in range(5)}, {float(k): f"{10**k}" for k in range(6)}
    )
    for q, style, name, at in (
        (1e-2, "a", "q = 1%", (0.75, 0.62)),
        (1e-4, "b dash", "0.01%", (3.1, 0.62)),
        (1e-6, "c dots", "0.0001%", (3.75, 0.2)),
    ):
        body.append(panel.curve(mistaken(q), f"line {style}"))
        body.append(label(panel.at(at), name, f"{style[0]}f", "start"))
    body += [
        label((56, 24), "陌生人被当成库里某人的概率", "small", "start"),
        label((206, 278), "库里的人数（对数刻度）", "small"),
    ]
    return Figure(
        "c4-false-match",
        "库越大，误识越多",
        "单次误识率一定时，库里的人越多，陌生人被认成某人的概率越高，最后接近百分之百。",
        400,
        292,
        tuple(body),
    )


def draw_triplet() -> Figure:
    """Lesson 143: the loss against the distance of the negative, with its three zones."""
    near, margin = 0.5, 0.2
    panel = Panel(56, 44, 330, 180, (0, 0), (1.1, 0.75))
    edges = (0.0, near, near + margin, 1.1)
    body: list[str] = []
    for left, right, look, name in zip(
        edges[:-1], edges[1:], ("bf", "cf", "df"), ("难", "半难", "容易"), strict=True
    ):
        middle = panel.at(((left + right) / 2, 0.375))
        width = panel.at((right, 0))[0] - panel.at((left, 0))[0]
        body += [
            box(middle, (width, 180), f"{look} soft", 0),
            label((middle[0], 62), name, look),
        ]
    points = [(0.9, 0.0), (0.6, 0.1), (0.3, 0.4)]
    body += [
        *panel.scale(plain((0.1, 0.4, 0.7)), plain((0, 0.3, 0.5, 0.6, 0.7, 0.9))),
        panel.line([(0, near + margin), (near + margin, 0), (1.1, 0)], "line a"),
        *panel.dots(points, "af", 5),
        label((56, 28), "损失；d(A, P) = 0.5，α = 0.2", "small", "start"),
        label((221, 264), "d(A, N)", "small"),
    ]
    return Figure(
        "c4-triplet",
        "三种三元组",
        "反例的距离小于 0.5 是难，0.5 到 0.7 是半难，超过 0.7 损失为零。",
        410,
        280,
        tuple(body),
    )


def grid(
    corner: Point,
    size: float,
    shape: Cell,
    words: Mapping[Cell, str],
    styles: Mapping[Cell, str],
) -> list[str]:
    """A table of cells from its upper left corner; ``words`` and ``styles`` by row and column."""
    body: list[str] = []
    for i in range(shape[0]):
        for j in range(shape[1]):
            middle = (corner[0] + size * (j + 0.5), corner[1] + size * (i + 0.5))
            inner = (size - 3, size - 3)
            style = styles.get((i, j), "box")
            if style.endswith("soft"):
                body.append(box(middle, inner, "box", 3))
            body.append(box(middle, inner, style, 3))
            if (i, j) in words:
                look = "small" if style == "ghost" else ""
                body.append(label((middle[0], middle[1] + 5), words[i, j], look))
    return body


def frame(corner: Point, size: float, first: Cell, shape: Cell, style: str) -> str:
    """An outline around some cells of a table."""
    height, width = size * shape[0], size * shape[1]
    middle = (corner[0] + size * first[1] + width / 2, corner[1] + size * first[0] + height / 2)
    return box(middle, (width - 1, height - 1), style, 4)


def stack(corner: Point, side: float, depth: int, style: str, words: str) -> list[str]:
    """Squares behind each other, the last one in front, and a caption below."""
    body: list[str] = []
    for k in range(depth):
        shift = 7 * (depth - 1 - k)
        middle = (corner[0] + side / 2 + shift, corner[1] + side / 2 - shift)
        body += [
            box(middle, (side, side), "card", 2),
            box(middle, (side, side), f"{style}f soft", 2),
            box(middle, (side, side), f"fine {style}", 2),
        ]
    return [*body, label((corner[0] + side / 2, corner[1] + side + 19), words, "small")]


def gradient_lengths(skip: float, width: int = 24, blocks: int = 20) -> list[float]:
    """How long a gradient of length one is after going back through 1, 2, … blocks of two layers.

    Args:
        skip: Factor of what goes around a block: 0 for a plain network, 1 for a residual one.
        width: Units of each layer.
        blocks: Blocks of the network.
    """
    source = normal(12)
    layers = [gaussian(source, width) for _ in range(2 * blocks)]
    state = [max(0.0, next(source)) for _ in range(width)]
    masks: list[list[bool]] = []
    for first, second in zip(layers[::2], layers[1::2], strict=True):
        inner = times(first, state)
        outer = times(second, [max(0.0, v) for v in inner])
        outer = [o + skip * s for o, s in zip(outer, state, strict=True)]
        masks += [[v > 0 for v in inner], [v > 0 for v in outer]]
        state = [max(0.0, v) for v in outer]
    slope = [1 / math.sqrt(width)] * width
    lengths = []
    for index in range(2 * blocks - 2, -1, -2):
        outer = [s if on else 0.0 for s, on in zip(slope, masks[index + 1], strict=True)]
        inner = times(transposed(layers[index + 1]), outer)
        inner = [s if on else 0.0 for s, on in zip(inner, masks[index], strict=True)]
        through = times(transposed(layers[index]), inner)
        slope = [t + skip * o for t, o in zip(through, outer, strict=True)]
        lengths.append(math.sqrt(sum(s * s for s in slope)))
    return lengths


def gaussian(source: Iterator[float], width: int) -> list[list[float]]:
    """A square matrix of normal numbers whose rows have length one on average."""
    return [[v / math.sqrt(width) for v in islice(source, width)] for _ in range(width)]


def times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    """The product of a matrix and a vector."""
    return [sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix]


def transposed(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Rows as columns."""
    return [list(column) for column in zip(*matrix, strict=True)]


FIGURES: tuple[Callable[[], Figure], ...] = (
    draw_padding,
    draw_stride,
    draw_volume,
    draw_receptive_plain,
    draw_receptive_field,
    draw_pooling,
    draw_where_cost,
    draw_skip_gradient,
    draw_inception,
    draw_sliding,
    draw_yolo_grid,
    draw_iou_shift,
    draw_nms,
    draw_false_match,
    draw_triplet,
)
