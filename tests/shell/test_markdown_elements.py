"""Tests of walks over those elements only that they could change."""

from __future__ import annotations

from hypothesis import given
from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import UnescapeTreeprocessor

from site_builder.shell.markdown_elements import walk_over_possible_elements
from tests.support.two_markdowns import TwoMarkdowns, texts_of

_TWO = TwoMarkdowns(walk_over_possible_elements)


@given(
    texts_of(
        *'#-*_|:>!{}.="\\`<&',
        "\n# ",
        "\n- ",
        "\n1. ",
        "\n: ",
        "\n| a { .b } |\n| - |\n| c |\n",
        "{ .a #b c=d e }",
        "{: .f }",
        "\n{ .g }\n\n",
        "**a**{ #h }",
        '[a](b_c.md){ rel="x\\*" }',
        "\\*",
        "\\<",
        "[a](\\_b)",
        "[TOC]",
        "\n\n[TOC]\n\n",
        "a@b.example",
        "<div markdown>\n\n",
        "\n\n</div>\n\n",
        "<!-- {a} -->",
    )
)
def test_a_page_is_the_same_as_when_all_elements_are_walked_over(text: str) -> None:
    """Attributes, escaped characters and tables of contents stand where they stood."""
    stock, changed = _TWO.convert(text)

    assert changed == stock


def test_processors_of_somebody_else_keep_to_their_ways() -> None:
    """Others than the stock ones stay as they are."""

    class Attributes(AttrListTreeprocessor):
        pass

    class Contents(TocTreeprocessor):
        pass

    class Unescape(UnescapeTreeprocessor):
        pass

    own = {"attr_list": Attributes, "toc": Contents, "unescape": Unescape}
    md = Markdown(extensions=["attr_list", "toc"])
    for name, kind in own.items():
        md.treeprocessors[name].__class__ = kind

    walk_over_possible_elements(md)

    assert {name: type(md.treeprocessors[name]) for name in own} == own


def test_a_tag_that_an_extension_adds_counts_from_the_next_page_on() -> None:
    """What is known of tags is known of one page."""
    md = Markdown()
    walk_over_possible_elements(md)
    before = md.is_block_level("x-box")

    md.block_level_elements.append("x-box")
    md.reset()

    assert (before, md.is_block_level("x-box"), md.is_block_level("p/")) == (False, True, True)
