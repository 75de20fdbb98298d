"""HTML in Markdown as the extension md_in_html reads it, with fewer looks at each tag.

Python-Markdown makes its sets of tags anew for each tag of a page, and takes tags apart by
expressions for any HTML; most tags are plain, and the same on many pages.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Any

from markdown import Markdown
from markdown.extensions.md_in_html import (
    HtmlBlockPreprocessor,
    HTMLExtractorExtra,
    MarkdownInHTMLPostprocessor,
)
from markdown.util import STX

# <span class="no" hidden> : nothing in it that HTML allows to be written another way
_PLAIN_START = re.compile(r'<[a-zA-Z][a-zA-Z0-9-]*(?: [a-zA-Z-]+(?:="[^"<>&`]*")?)*>')
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
_ATTRIBUTE = re.compile(r' ([a-zA-Z-]+)(?:="([^"]*)")?')
# </span>
_PLAIN_END = re.compile(r"</([a-zA-Z][a-zA-Z0-9]*)>")


def read_tags_once(md: Markdown) -> None:
    """Makes ``md`` take each plain tag apart once; the result is the same.

    Nothing changes where an extension reads HTML its own way.
    """
    for stock in md.preprocessors:
        if type(stock) is HtmlBlockPreprocessor:
            stock.__class__ = _HtmlBlocks
    for put_back in md.postprocessors:
        if type(put_back) is MarkdownInHTMLPostprocessor:
            put_back.__class__ = _HtmlPutBack


_BETWEEN = f"{STX}\n{STX}"
"""What no page has in it."""


class _HtmlPutBack(MarkdownInHTMLPostprocessor):
    """The stock processor, for lines in which there was HTML: no place of it has a line break."""

    def run(self, text: str) -> str:
        if STX not in text:
            return text
        lines = text.split("\n")
        marked = [index for index, line in enumerate(lines) if STX in line]
        put_back = super().run(_BETWEEN.join(lines[index] for index in marked)).split(_BETWEEN)
        if len(put_back) != len(marked):
            return super().run(text)
        for index, line in zip(marked, put_back, strict=True):
            lines[index] = line
        return "\n".join(lines)


class _HtmlBlocks(HtmlBlockPreprocessor):
    """The stock processor, but for its parser."""

    def run(self, lines: list[str]) -> list[str]:
        parser = _Extractor(self.md)
        parser.feed("\n".join(lines))
        parser.close()
        return "".join(parser.cleandoc).split("\n")


_SETS: dict[str, Any] = {
    name: cached_property(each.fget)
    for name, each in vars(HTMLExtractorExtra).items()
    if name in ("block_level_tags", "block_tags", "span_and_blocks_tags")
    and isinstance(each, property)
    and each.fget is not None
}

_WithSets: Any = type("_WithSets", (HTMLExtractorExtra,), _SETS)
"""The stock parser, but that it makes each set once."""


class _Extractor(_WithSets):  # type: ignore[misc]
    """The stock parser, but for plain tags."""

    _start: str | None = None
    _end: str | None = None
    _whole = False

    def feed(self, data: str) -> None:
        # behind an unfinished tag the stock parser finds the text of an end elsewhere
        self._whole = True
        super().feed(data)
        self._whole = False

    def parse_starttag(self, i: int) -> int:
        match = _PLAIN_START.match(self.rawdata, i)
        self._start = match and match[0]
        if match is None:
            end: int = super().parse_starttag(i)
            return end
        tag, attributes = _take_apart(match[0])
        self.lasttag = tag
        if tag in self.CDATA_CONTENT_ELEMENTS:
            self.set_cdata_mode(tag)
        self.handle_starttag(tag, list(attributes))
        return match.end()

    def get_starttag_text(self) -> str | None:
        text: str | None = self._start or super().get_starttag_text()
        return text

    def parse_endtag(self, i: int) -> int:
        plain = self._whole and self.cdata_elem is None
        match = _PLAIN_END.match(self.rawdata, i) if plain else None
        if match is None:
            end: int = super().parse_endtag(i)
            return end
        self._end = match[0]
        self.handle_endtag(match[1].lower())
        self._end = None
        self.clear_cdata_mode()
        return match.end()

    def get_endtag_text(self, tag: str) -> str:
        if self._end is None:
            text: str = super().get_endtag_text(tag)
            return text
        _ = self.line_offset  # keeps where lines begin, which tells behind an unfinished tag
        return self._end


@lru_cache(maxsize=4096)
def _take_apart(start: str) -> tuple[str, tuple[tuple[str, str | None], ...]]:
    """The name of a plain tag, and its attributes."""
    name = _NAME.match(start, 1)
    end = name.end() if name else 1
    found = _ATTRIBUTE.finditer(start, end)
    return start[1:end].lower(), tuple((each[1].lower(), each[2]) for each in found)
