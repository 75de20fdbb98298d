"""The blocks of a stretch of Markdown, as whole lines of the source.

Indented code is text, because authors indent what belongs to a list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from site_builder.model.note import Block, BlockKind
from site_builder.model.source import Source, Span
from site_builder.scan.block_token import BlockToken
from site_builder.scan.commonmark import parse_blocks
from site_builder.scan.links import find_images, plain_words
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import RegionKind, Regions

_KINDS = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "heading_open": BlockKind.PARAGRAPH,
    "fence": BlockKind.CODE,
    "html_block": BlockKind.HTML,
    "table_open": BlockKind.TABLE,
    "blockquote_open": BlockKind.QUOTE,
    "hr": BlockKind.RULE,
}

_TAG = lazy_pattern(r"</?[A-Za-z][^<>]*>")


def split_blocks(source: Source, span: Span, regions: Regions) -> tuple[Block, ...]:
    """The blocks of ``span`` in the order of the text; together they hold its non-blank lines.

    Every list item is a block of its own, without the items nested in it; further paragraphs of
    an item are blocks one level deeper; tables, quotes, fences and display formulas stay whole.
    An empty span gives no blocks.

    Args:
        source: The text.
        span: Whole lines.
        regions: Regions of the whole text.
    """
    text = source.slice(span)
    if not text.strip():
        return ()
    top, last = source.lines_of(span)
    starts = dict(_block_starts(parse_blocks(_masked(source, span, regions))))
    starts.setdefault(0, (BlockKind.PARAGRAPH, 0))
    blank = [not line or line.isspace() for line in text.split("\n")]
    blocks: list[Block] = []
    order = sorted(starts)
    for first, end in zip(order, [*order[1:], last - top + 1], strict=True):
        kind, depth = starts[first]
        while first < end and blank[first]:
            first += 1
        while first < end and blank[end - 1]:
            end -= 1
        if first < end:
            lines = source.line_span(top + first, top + end - 1)
            blocks.append(_block(source, lines, kind, depth, regions))
    return tuple(blocks)


def _masked(source: Source, span: Span, regions: Regions) -> str:
    """The text of ``span`` in which blank lines and marks within formulas cannot end a block."""
    parts: list[str] = []
    position = span.start
    for region in regions.items[bisect_left(regions.starts, span.start) :]:
        if region.span.start >= span.end:
            break
        if region.kind is not RegionKind.DISPLAY_MATH or not span.contains(region.span):
            continue
        text = source.slice(region.span)
        filled = "\n".join("x" for _ in text.split("\n"))
        parts.extend((source.text[position : region.span.start], filled, _padding(text, filled)))
        position = region.span.end
    masked = "".join((*parts, source.text[position : span.end]))
    return masked.replace("\r", " ")  # a line end to the parser, none to a source


def _padding(old: str, new: str) -> str:
    return "x" * max(0, len(old) - len(new))


def _block_starts(tokens: list[BlockToken]) -> Iterator[tuple[int, tuple[BlockKind, int]]]:
    """First line (0-based) of each block with its kind and the depth of its list."""
    depth = 0
    whole = 0  # nesting inside a block that stays whole
    item_line = -1  # what an item begins with is part of it
    for token in tokens:
        if token.type in ("blockquote_close", "table_close"):
            whole -= 1
        if token.type == "list_item_open":
            if not whole and token.map:
                item_line = token.map[0]
                yield item_line, (BlockKind.LIST_ITEM, depth - 1)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type in _KINDS and token.map and not whole and token.map[0] != item_line:
            yield token.map[0], (_KINDS[token.type], depth)
        if token.type in ("blockquote_open", "table_open"):
            whole += 1


def _block(source: Source, span: Span, kind: BlockKind, depth: int, regions: Regions) -> Block:
    """The block of ``span``, whole lines."""
    text = source.slice(span)
    words = plain_words(text)
    if kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        if not words.strip(" -*+•.0123456789、)") and find_images(source.text, regions, span):
            kind = BlockKind.IMAGE if kind is BlockKind.PARAGRAPH else kind
        elif kind is BlockKind.PARAGRAPH and _is_formula(span, text, regions):
            kind = BlockKind.MATH
    elif kind is BlockKind.HTML:
        words = plain_words(_TAG.sub(" ", text))
    return Block(span, kind, depth, words)


def _is_formula(span: Span, text: str, regions: Regions) -> bool:
    if "$$" not in text and r"\[" not in text:
        return False
    offset = span.start + len(text) - len(text.lstrip())
    region = regions.at(offset)
    return (
        region is not None
        and region.kind is RegionKind.DISPLAY_MATH
        and region.span.end >= span.start + len(text.rstrip())
    )
