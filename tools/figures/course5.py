"""Figures of course 5: recurrent cells, word vectors, search and attention."""

import math
from collections.abc import Callable, Sequence

from tools.figures.drawing import (
    Curve,
    Figure,
    Panel,
    Point,
    arrow,
    box,
    dot,
    label,
    path,
    plain,
    powers,
)


def draw_rnn() -> Figure:
    """Lesson 153: one cell, unrolled over four steps."""
    body: list[str] = []
    for step in range(1, 5):
        x = 92 + 96 * (step - 1)
        body += [
            arrow((x - 66, 120), (x - 28, 120), "axis a"),
            box((x, 120), (52, 44)),
            label((x, 125), "tanh"),
            arrow((x, 182), (x, 146)),
            arrow((x, 98), (x, 62)),
            label((x, 202), timed("x", step)),
            label((x, 52), timed("ŷ", step)),
            label((x - 47, 108), timed("a", step - 1), "small af"),
            label((x + 6, 168), "Wax", "small", "start"),
            label((x + 6, 84), "Wya", "small", "start"),
        ]
    body += [
        arrow((406, 120), (444, 120), "axis a"),
        label((236, 236), "四个格子是同一个，Waa、Wax、Wya 各只有一份", "small"),
    ]
    return Figure(
        "c5-rnn",
        "按时间展开的循环网络",
        "同一个格子按时间画了四次：从左边收到上一步的状态，从下面收到输入，往上给出输出。",
        470,
        252,
        tuple(body),
    )


def draw_types() -> Figure:
    """Lesson 155: where inputs come in and outputs go out."""
    kinds: tuple[tuple[str, Point, Sequence[int], Sequence[int], int], ...] = (
        ("一对一", (48, 96), (0,), (0,), 1),
        ("一对多", (122, 96), (0,), (0, 1, 2), 3),
        ("多对一", (282, 96), (0, 1, 2), (2,), 3),
        ("多对多（等长）", (48, 240), (0, 1, 2), (0, 1, 2), 3),
        ("多对多（不等长）", (222, 240), (0, 1, 2), (3, 4), 5),
    )
    body: list[str] = []
    for name, (left, y), inputs, outputs, steps in kinds:
        for step in range(steps):
            x = left + 48 * step
            body.append(box((x, y), (28, 28)))
            if step:
                body.append(arrow((x - 34, y), (x - 15, y), "axis a"))
            if step in inputs:
                body.append(arrow((x, y + 42), (x, y + 16)))
            if step in outputs:
                body.append(arrow((x, y - 16), (x, y - 42), "axis b"))
        body.append(label((left + 24 * (steps - 1), y + 62), name, "small"))
    return Figure(
        "c5-types",
        "五种循环网络",
        "格子之间的箭头是状态，下面的箭头是输入，上面的箭头是输出。",
        470,
        316,
        tuple(body),
    )


def draw_temperature() -> Figure:
    """Lesson 157: four probabilities at three temperatures."""
    start = (0.5, 0.3, 0.15, 0.05)
    body: list[str] = []
    for index, tau in enumerate((0.5, 1.0, 2.0)):
        panel = Panel(30 + 146 * index, 50, 120, 150, (0, 0), (4, 0.8))
        raised = [p ** (1 / tau) for p in start]
        body += [panel.edges(), label((panel.left + 60, 32), f"τ = {tau:g}")]
        for word, value in enumerate(raised):
            share = value / sum(raised)
            x, y = panel.at((word + 0.5, share))
            body += [
                box((x, (y + 200) / 2), (22, 200 - y), "af", 2),
                label((x, y - 6), f"{share:.2f}", "small"),
                label((x, 218), "甲乙丙丁"[word], "small"),
            ]
    return Figure(
        "c5-temperature",
        "温度怎样改变分布",
        "温度 0.5 时最可能的词占得更多，温度 2 时各词更接近。",
        460,
        234,
        tuple(body),
    )


