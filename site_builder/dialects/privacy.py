"""Takes personal data out of a document, whatever its dialect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Block, Document, Edit, Removal, Section, Structure
from site_builder.model.outline import Outline, TitleEntry
from site_builder.model.reference import Link
from site_builder.model.source import Source, Span
from site_builder.scan.links import plain_words
from site_builder.scan.private import PrivateItem, find_private

CODE = "PRV101"

_LABEL_LENGTH = 14
"""Code points that a line may hold beside personal data and still be nothing else (``邮箱：``)."""


def redact(words: str) -> str:
    """``words`` without personal data, as they may be shown anywhere."""
    items = find_private(words)
    for item in reversed(items):
        words = words[: item.span.start] + words[item.span.end :]
    return words.strip() if items else words


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
    lines = _whole_lines(document, items)
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
        outline=_redacted_outline(document.outline),
        titles=tuple(_redacted_titles(entry) for entry in _outside(document.titles, lines)),
        structure=tuple(_outside_lines(source, document.structure, lines)),
        links=tuple(_redacted(link) for link in document.links if not _touches(link.span, spans)),
        images=tuple(image for image in document.images if not _touches(image.span, spans)),
        wikilinks=tuple(link for link in document.wikilinks if not _touches(link.span, spans)),
        moments=tuple(moment for moment in document.moments if not _touches(moment.span, spans)),
        removals=tuple(sorted((*document.removals, *removals), key=lambda r: r.span)),
        edits=_with_edits(document.edits, edits),
    )
    return Outcome(protected, diagnostics)


def _whole_lines(document: Document, items: Sequence[PrivateItem]) -> tuple[Span, ...]:
    """The lines that hold personal data and hardly anything else; a lesson's line stays."""
    source = document.source
    lessons = () if document.outline is None else document.outline.entries
    kept = {entry.span.start for entry in lessons}
    spans = []
    for number in sorted({source.line_number(item.span.start) for item in items}):
        span = source.line_span(number)
        if span.start in kept:
            continue
        rest = source.slice(span)
        for item in reversed(items):
            if span.contains(item.span):
                start, end = item.span.start - span.start, item.span.end - span.start
                rest = rest[:start] + rest[end:]
        if len(plain_words(rest)) <= _LABEL_LENGTH:
            spans.append(span)
    return tuple(spans)


def _inline_edit(document: Document, item: PrivateItem) -> Edit:
    """Replaces the item, and the whole link or picture where the item is part of one.

    Their words would be shown again by whatever resolves them.
    """
    span = item.span
    shown = [
        *(link.span for link in document.links),
        *(image.span for image in document.images),
        *(link.span for link in document.wikilinks),
        *(moment.span for moment in document.moments),
    ]
    for other in shown:
        if other.overlaps(span):
            span = Span(min(span.start, other.start), max(span.end, other.end))
    return Edit(span, "（个人信息已移除）")


def _with_edits(old: Sequence[Edit], new: Sequence[Edit]) -> tuple[Edit, ...]:
    """Old and new edits in order; of those that overlap the new one counts."""
    kept = [edit for edit in old if not any(edit.span.overlaps(other.span) for other in new)]
    return tuple(sorted((*kept, *new), key=lambda edit: edit.span))


def _redacted(link: Link) -> Link:
    return replace(link, title=redact(link.title))


def _redacted_outline(outline: Outline | None) -> Outline | None:
    if outline is None:
        return None
    entries = tuple(replace(entry, title=redact(entry.title)) for entry in outline.entries)
    return replace(outline, title=redact(outline.title), entries=entries)


def _redacted_titles(entry: TitleEntry) -> TitleEntry:
    english = None if entry.title_en is None else redact(entry.title_en)
    return replace(entry, title=redact(entry.title), title_en=english)


def _outside(entries: Sequence[TitleEntry], lines: Sequence[Span]) -> Iterator[TitleEntry]:
    return (entry for entry in entries if not _touches(entry.span, lines))


def _outside_lines(
    source: Source, structure: Sequence[Structure], lines: Sequence[Span]
) -> Iterator[Structure]:
    """``structure`` without the removed lines."""
    for entry in structure:
        for rest in _without(source, entry.span, lines):
            yield replace(entry, span=rest)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _without_lines(
    source: Source, section: Section, lines: Sequence[Span], items: Sequence[Span]
) -> Section:
    """``section`` with the removed lines cut out and the items out of its words."""
    if not _touches(section.span, items):
        return section
    blocks = tuple(part for block in section.blocks for part in _cut(source, block, lines, items))
    heading = section.heading
    if heading is not None and _touches(heading.span, lines):
        heading = None
    elif heading is not None:
        heading = replace(heading, title=redact(heading.title))
    return replace(section, heading=heading, blocks=blocks)


def _cut(
    source: Source, block: Block, lines: Sequence[Span], items: Sequence[Span]
) -> Iterator[Block]:
    """What is left of ``block``, in pieces of neighbouring lines."""
    if not _touches(block.span, items):
        yield block
        return
    for rest in _without(source, block.span, lines):
        yield replace(block, span=rest, words=redact(plain_words(source.slice(rest))))


def _without(source: Source, span: Span, lines: Sequence[Span]) -> Iterator[Span]:
    """What is left of ``span`` when ``lines`` are taken out of it, without blank rests."""
    start = span.start
    cuts = [line for line in lines if line.overlaps(span)]
    for cut in (*cuts, Span(span.end, span.end)):
        rest = Span(start, max(start, cut.start))
        if source.slice(rest).strip():
            yield rest
        start = cut.end
