"""Tests of blocks of plain text that are written as HTML where they are found."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from markdown import Markdown
from markdown.treeprocessors import PrettifyTreeprocessor, Treeprocessor
from mkdocs.structure.files import File, Files

from site_builder.shell.markdown_less import do_less
from site_builder.shell.page_bodies import PageText, Rules, _render_alone, collect_rules
from site_builder.shell.projects import open_project
from site_builder.shell.store import encode
from tests.support.two_markdowns import EXTENSIONS, TwoMarkdowns, texts_of

_UNUSUAL = {
    "abbr",
    "smarty",
    "wikilinks",
    *(f"pymdownx.{name}" for name in ("betterem", "critic", "emoji", "inlinehilite", "keys")),
    *(f"pymdownx.{name}" for name in ("magiclink", "smartsymbols")),
}
"""Left out: beside some of them no block is plain."""

_EXTENSIONS = tuple(name for name in EXTENSIONS if name not in _UNUSUAL)
_TWO = TwoMarkdowns(do_less, extensions=_EXTENSIONS)
_WITHOUT = TwoMarkdowns(do_less, extensions=("md_in_html", "sane_lists", "tables"))

_TEXTS = texts_of(
    *"#*_|:>!?`[]{}=<&/@（，12.",
    "\n\n梯度下降沿坡而下，",
    "\n\n步长 2 不宜太大\n\n",
    "\\(x < 1\\)",
    "\\( a|b \\)",
    "\\(\\begin{matrix}a&b\\end{matrix}\\)",
    "\\(",
    "\n\n\\[y\\]\n\n",
    "\n\n\\[ z",
    "\n\n- 甲\n- \\(乙\\)",
    "\n- 丙",
    "\n\n* 丁",
    "\n\n1. 戊\n2. 己",
    "\n\n    ",
    "\n    ",
    "\n\n        ",
    "\n\n| a | b |\n| - | --- |\n| 1 |  |",
    "\n| \\(c\\) | d |",
    "\n\n|  | e |\n| --- | --- |\n| f | g |\n\n",
    "\n{ .facts }",
    "{ .facts }",
    "\n{ .facts }\n\n",
    "\n\n: 定义",
    "\n\n:   定义\n\n    又",
    "\n\n> 引",
    "\n\n# 题",
    "\n===",
    "\n---",
    '\n\n!!! note "问"\n\n    ',
    '\n\n??? question "问"\n\n    ',
    "\n\n```python\nx = 1\n```\n\n",
    "\n\n<div markdown>\n\n",
    '\n\n<div class="admonition" markdown>\n\n',
    "\n\n<ul markdown>\n\n",
    "\n\n</div>\n\n",
    "\n\n</ul>\n\n",
    "\n\n<p>raw</p>\n\n",
    '<span class="no">',
    '\n\n<span class="no">1</span>',
    "\n\n- <b>2</b> [甲](b.md)\n- <i>丁",
    "\n\n<b>",
    "</span>",
    "&#58;",
    "&amp;",
    "[^1]",
    "\n\n[^1]: 注\n\n",
    "\n\n///Footnotes Go Here///\n\n",
    "\n\n[TOC]\n\n",
    "\n\n[ ] 做\n\n",
)


@given(_TEXTS)
@example('<div class="admonition" markdown>\n\n- 甲\n\n</div>\n\n        乙\n')
@example("梯度    \n{ .facts }")
@example("梯度[^1]\n\n见 ///Footnotes Go Here///\n\n下降\n\n[^1]: 注\n")
def test_a_page_is_the_same_as_with_elements(text: str) -> None:
    """A text becomes the HTML that Python-Markdown makes of it."""
    stock, written = _TWO.convert(text)

    assert written == stock


@given(_TEXTS)
@example("    梯度\n\n\n\n    下降")
@example("梯度\n{ .facts }")
def test_a_page_is_the_same_with_few_extensions(text: str) -> None:
    """Neither lists of attributes nor marks of places need be known."""
    stock, written = _WITHOUT.convert(text)

    assert written == stock


_LINKED = texts_of(
    *"[](){}#!*_\\`\"'<>=&|,",
    "\n\n[甲](b.md)",
    '\n\n梯度 [乙](../c.md#d_e "丙  丁 "){ .term }',
    "[\\(x\\)](b.md)",
    "[<b>粗</b>&amp;](http://a.example/b?c=d)",
    '\n- <span class="no">1</span> <b>[辛](b.md)</b>',
    '[上](no.md){ .previous rel="prev" } ',
    "{ .term }",
    "\n{ .facts }\n\n",
    "![图](b.png)",
    "[e]",
    "[](b.md)",
    "[ ](b.md)",
    "\n\n[e]: b.md\n\n",
    "\n\n- [己](#梯度)",
    "\n- [庚]( b.md)。",
    "\n\n| [a](b.md){ .c } | d |\n| - | - |\n| [x](y) { .z } | [f](a.md) |\n\n",
    "\n\n# 梯度\n\n",
    "<div markdown>\n\n",
    "\n\n</div>\n\n",
)


@given(_LINKED)
def test_links_lead_where_they_did(text: str) -> None:
    """A page has the same links, and the same is said of them in the same order."""
    page = PageText("a.md", encode(text))
    stock, written = (_render_alone(_rules(), page, many=many) for many in (False, True))

    assert (written.packed, str(written.toc), written.title) == (
        stock.packed,
        str(stock.toc),
        stock.title,
    )
    assert (written.links, written.anchors) == (stock.links, stock.anchors)
    assert (written.targets, written.records) == (stock.targets, stock.records)


@cache
def _rules() -> Rules:
    """What holds for pages of a site with the default configuration."""
    config = open_project(Path(__file__).parent).loaded()
    files = [File(path, None, "", use_directory_urls=True) for path in ("a.md", "b.md", "b.png")]
    rules = collect_rules(config, Files(files))
    assert rules is not None
    return rules


_PAGE = """# 题

