"""Tests of HTML in Markdown that is read with fewer looks at each tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from markdown import Markdown
from markdown.extensions.md_in_html import HtmlBlockPreprocessor

from site_builder.shell.markdown_html import read_tags_once
from tests.support.two_markdowns import TwoMarkdowns, texts_of

_TWO = TwoMarkdowns(read_tags_once, extensions=["md_in_html", "attr_list", "tables"])


@given(
    texts_of(
        *"<>/&;'\"=`-!?{}#*",
        "<div>",
        "<div markdown>",
        '\n<div class="a" markdown="span">\n',
        '<p markdown="1">',
        '<span class="no">',
        '<SPAN Class="a b"  id="c">',
        '<b a="" c="&lt;">',
        '<a href="../b.md" markdown="1">',
        "<script>",
        "</script>",
        "<pre>",
        "</pre>",
        "<br>",
        "<hr/>",
        '<hr class="a">',
        '<img alt="x>y">',
        "<x-math>",
        "</div>",
        "\n</div>\n",
        "</p>",
        "</span>",
        "</b>",
        "</a >",
        "</ b>",
        "<!-- a",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?php",
        "?>",
        "&#58;",
        "&amp",
        "\n- ",
        "`<b>`",
    )
)
def test_a_page_is_the_same_as_when_every_tag_is_looked_at(text: str) -> None:
    """Blocks, tags in a line and broken HTML become what Python-Markdown makes of them."""
    stock, changed = _TWO.convert(text)

    assert changed == stock


@given(
    texts_of(
        " < ",
        " & ",
        "   ",
        "<div>",
        "<div markdown>",
        "\n<div markdown>\n\n",
        '\n<div class="a" markdown="span">\n',
        '<section title="&lt;a&#58;" markdown="block">',
        '<p markdown="1">',
        "\n<p>",
        '<span class="no">',
        '<SPAN Class="a b" markdown="1">',
        "<x-math>",
        "<br>",
        "<br/>",
        "<hr />",
        '\n<hr class="a" markdown>',
        "\n<div/>\n",
        "<pre>",
        "\n</div>\n\n",
        "</div>",
        "</p>",
        "</pre>",
        "</SPAN>",
        "</section>",
        "</x-math>",
        "&#58;",
        "&#x3a;",
        "&amp;",
        "&amp",
        "\n- ",
        "`<b>`",
    )
)
def test_a_page_of_plain_tags_is_the_same(text: str) -> None:
    """Tags that are passed over as text leave blocks as Python-Markdown finds them."""
    stock, changed = _TWO.convert(text)

    assert changed == stock


@pytest.mark.parametrize("extensions", [[], ["md_in_html"]])
def test_a_processor_that_works_its_own_way_keeps_to_it(extensions: list[str]) -> None:
    """Another reader of HTML than that of md_in_html stays as it is."""

    class Own(HtmlBlockPreprocessor):
        pass

    md = Markdown(extensions=extensions)
    if extensions:
        md.preprocessors["html_block"].__class__ = Own
    before = type(md.preprocessors["html_block"])

    read_tags_once(md)

    assert type(md.preprocessors["html_block"]) is before
