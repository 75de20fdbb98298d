"""Figures of course 3: where errors come from, targets, chains of steps."""

import math
from collections.abc import Callable
from itertools import islice, pairwise

from tools.figures.drawing import (
    Figure,
    Panel,
    Point,
    arrow,
    box,
    dot,
    label,
    number,
    path,
    spaced,
)
from tools.figures.noise import normal


def draw_gates() -> Figure:
    """Lesson 85: four gates in a row, each with its own means."""
    gates = (
        ("训练集", ("更大的网络", "更好的优化", "训练更久")),
        ("开发集", ("正则化", "更多数据")),
        ("测试集", ("更大的开发集",)),
        ("真实使用", ("换开发集", "换指标")),
    )
    body: list[str] = []
    for index, (name, means) in enumerate(gates):
        x = 64 + 117 * index
        body.append(box((x, 56), (90, 44)))
        body.append(label((x, 61), name, "af"))
        if index:
            body.append(arrow((x - 70, 56), (x - 47, 56)))
        body.append(arrow((x, 104), (x, 82), "axis b"))
        body += [label((x, 126 + 22 * row), words, "small") for row, words in enumerate(means)]
    return Figure(
        "c3-gates",
        "四关与各自的手段",
        "训练集、开发集、测试集、真实使用依次排开，每一关下面是只影响它的手段。",
        480,
        190,
        tuple(body),
    )


def draw_constraint() -> Figure:
    """Lesson 87: accuracy against latency, and the line that must not be crossed."""
    panel = Panel(62, 30, 390, 200, (1.5, 91), (3.5, 96.5))
    models = (("甲", 70, 92.0), ("乙", 95, 94.1), ("丙", 1400, 95.6), ("丁", 60, 94.0))
    line, top = panel.at((2, 91))[0], panel.at((2, 96.5))[1]
    shade = f'x="{number(line)}" y="{number(top)}" width="{number(452 - line)}" height="200"'
    body = [f'<rect class="bf soft" {shade}/>', panel.edges()]
    for value in (92, 94, 96):
        body += panel.level(value, f"{value}%")
    body.append(path([(line, top), (line, 230)], "line b dash"))
    for name, latency, accuracy in models:
        x, y = panel.at((math.log10(latency), accuracy))
        inside = latency <= 100
        body.append(dot((x, y), "af" if inside else "bf", 5))
        body.append(label((x - 14, y - 8), name, "af" if inside else "bf"))
    for latency in (50, 100, 300, 1000, 3000):
        body.append(panel.tick(math.log10(latency), str(latency)))
    body.append(label((257, 272), "时延（毫秒，对数刻度）", "small"))
    body.append(label((68, 22), "准确率", "small", "start"))
    body.append(label((line + 140, 210), "超过 100 毫秒：不要", "bf"))
    return Figure(
        "c3-constraint",
        "满足指标划线，优化指标定高下",
        "甲、乙、丁在一百毫秒以内，其中乙的准确率最高；丙更准，但是超时。",
        480,
        290,
        tuple(body),
    )


def _target(middle: Point, name: str) -> list[str]:
    """Three rings around a point and a name below."""
    rings = [
        f'<circle class="fine d" cx="{number(middle[0])}" cy="{number(middle[1])}" r="{radius}"/>'
        for radius in (46, 30, 14)
    ]
    return [*rings, label((middle[0], middle[1] + 66), name, "small")]


def draw_targets() -> Figure:
    """Lesson 88: shots that hit the one target and miss the other, and both in one place."""
    noise = normal(5)
    shots = [(11 * x, 11 * y) for x, y in islice(zip(noise, noise, strict=False), 14)]
    body: list[str] = []
    for middle, name in (((72, 90), "开发集"), ((198, 130), "测试集"), ((385, 105), "两者")):
        body += _target(middle, name)
    for middle in ((72, 90), (385, 105)):
        body += [dot((middle[0] + x, middle[1] + y), "af", 3) for x, y in shots]
    body.append(label((136, 34), "瞄准开发集练了三个月", "small", "start"))
    body.append(label((385, 34), "打乱之后再分", "small"))
    body.append(path([(292, 20), (292, 205)], "grid"))
    return Figure(
        "c3-targets",
        "靶子要放在一处",
        "左边两个靶子分开，子弹都在开发集上；右边开发集与测试集是同一个靶子。",
        470,
        225,
        tuple(body),
    )


