"""Code blocks whose first line Python-Markdown cannot read, and those that never end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.model.source import Source, Span
from site_builder.scan.normalise.fix import Fix
from site_builder.scan.normalise.indentation import fence_columns
from site_builder.scan.normalise.layout import ContainerKind, Layout, Leaf, LeafKind, margin_of
from site_builder.scan.patterns import lazy_pattern

_UNCLOSED = "MKD110"
_WORDS = "MKD112"

# ```python title="例"  ·  ~~~  ·  ```{.py hl_lines="1"}
_READABLE = lazy_pattern(
    r"""
    (?P<fence>`{3,}|~{3,})
    (?:[ \t]*\.?[\w#.+-]+(?=[\t ]|$))?
    (?: [ \t]*\{[^\n]*\}
      | (?:[ \t]+[A-Za-z][A-Za-z0-9_]*=(?P<quote>["']).*?(?P=quote)(?=[\t ]|$))+
    )?
    [ \t]*$
    """,
    re.VERBOSE,
)
_FENCE = lazy_pattern(r"(?P<fence>`{3,}|~{3,})[ \t]*(?P<lang>[A-Za-z0-9_#+.-]*)(?P<rest>[^\n]*)")


def fix_fences(source: Source, layout: Layout) -> Iterator[Fix]:
    """Changes to the first and last lines of code blocks."""
    for leaf in layout.leaves:
        if leaf.kind is not LeafKind.FENCE:
            continue
        line = source.line_text(leaf.first)
        opening = _FENCE.search(line)
        if opening is None:
            continue
        start = source.line_starts[leaf.first - 1]
        if not _READABLE.fullmatch(line, opening.start()) and opening["rest"].strip():
            span = Span(start + opening.start("rest"), start + opening.end("rest"))
            yield Fix(_WORDS, span, "")
        if not _is_closed(source, leaf, opening["fence"]):
            yield _closing(source, leaf, opening["fence"])


def _is_closed(source: Source, leaf: Leaf, fence: str) -> bool:
    last = source.line_text(leaf.last).strip(" \t>")
    return leaf.last > leaf.first and last.startswith(fence) and not last.strip(fence[0])


def _closing(source: Source, leaf: Leaf, fence: str) -> Fix:
    """A last line; it replaces the character before it, so that it stays with its block."""
    last = leaf.last
    while last > leaf.first and not source.line_text(last).strip():
        last -= 1
    end = source.line_starts[last - 1] + len(source.line_text(last))
    quotes = [i for i, c in enumerate(leaf.stack) if c.kind is ContainerKind.QUOTE]
    margin = margin_of(leaf.stack[: quotes[-1] + 1 if quotes else 0])
    blanks = " " * fence_columns(source, leaf)[1]
    text = f"{source.text[end - 1]}\n{margin}{blanks}{fence}"
    return Fix(_UNCLOSED, Span(end - 1, end), text)
