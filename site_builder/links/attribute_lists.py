"""Attribute lists (``{ onclick="…" }``) and backticks, which Markdown might read as markup."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.links.changes import Change
from site_builder.model.source import Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, Regions

# { .class onclick="…" } : keys of an attribute list
_KEY = lazy_pattern(r"(?P<key>[^\s={}\"']+)\s*=")
_KEYS_ALLOWED = frozenset(
    [
        "align",
        "alt",
        "class",
        "height",
        "hl_lines",
        "id",
        "lang",
        "linenums",
        "linenums_style",
        "loading",
        "rowspan",
        "colspan",
        "start",
        "title",
        "width",
    ]
)
_BACKTICK = lazy_pattern(r"`(?<!\\`)")

# .python of {.python title="…"}
_LANGUAGE = lazy_pattern(r"\.(?P<name>[A-Za-z][\w#+-]*)")


def change_attribute_lists(text: str, regions: Regions) -> Iterator[Change]:
    """Braces that Python-Markdown would read as attributes which may not be set."""
    start = text.find("{") if _any_counts(text, regions) else -1
    while start != -1:
        line_end = text.find("\n", start)
        line_end = len(text) if line_end == -1 else line_end
        braces = [brace for brace in _braces(text, start, line_end) if _counts(regions, brace)]
        if braces:
            keys = _KEY.finditer(text, braces[0], line_end)
            last = max((m.start() for m in keys if not _is_key_allowed(m["key"])), default=0)
            for brace in braces:
                if brace < last:
                    yield from _change_brace(text, regions, brace, line_end)
        start = text.find("{", line_end)


def _any_counts(text: str, regions: Regions) -> bool:
    """Whether any brace counts: where formulas are, most are theirs."""
    position = 0
    for region in regions.items:
        fence = region.kind is RegionKind.FENCE
        end = region.content.start if fence else region.span.start
        if text.find("{", position, end) != -1:
            return True
        position = region.span.end
    return text.find("{", position) != -1


def _braces(text: str, start: int, end: int) -> Iterator[int]:
    while start != -1:
        yield start
        start = text.find("{", start + 1, end)


def _counts(regions: Regions, brace: int) -> bool:
    """Whether a brace stands outside code and formulas, or behind the mark of a fence."""
    region = regions.at(brace)
    if region is None:
        return True
    return region.kind is RegionKind.FENCE and brace < region.content.start


def _change_brace(text: str, regions: Regions, start: int, line_end: int) -> Iterator[Change]:
    """The brace as a character; behind the mark of a fence only the language stays."""
    region = regions.at(start)
    if region is None:
        yield Change(Span(start, start + 1), "&#123;")
    elif region.kind is RegionKind.FENCE and start < region.content.start:
        language = _LANGUAGE.search(text, start, line_end)
        yield Change(Span(start, line_end), language["name"] if language else "text")


def change_backticks(text: str, regions: Regions) -> Iterator[Change]:
    """Backticks that part no code: Python-Markdown might pair them with those that do."""
    for match in _BACKTICK.finditer(text):
        offset = match.start()
        region = regions.at(offset)
        if region is None:
            yield Change(Span(offset, offset + 1), "&#96;")
        elif region.kind is RegionKind.COMMENT:
            yield Change(Span(offset, offset + 1), "'")
        elif region.kind in (RegionKind.INLINE_MATH, RegionKind.DISPLAY_MATH):
            yield Change(Span(offset, offset + 1), "\u2018")


def _is_key_allowed(key: str) -> bool:
    key = key.lower().lstrip(":")
    return key in _KEYS_ALLOWED or key.startswith("data-")
