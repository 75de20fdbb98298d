"""Words that were left where a picture or a link got lost when an article was copied.

图片      (a line above that ends in a colon) 网络结构图      关于这一点的推导:⏎推导
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from site_builder.model.source import Source, Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.spans import written_lines


class LostKind(Enum):
    """What stood there."""

    IMAGE = "picture"
    LINK = "link"


class LostReference(Struct, frozen=True):
    """Words in the place of what got lost."""

    span: Span
    """The words."""
    kind: LostKind
    """What stood there."""


# what editors and copying tools leave for a picture of any content
_ANY_PICTURE = lazy_pattern(
    r"""
    [\[【(（<]?
    (?:图片|图像|插图|配图|截图|示意图|效果图|图示|动图|在这里插入图片描述|请添加图片描述|图片描述
      |image|img|picture|screenshot|figure)
    [ \t]?\d{0,3}
    [\]】)）>]?
    """,
    re.VERBOSE | re.IGNORECASE,
)

# 网络结构图 · 训练曲线截图 · 原文链接
_PICTURE_NAME = lazy_pattern(r"[\w\u3400-\u9fff ]{0,10}(?:图|照片|截图|图片)")

# a name, not a sentence: no punctuation, hardly longer than a word
_NAME = lazy_pattern(r"[\w\u3400-\u9fff]{2,8}")

# the line above announces something: "…如下:" "…见下图" "结构如图所示"
_ANNOUNCES = lazy_pattern(r"(?:[:：]|如下|如图(?:所示)?|见(?:下|上)?图|下图|所示)[。.]?$")

# the author pastes something: "贴一下…的证书" "附上…" "放几张…"
_PASTES = lazy_pattern(
    r"[粘]?贴(?:一下|上|出|个|张|几|了)|附上|附(?:一|几)?张|放(?:上|几张|一张|个图)|晒(?:一下|出|个)|上(?:几|一)?张?图"
)

_MAX_RUN = 6
"""Names in a row that may stand for as many pictures."""


def find_lost_references(source: Source, spans: Sequence[Span]) -> tuple[LostReference, ...]:
    """The lost pictures and links of ``spans``, in the order of the text.

    Only lines at the margin count, and beyond the general words only those that the line above
    announces and that nothing follows in their paragraph.

    Args:
        source: The text.
        spans: Whole lines in order; headings, lists and noise are left out.
    """
    return tuple(
        found
        for span in spans
        for paragraph in written_lines(source, span)
        for found in _in_paragraph(source, paragraph)
    )


def _in_paragraph(source: Source, lines: Sequence[int]) -> Iterator[LostReference]:
    texts = [source.line_text(number).strip() for number in lines]
    tail = _named_tail(texts)
    for index, (number, text) in enumerate(zip(lines, texts, strict=True)):
        if source.line_text(number)[:1].isspace():
            continue
        kind = LostKind.IMAGE if _ANY_PICTURE.fullmatch(text) else tail.get(index)
        if kind is not None:
            start = source.line_span(number).start
            yield LostReference(Span(start, start + len(text)), kind)


def _named_tail(texts: Sequence[str]) -> dict[int, LostKind]:
    """Lost things that the last lines of a paragraph name, by index."""
    first = len(texts)
    while first > 0 and len(texts) - first < _MAX_RUN and _NAME.fullmatch(texts[first - 1]):
        first -= 1
    run = texts[first:]
    if not run or first == 0:
        return {}
    above = texts[first - 1]
    if _PASTES.search(above) and any(name in above for name in run):
        return dict.fromkeys(range(first, len(texts)), LostKind.IMAGE)
    if len(run) > 1 or not _ANNOUNCES.search(above):
        return {}
    if _PICTURE_NAME.fullmatch(run[0]):
        return {first: LostKind.IMAGE}
    if above.rstrip(":：").endswith(run[0]):
        return {first: LostKind.LINK}
    return {}
