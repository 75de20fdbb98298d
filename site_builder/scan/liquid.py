"""Liquid tags that Jekyll posts carry, found so that they can be taken out or understood.

{% include image.html url="/assets/a.png" caption='…' %}   {%- raw -%}   {{ site.url }}

As in Liquid's own tokenizer a tag ends at the first ``%}`` (``}}``), quoted or not
(https://github.com/Shopify/liquid/blob/main/lib/liquid/tokenizer.rb).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from site_builder.model.note import Edit
from site_builder.model.reference import Image
from site_builder.model.source import Span
from site_builder.scan.links import INLINE
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions

# {% … %} or {{ … }}; the length is bounded so that a text full of "{%" is scanned once
_TAG = lazy_pattern(r"\{%-?(?P<tag>.{1,1000}?)-?%\}|\{\{-?(?P<output>.{1,1000}?)-?\}\}", re.DOTALL)

# url="…" · width='300' · id=page.id
_PARAM = lazy_pattern(
    r"""
    (?P<key>[\w-]+)\s*=\s*
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"',]+))
    """,
    re.VERBOSE,
)


_PICTURE = lazy_pattern(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif)(?:[?#].*)?$", re.IGNORECASE)

_CLOSING_MARKS = ("", "\n", "]", ")", "，", "。", "、", "；", "：", "）")


class LiquidTag(Struct, frozen=True):
    """One tag or output expression."""

    span: Span
    """From the first brace to behind the last."""
    name: str
    """The tag's first word, as ``include``; empty for ``{{ … }}``."""
    target: str
    """The second word, as ``image.html`` of an include; of an output, its expression."""
    params: Mapping[str, str] = field(default_factory=dict)
    """Parameters by name, without quotes; of equal names the last counts."""


def find_liquid(text: str, regions: Regions) -> tuple[LiquidTag, ...]:
    """The Liquid tags of ``text`` in its order, without those in code, mathematics and comments."""
    return tuple(
        _liquid_tag(match)
        for match in _TAG.finditer(text)
        if not regions.touches(Span(*match.span()))
    )


def blank_liquid(text: str, tags: tuple[LiquidTag, ...]) -> str:
    """``text`` with blanks in place of ``tags``, so that every offset stays the same."""
    parts: list[str] = []
    position = 0
    for tag in tags:
        parts.append(text[position : tag.span.start])
        parts.append(re.sub(r"[^\n]", " ", text[tag.span.start : tag.span.end]))
        position = tag.span.end
    parts.append(text[position:])
    return "".join(parts)


def find_picture(tag: LiquidTag) -> Image | None:
    """The picture that ``tag`` includes; None where it is no include of a picture."""
    if tag.name not in ("include", "include_relative", "include_cached"):
        return None
    target = _first_param(tag, ("url", "src", "path", "file"))
    if not _PICTURE.search(target):
        return None
    alt = _first_param(tag, ("alt", "caption", "title"))
    return Image(tag.span, target, alt, tag.params.get("width"))


def remove_liquid(plain: str, tags: Sequence[LiquidTag]) -> tuple[Edit, ...]:
    """Edits, in order and disjoint, that take ``tags`` out of a text.

    A link whose address is a tag becomes its title; blanks before a tag go where nothing but a
    mark follows.

    Args:
        plain: The text with blanks in place of Liquid, as ``blank_liquid`` gives it.
        tags: In the order of the text.
    """
    hollow = [m for m in INLINE.finditer(plain) if not m["angle"] and not m["target"]]
    edits: dict[Span, Edit] = {}
    behind = 0
    for tag in tags:
        edit = _tag_edit(plain, tag.span, behind)
        behind = tag.span.end
        index = bisect_right(hollow, tag.span.start, key=lambda match: match.start()) - 1
        if index >= 0 and tag.span.end <= hollow[index].end():
            match = hollow[index]
            edit = Edit(Span(*match.span()), " ".join(match["title"].split()))
        edits[edit.span] = edit
    return tuple(edits[span] for span in sorted(edits))


def _tag_edit(plain: str, span: Span, behind: int) -> Edit:
    """Takes out ``span`` and blanks before it, but nothing before the offset ``behind``."""
    start = span.start
    if plain[span.end : span.end + 1] in _CLOSING_MARKS:
        while start > behind and plain[start - 1] in " \t":
            start -= 1
    return Edit(Span(start, span.end), "")


def _first_param(tag: LiquidTag, keys: Sequence[str]) -> str:
    return next((tag.params[key] for key in keys if key in tag.params), "")


def _liquid_tag(match: re.Match[str]) -> LiquidTag:
    span = Span(*match.span())
    if match["output"] is not None:
        return LiquidTag(span, "", match["output"].strip())
    words = match["tag"].split(None, 2)
    if not words:
        return LiquidTag(span, "", "")
    rest = words[2] if len(words) > 2 else ""
    params = {
        param["key"]: param["double"] or param["single"] or param["bare"] or ""
        for param in _PARAM.finditer(rest)
    }
    return LiquidTag(span, words[0], words[1] if len(words) > 1 else "", params)
