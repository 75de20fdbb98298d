"""Blank lines between blocks that Python-Markdown reads as one when they touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from site_builder.model.source import Source, Span
from site_builder.scan.normalise.fix import Fix
from site_builder.scan.normalise.layout import (
    MARKER,
    Container,
    ContainerKind,
    Layout,
    Leaf,
    LeafKind,
    depth_of,
    margin_of,
)

_TOUCHING = "MKD102"
_GLUED_RULE = "MKD106"
_FORMULA = "MTH101"

_SELF_ENDING = (LeafKind.HEADING, LeafKind.RULE, LeafKind.HTML)
"""Blocks behind which Python-Markdown needs no blank line."""

_PART_LISTS = "<!-- -->"
"""Keeps a numbered list and a bulleted one behind it apart: Python-Markdown makes them one."""


def space_blocks(source: Source, layout: Layout) -> Iterator[Fix]:
    """Blank lines put where blocks touch, and list items opened up for blocks in them."""
    loose: set[int] = set()  # containers with a blank line inside
    for leaf in layout.leaves:
        if leaf.stack and _wants_own_line(leaf):
            loose.update(container.serial for container in leaf.stack)
            yield _item_opened(source, leaf)
    broken = {source.line_number(f.region.span.start) for f in layout.formulas if f.display}
    for before, leaf in pairwise(layout.leaves):
        both_held = bool(before.stack and leaf.stack)
        in_same = both_held and before.stack[0].serial == leaf.stack[0].serial
        shared = _shared(before.stack, leaf.stack) if in_same else ()
        if before.stack and broken and any(before.first <= x <= before.last for x in broken):
            loose.update(container.serial for container in before.stack)
        separate = _is_blank(source, leaf.first - 1, shared)
        parted = both_held and _are_lists_merged(before, leaf, shared)
        if not separate and (parted or _needs_blank(source, before, leaf, shared, loose)):
            yield _blank_line(source, before, leaf, shared)
            separate = True
        if parted:
            yield _parting(source, leaf, shared)
        if separate:
            loose.update(container.serial for container in shared)


def mark_empty_items(source: Source, layout: Layout) -> Iterator[Fix]:
    """A lone ``-`` as ``*``: Python-Markdown would make a heading of the line above it."""
    taken = {leaf.first for leaf in layout.leaves}
    for stack in layout.holders:
        line = stack[-1].line
        if line in taken or stack[-1].kind is not ContainerKind.ITEM:
            continue
        text = source.line_text(line)
        mark = text.rstrip(" \t")
        if mark.endswith("-"):
            start = source.line_starts[line - 1]
            yield Fix(_GLUED_RULE, Span(start + len(mark) - 1, start + len(text)), "* ")


def _shared(one: Sequence[Container], other: Sequence[Container]) -> tuple[Container, ...]:
    shared = []
    for a, b in zip(one, other, strict=False):
        if a.serial != b.serial:
            break
        shared.append(a)
    return tuple(shared)


def _is_blank(source: Source, line: int, shared: Sequence[Container]) -> bool:
    """Whether a line holds nothing but the marks of the quotes that blocks on both sides share.

    It is not the last one.
    """
    if line < 1:
        return False
    starts = source.line_starts
    if starts[line] - starts[line - 1] == 1:  # nothing but its line feed
        return True
    text = source.line_text(line)
    quotes = sum(c.kind is ContainerKind.QUOTE for c in shared)
    return not text.strip(" \t>") and text.count(">") <= quotes


def _wants_own_line(leaf: Leaf) -> bool:
    """Whether an item begins with what Python-Markdown cannot read behind a list mark.

    Args:
        leaf: A block that something holds.
    """
    inner = leaf.stack[-1]
    if inner.kind is ContainerKind.QUOTE:
        return inner.line == leaf.first and inner.last > leaf.first and leaf.opens_item
    fenced = leaf.kind is LeafKind.FENCE and inner.kind is ContainerKind.ITEM
    return fenced and leaf.opens_item


def _item_opened(source: Source, leaf: Leaf) -> Fix:
    """Moves what begins an item to lines of its own below the list mark.

    A lone ``-`` would make a heading of the line above it, so the mark becomes ``*``.
    """
    stack = list(leaf.stack)
    while stack[-1].kind is ContainerKind.QUOTE:
        stack.pop()
    start = source.line_starts[leaf.first - 1]
    line = source.line_text(leaf.first)
    position = 0
    for container in stack:
        position += len(line[position:]) - len(line[position:].lstrip(" \t"))
        if container.kind is ContainerKind.QUOTE:
            position += line[position : position + 1] == ">"
        elif container.line == leaf.first:
            marker = MARKER.match(line, position)
            position = marker.end() if marker else position
    end = position + len(line[position:]) - len(line[position:].lstrip(" \t"))
    margin = margin_of(stack)
    text = f" \n{margin.rstrip(' ')}\n{margin}"
    if line[position - 1] == "-":
        return Fix(_TOUCHING, Span(start + position - 1, start + end), f"*{text}")
    return Fix(_TOUCHING, Span(start + position, start + end), text)


def _are_lists_merged(before: Leaf, leaf: Leaf, shared: Sequence[Container]) -> bool:
    """Whether a list follows one of the other kind on the same level."""
    closed, opened = before.stack[len(shared) :], leaf.stack[len(shared) :]
    if not closed or not opened:
        return False
    one, other = closed[0], opened[0]
    return (
        one.kind is other.kind is ContainerKind.ITEM
        and other.leads
        and one.ordered is not other.ordered
    )


def _needs_blank(
    source: Source, before: Leaf, leaf: Leaf, shared: Sequence[Container], loose: set[int]
) -> bool:
    closed, opened = before.stack[len(shared) :], leaf.stack[len(shared) :]
    if opened and opened[0].kind is ContainerKind.BODY:
        return False
    if closed and closed[0].kind is ContainerKind.BODY:
        return True
    if opened and opened[0].kind is ContainerKind.ITEM:
        if not opened[0].leads or (closed and closed[0].kind is ContainerKind.ITEM):
            return bool(closed) and closed[0].serial in loose
        return _list_needs_blank(before, shared, loose, closed=bool(closed))
    if before.stack == tuple(shared) and before.opens_item and depth_of(shared):
        body = shared[-1].kind is ContainerKind.BODY
        return not body and leaf.kind is not LeafKind.HTML
    if opened:
        return bool(closed) or before.kind is LeafKind.TABLE
    return _block_needs_blank(source, before, leaf, closed=bool(closed))


def _list_needs_blank(
    before: Leaf, shared: Sequence[Container], loose: set[int], *, closed: bool
) -> bool:
    """Whether a list right under another block needs a blank line to be one."""
    if closed:
        return True
    if before.kind in _SELF_ENDING:
        return False
    tight = (
        before.kind is LeafKind.PARAGRAPH
        and bool(shared)
        and shared[-1].kind is ContainerKind.ITEM
        and shared[-1].line == before.first
        and shared[-1].serial not in loose
    )
    return not tight


def _block_needs_blank(source: Source, before: Leaf, leaf: Leaf, *, closed: bool) -> bool:
    """Whether a block needs a blank line behind another on the same level or within a list."""
    match leaf.kind:
        case LeafKind.HEADING:
            return closed or before.kind is LeafKind.TABLE
        case LeafKind.RULE:
            dashes = source.line_text(leaf.first).strip(" \t>").startswith("-")
            if dashes:
                return closed or before.kind not in (LeafKind.HEADING, LeafKind.HTML)
            return closed or before.kind is LeafKind.TABLE
        case LeafKind.HTML | LeafKind.CODE:
            return False
        case LeafKind.PARAGRAPH:
            return closed or before.kind in (LeafKind.FENCE, LeafKind.MATH)
        case _:
            return closed or before.kind not in _SELF_ENDING


def _blank_line(source: Source, before: Leaf, leaf: Leaf, shared: Sequence[Container]) -> Fix:
    start = source.line_starts[leaf.first - 1]
    code = _TOUCHING
    if leaf.kind is LeafKind.RULE and before.kind is LeafKind.PARAGRAPH:
        code = _GLUED_RULE
    elif LeafKind.MATH in (leaf.kind, before.kind):
        code = _FORMULA
    return Fix(code, Span(start, start), _empty_line(shared))


def _parting(source: Source, leaf: Leaf, shared: Sequence[Container]) -> Fix:
    start = source.line_starts[leaf.first - 1]
    text = f"{margin_of(shared)}{_PART_LISTS}\n{_empty_line(shared)}"
    return Fix(_TOUCHING, Span(start, start), text)


def _empty_line(shared: Sequence[Container]) -> str:
    """A line without text within the quotes of ``shared``."""
    quoted = [i for i, c in enumerate(shared) if c.kind is ContainerKind.QUOTE]
    if not quoted:
        return "\n"
    return margin_of(shared[: quoted[-1] + 1]).rstrip() + "\n"
