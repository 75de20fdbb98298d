"""Stretches of a text that are looked up by position, and blocks without their words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from site_builder.model.note import Block, BlockKind
from site_builder.model.source import Source, Span
from site_builder.scan.links import plain_words

_MARKED = (
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.QUOTE,
    BlockKind.TABLE,
    BlockKind.IMAGE,
)


@dataclass(frozen=True, slots=True)
class Cuts:
    """Spans in order of the text, merged where they overlap."""

    spans: tuple[Span, ...]
    """The spans."""
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(span.start for span in self.spans))

    def within(self, span: Span) -> Sequence[Span]:
        """The cuts that share a code point with ``span``."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_right(self._starts, span.end)
        return [cut for cut in self.spans[first:last] if cut.overlaps(span)]

    def touch(self, span: Span) -> bool:
        """Whether any cut shares a code point with ``span``."""
        return bool(self.within(span))


def merge_cuts(spans: Iterable[Span]) -> Cuts:
    """``spans`` in any order as cuts."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return Cuts(tuple(merged))


def cut_block(source: Source, block: Block, cuts: Cuts, pictures: Cuts) -> Block:
    """``block`` with words that leave out ``cuts`` and ``pictures``.

    A paragraph of which only pictures are left is a block of pictures.

    Args:
        source: The text.
        block: A block of it.
        cuts: What is not shown or says nothing.
        pictures: Pictures that Markdown does not know.
    """
    shown = pictures.within(block.span)
    gone = merge_cuts((*cuts.within(block.span), *shown))
    if not gone.spans or block.kind not in _MARKED:
        return block
    words = plain_words("".join(_left(source, block.span, gone.spans)))
    only_pictures = shown and not words and block.kind is BlockKind.PARAGRAPH
    return replace(block, words=words, kind=BlockKind.IMAGE if only_pictures else block.kind)


def _left(source: Source, span: Span, gone: Sequence[Span]) -> Iterable[str]:
    position = span.start
    for cut in gone:
        yield source.text[position : max(position, cut.start)]
        position = cut.end
    yield source.text[position : span.end]