def draw_gradient() -> Figure:
    """Lesson 158: powers of a factor, on a logarithmic scale."""
    panel = Panel(66, 40, 300, 210, (0, -8), (100, 6))
    body = panel.scale(powers(range(-8, 7, 2)), plain(range(0, 101, 25)))

    def power_of(factor: float) -> Curve:
        return lambda k: k * math.log10(factor)

    for factor, style, at in (
        (1.1, "b dash", 100),
        (1.0, "d", 100),
        (0.9, "a", 100),
        (0.7, "c dots", 42),
    ):
        f = power_of(factor)
        body.append(panel.curve(f, f"line {style}"))
        x, y = panel.at((at, f(at)))
        body.append(label((x + 8, y + 5), f"每步 {factor:g}", f"{style[0]}f", "start"))
    body += [
        label((66, 24), "剩下的梯度（对数刻度）", "small", "start"),
        label((216, 288), "隔了多少步", "small"),
    ]
    return Figure(
        "c5-gradient",
        "隔许多步之后剩下的梯度",
        "每步乘 0.9，一百步后剩十万分之三；每步乘 1.1，一百步后变成一万多倍；每步乘 1 才不变。",
        460,
        302,
        tuple(body),
    )


def draw_gru() -> Figure:
    """Lesson 159: the memory, its candidate and the gate that mixes them."""
    body = [
        arrow((20, 70), (160, 70), "line a"),
        arrow((188, 70), (326, 70), "line a"),
        arrow((354, 70), (452, 70), "line a"),
        label((24, 56), f"c{up('t−1')}", "af", "start"),
        label((448, 56), f"c{up('t')}", "af", "end"),
        *node((174, 70), "×"),
        *node((340, 70), "+"),
        *node((340, 140), "×"),
        arrow((340, 126), (340, 84)),
        box((174, 150), (56, 34)),
        label((174, 155), "1 − Γu"),
        arrow((174, 133), (174, 84), "axis c"),
        box((174, 222), (56, 34)),
        label((174, 227), "Γu", "cf"),
        arrow((174, 205), (174, 168), "axis c"),
        path([(203, 222), (252, 222), (252, 140)], "axis c"),
        arrow((252, 140), (326, 140), "axis c"),
        box((76, 222), (56, 34)),
        label((76, 227), "Γr", "bf"),
        box((340, 222), (76, 34)),
        label((340, 227), "c̃ = tanh"),
        arrow((340, 205), (340, 154)),
        path([(76, 240), (76, 262), (340, 262)], "axis b"),
        arrow((340, 262), (340, 240), "axis b"),
        label((208, 280), "重置门决定候选值里旧记忆占多少", "small"),
        label((236, 26), "直路上只有一次乘、一次加", "small"),
    ]
    return Figure(
        "c5-gru",
        "GRU 单元",
        "旧记忆乘以一减更新门，候选值乘以更新门，两者相加就是新记忆；重置门管候选值。",
        472,
        296,
        tuple(body),
    )


def draw_lstm() -> Figure:
    """Lesson 160: the memory runs straight, three gates act on it."""
    body = [
        arrow((20, 64), (86, 64), "line a"),
        arrow((114, 64), (226, 64), "line a"),
        arrow((254, 64), (452, 64), "line a"),
        label((24, 50), f"c{up('t−1')}", "af", "start"),
        label((448, 50), f"c{up('t')}", "af", "end"),
        *node((100, 64), "×"),
        *node((240, 64), "+"),
        *node((240, 134), "×"),
        *node((352, 190), "×"),
        box((100, 190), (46, 34)),
        label((100, 195), "Γf", "bf"),
        arrow((100, 173), (100, 78), "axis b"),
        box((178, 190), (46, 34)),
        label((178, 195), "Γu", "cf"),
        path([(178, 173), (178, 134)], "axis c"),
        arrow((178, 134), (226, 134), "axis c"),
        box((240, 190), (46, 34)),
        label((240, 195), "c̃"),
        arrow((240, 173), (240, 148)),
        arrow((240, 120), (240, 78)),
        box((302, 190), (46, 34)),
        label((302, 195), "Γo", "bf"),
        arrow((325, 190), (338, 190), "axis b"),
        box((352, 120), (52, 30)),
        label((352, 125), "tanh"),
        path([(352, 64), (352, 105)], "axis"),
        arrow((352, 135), (352, 176)),
        arrow((366, 190), (452, 190), "line d"),
        label((448, 176), f"a{up('t')}", "", "end"),
        path([(20, 240), (302, 240)], "line d"),
        label((24, 262), f"a{up('t−1')}，x{up('t')}", "", "start"),
        *(arrow((x, 240), (x, 208)) for x in (100, 178, 240, 302)),
        label((236, 288), "四个方框都看同一份输入：上一步的 a 与这一步的 x", "small"),
        label((236, 24), "记忆这条线上只有逐元素的乘与加", "small"),
    ]
    return Figure(
        "c5-lstm",
        "LSTM 单元",
        "旧记忆乘遗忘门，加上更新门乘候选值，得新记忆；新记忆过 tanh，乘输出门，得对外的状态。",
        472,
        304,
        tuple(body),
    )


