"""Margins: Python-Markdown wants four blanks for each list item that holds a line.

Up to three more are let be, as Python-Markdown does. What Python-Markdown would take for code
because it is indented by four blanks moves out to the margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

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
)

_LIST = "MKD103"
_TEXT = "MKD104"
_MARKER = "MKD108"

_OF_LINES = (LeafKind.FENCE, LeafKind.CODE, LeafKind.TABLE, LeafKind.HTML)
"""Blocks of which the other lines may need a margin as well."""

_TAB = 4
_BLANKS = (" ", "\t")


class _Run(Struct, frozen=True):
    """Blanks at the beginning of a line, or behind a quote mark."""

    start: int
    """Offset in the line."""
    end: int
    """Offset in the line."""
    width: int
    """Columns; the blank that belongs to a quote mark does not count."""
    depth: int
    """List items that hold what follows."""
    quoted: bool
    """Whether it follows a quote mark."""


def indent_blocks(source: Source, layout: Layout) -> Iterator[Fix]:
    """Margins of list items and of what they hold."""
    for stack in layout.holders:
        if stack[-1].kind is ContainerKind.QUOTE:
            yield from _indent_quote_marks(source, stack)
            continue
        line = stack[-1].line
        if len(stack) > 1 or _is_indented(source, line):
            yield from _margin_before_mark(source, stack, line)
        if stack[-1].ordered:
            yield from _dotted_marker(source, stack)
    for leaf in layout.leaves:
        if leaf.kind in _OF_LINES or not _stands_right(source, leaf):
            yield from _indent_leaf(source, leaf)


def _is_indented(source: Source, line: int) -> bool:
    """Whether a line begins with a blank; what stands at the margin and in nothing is right."""
    start = source.line_starts[line - 1]
    return source.text[start : start + 1] in _BLANKS


def _margin_before_mark(source: Source, stack: Sequence[Container], line: int) -> Iterator[Fix]:
    """The margin of the list item that ``stack`` ends with, which begins on ``line``."""
    if not _begins_in(stack[:-1], line):
        yield from _clamped(source, line, _runs(source, line, stack))


def _indent_leaf(source: Source, leaf: Leaf) -> Iterator[Fix]:
    """The margin of a block."""
    match leaf.kind:
        case LeafKind.FENCE:
            yield from _indent_fence(source, leaf)
        case LeafKind.CODE:
            yield from _indent_code(source, leaf)
        case LeafKind.TABLE:
            yield from _indent_lines(source, leaf)
        case LeafKind.HTML if any(c.kind is ContainerKind.ITEM for c in leaf.stack):
            yield from _indent_lines(source, leaf)
        case _:
            slack = 0 if leaf.kind is LeafKind.HEADING else _TAB - 1
            if not _stands_right(source, leaf):
                runs = _runs(source, leaf.first, leaf.stack)
                yield from _clamped(source, leaf.first, runs, slack=slack)


def _stands_right(source: Source, leaf: Leaf) -> bool:
    """Whether a block begins behind a list mark, or at the margin and in nothing."""
    if not leaf.stack:
        return not _is_indented(source, leaf.first)
    return _begins_in(leaf.stack, leaf.first)


def _indent_lines(source: Source, leaf: Leaf) -> Iterator[Fix]:
    """Each line of a block that has no text of its own making to keep in shape."""
    for line in range(leaf.first, leaf.last + 1):
        if not _begins_in(leaf.stack, line) and source.line_text(line).strip():
            yield from _clamped(source, line, _runs(source, line, leaf.stack))


def _begins_in(stack: Sequence[Container], line: int) -> bool:
    """Whether a list mark stands on the line before the block."""
    for container in stack:
        if container.line == line and container.kind is not ContainerKind.QUOTE:
            return True
    return False


def _indent_quote_marks(source: Source, stack: Sequence[Container]) -> Iterator[Fix]:
    """The margin before the marks of a quote's further lines."""
    for line in range(stack[-1].line + 1, stack[-1].last + 1):
        yield from _clamped(source, line, _runs(source, line, stack)[:-1])