def draw_interval() -> Figure:
    """Lesson 89: half the width of the 95% interval against the number of examples."""
    panel = Panel(50, 30, 310, 210, (2, 0), (5, 6))
    body = [panel.edges()]
    for value in (1, 2, 3, 4, 5):
        body += panel.level(value, f"{value}%")
    rates = ((0.10, "a"), (0.03, "b"), (0.01, "c"))
    for index, (rate, look) in enumerate(rates):
        widths = [(k, 196 * math.sqrt(rate * (1 - rate) / 10**k)) for k in spaced(2, 5, 121)]
        body.append(panel.line(widths, f"line {look}"))
        body.append(
            label((376, 100 + 24 * index), f"错误率 {100 * rate:.0f}%", f"{look}f", "start")
        )
    for power in range(2, 6):
        body.append(panel.tick(power, str(10**power)))
    body.append(label((205, 282), "测试集的条数（对数刻度）", "small"))
    body.append(label((60, 26), "95% 区间的半宽", "small", "start"))
    return Figure(
        "c3-interval",
        "测试集越大，数字越准",
        "错误率 10%、3%、1% 的三条曲线都按条数的平方根下降，一万条时约 0.6、0.3、0.2 个百分点。",
        470,
        298,
        tuple(body),
    )


def draw_human_level() -> Figure:
    """Lesson 91: the error falls fast to the level of people, then slowly to its bound."""
    panel = Panel(40, 30, 320, 210, (0, 0), (10, 24))
    human, bound = 8.0, 5.0

    def error(t: float) -> float:
        """Halves its way to a level below people's; from there on it is slower."""
        meeting = math.log(16 / (human - 6.5)) / 0.62
        if t <= meeting:
            return 6.5 + 16 * math.exp(-0.62 * t)
        return bound + (human - bound) * math.exp(-0.12 * (t - meeting))

    body = [panel.edges(), panel.curve(error, "line a")]
    for value, name, look in ((human, "人的水平", "b"), (bound, "贝叶斯误差", "c")):
        body.append(panel.line([(0, value), (10, value)], f"line {look} dash"))
        x, y = panel.at((10, value))
        body.append(label((x + 8, y + 5), name, f"{look}f", "start"))
    body.append(label((200, 264), "投入的时间", "small"))
    body.append(label((50, 26), "误差", "small", "start"))
    body.append(label((140, 90), "请人标注、看错例、比人", "small", "start"))
    body.append(label((265, 225), "工具失灵，慢了下来", "small"))
    body.append(label((450, 30), "示意", "small", "end"))
    return Figure(
        "c3-human-level",
        "追上人之前快，追上之后慢",
        "误差先快速降到人的水平，之后缓慢地靠近贝叶斯误差，不会越过它。",
        464,
        280,
        tuple(body),
    )


def draw_avoidable_bias() -> Figure:
    """Lesson 92: the same two errors over three floors."""
    panel = Panel(74, 30, 282, 210, (0, 0), (3, 10))
    cases = (("清晰的印刷体", 1.0), ("普通手写", 3.0), ("模糊的旧票据", 5.5))
    body = [panel.edges()]
    for value, words in ((6, "训练 6%"), (9, "开发 9%")):
        body += panel.level(value, words)
    for index, (name, floor) in enumerate(cases):
        parts = (
            ("df soft", 0.0, floor, f"{floor:g}%"),
            ("af soft", floor, 6.0, f"{6 - floor:g}%"),
            ("bf soft", 6.0, 9.0, "3%"),
        )
        for look, low, high, words in parts:
            left, top = panel.at((index + 0.2, high))
            right, bottom = panel.at((index + 0.8, low))
            middle = ((left + right) / 2, (top + bottom) / 2)
            body.append(box(middle, (right - left, bottom - top), look, 2))
            body.append(label((middle[0], middle[1] + 5), words, "small"))
        body.append(label((panel.at((index + 0.5, 0))[0], 260), name, "small"))
    keys = (("bf", "方差"), ("af", "可避免偏差"), ("df", "去不掉"))
    for index, (look, words) in enumerate(keys):
        body.append(dot((374, 92 + 30 * index), look, 5))
        body.append(label((384, 97 + 30 * index), words, look, "start"))
    return Figure(
        "c3-avoidable-bias",
        "同样的两个误差，三种参照",
        "训练误差都是 6%，开发误差都是 9%；下限为 1、3、5.5% 时，可避免偏差为 5、3、0.5%。",
        472,
        280,
        tuple(body),
    )