def draw_bidirectional() -> Figure:
    """Lesson 161: one chain to the right, one to the left, both under each output."""
    body: list[str] = []
    for step in range(1, 5):
        x = 70 + 104 * (step - 1)
        body += [
            box((x - 18, 176), (34, 34)),
            label((x - 18, 181), "→", "af"),
            box((x + 22, 116), (34, 34)),
            label((x + 22, 121), "←", "bf"),
            label((x, 244), timed("x", step)),
            label((x, 44), timed("ŷ", step)),
            arrow((x - 4, 228), (x - 16, 196)),
            arrow((x + 4, 228), (x + 22, 136)),
            arrow((x - 18, 157), (x - 4, 52)),
            arrow((x + 22, 97), (x + 6, 52)),
        ]
        if step < 4:
            body += [
                arrow((x + 1, 176), (x + 66, 176), "axis a"),
                arrow((x + 107, 116), (x + 41, 116), "axis b"),
            ]
    body.append(label((235, 272), "两条链互不相连，输出把两边的状态叠起来用", "small"))
    return Figure(
        "c5-bidirectional",
        "双向循环网络",
        "正向的链从左往右，反向的链从右往左，每一步的输出同时用到两条链的状态。",
        470,
        288,
        tuple(body),
    )


def draw_deep() -> Figure:
    """Lesson 162: three layers by five steps, with the round in which each cell can be computed."""
    body: list[str] = []
    for layer in range(1, 4):
        y = 220 - 68 * (layer - 1)
        body.append(label((40, y + 5), f"第 {layer} 层", "small"))
        for step in range(1, 6):
            x = 100 + 76 * (step - 1)
            look = ("af", "bf", "cf")[(layer + step) % 3]
            body += [
                box((x, y), (40, 36)),
                label((x, y + 5), str(layer + step - 1), look),
                arrow((x, y + 46 if layer == 1 else y + 48), (x, y + 20)),
            ]
            if step < 5:
                body.append(arrow((x + 22, y), (x + 53, y), "axis"))
            if layer == 1:
                body.append(label((x, y + 64), timed("x", step), "small"))
    body.append(label((236, 36), "格子里的数：第几轮才能算到它", "small"))
    return Figure(
        "c5-deep",
        "三层循环网络",
        "每个格子等左边与下边的格子，层号加时间相等的格子可以同时算；三层五步共七轮。",
        470,
        300,
        tuple(body),
    )


