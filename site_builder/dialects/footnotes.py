"""Takes the footnotes of a document out of its sections, whatever its dialect.

A footnote belongs to what refers to it, not to the lines that it stands between: these may be on
another lesson. Its name becomes one that no other note on the same page has.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Block, Document, Edit, Footnote, Section
from site_builder.model.source import Source, Span
from site_builder.scan.footnotes import (
    FootnoteDefinition,
    FootnoteUse,
    find_definitions,
    find_uses,
)
from site_builder.scan.links import plain_words
from site_builder.scan.regions import find_regions
from site_builder.scan.sections import without_spans
from site_builder.scan.spans import joined_edits

_UNDEFINED = "FTN101"
_UNUSED = "FTN102"


def collect_footnotes(document: Document) -> Outcome[Document]:
    """``document`` with its footnotes apart from its sections.

    A definition that nothing refers to stays where it is and becomes text, and so does a reference
    to what is not defined; each is named by a diagnostic.
    """
    source = document.source
    if "[^" not in source.text:
        return Outcome(document)
    regions = find_regions(source.text)
    definitions = tuple(_own(document, find_definitions(source, regions)))
    uses = tuple(_shown(document, find_uses(source.text, regions)))
    kept = _used(definitions, uses)
    names = {
        name: f"[^{zlib.crc32(source.path.encode()):08x}-{number}]"
        for number, name in enumerate(kept, start=1)
    }
    lines = tuple(definition.span for definition, _ in kept.values())
    idle = tuple(definition for definition in definitions if definition.span not in lines)
    labels = {definition.label for definition in definitions}
    marks = tuple(use.span for use in uses if use.name in names and use.span not in labels)
    named = (use for use in uses if use.name in names and not _touches(use.span, _labels(idle)))
    edits = [
        *(Edit(use.span, names[use.name]) for use in named),
        # a bracket that Markdown does not see
        *(Edit(Span(span.start, span.start + 1), "&#91;") for span in _labels(idle)),
    ]
    collected = replace(
        document,
        sections=tuple(_apart(source, section, lines, marks) for section in document.sections),
        footnotes=tuple(Footnote(definition.span, spans) for definition, spans in kept.values()),
        edits=joined_edits(sorted(edits, key=lambda edit: edit.span), document.edits),
    )
    defined = {definition.name for definition in definitions}
    lost = (use for use in uses if definitions and use.name not in defined)
    return Outcome(collected, (*_undefined(source, lost), *_unused(source, idle)))


def _own(
    document: Document, definitions: Iterable[FootnoteDefinition]
) -> Iterator[FootnoteDefinition]:
    """Definitions whose lines belong to sections, cut where other lines stand among them."""
    source = document.source
    own = {
        number
        for section in document.sections
        for block in section.blocks
        for number in range(source.lines_of(block.span)[0], source.lines_of(block.span)[1] + 1)
    }
    for definition in definitions:
        first, last = source.lines_of(definition.span)
        end = first - 1
        for number in range(first, last + 1):
            if number in own:
                end = number
            elif source.line_text(number).strip():
                break
        if end >= first:
            yield replace(definition, span=source.line_span(first, end))


def _shown(document: Document, uses: Iterable[FootnoteUse]) -> Iterator[FootnoteUse]:
    """Uses within lines of sections; what is not shown refers to nothing."""
    spans = [block.span for section in document.sections for block in section.blocks]
    spans += [section.heading.span for section in document.sections if section.heading]
    spans.sort()
    index = 0
    for use in uses:
        while index < len(spans) and spans[index].end <= use.span.start:
            index += 1
        if index < len(spans) and spans[index].contains(use.span):
            yield use


def _used(
    definitions: Sequence[FootnoteDefinition], uses: Sequence[FootnoteUse]
) -> dict[str, tuple[FootnoteDefinition, tuple[Span, ...]]]:
    """By name the first definition of each, with the uses that lead to it from the text."""
    first: dict[str, FootnoteDefinition] = {}
    for definition in definitions:
        first.setdefault(definition.name, definition)
    labels = {definition.label for definition in definitions}
    direct: dict[str, list[Span]] = {name: [] for name in first}
    within: dict[str, list[str]] = {name: [] for name in first}
    for use in uses:
        if use.name not in first or use.span in labels:
            continue
        around = next((d for d in first.values() if d.span.contains(use.span)), None)
        if around is None:
            direct[use.name].append(use.span)
        else:
            within[use.name].append(around.name)
    return {
        name: (first[name], spans)
        for name in first
        if (spans := tuple(sorted(_spans_of(name, direct, within))))
    }


def _spans_of(
    name: str, direct: Mapping[str, Sequence[Span]], within: Mapping[str, Sequence[str]]
) -> set[Span]:
    """The places of the text from which a reader comes to footnote ``name``."""
    met, waiting = set[str](), [name]
    found: set[Span] = set()
    while waiting:
        current = waiting.pop()
        if current not in met:
            met.add(current)
            found.update(direct[current])
            waiting.extend(within[current])
    return found


def _apart(
    source: Source, section: Section, lines: Sequence[Span], marks: Sequence[Span]
) -> Section:
    """``section`` without the lines of footnotes, and without their marks in its words."""
    if not _touches(section.span, (*lines, *marks)):
        return section
    blocks = (part for block in section.blocks for part in _cut(source, block, lines, marks))
    return replace(section, blocks=tuple(blocks))


def _cut(
    source: Source, block: Block, lines: Sequence[Span], marks: Sequence[Span]
) -> Iterator[Block]:
    """What is left of ``block``."""
    if not _touches(block.span, (*lines, *marks)):
        yield block
        return
    for rest in without_spans(block.span, lines):
        if source.slice(rest).strip():
            own = [mark for mark in marks if rest.contains(mark)]
            words = "".join(source.slice(part) for part in without_spans(rest, own))
            yield replace(block, span=rest, words=plain_words(words))


def _labels(definitions: Iterable[FootnoteDefinition]) -> tuple[Span, ...]:
    return tuple(definition.label for definition in definitions)


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _undefined(source: Source, uses: Iterable[FootnoteUse]) -> Iterator[Diagnostic]:
    for use in uses:
        words = f"nothing defines the footnote {source.slice(use.span)}"
        yield Diagnostic(_UNDEFINED, words, source.path, use.span)


def _unused(source: Source, definitions: Iterable[FootnoteDefinition]) -> Iterator[Diagnostic]:
    for definition in definitions:
        words = f"nothing refers to the footnote {source.slice(definition.label)}"
        yield Diagnostic(_UNUSED, words, source.path, definition.label)
