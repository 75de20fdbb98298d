"""Figures of course 1: computed curves, graphs and boxes."""

import math
from collections.abc import Callable

from tools.figures.drawing import (
    Curve,
    Figure,
    Panel,
    arrow,
    box,
    dot,
    label,
    number,
    path,
)


def sigmoid(z: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-z))


def draw_air_conditioner() -> Figure:
    """Lesson 2: two rectified units make a valley."""
    panel = Panel(70, 40, 460, 230, (-4, -3), (42, 34))
    body = [*panel.axes()]
    body.append(panel.curve(lambda t: 2 * max(0, 12 - t), "fine b dash"))
    body.append(panel.curve(lambda t: 1.5 * max(0, t - 26), "fine c dash"))
    body.append(panel.curve(lambda t: 2 * max(0, 12 - t) + 1.5 * max(0, t - 26), "line a"))
    for value in (12, 26):
        body.append(dot(panel.at((value, 0)), "af"))
        body.append(
            label((panel.at((value, 0))[0], panel.at((value, 0))[1] + 20), str(value), "small")
        )
    body.append(label((535, 290), "气温 x", "", "end"))
    body.append(label((125, 40), "耗电 ŷ", "", "start"))
    body.append(label((185, 120), "取暖单元", "bf", "start"))
    body.append(label((400, 130), "制冷单元", "cf", "end"))
    body.append(label((300, 310), "两个单元各管一边，加起来才有中间平、两头翘的形状", "small"))
    return Figure(
        "c1-two-units",
        "两个 ReLU 单元拼出的曲线",
        "低于 12 度取暖单元上升，高于 26 度制冷单元上升，中间为零。",
        560,
        330,
        tuple(body),
    )


def draw_scale() -> Figure:
    """Lesson 4: error against the number of samples, three models."""
    panel = Panel(70, 40, 330, 230, (2.7, 0), (6.2, 0.55))
    body = [*panel.axes((2.7, 0))]
    curves: tuple[tuple[str, str, Curve], ...] = (
        ("b", "传统方法", lambda k: 0.27 + 1.2 * 10 ** (-0.5 * k)),
        ("c", "小网络", lambda k: 0.15 + 2.1 * 10 ** (-0.4 * k)),
        ("a", "大网络", lambda k: 0.03 + 2.4 * 10 ** (-0.33 * k)),
    )
    for look, name, f in curves:
        body.append(panel.curve(f, f"line {look}"))
        x, y = panel.at((6.2, f(6.2)))
        body.append(label((x + 12, y + 5), name, f"{look}f", "start"))
    for k in range(3, 7):
        x, y = panel.at((k, 0))
        body.append(label((x, y + 20), f"{10**k}", "small"))
    body.append(label((235, 312), "带标签的样本数（对数刻度）", "small"))
    body.append(label((84, 40), "误差", "", "start"))
    body.append(label((410, 60), "示意：参数为虚构", "small", "start"))
    return Figure(
        "c1-scale",
        "数据量与误差",
        "样本少时三条线挤在一起，样本多时大网络最低，传统方法最早变平。",
        560,
        330,
        tuple(body),
    )