def draw_embedding() -> Figure:
    """Lesson 163: six words of the table on their two main directions."""
    words = ("男人", "女人", "国王", "女王", "苹果", "橙")
    table = (
        (-0.9, 0.05, 0.1, 0),
        (0.9, 0.05, 0.1, 0.02),
        (-0.85, 0.9, 0.6, 0.01),
        (0.9, 0.95, 0.65, 0.03),
        (0.05, 0, 0.02, 0.9),
        (0, 0.02, 0.04, 0.95),
    )
    places = list(zip(*(project(table, rank) for rank in (0, 1)), strict=True))
    panel = Panel(30, 44, 400, 210, (-1.5, -1.2), (1.5, 1.2))
    body = [box((230, 149), (400, 210), "box", 4)]
    for word, place in zip(words, places, strict=True):
        x, y = panel.at(place)
        shift = {"苹果": (10, 5, "start"), "橙": (-10, 5, "end")}.get(word, (0, -12, "middle"))
        look = "b" if word in {"苹果", "橙"} else "a"
        body += [
            dot((x, y), f"{look}f", 5),
            label((x + shift[0], y + shift[1]), word, "", shift[2]),
        ]
    body.append(label((230, 30), "四维的词向量，压到变化最大的两个方向上", "small"))
    return Figure(
        "c5-embedding",
        "六个词在两维的位置",
        "苹果与橙几乎重合；男人、女人、国王、女王各在一角，性别与王室两个方向清楚可见。",
        460,
        270,
        tuple(body),
    )


def draw_analogy() -> Figure:
    """Lesson 165: the same step from man to woman, taken from the king."""
    panel = Panel(30, 30, 400, 250, (-1.6, -0.4), (1.6, 2.5))
    man, woman, king, queen = (1, 0.2), (-1, 0.2), (0.9, 2.0), (-0.8, 2.1)
    target = (king[0] - man[0] + woman[0], king[1] - man[1] + woman[1])
    body = [
        *panel.axes(),
        arrow(panel.at(man), panel.at(woman), "line b"),
        arrow(panel.at(king), panel.at(target), "line b"),
        panel.line([man, king], "fine d dash"),
        panel.line([woman, target], "fine d dash"),
    ]
    for place, word, look, shift in (
        (man, "男人", "a", (10, -12)),
        (woman, "女人", "a", (18, -12)),
        (king, "国王", "a", (10, -8)),
        (queen, "女王", "c", (16, -10)),
        (target, "国王 − 男人 + 女人", "b", (24, 24)),
    ):
        x, y = panel.at(place)
        anchor = "start" if look == "b" else "middle"
        body += [
            dot((x, y), f"{look}f", 5),
            label((x + shift[0], y + shift[1]), word, f"{look}f", anchor),
        ]
    return Figure(
        "c5-analogy",
        "类比是平行四边形",
        "从男人到女人的箭头，平移到国王上，箭头的终点离女王最近。",
        460,
        300,
        tuple(body),
    )


def draw_negative() -> Figure:
    """Lesson 169: frequencies and their three quarter powers."""
    shares = (0.90, 0.09, 0.01)
    raised = [share**0.75 for share in shares]
    body: list[str] = []
    for row, (name, share, value) in enumerate(
        zip(("的", "学习", "榴莲"), shares, raised, strict=True)
    ):
        y = 58 + 52 * row
        body.append(label((76, y + 13), name, "", "end"))
        for k, (part, look) in enumerate(((share, "af"), (value / sum(raised), "bf"))):
            width = 300 * part
            body += [
                box((90 + width / 2, y + 18 * k), (width, 14), look, 2),
                label((90 + width + 6, y + 18 * k + 5), f"{part:.3f}", f"small {look}", "start"),
            ]
    body += [
        label((90, 30), "词频", "af", "start"),
        label((150, 30), "四分之三次方再归一", "bf", "start"),
    ]
    return Figure(
        "c5-negative",
        "四分之三次方压低了常见词",
        "词频 0.90、0.09、0.01 变成 0.825、0.147、0.028：常见词略降，少见词升到近三倍。",
        460,
        210,
        tuple(body),
    )


