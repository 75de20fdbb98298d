"""Figures of course 2, from computation."""

import math
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeAlias

from tools.figures.drawing import Figure, Panel, Point, label, number, plain, powers, spaced
from tools.figures.noise import normal, uniform

Vector: TypeAlias = list[float]

# Lines differ by their dashes as well as by their colour.
LOOKS = {"a": "line a", "b": "line b dash", "c": "line c dots", "d": "line d"}


def bias_variance() -> Figure:
    """Polynomials of degree 1, 3 and 11 through twelve noisy points of a sine."""
    places = spaced(-1, 1, 12)
    values = [
        math.sin(2.6 * x) + 0.22 * noise for x, noise in zip(places, normal(11), strict=False)
    ]
    points = list(zip(places, values, strict=True))
    names = ("一次：欠拟合", "三次：刚好", "十一次：过拟合")
    body: list[str] = []
    for index, (degree, name) in enumerate(zip((1, 3, 11), names, strict=True)):
        panel = Panel(22, 20 + 178 * index, 270, 156, (-1.05, -1.9), (1.05, 1.9))
        fit = polynomial(points, degree)
        curve = [(x, max(-1.9, min(1.9, fit(x)))) for x in spaced(-1, 1, 161)]
        truth = [(x, math.sin(2.6 * x)) for x in spaced(-1, 1, 61)]
        error = sum((fit(x) - y) ** 2 for x, y in points) / len(points)
        fresh = sum((fit(x) - math.sin(2.6 * x)) ** 2 for x in spaced(-1, 1, 401)) / 401
        body += [
            panel.edges(),
            panel.line(truth, "fine d"),
            panel.line(curve, "line a"),
            *panel.dots(points, "bf"),
            label((312, panel.top + 66), name, anchor="start"),
            label((312, panel.top + 92), f"训练均方误差 {error:.3f}", "small", "start"),
            label((312, panel.top + 113), f"离真曲线 {fresh:.3f}", "small", "start"),
        ]
    return Figure(
        "bias-variance-fits",
        "同一批点的三种拟合",
        "十二个带噪声的点。一次多项式太僵，三次贴近灰色的真曲线，十一次穿过每个点却在点与点之间乱摆。",
        470,
        552,
        tuple(body),
    )


def polynomial(points: Sequence[Point], degree: int) -> Callable[[float], float]:
    """The least-squares polynomial, in a basis orthogonal on the points."""
    places = [x for x, _ in points]
    basis: list[Vector] = []
    for power in range(degree + 1):
        column = [x**power for x in places]
        for _ in range(2):
            for other in basis:
                share = dot(column, other)
                column = [v - share * o for v, o in zip(column, other, strict=True)]
        length = math.sqrt(dot(column, column))
        basis.append([v / length for v in column])
    shares = [dot([y for _, y in points], column) for column in basis]
    fitted = [
        sum(share * column[row] for share, column in zip(shares, basis, strict=True))
        for row in range(len(points))
    ]
    return lagrange(places, fitted)


def lagrange(places: Sequence[float], values: Sequence[float]) -> Callable[[float], float]:
    """The polynomial through all points (a fit of low degree comes out as itself)."""
    weights = [
        1 / math.prod(x - other for j, other in enumerate(places) if j != i)
        for i, x in enumerate(places)
    ]

    def value(x: float) -> float:
        gaps = [x - place for place in places]
        if 0 in gaps:
            return values[gaps.index(0)]
        parts = [weight / gap for weight, gap in zip(weights, gaps, strict=True)]
        return dot(parts, values) / sum(parts)

    return value


def dot(left: Sequence[float], right: Sequence[float]) -> float:
    """The inner product."""
    return sum(a * b for a, b in zip(left, right, strict=True))