def _runs(source: Source, line: int, stack: Sequence[Container]) -> tuple[_Run, ...]:
    """The blanks before each quote mark and before the text; empty for a line without its marks."""
    text = source.line_text(line)
    runs: list[_Run] = []
    position = depth = 0
    editable, quoted = True, False
    for container in stack:
        end = _skip_blanks(text, position)
        if container.kind is ContainerKind.QUOTE:
            if text[end : end + 1] != ">":
                return ()
            if editable:
                runs.append(_run(text, position, end, depth, quoted=quoted))
            position, depth, editable, quoted = end + 1, 0, True, True
        elif container.line == line:
            if editable:
                runs.append(_run(text, position, end, depth, quoted=quoted))
            marker = MARKER.match(text, end)
            if container.kind is ContainerKind.BODY or marker is None:
                return tuple(runs)
            position, editable = marker.end(), False
        else:
            depth += 1
    if editable:
        runs.append(_run(text, position, _skip_blanks(text, position), depth, quoted=quoted))
    return tuple(runs)


def _run(text: str, start: int, end: int, depth: int, *, quoted: bool) -> _Run:
    width = len(text[:end].expandtabs(_TAB)) - len(text[:start].expandtabs(_TAB))
    return _Run(start, end, max(0, width - 1) if quoted else width, depth, quoted)


def _skip_blanks(text: str, position: int) -> int:
    while text[position : position + 1] in _BLANKS:
        position += 1
    return position


def _clamped(
    source: Source, line: int, runs: Sequence[_Run], *, slack: int = _TAB - 1
) -> Iterator[Fix]:
    """Sets each run to four blanks a level, unless it is within the slack."""
    for run in runs:
        least = _TAB * run.depth
        if not least <= run.width <= least + slack:
            yield _set_width(source, line, run, least)


def _set_width(source: Source, line: int, run: _Run, width: int) -> Fix:
    start = source.line_starts[line - 1]
    span = Span(start + run.start, start + run.end)
    text = (" " if run.quoted else "") + " " * width
    return Fix(_LIST if run.depth else _TEXT, span, text)


def fence_columns(source: Source, leaf: Leaf) -> tuple[int, int]:
    """Columns of a code block's first line from the innermost quote on: as is, and as wanted."""
    least = _TAB * depth_of(leaf.stack)
    if _begins_in(leaf.stack, leaf.first):
        first = source.line_text(leaf.first)
        mark = min((i for i in (first.find("```"), first.find("~~~")) if i >= 0), default=0)
        quote = first.rfind(">", 0, mark) + 1  # the blank behind it is the quote's own
        base = len(first[:mark].expandtabs(_TAB)) - len(first[:quote].expandtabs(_TAB))
        return base - (1 if quote else 0), least
    runs = _runs(source, leaf.first, leaf.stack)
    base = runs[-1].width if runs else least
    return base, base if least <= base < least + _TAB else least


def _indent_fence(source: Source, leaf: Leaf) -> Iterator[Fix]:
    """Moves a code block as a whole; no line of it stands left of its first."""
    base, wanted = fence_columns(source, leaf)
    if not _begins_in(leaf.stack, leaf.first):
        yield from _clamped(source, leaf.first, _runs(source, leaf.first, leaf.stack))
    for line in range(leaf.first + 1, leaf.last + 1):
        if not source.line_text(line).strip(" \t>"):
            continue
        inner = _runs(source, line, leaf.stack)
        if not inner:
            continue
        width = max(wanted, inner[-1].width - base + wanted)
        if width != inner[-1].width:
            yield _set_width(source, line, inner[-1], width)


def _indent_code(source: Source, leaf: Leaf) -> Iterator[Fix]:
    """Moves code without a fence to four blanks beyond the text around it."""
    lines = [n for n in range(leaf.first, leaf.last + 1) if source.line_text(n).strip(" \t>")]
    runs = [(line, run) for line in lines for run in _runs(source, line, leaf.stack)[-1:]]
    if not runs:
        return
    short = _TAB * (runs[0][1].depth + 1) - runs[0][1].width
    if short > 0:
        for line, run in runs:
            yield _set_width(source, line, run, run.width + short)


def _dotted_marker(source: Source, stack: Sequence[Container]) -> Iterator[Fix]:
    """``1)`` as ``1.``: Python-Markdown knows no other mark of a numbered list."""
    item = stack[-1]
    start = source.line_starts[item.line - 1]
    text = source.line_text(item.line)
    position = 0
    for container in stack:
        position = _skip_blanks(text, position)
        if container.kind is ContainerKind.QUOTE:
            position += text[position : position + 1] == ">"
        elif container.line == item.line:
            marker = MARKER.match(text, position)
            if marker is None:
                return
            if container is item and marker[0].endswith(")"):
                offset = start + marker.end()
                yield Fix(_MARKER, Span(offset - 1, offset), ".")
            position = marker.end()