def draw_glove() -> Figure:
    """Lesson 170: the weight of a count."""
    panel = Panel(56, 40, 340, 180, (0, 0), (200, 1.1))
    body = [
        *panel.scale(plain(k / 4 for k in range(5)), plain((0, 25, 50, 100, 150, 200))),
        panel.curve(lambda x: min(1.0, (x / 100) ** 0.75), "line a"),
        *panel.dots([(25, 0.25**0.75), (50, 0.5**0.75)], "bf", 4.5),
        label(panel.at((30, 0.28)), "X = 25：0.354", "bf", "start"),
        label(panel.at((57, 0.52)), "X = 50：0.595", "bf", "start"),
        label((56, 24), "权重 f(X)", "small", "start"),
        label((226, 260), "一起出现的次数 X", "small"),
    ]
    return Figure(
        "c5-glove",
        "GloVe 的权重函数",
        "权重从零起随次数上升，次数到 100 就封顶为 1。",
        430,
        274,
        tuple(body),
    )


def draw_beam() -> Figure:
    """Lesson 175: two steps of a search of width two."""
    first = (("甲", 0.5), ("乙", 0.4), ("丙", 0.1))
    second = {"甲": (0.3, 0.4, 0.3), "乙": (0.7, 0.1, 0.2)}
    leaves = [
        (prefix + word, p * q)
        for prefix, p in first
        if prefix in second
        for (word, _), q in zip(first, second[prefix], strict=True)
    ]
    best = {name for name, _ in sorted(leaves, key=lambda leaf: -leaf[1])[:2]}
    body = [box((40, 170), (56, 34)), label((40, 175), "开始")]
    heights = {"甲": 90, "乙": 208, "丙": 296}
    for word, p in first:
        y, kept = heights[word], word in second
        body += [
            arrow((68, 170), (136, y), "line a" if kept else "ghost"),
            box((176, y), (78, 34), "box" if kept else "ghost"),
            label((176, y + 5), f"{word} {p:g}", "" if kept else "small"),
        ]
    for index, (name, p) in enumerate(leaves):
        y, kept = 46 + 44 * index, name in best
        body += [
            arrow((215, heights[name[0]]), (314, y), "line a" if kept else "fine d"),
            box((370, y), (110, 32), "box" if kept else "ghost"),
            label((370, y + 5), f"{name} {p:.2f}", "" if kept else "small"),
        ]
    body.append(label((370, 312), "六个候选里留两个", "small"))
    return Figure(
        "c5-beam",
        "束宽为 2 的搜索树",
        "第一步留下甲与乙；第二步的六个候选里，乙甲 0.28 与甲乙 0.20 最大，留下。",
        450,
        330,
        tuple(body),
    )


def draw_length() -> Figure:
    """Lesson 176: two translations under all strengths of the normalisation."""
    panel = Panel(66, 40, 300, 190, (0, -2.2), (1, -0.4))
    body = panel.scale(plain((-2, -1.5, -1, -0.5)), plain(k / 4 for k in range(5)))
    for chance, count, style, name, at in (
        (0.5, 2, "b dash", "两词，各 0.5", (0.03, -0.95)),
        (0.6, 4, "a", "四词，各 0.6", (0.2, -1.95)),
    ):
        total = count * math.log(chance)
        body += [
            panel.curve(normalised(total, count), f"line {style}"),
            label(panel.at(at), name, f"{style[0]}f", "start"),
        ]
    even = math.log(4 * math.log(0.6) / (2 * math.log(0.5))) / math.log(2)
    x, y = panel.at((even, 2 * math.log(0.5) / 2**even))
    body += [
        dot((x, y), "cf", 5),
        label((x + 6, y + 22), f"α ≈ {even:.2f} 打平", "cf", "start"),
        label((66, 24), "归一之后的得分，越高越好", "small", "start"),
        label((216, 268), "α", "small"),
    ]
    return Figure(
        "c5-length",
        "长度归一化使谁赢",
        "α 小时两词的短句得分高，α 大于约 0.56 时四词的长句得分高。",
        410,
        282,
        tuple(body),
    )


def normalised(total: float, count: int) -> Curve:
    """The score of a sentence of ``count`` words as a function of the exponent."""
    return lambda alpha: total / count**alpha


