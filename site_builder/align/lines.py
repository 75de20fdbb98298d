"""Paragraphs of which each line is a note of its own, taken apart.

Who jots down a word or two on each lesson ends lines and leaves no blank ones between them. Text
that an editor has wrapped looks otherwise: its lines are wide and end in the middle of sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from site_builder.align.atoms import is_han
from site_builder.model.note import Block, BlockKind, Document, Section
from site_builder.model.source import Source
from site_builder.scan.links import plain_words
from site_builder.scan.patterns import lazy_pattern

_WIDEST = 64
"""Columns up to which a line may be a note; a Han character takes two."""
_LAST = 256
"""The same for the last one, after which nothing goes on."""

# ..., (or ，、 at its end): the sentence goes on
_OPEN_END = lazy_pattern(r"[,，、(（]\s*$")

# "tags:" of front matter without its marks · <font> · \begin{align} · \\ of formulas
_NO_NOTE = lazy_pattern(r"[a-z_]{3,}:(?:\s|$)|.*(?:<[A-Za-z/!]|\$\$|\\begin|\\\\)")


def by_lines(document: Document) -> Document:
    """``document`` with a block for each line of paragraphs whose lines are notes of their own."""
    sections = tuple(_by_lines(document.source, section) for section in document.sections)
    return replace(document, sections=sections)


def _by_lines(source: Source, section: Section) -> Section:
    if not any(_has_lines(source.text, block) for block in section.blocks):  # as in most
        return section
    blocks = tuple(line for block in section.blocks for line in _lines(source, block))
    return section if len(blocks) == len(section.blocks) else replace(section, blocks=blocks)


def _has_lines(text: str, block: Block) -> bool:
    """Whether a block is a paragraph of several lines."""
    if block.kind is not BlockKind.PARAGRAPH or block.depth:
        return False
    return text.find("\n", block.span.start, block.span.end - 1) >= 0


def _lines(source: Source, block: Block) -> Iterator[Block]:
    if not _has_lines(source.text, block):
        yield block
        return
    first, last = source.lines_of(block.span)
    spans = [source.line_span(number, number) for number in range(first, last + 1)]
    texts = [source.slice(span).strip() for span in spans]
    words = [plain_words(text) for text in texts] if _are_notes(texts) else []
    if not all(text.strip() for text in words) or len(words) < 2:
        yield block
        return
    for span, text in zip(spans, words, strict=True):
        yield replace(block, span=span, words=text)


def _are_notes(texts: Sequence[str]) -> bool:
    """Whether lines are each a note of its own."""
    *before, last = texts
    if not before or _width(last) > _LAST:
        return False
    if any(_width(text) > _WIDEST or _OPEN_END.search(text) for text in before):
        return False
    if any(text[:1].islower() and text[:1].isascii() for text in texts[1:]):
        return False
    return not any(_NO_NOTE.match(text) or text.count("$") % 2 for text in texts)


def _width(text: str) -> int:
    """Columns of a line, half-width characters taking one."""
    return sum(2 if is_han(character) else 1 for character in text)
