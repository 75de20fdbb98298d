"""Liquid tags that Jekyll posts carry, found so that they can be taken out or understood.

{% include image.html url="/assets/a.png" caption='…' %}   {%- raw -%}   {{ site.url }}

As in Liquid's own tokenizer a tag ends at the first ``%}`` (``}}``), quoted or not
(https://github.com/Shopify/liquid/blob/main/lib/liquid/tokenizer.rb).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.model.source import Span
from site_builder.scan.regions import Regions

# {% … %} or {{ … }}; the length is bounded so that a text full of "{%" is scanned once
_TAG = re.compile(r"\{%-?(?P<tag>.{1,1000}?)-?%\}|\{\{-?(?P<output>.{1,1000}?)-?\}\}", re.DOTALL)

# url="…" · width='300' · id=page.id
_PARAM = re.compile(
    r"""
    (?P<key>[\w-]+)\s*=\s*
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"',]+))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class LiquidTag:
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
