"""What a site that republishes articles puts behind them.

本文来自网友投稿,不代表本站立场。      如需转载,请注明出处:http://…      相关文章
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from site_builder.model.note import Heading
from site_builder.model.source import Source, Span
from site_builder.scan.patterns import lazy_pattern

_MIN_LINES = 3
"""Non-blank lines that stand before noise; above them a notice is the author's own head line."""


class NoiseKind(Enum):
    """Who speaks in the noise."""

    NOTICE = "publisher's notice"
    RELATED = "related articles"


class Noise(Struct, frozen=True):
    """Lines that are not the author's."""

    span: Span
    """Whole lines, blank ones around them included."""
    kind: NoiseKind
    """What they are."""


# one of these alone makes a line a notice; each is a formula of publishers
NOTICE = lazy_pattern(
    r"""
    本文[^。\n]{0,20}?(?:投稿|转载自|来自互联网|来源于网络|来自网络|搜集整理)
  | (?:该文|本文|文章)(?:仅|的)?观点(?:仅|只)?(?:代表|属于)(?:了)?(?:作者|原作者)
  | 不代表本(?:站|网站|平台)
  | 本(?:站|平台)(?:仅|只)?(?:提供|不拥有|不承担)
  | (?:如若|如需|若需|未经[^。\n]{0,12}|请勿|禁止|严禁)[^。\n]{0,4}转载
  | 转载[^。\n]{0,8}(?:注明|标明)[^。\n]{0,6}(?:出处|来源|链接)
  | (?:如|若|涉嫌|造成)[^。\n]{0,12}(?:侵权|侵犯)[^。\n]{0,30}(?:删除|联系|举报|投诉|告知)
  | (?:^|[\s【\[])(?:版权声明|免责声明)\s*[:：】\]]
    """,
    re.VERBOSE | re.MULTILINE,
)

NOTICE_SIGNS = ("本文", "观点", "代表本", "本站", "本平台", "转载", "侵", "声明")
"""Words one of which is in every notice, found much faster than the notice."""

# the heading of a list of teasers, alone on its line
RELATED = lazy_pattern(
    r"""
    ^[ \t\u3000#*【\[-]{0,8}
    (?:相关(?:文章|推荐|阅读|内容|资讯|帖子)|猜你喜欢|(?:你|您)?可能(?:还|也)?(?:喜欢|感兴趣)(?:的(?:文章|内容))?
      |推荐文章|热门(?:文章|推荐)|最新文章|更多(?:相关)?文章|大家都在看|上一篇|下一篇)
    [ \t\u3000:：*】\]]{0,8}$
    """,
    re.VERBOSE | re.MULTILINE,
)


RELATED_SIGNS = ("相关", "喜欢", "感兴趣", "文章", "推荐", "大家都在看", "一篇")
"""Words one of which is in every such heading."""


def may_hold_noise(source: Source) -> bool:
    """Whether there may be noise in ``source``, at a glance."""
    return any(sign in source.text for sign in (*NOTICE_SIGNS, *RELATED_SIGNS))


def find_noise(source: Source, headings: Sequence[Heading]) -> tuple[Noise, ...]:
    """The noise at the end of ``source``, in order; from its first line on nothing is left over.

    Noise is what no heading of the article follows. A notice that stands above the article is
    none: it is the author's.

    Args:
        source: The text.
        headings: Headings of the article in the order of the text, those of noise included.
    """
    marks = sorted(_all_marks(source))
    if not marks:
        return ()
    earliest = _earliest(source, headings)
    marks = [mark for mark in marks if mark[0] >= earliest]
    parts: list[Noise] = []
    for offset, name in marks:
        kind = NoiseKind(name)
        if parts and parts[-1].kind is kind:
            continue
        if parts:
            if parts[-1].kind is NoiseKind.RELATED:
                break  # teasers quote notices
            parts[-1] = Noise(Span(parts[-1].span.start, offset), parts[-1].kind)
        parts.append(Noise(Span(offset, len(source.text)), kind))
    return tuple(parts)


def _all_marks(source: Source) -> Iterator[tuple[int, str]]:
    if any(sign in source.text for sign in NOTICE_SIGNS):
        yield from _marks(source, NOTICE, NoiseKind.NOTICE)
    if any(sign in source.text for sign in RELATED_SIGNS):
        yield from _marks(source, RELATED, NoiseKind.RELATED)


def _marks(source: Source, pattern: re.Pattern[str], kind: NoiseKind) -> Iterator[tuple[int, str]]:
    """The beginnings of the lines that ``pattern`` marks."""
    for match in pattern.finditer(source.text):
        line = source.line_number(match.end() - 1)
        yield source.line_starts[line - 1], kind.value


def _earliest(source: Source, headings: Sequence[Heading]) -> int:
    """The offset from which on noise may begin: behind the first lines and most headings."""
    lines = 0
    offset = len(source.text)
    for number in range(1, source.line_count + 1):
        if lines == _MIN_LINES:
            offset = source.line_starts[number - 1]
            break
        lines += bool(source.line_text(number).strip())
    needed = -(-len(headings) * 2 // 3)
    return max(offset, headings[needed - 1].span.end) if headings else offset
