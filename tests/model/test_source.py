"""Offsets, lines and columns of a source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.source import Source, Span


def test_lines_are_counted_by_line_feeds_only() -> None:
    """Form feeds and Unicode line separators end no line."""
    source = Source("a.md", "一\x0c二\u2028三\n四")

    count = source.line_count

    assert count == 2


def test_final_line_feed_opens_no_line() -> None:
    """A text of one line with its line feed has one line."""
    source = Source("a.md", "一\n")

    count = source.line_count

    assert count == 1


def test_line_and_column_are_one_based() -> None:
    """The first code point of the second line is line 2, column 1."""
    source = Source("a.md", "一二\n三四\n")

    place = source.line_number(4), source.column_number(4)

    assert place == (2, 2)


@pytest.mark.parametrize(
    ("span", "lines"),
    [(Span(0, 3), (1, 1)), (Span(0, 4), (1, 2)), (Span(3, 3), (2, 2)), (Span(2, 3), (1, 1))],
)
def test_lines_of_a_span(span: Span, lines: tuple[int, int]) -> None:
    """A span that ends behind a line feed does not touch the next line."""
    source = Source("a.md", "一二\n三四\n")

    touched = source.lines_of(span)

    assert touched == lines


def test_line_below_one_is_refused() -> None:
    """Line numbers begin at 1."""
    source = Source("a.md", "一\n")

    with pytest.raises(IndexError):
        source.line_span(0)


@given(st.text(alphabet="一a\n \t"))
def test_lines_put_together_are_the_text(text: str) -> None:
    """The spans of all lines hold the whole text once."""
    source = Source("a.md", text)

    joined = "".join(source.slice(source.line_span(n)) for n in range(1, source.line_count + 1))

    assert joined == text