def draw_brevity() -> Figure:
    """Lesson 178: the brevity penalty against the length of the translation."""
    panel = Panel(56, 40, 330, 180, (0.3, 0), (1.5, 1.1))
    body = [
        *panel.scale(plain(k / 4 for k in range(5)), plain(k / 10 for k in range(4, 15, 2))),
        panel.curve(lambda c: min(1.0, math.exp(1 - 1 / c)), "line a"),
        *panel.dots([(6 / 7, math.exp(1 - 7 / 6))], "bf", 5),
        label(panel.at((0.88, 0.74)), "6 词对 7 词：0.846", "bf", "start"),
        label((56, 24), "惩罚 BP", "small", "start"),
        label((221, 260), "译文长度 / 参考长度", "small"),
    ]
    return Figure(
        "c5-brevity",
        "过短惩罚",
        "译文不短于参考时不罚，越短罚得越重，只有一半长时乘 0.37。",
        420,
        274,
        tuple(body),
    )


def draw_attention_flow() -> Figure:
    """Lesson 179: two steps look at three places with different weights."""
    weights = ((0.8, 0.1, 0.1), (0.1, 0.2, 0.7))
    body: list[str] = []
    for row, parts in enumerate(weights):
        top = (130 + 210 * row, 84)
        body += [box(top, (84, 36)), label((top[0], 89), f"c{up(str(row + 1))} = {13 * (row + 1)}")]
        body += [arrow((top[0], 66), (top[0], 44)), label((top[0], 34), f"第 {row + 1} 个词")]
        for place, part in enumerate(parts):
            side = 1 if row else -1
            bottom = (90 + 145 * place + 14 * side, 206)
            look = "ab"[row]
            body += [
                (
                    f'<path class="{look}" d="M{bottom[0]} {bottom[1]} L{top[0]} 102"'
                    f' fill="none" stroke-width="{1 + 9 * part:.1f}" stroke-opacity="0.75"/>'
                ),
                label(
                    (bottom[0] + 12 * side, 200),
                    f"{part:g}",
                    f"small {look}f",
                    "start" if row else "end",
                ),
            ]
    for place, value in enumerate((10, 20, 30)):
        x = 90 + 145 * place
        body += [
            box((x, 224), (84, 36)),
            label((x, 229), f"a{up(str(place + 1))} = {value}"),
        ]
    body.append(label((235, 268), "线越粗，权重越大；每一步的权重和为 1", "small"))
    return Figure(
        "c5-attention-flow",
        "每一步各看各的地方",
        "写第一个词时权重 0.8 落在第一个位置，写第二个词时权重 0.7 落在第三个位置。",
        470,
        284,
        tuple(body),
    )


def draw_attention() -> Figure:
    """Lesson 180: weights from inner products of toy vectors (who, when, act, thing)."""
    source = {"我": (1, 0, 0, 0), "昨天": (0, 1, 0, 0), "买": (0, 0, 1, 0), "了": (0, 0.4, 0.6, 0),
              "书": (0, 0, 0, 1)}  # fmt: skip
    target = {"I": (1, 0, 0, 0), "bought": (0, 0.3, 1, 0), "a": (0, 0, 0, 0.5),
              "book": (0, 0, 0, 1), "yesterday": (0, 1, 0.1, 0)}  # fmt: skip
    body = [label((300, 28), "原文", "small")]
    for column, word in enumerate(source):
        body.append(label((140 + 66 * column + 33, 54), word))
    for row, (word, query) in enumerate(target.items()):
        y = 86 + 44 * row
        body.append(label((130, y + 5), word, "", "end"))
        scores = [math.exp(3 * sum(q * k for q, k in zip(query, key, strict=True)))
                  for key in source.values()]  # fmt: skip
        for column, score in enumerate(scores):
            part, x = score / sum(scores), 140 + 66 * column + 33
            body += [
                box((x, y), (62, 40), "box", 3),
                (
                    f'<rect class="af" x="{x - 31}" y="{y - 20}" width="62" height="40" rx="3"'
                    f' fill-opacity="{0.6 * part:.2f}"/>'
                ),
                label((x, y + 5), f"{part:.2f}", "small" if part < 0.3 else ""),
            ]
    body.append(
        label((240, 312), "每一行的和是 1；yesterday 在译文末尾，亮处却在原文前头", "small")
    )
    return Figure(
        "c5-attention",
        "注意力权重",
        "译文的每个词各占一行，颜色越深权重越大；I 对着我，book 对着书，yesterday 对着昨天。",
        480,
        330,
        tuple(body),
    )