def descend(curvature: Point, start: Point, rate: float, beta: float, steps: int) -> list[Point]:
    """Gradient descent with momentum on half the sum of h times w squared."""
    (x, y), (speed_x, speed_y) = start, (0.0, 0.0)
    path = [(x, y)]
    for _ in range(steps):
        speed_x = beta * speed_x + (1 - beta) * curvature[0] * x
        speed_y = beta * speed_y + (1 - beta) * curvature[1] * y
        x, y = x - rate * speed_x, y - rate * speed_y
        path.append((x, y))
    return path


def contours(panel: Panel, curvature: Point, levels: Sequence[float]) -> tuple[str, ...]:
    """Ellipses on which half the sum of h times w squared is the same."""
    x, y = panel.at((0, 0))
    across = panel.width / (panel.high[0] - panel.low[0])
    up = panel.height / (panel.high[1] - panel.low[1])
    return tuple(
        f'<ellipse class="fine d" cx="{number(x)}" cy="{number(y)}"'
        f' rx="{number(across * math.sqrt(2 * value / curvature[0]))}"'
        f' ry="{number(up * math.sqrt(2 * value / curvature[1]))}"/>'
        for value in levels
    )


def input_normalization() -> Figure:
    """Gradient descent in a long valley and in a round bowl."""
    body: list[str] = []
    cases = (
        ((1.0, 16.0), 0.115, 24, "没有归一化：曲率 1 与 16", "学习率 0.115，24 步之后"),
        ((1.0, 1.0), 0.9, 4, "归一化之后：曲率都是 1", "学习率 0.9，4 步之后"),
    )
    for index, (curvature, rate, steps, name, note) in enumerate(cases):
        top, reach = ((40.0, 1.4), (210.0, 2.95))[index]
        panel = Panel(35, top, 290, 290 / 9 * 2 * reach, (-4.5, -reach), (4.5, reach))
        path = descend(curvature, (-4.0, 1.0), rate, 0.0, steps)
        rest = math.hypot(*path[-1])
        levels = (0.5, 2, 4.5, 8) if index == 0 else (0.25, 1, 2.25, 4)
        body += [
            *contours(panel, curvature, levels),
            panel.line(path, "line a"),
            *panel.dots(path[:-1], "af", 2.5),
            *panel.dots([(0.0, 0.0)], "cf", 4.5),
            label((180, panel.top - 12), name),
            label((180, panel.top + panel.height + 26), f"{note}离最低点 {rest:.4f}", "small"),
        ]
    return Figure(
        "input-normalization",
        "归一化前后的等高线与路径",
        "上图的等高线又长又扁，梯度下降上下摆动；下图是圆的，直奔最低点。",
        360,
        446,
        tuple(body),
    )


def momentum_path() -> Figure:
    """The same valley, without and with momentum."""
    curvature, start = (1.0, 24.0), (-4.0, 1.2)
    body: list[str] = []
    cases = (
        (0.078, 0.0, "line a", "af", "普通梯度下降，学习率 0.078"),
        (0.21, 0.7, "line a", "af", "动量 0.7，学习率 0.21"),
    )
    for index, (rate, beta, style, dots, name) in enumerate(cases):
        panel = Panel(20, 40 + 230 * index, 320, 160, (-4.6, -1.7), (4.6, 1.7))
        path = descend(curvature, start, rate, beta, 25)
        rest = math.hypot(*path[-1])
        body += [
            *contours(panel, curvature, (0.5, 2, 4.5, 8)),
            panel.line(path, style),
            *panel.dots(path[:-1], dots, 2.5),
            *panel.dots([(0.0, 0.0)], "cf", 4.5),
            label((180, panel.top - 12), name),
            label((180, panel.top + 186), f"25 步之后离最低点 {rest:.3f}", "small"),
        ]
    return Figure(
        "momentum-path",
        "狭长山谷里的两条路径",
        "曲率 1 与 24 的二次型。普通梯度下降来回摆动，沿谷底很慢；加上动量，沿谷底快得多。",
        360,
        474,
        tuple(body),
    )


