"""Tests of blanks that are made alike only in pages that have others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.preprocessors import NormalizeWhitespace

from site_builder.shell.markdown_blanks import keep_like_blanks

_PIECES = (" ", "  ", "\n", "\n\n", "\r", "\t", "\x02", "\x03", "\x0b", "\u2028", "a", "梯度")


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_lines_are_the_same_as_when_each_is_looked_at(text: str) -> None:
    """Tabs, lines of blanks and marks of Python-Markdown's own become what it makes of them."""
    md = Markdown()
    stock = md.preprocessors["normalize_whitespace"].run(text.split("\n"))

    keep_like_blanks(md)
    changed = md.preprocessors["normalize_whitespace"].run(text.split("\n"))

    assert changed == stock


def test_a_processor_that_works_its_own_way_keeps_to_it() -> None:
    """Another processor of blanks than Python-Markdown's stays as it is."""

    class Own(NormalizeWhitespace):
        pass

    md = Markdown()
    md.preprocessors["normalize_whitespace"].__class__ = Own

    keep_like_blanks(md)

    assert type(md.preprocessors["normalize_whitespace"]) is Own