def draw_learning_rates() -> Figure:
    """Lesson 10: four learning rates on the bowl w squared plus four b squared."""
    body: list[str] = []
    rates = ((0.05, "α = 0.05：慢而稳"), (0.1, "α = 0.1：正好"), (0.24, "α = 0.24：来回摆"),
             (0.26, "α = 0.26：越摆越远"))  # fmt: skip
    for index, (rate, caption) in enumerate(rates):
        left, top = 20 + 270 * (index % 2), 20 + 200 * (index // 2)
        panel = Panel(left, top, 250, 160, (-6, -3.8), (6, 3.8))
        for level in (2, 8, 18, 32):
            ring = [
                panel.at((math.sqrt(level) * math.cos(turn * math.pi / 32),
                        math.sqrt(level) / 2 * math.sin(turn * math.pi / 32)))
                for turn in range(65)
            ]  # fmt: skip
            body.append(path(ring, "grid"))
        w, b = 4.0, 2.0
        steps = [(w, b)]
        for _ in range(8):
            w, b = w - rate * 2 * w, b - rate * 8 * b
            steps.append((w, b))
        shown = [panel.at(step) for step in steps if abs(step[1]) <= panel.high[1]]
        body.append(path(shown, "fine b"))
        body += [dot(at, "bf", 3) for at in shown]
        body.append(dot(panel.at((0, 0)), "cf"))
        body.append(label((left + 125, top + 182), caption, "small"))
    return Figure(
        "c1-learning-rates",
        "四种学习率在同一个碗里走八步",
        "J = w² + 4b²，从 (4, 2) 出发；b 方向更陡，学习率超过 0.25 就发散。",
        560,
        430,
        tuple(body),
    )


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
        body.append(label((at[0], at[1] + 5), name, "af"))
        body.append(label((at[0], at[1] + 25), slope, "bf"))
    for name, value, slope, at in nodes:
        body.append(box(at, (90, 38)))
        body.append(label((at[0], at[1] + 5), name))
        body.append(label((at[0], at[1] - 28), value, "af"))
        body.append(label((at[0], at[1] + 40), slope, "bf"))
    body.append(label((600, 190), "上：前向的值", "af", "start"))
    body.append(label((600, 215), "下：J 对它的导数", "bf", "start"))
    return Figure(
        "c1-computation-graph",
        "平方误差的计算图",
        "w=2、x=3、b=1、y=2，前向得 u=6、v=7、e=5、J=25；反向得各处导数。",
        740,
        250,
        tuple(body),
    )


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
                body.append(label((at[0], at[1] + 5), str(values(i, j)), look))

    grid(40, 3, 4, lambda i, _: column[i], lambda _, j: j == 0)
    grid(235, 3, 4, lambda _, j: row[j], lambda i, _: i == 0)
    grid(430, 3, 4, lambda i, j: column[i] + row[j], lambda _i, _j: True)
    body.append(label((195, 113), "+"))
    body.append(label((390, 113), "="))
    for x, words in ((97, "(3, 1)"), (292, "(1, 4)"), (487, "(3, 4)")):
        body.append(label((x, 198), words))
    body.append(label((292, 228), "虚线格是想象中的复制，内存里并没有", "small"))
    body.append(label((292, 32), "长度为 1 的维被拉到与对方一样长", "small"))
    return Figure(
        "c1-broadcasting",
        "列与行相加的广播",
        "3 行 1 列的数组与 1 行 4 列的数组相加，得到 3 行 4 列。",
        580,
        250,
        tuple(body),
    )


def draw_shallow_network() -> Figure:
    """Lesson 26: three inputs, four hidden units, one output."""
    body: list[str] = []
    columns = ((90, 3, "x"), (280, 4, "a¹"), (470, 1, "a²"))
    places = [
        [(x, 150 + 62 * (k - (count - 1) / 2)) for k in range(count)] for x, count, _ in columns
    ]
    for before, after in ((0, 1), (1, 2)):
        for start in places[before]:
            body += [path([start, end], "fine a") for end in places[after]]
    for index, column in enumerate(places):
        for k, at in enumerate(column, start=1):
            body.append(f'<circle class="box" cx="{number(at[0])}" cy="{number(at[1])}" r="20"/>')
            words = (f"x{k}", f"a{k}", "a")[index]
            body.append(label((at[0], at[1] + 5), words))
    body.append(arrow((492, 150), (535, 150)))
    body.append(label((550, 155), "ŷ"))
    for x, name, shape in ((90, "第 0 层 输入", "(3, 1)"), (280, "第 1 层 隐藏", "(4, 1)"),
                           (470, "第 2 层 输出", "(1, 1)")):  # fmt: skip
        body.append(label((x, 305), name, "small"))
        body.append(label((x, 327), shape, "small"))
    body.append(label((185, 28), "W[1]：(4, 3)，12 条线", "af"))
    body.append(label((390, 28), "W[2]：(1, 4)，4 条线", "af"))
    return Figure(
        "c1-shallow-network",
        "两层网络与各层的形状",
        "三个输入、四个隐藏单元、一个输出；每条线是一个权重。",
        590,
        345,
        tuple(body),
    )


def draw_activations() -> Figure:
    """Lessons 30 and 32: four activation functions and their derivatives."""

    def leaky(z: float) -> float:
        return z if z > 0 else 0.1 * z

    families: tuple[tuple[str, Curve, Curve], ...] = (
        ("sigmoid", sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
        ("tanh", math.tanh, lambda z: 1 - math.tanh(z) ** 2),
        ("ReLU", lambda z: max(0, z), lambda z: 1.0 if z > 0 else 0.0),
        ("Leaky 0.1", leaky, lambda z: 1.0 if z > 0 else 0.1),
    )
    body: list[str] = []
    for index, (name, f, slope) in enumerate(families):
        left, top = 25 + 270 * (index % 2), 25 + 190 * (index // 2)
        panel = Panel(left, top, 240, 150, (-4, -1.3), (4, 2.2))
        body += panel.axes()
        body.append(panel.curve(f, "line a", 96))
        body.append(panel.curve(slope, "fine b dash", 96))
        body.append(label((left + 4, top + 14), name, "", "start"))
    body.append(label((200, 415), "实线：函数值", "af"))
    body.append(label((370, 415), "虚线：导数", "bf"))
    return Figure(
        "c1-activations",
        "四种激活函数和它们的导数",
        "sigmoid 的导数最高 0.25，tanh 最高 1，ReLU 在正半轴恒为 1。",
        560,
        430,
        tuple(body),
    )


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
        panel = Panel(left, 40, 160, 150, (0, 0), (1.05, 1.1))
        body += panel.axes()
        corners = [k / 2**depth for k in range(2**depth + 1)]
        body.append(path([panel.at((x, fold(x, depth))) for x in corners], "line a"))
        body.append(label((left + 80, 215), f"{depth} 层：{2 * depth} 个单元", "small"))
        body.append(label((left + 80, 236), f"{2**depth} 段直线", "bf"))
    return Figure(
        "c1-folds",
        "每加一层，折线的段数翻倍",
        "同一个两单元的折叠层重复 1、2、3 次，得到 2、4、8 段。",
        580,
        255,
        tuple(body),
    )


def draw_blocks() -> Figure:
    """Lesson 41: forward blocks above, backward blocks below, caches between."""
    body: list[str] = []
    for index in range(3):
        x = 130 + 180 * index
        layer = "L" if index == 2 else str(index + 1)
        body.append(box((x, 80), (110, 46)))
        body.append(label((x, 85), f"前向 {layer}", "af"))
        body.append(box((x, 210), (110, 46)))
        body.append(label((x, 215), f"反向 {layer}", "bf"))
        body.append(arrow((x, 104), (x, 185)))
        body.append(label((x + 8, 149), f"缓存 {layer}", "small", "start"))
        body.append(arrow((x, 234), (x, 268)))
        body.append(label((x, 288), f"dW{layer}, db{layer}", "small"))
        body.append(arrow((x, 30), (x, 55)))
        body.append(label((x, 24), f"W{layer}, b{layer}", "small"))
    spans = (((30, 80), (73, 80)), ((187, 80), (253, 80)), ((367, 80), (433, 80)),
             ((547, 80), (610, 80)))  # fmt: skip
    for (start, end), name in zip(spans, ("X", "A1", "…", "AL"), strict=True):
        body.append(arrow(start, end, "axis a"))
        body.append(label(((start[0] + end[0]) / 2, 70), name, "af"))
    for (start, end), name in zip(spans[1:], ("dA1", "…", "dAL"), strict=True):
        body.append(arrow((end[0], 210), (start[0], 210), "axis b"))
        body.append(label(((start[0] + end[0]) / 2, 200), name, "bf"))
    return Figure(
        "c1-blocks",
        "前向块与反向块",
        "激活从左往右传，梯度从右往左传，每层的缓存把两行连起来。",
        640,
        305,
        tuple(body),
    )


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