def init_signal() -> Figure:
    """Root mean square of ReLU activations over twenty layers, three initialisations."""
    width, depth, batch = 64, 20, 8
    panel = Panel(60, 34, 290, 220, (0, -8), (20, 4))
    cases = (
        (0.1, "a", "σ = 0.1"),
        (math.sqrt(2 / width), "b", "σ ≈ 0.177（He）"),
        (0.25, "c", "σ = 0.25"),
    )
    body = panel.scale(powers(range(-8, 5, 2)), plain(range(0, 21, 5)))
    for sigma, style, name in cases:
        source = normal(5)
        batches = [
            [math.sqrt(2) * max(0.0, next(source)) for _ in range(width)] for _ in range(batch)
        ]
        points = [(0.0, math.log10(rms(batches)))]
        for layer in range(1, depth + 1):
            matrix = [[sigma * value for value in islice(source, width)] for _ in range(width)]
            batches = [[max(0.0, dot(row, a)) for row in matrix] for a in batches]
            points.append((float(layer), math.log10(rms(batches))))
        body.append(panel.line(points, LOOKS[style]))
        _, y = panel.at(points[-1])
        body.append(label((panel.left + panel.width + 8, y + 5), name, f"{style}f", "start"))
    body.append(label((panel.left + panel.width / 2, 290), "层", "small"))
    body.append(label((panel.left, 22), "激活的均方根（每层 64 个 ReLU 单元）", "small", "start"))
    return Figure(
        "init-signal",
        "三种初始化下信号的大小",
        "标准差 0.1 时逐层消失，0.25 时逐层膨胀，He 初始化大致保持不变。",
        480,
        304,
        tuple(body),
    )


def rms(batches: Sequence[Vector]) -> float:
    """The root mean square of all values."""
    count = sum(len(values) for values in batches)
    return math.sqrt(sum(dot(values, values) for values in batches) / count)


def average(values: Sequence[float], beta: float) -> Vector:
    """Exponentially weighted averages, from zero and without correction."""
    result: Vector = []
    current = 0.0
    for value in values:
        current = beta * current + (1 - beta) * value
        result.append(current)
    return result


def weighted_average() -> Figure:
    """A noisy season, smoothed by three values of beta."""
    days = list(range(1, 181))
    noise = normal(3)
    season = [12 + 9 * math.sin((day - 45) / 365 * 2 * math.pi) + 2.4 * next(noise) for day in days]
    panel = Panel(44, 34, 284, 230, (0, -2), (180, 26))
    body = panel.scale(plain(range(0, 26, 5)), plain(range(0, 181, 30)))
    body += panel.dots(list(zip(map(float, days), season, strict=True)), "df", 1.8)
    for beta, style, shift in (
        (0.5, "a", 14),
        (0.9, "b", -12),
        (0.98, "c", 3),
    ):
        smooth = average(season, beta)
        points = list(zip(map(float, days), smooth, strict=True))
        look = "fine a" if style == "a" else LOOKS[style]
        body.append(panel.line([(0.0, 0.0), *points], look))
        _, y = panel.at(points[-1])
        span = round(1 / (1 - beta))
        name = f"β = {beta}，约 {span} 天"
        body.append(
            label((panel.left + panel.width + 8, y + 5 + shift), name, f"{style}f", anchor="start")
        )
    body.append(label((panel.left + panel.width / 2, 302), "天", "small"))
    body.append(label((panel.left, 22), "气温（虚构）与它的指数加权平均", "small", "start"))
    return Figure(
        "weighted-average",
        "三个 β 的指数加权平均",
        "β 越大曲线越平滑，也越滞后；三条都从零出发，β = 0.98 的开头明显偏低。",
        480,
        316,
        tuple(body),
    )


