"""Tests of the block processors that are tried only where they could take a block."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, HRProcessor

from site_builder.shell.markdown_blocks import try_possible_processors
from tests.support.two_markdowns import TwoMarkdowns, texts_of

_TEXTS = texts_of(
    *'#-*_+=|:>!?`1.[]()^"{}\\',
    "\n    ",
    "\n\n\n",
    "\n# ",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n---",
    "\n***\n",
    "\n===\n",
    "\n| a | b |\n| - | - |\n",
    "\n!!! note\n\n    ",
    '\n??? question "问"\n\n    ',
    "\n: ",
    "\n[^1]: ",
    "\n[a]: ",
    "[^1]",
    "\n\\[\nx\n\\]\n\n",
    "\n```\n",
    "\n<div markdown>\n\n",
    "\n\n</div>\n\n",
    "*[a1]: 下降",
)
_TWO = TwoMarkdowns(try_possible_processors)


@given(_TEXTS)
def test_a_page_is_the_same_as_with_all_processors(text: str) -> None:
    """A text becomes the HTML that Python-Markdown makes of it."""
    stock, chosen = _TWO.convert(text)

    assert chosen == stock


def test_a_parser_that_works_its_own_way_keeps_to_it() -> None:
    """Another parser than the stock one stays as it is."""

    class Own(BlockParser):
        pass

    md = Markdown()
    md.parser.__class__ = Own

    try_possible_processors(md)

    assert type(md.parser) is Own


def test_a_paragraph_is_tried_by_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text without marks is not looked at for a rule, one with a mark of it is."""
    tried: list[str] = []
    monkeypatch.setattr(HRProcessor, "test", lambda _, __, block: tried.append(block))
    md = Markdown()
    try_possible_processors(md)

    md.convert("梯度下降沿坡而下。\n\n步长 - 一个数 - 不宜太大。")

    assert tried == ["步长 - 一个数 - 不宜太大。"]


def test_a_processor_of_somebody_else_sees_every_block() -> None:
    """One that changes a block and leaves it to others is followed by all of them."""

    class Marks(BlockProcessor):
        def test(self, parent: Any, block: str) -> bool:
            return block.startswith("梯度")

        def run(self, parent: Any, blocks: list[str]) -> bool:
            blocks[0] = blocks[0].replace("梯度", "# 坡度")
            return False

    md = Markdown()
    md.parser.blockprocessors.register(Marks(md.parser), "marks", 200)
    try_possible_processors(md)

    assert md.convert("梯度") == "<h1>坡度</h1>"
