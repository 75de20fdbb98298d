"""HTML in Markdown as the extension md_in_html reads it, with its lists of tags made once a page.

Python-Markdown makes the sets of tags anew for each tag of a page.
"""

from __future__ import annotations

from functools import cached_property

from markdown import Markdown
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, HTMLExtractorExtra


def read_tags_once(md: Markdown) -> None:
    """Makes ``md`` list the tags of blocks once a page; the result is the same.

    Nothing changes where an extension reads HTML its own way.
    """
    for stock in md.preprocessors:
        if type(stock) is HtmlBlockPreprocessor:
            stock.__class__ = _HtmlBlocks


class _HtmlBlocks(HtmlBlockPreprocessor):
    """The stock processor, but for the sets of tags."""

    def run(self, lines: list[str]) -> list[str]:
        parser = _Extractor(self.md)
        parser.feed("\n".join(lines))
        parser.close()
        return "".join(parser.cleandoc).split("\n")


_SETS = {
    name: cached_property(each.fget)
    for name, each in vars(HTMLExtractorExtra).items()
    if name in ("block_level_tags", "block_tags", "span_and_blocks_tags")
    and isinstance(each, property)
    and each.fget is not None
}

_Extractor = type("_Extractor", (HTMLExtractorExtra,), _SETS)
"""The stock parser, but that it makes each set once."""
