"""Edits of a stretch of source text."""

from hypothesis import given
from hypothesis import strategies as st

from site_builder.links.rewrite import SITE_ROOT, disjoint, merge_edits, rewrite
from site_builder.model.note import Edit
from site_builder.model.source import Source, Span

TEXT = "0123456789"


def test_edits_replace_insert_and_delete() -> None:
    """Replacement, insertion and deletion are made, the rest stays as written."""
    edits = (Edit(Span(0, 2), "AB"), Edit(Span(4, 4), "+"), Edit(Span(6, 8), ""))

    result = rewrite(Source("a.md", TEXT), Span(0, 10), edits, "")

    assert result == "AB23+4589"


def test_edits_outside_the_stretch_are_left_alone() -> None:
    """Only edits wholly within the stretch are made."""
    edits = (Edit(Span(0, 3), "X"), Edit(Span(5, 6), "Y"), Edit(Span(7, 9), "Z"))

    result = rewrite(Source("a.md", TEXT), Span(2, 8), edits, "")

    assert result == "234Y67"


def test_insertion_behind_the_stretch_belongs_to_what_follows() -> None:
    """An insertion at a cut is made once, at the beginning of the second stretch."""
    source, edits = Source("a.md", TEXT), (Edit(Span(5, 5), "+"),)

    parts = rewrite(source, Span(0, 5), edits, ""), rewrite(source, Span(5, 10), edits, "")

    assert parts == ("01234", "+56789")


def test_way_to_the_root_is_filled_in() -> None:
    """The same edit leads to the root from any page."""
    edits = (Edit(Span(0, 1), f"[x]({SITE_ROOT}lessons/001.md)"),)

    result = rewrite(Source("a.md", "0"), Span(0, 1), edits, "../")

    assert result == "[x](../lessons/001.md)"


def test_earlier_groups_win_where_edits_overlap() -> None:
    """Of overlapping edits the one of the first group counts."""
    first, second = Edit(Span(2, 5), "A"), Edit(Span(4, 6), "B")

    merged = merge_edits([first], [second, Edit(Span(6, 7), "C")])

    assert merged == (first, Edit(Span(6, 7), "C"))


SPANS = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda p: Span(min(p), max(p)))


@given(st.lists(SPANS.map(lambda s: Edit(s, "x"))), st.lists(SPANS.map(lambda s: Edit(s, "y"))))
def test_merged_edits_share_no_code_point(a: list[Edit], b: list[Edit]) -> None:
    """Whatever the groups, merging gives disjoint edits."""
    merged = merge_edits(a, b)

    assert disjoint(merged)