def draw_trigger() -> Figure:
    """Lesson 182: labels of a thousand steps around one trigger word."""
    panel = Panel(56, 60, 370, 110, (0, 0), (1000, 1.2))
    word = (panel.at((300, 0))[0], panel.at((400, 0))[0])
    body = [
        box(((word[0] + word[1]) / 2, 115), (word[1] - word[0], 110), "bf soft", 0),
        label(((word[0] + word[1]) / 2, 50), "触发字", "bf"),
        *panel.scale({}, plain((0, 250, 401, 500, 750, 1000))),
        panel.line([(0, 0), (401, 0), (401, 1), (451, 1), (451, 0), (1000, 0)], "line a"),
        label((46, panel.at((0, 1))[1] + 5), "1", "small", "end"),
        label((46, panel.at((0, 0))[1] + 5), "0", "small", "end"),
        label(
            (panel.at((470, 1))[0], panel.at((470, 1))[1] + 5), "说完之后的 50 步", "af", "start"
        ),
        label((56, 28), "标签 y", "small", "start"),
        label((241, 210), "步（共 1000 步，10 秒）", "small"),
    ]
    return Figure(
        "c5-trigger",
        "触发字的标签",
        "触发字占第 300 到 400 步，标签从第 401 步起连续 50 步为 1，其余为 0。",
        450,
        226,
        tuple(body),
    )


def timed(name: str, step: int) -> str:
    """A quantity with its step as the courses write it, above and in angle brackets."""
    return name + up(str(step))


def up(words: str) -> str:
    """A step in angle brackets, raised and small."""
    return f'<tspan dy="-5" font-size="11">&lt;{words}&gt;</tspan><tspan dy="5">&#8203;</tspan>'


def node(place: Point, sign: str) -> tuple[str, str]:
    """A circle in which two streams are joined."""
    circle = f'<circle class="box" cx="{place[0]}" cy="{place[1]}" r="14"/>'
    return (circle, label((place[0], place[1] + 5), sign))


def project(rows: Sequence[Sequence[float]], rank: int) -> list[float]:
    """The rows on their principal direction number ``rank`` (power iteration, deflated)."""
    count, width = len(rows), len(rows[0])
    means = [sum(row[k] for row in rows) / count for k in range(width)]
    centred = [[row[k] - means[k] for k in range(width)] for row in rows]
    found: list[list[float]] = []
    for _ in range(rank + 1):
        direction = [1.0 + 0.1 * k for k in range(width)]
        for _ in range(300):
            shares = [sum(r * d for r, d in zip(row, direction, strict=True)) for row in centred]
            direction = [
                sum(s * row[k] for s, row in zip(shares, centred, strict=True))
                for k in range(width)
            ]
            for other in found:
                along = sum(d * o for d, o in zip(direction, other, strict=True))
                direction = [d - along * o for d, o in zip(direction, other, strict=True)]
            length = math.sqrt(sum(d * d for d in direction))
            direction = [d / length for d in direction]
        found.append(direction)
    return [sum(r * d for r, d in zip(row, found[rank], strict=True)) for row in centred]


FIGURES: tuple[Callable[[], Figure], ...] = (
    draw_rnn,
    draw_types,
    draw_temperature,
    draw_gradient,
    draw_gru,
    draw_lstm,
    draw_bidirectional,
    draw_deep,
    draw_embedding,
    draw_analogy,
    draw_negative,
    draw_glove,
    draw_beam,
    draw_length,
    draw_brevity,
    draw_attention_flow,
    draw_attention,
    draw_trigger,
)
