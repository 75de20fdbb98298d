"""ATX and HTML headings, and the numbers that authors write before their titles.

## 2.3 梯度下降法      ### 3.2计算过程      ## **1.5~1.6** 数据集      <h3>4.1 标题</h3>
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from site_builder.model.note import Heading
from site_builder.model.source import Source, Span
from site_builder.scan.links import plain_words
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, Regions

# "## 标题 ##" ; up to three blanks before, at least one behind the marks
_ATX = lazy_pattern(
    r"^ {0,3}(?P<marks>#{1,6})[ \t\u3000]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE
)

# <h3 id="a">标题</h3> ; the end tag stands near, and before the next heading
_HTML = lazy_pattern(
    r"""
    ^[ \t]*<h(?P<level>[1-6])\b[^<>]{0,500}>
    (?P<title>(?:(?!<h[1-6]\b).){0,2000}?)
    </h(?P=level)>[ \t]*$
    """,
    re.MULTILINE | re.DOTALL | re.IGNORECASE | re.VERBOSE,
)

# 2.3 · 2.3. · 2.3、 · (2.3) · 1.5~1.6 · 3.2计算 · 2-3 ; a year, a size or a version is no number
_NUMBER = lazy_pattern(
    r"""
    [(（【\[]?
    (?P<number>\d{1,3}(?:[.．]\d{1,3}){0,3})
    (?:\s*[~～至]\s*(?P<until>\d{1,3}(?:[.．]\d{1,3}){0,3}))?
    [)）】\]]?
    [.．、:：*]?
    (?=[\s\u3400-\u9fff*]|[A-Za-z]{2}|$)
    \s*
    """,
    re.VERBOSE,
)


# "3. 定中心" as the title of a heading
_LIKE_ITEM = lazy_pattern(r"\s*\d{1,3}[.)]\s+\S")


def find_headings(source: Source, regions: Regions, within: Span) -> tuple[Heading, ...]:
    """The headings of ``within`` in the order of the text, without those in fences and comments."""
    atx = [
        _heading(source, match, len(match["marks"]))
        for match in _atx_matches(source.text, within)
        if not _hidden(regions, match.start())
    ]
    tags = "<h" in source.text or "<H" in source.text
    tagged = [
        _heading(source, match, int(match["level"]))
        for match in (_HTML.finditer(source.text, within.start, within.end) if tags else ())
        if not _hidden(regions, match.start())
    ]
    return tuple(sorted((*atx, *tagged), key=lambda heading: heading.span))


def _atx_matches(text: str, within: Span) -> Iterator[re.Match[str]]:
    """What ``_ATX`` matches in ``within``, whole lines: it is tried where a line has its sign."""
    position = text.find("#", within.start, within.end)
    while position != -1:
        line = max(text.rfind("\n", 0, position) + 1, within.start)
        match = _ATX.match(text, line, within.end)
        if match is not None:
            yield match
        end = text.find("\n", position, within.end)
        position = -1 if end == -1 else text.find("#", end, within.end)


def split_number(title: str) -> tuple[tuple[int, ...], str]:
    """The number before ``title`` and the rest: ``2.3 梯度`` gives ``((2, 3), "梯度")``.

    Without a number the tuple is empty; a title that is nothing but a number keeps it as words.
    """
    number, _, words = split_range(title)
    return number, words


def split_range(title: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """The numbers before ``title`` and the rest: ``1.5~1.6 两节`` gives (1, 5), (1, 6) and 两节.

    The second number is empty where there is no range.
    """
    match = _NUMBER.match(title)
    if match is None or not title[match.end() :].strip():
        return (), (), title.strip()
    return _parts(match["number"]), _parts(match["until"] or ""), title[match.end() :].strip()


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.split(r"[.．]", number) if part)


def _hidden(regions: Regions, offset: int) -> bool:
    region = regions.at(offset)
    return region is not None and region.kind in (RegionKind.FENCE, RegionKind.COMMENT)


def _read_title(written: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Numbers and words of a title as it is written, markup and all."""
    if _LIKE_ITEM.match(written):
        # What takes the markup away would take the number of an item of a list with it.
        number, until, words = split_range(written)
        return number, until, html.unescape(plain_words(words))
    return split_range(html.unescape(plain_words(written)))


def _heading(source: Source, match: re.Match[str], level: int) -> Heading:
    number, until, title = _read_title(match["title"])
    first, last = source.lines_of(Span(*match.span()))
    return Heading(source.line_span(first, last), level, number, title, until)
