"""Takes personal data out of a document, whatever its dialect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Block, Document, Edit, Removal, Section
from site_builder.model.reference import Link
from site_builder.model.source import Source, Span
from site_builder.scan.links import plain_words
from site_builder.scan.private import PrivateItem, find_private

CODE = "PRV101"

_LABEL_LENGTH = 14
"""Code points that a line may hold beside personal data and still be nothing else (``邮箱：``)."""


def protect_privacy(document: Document) -> Outcome[Document]:
    """``document`` without e-mail addresses, chat groups and telephone numbers.

    A line that is little else becomes a removal; within other lines the item is replaced by a
    note that something was removed. Each is named by a diagnostic.
    """
    source = document.source
    removed = tuple(removal.span for removal in document.removals)
    items = [
        item
        for item in find_private(source.text)
        if not any(span.contains(item.span) for span in removed)
    ]
    if not items:
        return Outcome(document)
    lines = _whole_lines(source, items)
    removals = tuple(Removal(span, CODE, "personal data") for span in lines)
    inline = [item for item in items if not any(span.contains(item.span) for span in lines)]
    edits = tuple(_inline_edit(document, item) for item in inline)
    diagnostics = tuple(
        Diagnostic(CODE, f"{item.kind.value} is not published", source.path, item.span)
        for item in items
    )
    spans = tuple(item.span for item in items)
    protected = replace(
        document,
        sections=tuple(_without_lines(source, s, lines, spans) for s in document.sections),
        links=tuple(_redacted(link) for link in document.links if not _touches(link.span, spans)),
        removals=tuple(sorted((*document.removals, *removals), key=lambda r: r.span)),
        edits=_with_edits(document.edits, edits),
    )
    return Outcome(protected, diagnostics)


def _whole_lines(source: Source, items: Sequence[PrivateItem]) -> tuple[Span, ...]:
    """The lines that hold personal data and hardly anything else."""
    spans = []
    for number in sorted({source.line_number(item.span.start) for item in items}):
        span = source.line_span(number)
        rest = source.slice(span)
        for item in reversed(items):
            if span.contains(item.span):
                start, end = item.span.start - span.start, item.span.end - span.start
                rest = rest[:start] + rest[end:]
        if len(plain_words(rest)) <= _LABEL_LENGTH:
            spans.append(span)
    return tuple(spans)


def _inline_edit(document: Document, item: PrivateItem) -> Edit:
    """Replaces the item, and the whole link where the item is part of its address."""
    span = item.span
    for link in document.links:
        if link.span.overlaps(span):
            span = Span(min(span.start, link.span.start), max(span.end, link.span.end))
    return Edit(span, "（个人信息已移除）")


def _with_edits(old: Sequence[Edit], new: Sequence[Edit]) -> tuple[Edit, ...]:
    """Old and new edits in order; of those that overlap the new one counts."""
    kept = [edit for edit in old if not any(edit.span.overlaps(other.span) for other in new)]
    return tuple(sorted((*kept, *new), key=lambda edit: edit.span))


def _redacted(link: Link) -> Link:
    title = link.title
    for item in reversed(find_private(title)):
        title = title[: item.span.start] + title[item.span.end :]
    return replace(link, title=title.strip())


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _without_lines(
    source: Source, section: Section, lines: Sequence[Span], items: Sequence[Span]
) -> Section:
    """``section`` with the removed lines cut out of its blocks and the items out of its words."""
    if not _touches(section.span, items):
        return section
    blocks = tuple(part for block in section.blocks for part in _cut(source, block, lines, items))
    return replace(section, blocks=blocks)


def _cut(
    source: Source, block: Block, lines: Sequence[Span], items: Sequence[Span]
) -> Iterator[Block]:
    """What is left of ``block``, in pieces of neighbouring lines."""
    if not _touches(block.span, items):
        yield block
        return
    start = block.span.start
    cuts = [span for span in lines if span.overlaps(block.span)]
    for cut in (*cuts, Span(block.span.end, block.span.end)):
        rest = Span(start, cut.start)
        text = source.slice(rest)
        if text.strip():
            yield replace(block, span=rest, words=_redacted_words(text))
        start = cut.end


def _redacted_words(text: str) -> str:
    words = plain_words(text)
    for item in reversed(find_private(words)):
        words = words[: item.span.start] + words[item.span.end :]
    return words