梯度下降 \\(x < 1\\) 沿坡而下：<span class="time">04&#58;30</span>
{ .facts }

- 甲
- \\(乙\\)

\\[z\\]

| a | b |
| - | - |
| 1 | \\(c\\) |
"""


@pytest.mark.parametrize(
    ("behind", "elements"),
    [
        ("", ["h1", "p"]),
        ("\n**粗**", ["h1", "p", "p"]),
        ("\n    还是表", ["h1", "p", "table", "p"]),
        ("\n- 丙\n- 丁\n\n* 戊 *己*", ["h1", "p", "ul"]),
    ],
)
def test_plain_blocks_have_no_elements(behind: str, elements: list[str]) -> None:
    """Blocks that follow each other stand in one place, until one needs what is before it."""
    seen: list[str] = []

    class Watch(PrettifyTreeprocessor):
        def run(self, root: ET.Element) -> None:
            seen.extend(each.tag for each in root if each.tag != "ul" or len(each) > 1)
            super().run(root)

    two = TwoMarkdowns(lambda md: do_less(md, Watch), extensions=_EXTENSIONS)
    two.changed.treeprocessors.register(Watch(two.changed), "prettify", 10)

    stock, written = two.convert(_PAGE + behind)

    assert written == stock
    assert seen == elements


def test_a_processor_of_somebody_else_sees_every_element() -> None:
    """Where a tree processor is not known the page has all of its elements."""

    class Own(Treeprocessor):
        def run(self, root: ET.Element) -> None:
            for item in root.iter("li"):
                item.set("class", "own")

    md = Markdown(extensions=["md_in_html", "tables", "site_builder_math"])
    do_less(md)
    md.treeprocessors.register(Own(md), "own", 1)

    assert '<li class="own">甲</li>' in md.convert("梯度\n\n- 甲\n- 乙\n")