def bias_correction() -> Figure:
    """The start of the average of a constant, with and without correction."""
    steps = list(range(1, 121))
    panel = Panel(44, 34, 370, 200, (0, 0), (120, 11))
    raw = average([10.0] * len(steps), 0.98)
    fixed = [value / (1 - 0.98**step) for step, value in zip(steps, raw, strict=True)]
    body = panel.scale(plain(range(0, 11, 2)), plain(range(0, 121, 20)))
    for values, style, name, shift in ((raw, "a", "未修正", 8), (fixed, "b", "修正后", -2)):
        points = list(zip(map(float, steps), values, strict=True))
        body.append(panel.line(points, LOOKS[style]))
        _, y = panel.at(points[-1])
        body.append(
            label((panel.left + panel.width + 8, y + 5 + shift), name, f"{style}f", "start")
        )
    body.append(label((panel.left, 22), "每一步的值都是 10，β = 0.98", "small", "start"))
    body.append(label((panel.left + panel.width / 2, 272), "步", "small"))
    return Figure(
        "bias-correction",
        "偏差修正的作用",
        "对恒为 10 的数据，未修正的平均从 0.2 起慢慢爬升，修正后的一开始就是 10。",
        480,
        286,
        tuple(body),
    )


def saddle_path() -> Figure:
    """Gradient descent past the saddle of x squared minus y squared."""
    panel = Panel(50, 44, 300, 220, (-1.5, -1.1), (1.5, 1.1))
    body: list[str] = []
    for height in (0.1, 0.4, 1.0):
        for sign in (-1, 1):
            upright = [(sign * math.sqrt(height + y * y), y) for y in spaced(-1.1, 1.1, 45)]
            lying = [(x, sign * math.sqrt(height + x * x)) for x in spaced(-1.5, 1.5, 61)]
            body.append(panel.line([p for p in upright if abs(p[0]) <= 1.5], "fine d"))
            inside = [p for p in lying if abs(p[1]) <= 1.1]
            body.extend([panel.line(inside, "fine d")] if inside else [])
    path = [(1.3 * 0.8**step, 0.001 * 1.2**step) for step in range(39)]
    body += [
        panel.line(path, "line a"),
        *panel.dots(path, "af", 2.5),
        *panel.dots([(0.0, 0.0)], "cf", 4.5),
        label((200, 30), "J = x² − y²，鞍点在中央"),
    ]
    curve = Panel(50, 322, 300, 150, (0, -1.1), (39, 1.8))
    costs = [(float(step), x * x - y * y) for step, (x, y) in enumerate(path)]
    body += curve.scale(plain((-1, 0, 1)), plain((0, 10, 20, 30)))
    body += [curve.line(costs, "line b dash"), label((200, 306), "代价：降、停、再降")]
    body += [label((200, 510), "步", "small")]
    return Figure(
        "saddle-path",
        "鞍点附近的梯度下降",
        "路径先沿横轴滑向鞍点，在那里停留很久，再沿纵轴离开；代价曲线中间有一段是平的。",
        380,
        524,
        tuple(body),
    )