def draw_ladder() -> Figure:
    """Lesson 100: four systems as stairs of errors."""
    systems = (
        ("甲：方差", (0, 1, 9, 10, 10.2)),
        ("乙：不匹配", (0, 1, 1.5, 10, 10.3)),
        ("丁：偏差与不匹配", (0, 10, 11, 20, 20.4)),
        ("戊：过拟合开发集", (0, 1, 1.5, 2.5, 7)),
    )
    looks = ("a", "b", "c", "d")
    body: list[str] = []
    for index, (name, errors) in enumerate(systems):
        panel = Panel(24 + 232 * (index % 2), 24 + 176 * (index // 2), 200, 126, (0, 0), (4, 22))
        body.append(panel.edges())
        for step, ((low, high), look) in enumerate(zip(pairwise(errors), looks, strict=True)):
            corners = [(step, low), (step + 0.5, low), (step + 0.5, high), (step + 1, high)]
            body.append(panel.line(corners, f"line {look}"))
        body.append(label((panel.left + 100, panel.top + 146), name, "small"))
    names = ("可避免偏差", "方差", "不匹配", "过拟合开发集")
    for index, (look, words) in enumerate(zip(looks, names, strict=True)):
        x = (48, 166, 236, 324)[index]
        body.append(path([(x - 26, 374), (x - 6, 374)], f"line {look}"))
        body.append(label((x, 379), words, f"{look}f", "start"))
    return Figure(
        "c3-ladder",
        "四个系统的误差阶梯",
        "每张小图从左到右是人、训练、训练–开发、开发、测试；最高的一级台阶就是主要的问题。",
        470,
        394,
        tuple(body),
    )


def draw_transfer() -> Figure:
    """Lesson 102: the lower layers move from task A to task B, the last one is new."""
    body: list[str] = []
    for row, (task, last, look) in enumerate(
        (("任务 A", "1000 类", "box"), ("任务 B", "5 类", "ghost"))
    ):
        y = 60 + 120 * row
        body.append(label((32, y + 5), task, "af" if row == 0 else "bf"))
        for index, words in enumerate(("边缘", "纹理", "部件", last)):
            x = 112 + 106 * index
            body.append(box((x, y), (82, 44), look if index == 3 else "box"))
            body.append(label((x, y + 5), words, "bf" if row and index == 3 else ""))
            body.append(arrow((x - (54 if index == 0 else 65), y), (x - 43, y)))
    for index in range(3):
        x = 112 + 106 * index
        body.append(arrow((x, 86), (x, 154), "axis a"))
    body.append(label((420, 125), "换掉，重新学", "bf"))
    body.append(label((165, 125), "搬过来", "af"))
    return Figure(
        "c3-transfer",
        "迁移学习：搬来底层，换掉顶层",
        "任务 A 的前几层原样搬给任务 B，最后一层换成随机初始化的新层。",
        480,
        226,
        tuple(body),
    )


def draw_pipeline() -> Figure:
    """Lesson 104: a chain of steps above, one network below."""
    steps = ("声波", "特征", "音素", "词", "句子")
    body: list[str] = []
    for index, words in enumerate(steps):
        x = 50 + 94 * index
        body.append(box((x, 56), (66, 40)))
        body.append(label((x, 61), words))
        if index:
            body.append(arrow((x - 60, 56), (x - 35, 56)))
    for x, words in ((50, "声波"), (426, "句子")):
        body.append(box((x, 156), (66, 40)))
        body.append(label((x, 161), words))
    body.append(box((238, 156), (216, 48), "ghost"))
    body.append(label((238, 161), "一个网络，中间由它自己决定", "af"))
    body.append(arrow((85, 156), (128, 156)))
    body.append(arrow((348, 156), (391, 156)))
    body.append(label((238, 104), "流水线：每一级各有设计、各有数据", "small"))
    body.append(label((238, 208), "端到端：只要成对的（声波，句子）", "small"))
    return Figure(
        "c3-pipeline",
        "流水线与端到端",
        "上面是声波、特征、音素、词、句子五级；下面一个网络从声波直接到句子。",
        476,
        226,
        tuple(body),
    )


FIGURES: tuple[Callable[[], Figure], ...] = (
    draw_gates,
    draw_constraint,
    draw_targets,
    draw_interval,
    draw_human_level,
    draw_avoidable_bias,
    draw_ladder,
    draw_transfer,
    draw_pipeline,
)
