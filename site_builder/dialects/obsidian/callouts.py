"""Callouts of Obsidian as the admonitions of Python-Markdown, and the text around and within them.

> [!note] 标题             !!! note "标题"
> 正文            becomes       正文

``[!tip]-`` and ``[!tip]+`` fold (``???``, ``???+``). A callout may hold lists, code, formulas and
further callouts. Only the marks of each line are replaced, so that what stands behind them keeps
its place and its own edits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Block, BlockKind, Edit
from site_builder.model.source import Source, Span
from site_builder.scan.blocks import split_blocks
from site_builder.scan.normalise import normalise_sections
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions, find_regions
from site_builder.scan.sections import without_spans

# "[!note] 标题" · "[!tip]- 标题" · "[!warning|left]+"
_HEADER = lazy_pattern(r"\[!(?P<type>[\w -]{1,40})(?:\|[^\]\n]{0,40})?\](?P<fold>[-+]?)")

_QUOTE_MARK = lazy_pattern(r" {0,3}>[ \t]?")

_MAX_DEPTH = 6
"""Callouts within callouts that are read; deeper ones stay quotes."""

_INDENT = "    "

# Obsidian's names for what Material shows alike (help.obsidian.md, Callouts)
_TYPES: Mapping[str, str] = {
    "summary": "abstract",
    "tldr": "abstract",
    "todo": "info",
    "hint": "tip",
    "important": "tip",
    "check": "success",
    "done": "success",
    "help": "question",
    "faq": "question",
    "caution": "warning",
    "attention": "warning",
    "fail": "failure",
    "missing": "failure",
    "error": "danger",
    "cite": "quote",
}

_TITLES: Mapping[str, str] = {
    "note": "笔记",
    "abstract": "摘要",
    "info": "信息",
    "tip": "提示",
    "success": "成功",
    "question": "问题",
    "warning": "注意",
    "failure": "失败",
    "danger": "危险",
    "bug": "缺陷",
    "example": "例子",
    "quote": "引用",
}


class _Callout(Struct, frozen=True):
    block: Block
    starts: tuple[int, ...]
    """Where each of its lines begins."""
    contents: tuple[int, ...]
    """Where the text of each line begins, behind its mark."""
    type: str
    """``note`` of ``[!note]``, in lower case."""
    fold: str
    """``-``, ``+`` or nothing."""
    title: Span
    """Its title; empty at the end of the line where it has none."""


def normalise_notes(
    source: Source, regions: Regions, spans: Sequence[Span]
) -> Outcome[tuple[Edit, ...]]:
    """The edits, in order and disjoint, that show ``spans`` as Obsidian does.

    Line breaks of a paragraph stay line breaks, callouts become admonitions.

    Args:
        source: The text.
        regions: Regions of the whole text.
        spans: Whole lines, in order.
    """
    return _normalise(source, regions, spans, _MAX_DEPTH)


def callout_mark(source: Source, block: Block) -> Span | None:
    """What is no word in a quote that is a callout: the ``[!type]`` before its title."""
    callout = _read_callout(source, block)
    return None if callout is None else Span(callout.contents[0], callout.title.start)


def _normalise(
    source: Source, regions: Regions, spans: Sequence[Span], depth: int
) -> Outcome[tuple[Edit, ...]]:
    callouts: list[_Callout] = []
    edits: list[Edit] = []
    rest: list[Span] = []
    for span in spans:
        blocks = split_blocks(source, span, regions) if depth else ()
        here = [c for block in blocks if (c := _read_callout(source, block)) is not None]
        edits.extend(edit for callout in here for edit in _distance(source, callout, span))
        rest.extend(without_spans(span, [callout.block.span for callout in here]))
        callouts.extend(here)
    base = normalise_sections(source, regions, rest, hard_breaks=True)
    edits.extend(base.value)
    found = {diagnostic.code: diagnostic for diagnostic in base.diagnostics}
    for callout in callouts:
        body = _body_edits(source, callout, depth)
        edits.extend(_header_edits(source, callout))
        edits.extend(_mark_edits(source, callout, body.value))
        edits.extend(body.value)
        for diagnostic in body.diagnostics:
            found.setdefault(diagnostic.code, diagnostic)
    return Outcome(tuple(sorted(edits, key=lambda edit: edit.span)), tuple(found.values()))


def _read_callout(source: Source, block: Block) -> _Callout | None:
    """The callout that ``block`` is, or None."""
    if block.kind is not BlockKind.QUOTE or block.depth:
        return None
    first, last = source.lines_of(block.span)
    starts = source.line_starts[first - 1 : last]
    contents = []
    for start in starts:
        mark = _QUOTE_MARK.match(source.text, start, block.span.end)
        contents.append(mark.end() if mark else start)
    end = starts[0] + len(source.line_text(first))
    header = _HEADER.match(source.text, contents[0], end)
    if header is None:
        return None
    behind = source.text[header.end() : end]
    title = Span(end - len(behind.lstrip()), end - len(behind) + len(behind.rstrip()))
    if title.end <= title.start:
        title = Span(end, end)
    kind = header["type"].strip().lower()
    return _Callout(block, starts, tuple(contents), kind, header["fold"], title)


def _header_edits(source: Source, callout: _Callout) -> Iterator[Edit]:
    """``[!tip]- 标题`` as ``??? tip "标题"``; what stands in the title keeps its place."""
    kind = _TYPES.get(callout.type, callout.type)
    known = kind in _TITLES
    kind = kind if known else "note"
    opener = {"": "!!!", "-": "???", "+": "???+"}[callout.fold]
    start, title = callout.starts[0], callout.title
    if title.start == title.end:
        words = _TITLES[kind] if known else callout.type
        yield Edit(Span(start, title.start), f'{opener} {kind} "{words}"')
        return
    yield Edit(Span(start, title.start), f'{opener} {kind} "')
    for offset in range(title.start, title.end):
        if source.text[offset] == '"':
            yield Edit(Span(offset, offset + 1), "&quot;")
    yield Edit(Span(title.end, title.end), '"')


def _mark_edits(source: Source, callout: _Callout, body: Sequence[Edit]) -> Iterator[Edit]:
    """Indentation in place of the marks of the lines below the header."""
    spans = [edit.span for edit in body]
    for start, content in zip(callout.starts[1:], callout.contents[1:], strict=True):
        mark = Span(start, content)
        index = bisect_right(spans, mark) - 1
        if index >= 0 and spans[index].end > start:
            continue  # an edit over several lines holds the mark
        blank = source.text[content : content + 1] in ("", "\n")
        yield Edit(mark, "" if blank else _INDENT)


def _distance(source: Source, callout: _Callout, stretch: Span) -> Iterator[Edit]:
    """Blank lines between a callout and what touches it above and below in ``stretch``."""
    span = callout.block.span
    above = source.line_number(span.start) - 1
    if span.start > stretch.start and source.line_text(above).strip():
        yield Edit(Span(span.start, span.start), "\n")
    if span.end < stretch.end and source.line_text(source.line_number(span.end)).strip():
        yield Edit(Span(span.end, span.end), "\n")


def _body_edits(source: Source, callout: _Callout, depth: int) -> Outcome[tuple[Edit, ...]]:
    """The edits of what a callout holds, as if it were a text of its own."""
    lines: list[str] = []
    offsets: list[int] = []
    position = 0
    for start, content in zip(callout.starts[1:], callout.contents[1:], strict=True):
        end = source.text.find("\n", start)
        line = source.text[content : len(source.text) if end == -1 else end]
        lines.append(line)
        offsets.append(position)
        position += len(line) + 1
    if not lines:
        return Outcome(())
    inner = Source(source.path, "\n".join(lines))
    outcome = _normalise(inner, find_regions(inner.text), [Span(0, len(inner.text))], depth - 1)

    def outer(offset: int) -> int:
        index = bisect_right(offsets, offset) - 1
        return callout.contents[index + 1] + offset - offsets[index]

    def outer_span(span: Span) -> Span:
        return Span(outer(span.start), outer(span.end))

    edits = [
        Edit(outer_span(edit.span), edit.text.replace("\n", f"\n{_INDENT}"))
        for edit in outcome.value
    ]
    diagnostics = [
        replace(diagnostic, span=None if diagnostic.span is None else outer_span(diagnostic.span))
        for diagnostic in outcome.diagnostics
    ]
    return Outcome(tuple(edits), tuple(diagnostics))
