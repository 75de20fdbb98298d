"""Tests of the inline patterns that are tried only where they could match."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from site_builder.shell.expressions import needed_characters
from site_builder.shell.markdown_inline import try_possible_patterns
from tests.support.two_markdowns import TwoMarkdowns

_PIECES = st.sampled_from(
    [
        *"梯度 下降，a1 \n",
        *"`*_~^=[]()!<>&\\:+-|\"'.#/@",
        "**",
        "\n\n",
        "\\(x\\)",
        "[a](b)",
        "[^1]",
        "![a](b.png)",
        "[[页面]]",
        "<b>",
        "</b>",
        "<http://a.b>",
        "https://a.example/b",
        "a@b.example",
        "&amp;",
        ":smile:",
        "++ctrl+c++",
        "(c)",
        "-->",
        "`#!python x`",
    ]
)

_TEXTS = st.lists(_PIECES, max_size=30).map("".join)
_TWO = TwoMarkdowns(try_possible_patterns)


@given(_TEXTS)
def test_a_page_is_the_same_as_with_all_patterns(text: str) -> None:
    """A text becomes the HTML that Python-Markdown makes of it."""
    stock, chosen = _TWO.convert(text)

    assert chosen == stock


@given(_TEXTS)
def test_every_match_has_a_character_that_is_needed(text: str) -> None:
    """No pattern of any extension matches a text that has none of what it needs."""
    for processor in _TWO.stock.inlinePatterns:
        pattern = processor.getCompiledRegExp()
        needs = needed_characters(pattern)
        for match in pattern.finditer(text):
            assert not needs or needs & set(text[match.start() :])


def test_an_extension_that_handles_texts_its_own_way_keeps_to_it() -> None:
    """Another inline processor than the stock one stays in its place."""

    class Own(InlineProcessor):
        pass

    md = Markdown()
    own = Own(md)
    md.treeprocessors.register(own, "inline", 20)

    try_possible_patterns(md)

    assert md.treeprocessors["inline"] is own


def test_most_texts_are_tried_by_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence without any mark is handed to no pattern at all."""
    tried: list[str] = []
    name = "_InlineProcessor__applyPattern"
    stock = getattr(InlineProcessor, name)

    def apply(self: InlineProcessor, pattern: object, data: str, *rest: int) -> object:
        tried.append(data)
        return stock(self, pattern, data, *rest)

    monkeypatch.setattr(InlineProcessor, name, apply)
    md = Markdown(extensions=["footnotes", "tables"])
    try_possible_patterns(md)

    md.convert("梯度下降沿坡而下。\n\n步长 *a* 太大会越过谷底。")

    assert tried
    assert all("步长" in data for data in tried)