def decay_schedules() -> Figure:
    """Four learning-rate schedules over sixty epochs."""
    last = 60
    panel = Panel(50, 34, 300, 220, (0, 0), (last, 0.21))
    rules: tuple[tuple[str, str, Callable[[float], float]], ...] = (
        ("a", "0.2 / (1 + 0.1 t)", lambda t: 0.2 / (1 + 0.1 * t)),
        ("b", "0.2 × 0.95ᵗ", lambda t: 0.2 * 0.95**t),
        ("c", "每 20 遍减半", lambda t: 0.2 * 0.5 ** (t // 20)),
        ("d", "余弦", lambda t: 0.1 * (1 + math.cos(math.pi * t / last))),
    )
    body = panel.scale(plain(k / 20 for k in range(5)), plain(range(0, 61, 10)))
    shifts = (-9, -9, -8, 2)
    for (style, name, rule), shift in zip(rules, shifts, strict=True):
        points = [(t, rule(t)) for t in spaced(0, last - 0.01, 241)]
        body.append(panel.line(points, LOOKS[style]))
        _, y = panel.at(points[-1])
        place = (panel.left + panel.width + 8, y + 5 + shift)
        body.append(label(place, name, f"{style}f", "start"))
    body.append(label((panel.left, 22), "学习率，从 0.2 开始", "small", "start"))
    body.append(label((panel.left + panel.width / 2, 292), "遍", "small"))
    return Figure(
        "learning-rate-decay",
        "四种学习率衰减",
        "倒数衰减先快后慢，指数衰减、分段减半与余弦各有形状，六十遍后都比开始小得多。",
        480,
        306,
        tuple(body),
    )


def grid_and_random() -> Figure:
    """Sixteen trials on a grid and sixteen at random, with what each axis gets to see."""
    source = uniform(83)
    grid = [(x, y) for x in spaced(0.125, 0.875, 4) for y in spaced(0.125, 0.875, 4)]
    scattered = [(next(source), next(source)) for _ in range(16)]
    body: list[str] = []
    for index, (points, name) in enumerate(((grid, "网格：16 次"), (scattered, "随机：16 次"))):
        panel = Panel(32 + 226 * index, 48, 192, 170, (0, 0), (1, 1))
        marks = sorted({x for x, _ in points})
        body += [
            panel.edges(),
            *panel.dots(points, "af", 4),
            *panel.dots([(x, -0.035) for x in marks], "bf", 3),
            label((panel.left + 96, 30), name),
            label((panel.left + 96, 246), f"学习率试过 {len(marks)} 个值", "bf"),
        ]
    body.append(label((10, 138), "ε", "small", "start"))
    return Figure(
        "grid-and-random",
        "网格搜索与随机搜索",
        "同样十六次试验，网格只试到四个学习率，随机试到十六个。横轴是学习率，纵轴是不重要的另一个超参数。",
        470,
        262,
        tuple(body),
    )


def log_scale() -> Figure:
    """Forty draws of a learning rate, uniform and log-uniform, on a logarithmic axis."""
    source = uniform(8)
    draws = list(islice(source, 40))
    linear = [0.0001 + (1 - 0.0001) * value for value in draws]
    spread = [10 ** (-4 * (1 - value)) for value in draws]
    body: list[str] = []
    for index, (values, style, name) in enumerate(
        ((linear, "bf", "均匀取"), (spread, "af", "对数均匀取"))
    ):
        panel = Panel(94, 46 + 74 * index, 352, 26, (-4, 0), (0, 1))
        counts = [
            sum(1 for v in values if power <= math.log10(v) < power + 1) for power in range(-4, 0)
        ]
        body += [
            f'<path class="axis" d="M94 {panel.top + 26} H446"/>',
            *panel.dots([(math.log10(v), 0.5) for v in values], style, 3.5),
            label((86, panel.top + 18), name, "", "end"),
            *(
                label((94 + 88 * place + 44, panel.top - 6), f"{count} 个", "small")
                for place, count in enumerate(counts)
            ),
        ]
    body += [
        label((94 + 88 * place, 168), text, "small")
        for place, text in enumerate(("0.0001", "0.001", "0.01", "0.1", "1"))
    ]
    body.append(label((270, 190), "学习率（对数刻度）", "small"))
    return Figure(
        "log-scale-sampling",
        "均匀取样与对数均匀取样",
        "在 0.0001 到 1 之间取四十个学习率。均匀取时大多落在 0.1 以上；对数均匀取时各数量级都有。",
        474,
        204,
        tuple(body),
    )


FIGURES: tuple[Callable[[], Figure], ...] = (
    bias_variance,
    input_normalization,
    init_signal,
    weighted_average,
    bias_correction,
    momentum_path,
    saddle_path,
    decay_schedules,
    grid_and_random,
    log_scale,
)
