"""Spans looked up by position, and words without them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from site_builder.dialects.obsidian.cuts import cut_block, merge_cuts
from site_builder.model.note import Block, BlockKind
from site_builder.model.source import Source, Span

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPANS), SPANS)
def test_cuts_are_found(spans: list[Span], wanted: Span) -> None:
    """A span touches the cuts exactly when it touches one of the spans they were made of."""
    cuts = merge_cuts(spans)

    assert cuts.touch(wanted) == any(span.overlaps(wanted) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(cuts.spans))


def test_words_without_cuts() -> None:
    """Cut stretches leave the words; code keeps them, for it is no prose."""
    source = Source("a.md", "**甲**乙丙\n")
    cuts, none = merge_cuts([Span(5, 6)]), merge_cuts([])
    paragraph = Block(Span(0, 8), BlockKind.PARAGRAPH, 0, "甲乙丙")
    code = Block(Span(0, 8), BlockKind.CODE, 0, "甲乙丙")

    assert cut_block(source, paragraph, cuts, none).words == "甲丙"
    assert cut_block(source, code, cuts, none) is code


def test_paragraph_of_pictures() -> None:
    """A paragraph that only shows pictures becomes a block of pictures; a list item stays one."""
    source = Source("a.md", "![[a.png]]\n")
    pictures, none = merge_cuts([Span(0, 10)]), merge_cuts([])
    paragraph = Block(Span(0, 11), BlockKind.PARAGRAPH, 0, "a.png")
    item = Block(Span(0, 11), BlockKind.LIST_ITEM, 0, "a.png")

    assert cut_block(source, paragraph, none, pictures).kind is BlockKind.IMAGE
    assert cut_block(source, item, none, pictures).kind is BlockKind.LIST_ITEM
