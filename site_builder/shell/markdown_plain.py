r"""Blocks of plain text, written as HTML where they are found, without elements.

Most blocks of a page are paragraphs, lists, tables and formulas in whose text Python-Markdown
finds nothing but formulas, plain tags, entities and links. It makes elements of them, and ten
processors walk over these before they are written. Here such blocks that follow each other are
written at once, and stand in the tree as one paragraph.

The page is the same since all processors and patterns of a parser are known, or it stays as it is:

- block processors take a line only for a mark that it begins with; those that look back at what
  is before a block find it: the block that was written last is given back and parsed again;
- inline patterns need a character that is in no plain text; tags and entities come out of the
  stash of raw HTML as they went in, and nothing that comes before them needs what is in them;
- plain links have lists of attributes of two kinds only, and are left out where nobody resolves
  their addresses in what is written, in the order of the page;
- tree processors look for other lists of attributes, headings, anchors, boxes of tasks, and marks
  of places, all of which are in no plain text;
- nobody looks from farther away into the page itself, or into an element of HTML that is no
  admonition.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Collection, Sequence
from typing import Any

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import CodeBlockProcessor, EmptyBlockProcessor, ListIndentProcessor
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.def_list import DefListIndentProcessor
from markdown.extensions.footnotes import FootnotePostTreeprocessor, FootnoteTreeprocessor
from markdown.extensions.md_in_html import MarkdownInHtmlProcessor
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.inlinepatterns import (
    LINE_BREAK_RE,
    AutolinkInlineProcessor,
    AutomailInlineProcessor,
    HtmlInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.treeprocessors import PrettifyTreeprocessor, Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX
from pymdownx.details import DetailsProcessor
from pymdownx.highlight import HighlightTreeprocessor
from pymdownx.superfences import SuperFencesCodeBlockProcessor
from pymdownx.tasklist import TasklistTreeprocessor

from site_builder.shell.expressions import needs_one_of
from site_builder.shell.markdown_blocks import PossibleProcessors
from site_builder.shell.markdown_elements import ELEMENT_WALKS, AttributeLists
from site_builder.shell.markdown_inline import PossiblePatterns
from site_builder.shell.markdown_math import DisplayFormula, HeadingsDone, InlineFormula
from site_builder.shell.markdown_plain_text import (
    ATTRIBUTES,
    MARKS,
    write_formula,
    write_list,
    write_paragraph,
    write_table,
)
from site_builder.shell.markdown_serializer import WrittenBlocks, to_xhtml
from site_builder.shell.markdown_tables import EmptyCells

_ITEMS = frozenset("*+-0123456789")
"""What blocks begin with whose processors take the list before them."""

_LOOKING_BACK = _ITEMS.union(" :")
"""What blocks begin with whose processors look back at all."""

_BEFORE_TABLES = frozenset(
    {
        AdmonitionProcessor,
        CodeBlockProcessor,
        DefListIndentProcessor,
        DetailsProcessor,
        DisplayFormula,
        EmptyBlockProcessor,
        ListIndentProcessor,
        MarkdownInHtmlProcessor,
        SuperFencesCodeBlockProcessor,
        TableProcessor,
    }
)
"""Block processors that take no block whose lines begin with the border of a table."""

_WALKERS = frozenset(
    {
        *ELEMENT_WALKS,
        EmptyCells,
        FootnotePostTreeprocessor,
        FootnoteTreeprocessor,
        HeadingsDone,
        HighlightTreeprocessor,
        PossiblePatterns,
        PrettifyTreeprocessor,
        TasklistTreeprocessor,
    }
)
"""Tree processors that change nothing in plain text."""

_EXEMPT = frozenset(
    {
        AutolinkInlineProcessor,
        AutomailInlineProcessor,
        HtmlInlineProcessor,
        InlineFormula,
        LinkInlineProcessor,
        ReferenceInlineProcessor,
        ShortReferenceInlineProcessor,
    }
)
"""Inline patterns that need a tag, an entity, a formula or a link."""

_LISTS = ("<ul>", "ul", "ol")
"""What lists begin with that are written, and tags of others."""

_HOLDERS = frozenset({"article", "aside", "div", "footer", "header", "main", "nav", "section"})
"""Elements of HTML in which blocks may be written."""

_ADMONITION = "admonition"
"""Of such a class are elements that take the indented blocks behind them."""


class PlainBlocks:
    """Writes the plain blocks of the page that a parser is at.

    Args:
        md: Whose pages they are.
        beside: Tree processors that look for headings, anchors and links only.
    """

    def __init__(self, md: Markdown, beside: Collection[type]) -> None:
        self._md = md
        self._known_walkers = _WALKERS.union(beside)
        self._patterns: list[Any] = []
        self._patterns_known = False
        self.root: ET.Element | None = None
        """What the blocks of the page go to; None where none are written."""
        self._attributes = self._links = False
        self._marks: list[str] = []
        self._written: list[_Written] = []

    def begin(self, root: ET.Element) -> None:
        """Begins with a page whose blocks go to ``root``."""
        patterns = list(self._md.inlinePatterns)
        if patterns != self._patterns:
            self._patterns, self._patterns_known = patterns, _are_known(patterns)
        walkers = list(self._md.treeprocessors)
        known = self._patterns_known and self._known_walkers.issuperset(map(type, walkers))
        if known and _are_in_order(self._md.parser) and self._md.serializer is to_xhtml:
            self.root, self._written = root, []
            self._attributes = AttributeLists in map(type, walkers)
            resolved = any(hasattr(each, "resolves_written") for each in walkers)
            self._links = self._attributes and resolved
            self._marks = list(filter(None, map(_mark_of, walkers)))

    def end(self) -> None:
        """Puts what was written into the tree."""
        for each in self._written:
            each.place.text = WrittenBlocks("".join(each.parts))
        self.root, self._written = None, []

    def write(self, parent: ET.Element, block: str) -> bool:
        """Writes ``block``, which goes to ``parent``, if it is plain; whether it is."""
        if not self._is_open(parent):
            return False
        last = self._last(parent)
        html = self._html(parent, block, last)
        if html is None:
            return False
        if last is None:
            last = _Written(ET.SubElement(parent, "p"))
            self._written.append(last)
        last.blocks.append(block)
        last.parts.append(html)
        return True

    def give_back(self, parent: ET.Element, block: str) -> list[str]:
        """The block that was written last, if what takes ``block`` looks back at it."""
        first, last = block[:1], self._last(parent)
        if last is None or first not in _LOOKING_BACK:
            return []
        if first in _ITEMS and not last.parts[-1].startswith(_LISTS):
            return []
        last.parts.pop()
        if not last.parts:
            parent.remove(last.place)
            self._written.pop()
        return [last.blocks.pop()]

    def _last(self, parent: ET.Element) -> _Written | None:
        """What was written last, if nothing is behind it in ``parent``."""
        last = self._written[-1] if self._written else None
        return last if last and len(parent) and parent[-1] is last.place else None

    def _is_open(self, parent: ET.Element) -> bool:
        if parent is self.root:
            return True
        return parent.tag in _HOLDERS and _ADMONITION not in parent.get("class", "")

    def _html(self, parent: ET.Element, block: str, last: _Written | None) -> str | None:
        if "](" in block and not self._links:
            return None
        for mark in self._marks:
            if mark in block:
                return None
        if block.startswith("- "):
            behind = last.parts[-1] if last else parent[-1].tag if len(parent) else ""
            return None if behind.startswith(_LISTS) else write_list(block)
        if block.startswith("| "):
            return write_table(block)
        if block.startswith(STX):
            return self._stashed(block)
        if block.startswith("\\["):
            # the stock way sets no line break before or behind it
            match = last and DisplayFormula.RE.match(block)
            return write_formula(match["tex"], ' class="display"') if match else None
        return write_paragraph(block, attributes=self._attributes)

    def _stashed(self, block: str) -> str | None:
        """A paragraph of HTML that is put in its place later."""
        match = HTML_PLACEHOLDER_RE.fullmatch(block)
        stash = self._md.htmlStash.rawHtmlBlocks
        known = match and int(match[1]) < len(stash) and isinstance(stash[int(match[1])], str)
        return f"<p>{block}</p>\n" if known else None


class _Written:
    """Blocks that follow each other, written."""

    def __init__(self, place: ET.Element) -> None:
        self.place = place
        self.blocks: list[str] = []
        self.parts: list[str] = []


def write_plain_blocks(md: Markdown, *beside: type[Treeprocessor]) -> None:
    """Makes ``md`` write plain blocks at once; the result is the same.

    Nothing changes on pages with processors that are not known here.

    Args:
        md: A Markdown that does less already.
        beside: Tree processors that look for headings, anchors and links only.
    """
    if type(md.parser) is PossibleProcessors:
        md.parser.plain = PlainBlocks(md, beside)


def _are_in_order(parser: BlockParser) -> bool:
    """Whether tables and formulas are looked for before what could take them."""
    kinds = [type(each) for each in parser.blockprocessors]
    if DisplayFormula not in kinds or TableProcessor not in kinds:
        return False
    return _BEFORE_TABLES.issuperset(kinds[: kinds.index(TableProcessor)])


def _are_known(patterns: Sequence[Any]) -> bool:
    """Whether ``patterns`` find nothing in plain text but formulas, tags and entities."""
    raw = [each for each in patterns if type(each) is HtmlInlineProcessor]
    if not raw or InlineFormula not in map(type, patterns):
        return False
    tags = patterns.index(raw[0])
    for index, each in enumerate(patterns):
        if type(each) in _EXEMPT or each.pattern == LINE_BREAK_RE:
            continue
        pattern = each.getCompiledRegExp()
        if not needs_one_of(pattern, MARKS):
            if index < tags or not needs_one_of(pattern, MARKS | {"="}):
                return False
            if any(
                each.handleMatch(match, ATTRIBUTES)[0] is not None
                for match in pattern.finditer(ATTRIBUTES)
            ):
                return False
    return True


def _mark_of(walker: Any) -> str:
    """The mark of a place that ``walker`` looks for."""
    if isinstance(walker, FootnoteTreeprocessor):
        return str(walker.footnotes.getConfig("PLACE_MARKER"))
    return walker.marker if isinstance(walker, TocTreeprocessor) else ""
