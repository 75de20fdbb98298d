"""HTML in Markdown as the extension md_in_html reads it, with fewer looks at each tag.

Python-Markdown takes tags apart by expressions for any HTML, makes its sets of tags anew for each
of them, and looks at each tag, entity and text between. On most pages all tags are plain, and only
those of blocks begin or end anything.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from markdown import Markdown
from markdown.extensions.md_in_html import (
    HtmlBlockPreprocessor,
    HTMLExtractorExtra,
    MarkdownInHTMLPostprocessor,
)
from markdown.util import HTML_PLACEHOLDER_RE, STX

# what is between such tags is no HTML to the parser, or ends a page in another way
_OWN_WAY = "iframe|noembed|noframes|noscript|plaintext|script|style|textarea|title|xmp"

# <!-- , <a@b.c>, &#x, a bare < or & at the end; not <span class="no" hidden>, <br/>, </span>,
# &#58; or a < b
_NOT_PLAIN = re.compile(
    rf"""
    <(?!
        (?!(?:{_OWN_WAY})\b) [a-z][a-z0-9-]* (?:[ ][a-z-]+(?:="[^"<>`]*")?)* (?:[ ]?/)?>
        | /(?!(?:{_OWN_WAY})\b) [a-z][a-z0-9-]*>
        | [^a-z/!?]
    )
    | &(?:\#(?!(?:[0-9]+|x[0-9a-f]+);)|\Z)
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# of a page where all tags are plain: </span> <span class="no" hidden> <br/>
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^<>]*)>")
_ATTRIBUTE = re.compile(r' ([a-zA-Z-]+)(?:="([^"]*)")?')
# &#58; &#x3a; &amp;
_ENTITY = re.compile(r"(&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][-.a-zA-Z0-9]*);)")

_ASKED = ("intail", "inraw", "line_offset", "mdstack", "mdstate", "offset", "rawdata")
"""What a parser of plain pages asks the stock one for."""


def read_tags_once(md: Markdown) -> None:
    """Makes ``md`` look at plain tags where they begin or end something; the result is the same.

    Nothing changes where an extension, or another Python-Markdown, reads HTML its own way.
    """
    known = HTMLExtractorExtra(md)
    for stock in md.preprocessors:
        if type(stock) is HtmlBlockPreprocessor and all(hasattr(known, each) for each in _ASKED):
            stock.__class__ = _HtmlBlocks
    for put_back in md.postprocessors:
        if type(put_back) is MarkdownInHTMLPostprocessor:
            put_back.__class__ = _HtmlPutBack


class _HtmlPutBack(MarkdownInHTMLPostprocessor):
    """The stock processor, which looks for places by what they begin with."""

    def run(self, text: str) -> str:
        return "".join(self._parts(text)) if STX in text else text

    def _parts(self, text: str) -> Iterator[str]:
        """``text`` in pieces, with what was put aside."""
        stash, written = self.md.htmlStash, 0
        for place in HTML_PLACEHOLDER_RE.finditer(text):
            if int(place[1]) >= stash.html_counter:
                continue
            raw = self.stash_to_string(stash.rawHtmlBlocks[int(place[1])])
            start, end = place.span()
            if text.endswith("<p>", written, start) and text.startswith("</p>", end):
                start, end = start - len("<p>"), end + len("</p>")
                raw = raw if self.isblocklevel(raw) else f"<p>{raw}</p>"
            yield text[written:start]
            yield self.run(raw)
            written = end
        yield text[written:]


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
    """The stock parser, but for pages where all tags are plain."""

    _tag: str | None = None
    """The tag that is looked at, on such a page."""
    _line = 0
    """Where its line begins."""

    def feed(self, data: str) -> None:
        if _NOT_PLAIN.search(data):
            super().feed(data)
        else:
            self._feed_plain(data)

    def _feed_plain(self, text: str) -> None:
        self.rawdata = text
        blocks, written = self.block_level_tags | self.empty_tags, 0
        for tag in _TAG.finditer(text):
            name = tag["name"].lower()
            # a tag in a line is text, unless it is counted, or goes another way than text
            if name in blocks or self.inraw or self._parts_text():
                self._take_text(text[written : tag.start()])
                self._take_tag(tag, name)
                written = tag.end()
        self._tag = None
        self._take_text(text[written:])
        self.rawdata = ""

    def _take_tag(self, tag: re.Match[str], name: str) -> None:
        self._tag = tag[0]
        self._line = self.rawdata.rfind("\n", 0, tag.start()) + 1
        self.offset = tag.start() - self._line
        if tag["end"]:
            self.handle_endtag(name)
        elif tag["rest"].endswith("/"):
            self.handle_startendtag(name, list(_attributes(tag["rest"])))
        else:
            self.handle_starttag(name, list(_attributes(tag["rest"])))

    def _take_text(self, text: str) -> None:
        for index, part in enumerate(_ENTITY.split(text) if self._parts_text() else (text,)):
            if index % 2:
                self.handle_empty_tag(part, is_block=False)
            elif part:
                self.handle_data(part)

    def _parts_text(self) -> bool:
        """Whether entities go another way than text: behind a block, and in HTML in Markdown."""
        if not self.mdstack:
            return bool(self.intail)
        return bool(self.mdstate) and self.mdstate[-1] == "off"

    @property
    def line_offset(self) -> int:
        """Where the line begins that is looked at."""
        line: int = super().line_offset if self._tag is None else self._line
        return line

    def get_starttag_text(self) -> str | None:
        text: str | None = self._tag or super().get_starttag_text()
        return text

    def get_endtag_text(self, tag: str) -> str:
        text: str = self._tag or super().get_endtag_text(tag)
        return text


@lru_cache(maxsize=1024)
def _attributes(rest: str) -> tuple[tuple[str, str | None], ...]:
    """The attributes of a plain tag, of which ``rest`` is what is behind its name."""
    return tuple(
        (name.lower(), html.unescape(value) if value else value)
        for name, value in (each.groups() for each in _ATTRIBUTE.finditer(rest))
    )
