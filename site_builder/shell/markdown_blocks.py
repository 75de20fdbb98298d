"""Python-Markdown's block processors, each tried only on blocks that it could take.

Python-Markdown asks about twenty processors of every block; most blocks are paragraphs or items
of lists without one mark that any of them needs.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    BlockQuoteProcessor,
    CodeBlockProcessor,
    EmptyBlockProcessor,
    HashHeaderProcessor,
    HRProcessor,
    ListIndentProcessor,
    OListProcessor,
    ParagraphProcessor,
    ReferenceProcessor,
    SetextHeaderProcessor,
    UListProcessor,
)
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.md_in_html import MarkdownInHtmlProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.util import STX
from pymdownx.details import DetailsProcessor
from pymdownx.superfences import SuperFencesCodeBlockProcessor

from site_builder.shell.expressions import needed_characters
from site_builder.shell.markdown_math import DisplayFormula

if TYPE_CHECKING:
    from site_builder.shell.markdown_plain import PlainBlocks

_INDENTED = frozenset(
    {
        CodeBlockProcessor,
        DefListIndentProcessor,
        EmptyBlockProcessor,
        ListIndentProcessor,
        SuperFencesCodeBlockProcessor,
    }
)
"""Take blocks that begin with a blank or a line break, and empty ones."""

_BY_EXPRESSION = {
    AdmonitionProcessor: "RE",
    BlockQuoteProcessor: "RE",
    DefListProcessor: "RE",
    DetailsProcessor: "START",
    DisplayFormula: "RE",
    FootnoteBlockProcessor: "RE",
    HashHeaderProcessor: "RE",
    HRProcessor: "SEARCH_RE",
    OListProcessor: "RE",
    ReferenceProcessor: "RE",
    SaneOListProcessor: "RE",
    SaneUListProcessor: "RE",
    SetextHeaderProcessor: "RE",
    UListProcessor: "RE",
}
"""Take blocks that an expression finds something in, and some of them what is indented."""

_BY_MARK = {MarkdownInHtmlProcessor: STX, TableProcessor: "|"}
"""Take blocks with a mark: an element's placeholder, the border of a column."""


_UNMARKED = (
    "字 # - + * = _ > : ! ? [a]: b [^a]: c | d | \\[e\\] !!! f ??? g",
    "字 1. a : b",
    "[a](b): # - [c]: d : e > f",
)
"""Lines of which no stock processor takes any: it needs its mark at the beginning."""


def try_possible_processors(md: Markdown) -> None:
    """Makes ``md`` try a processor only on blocks that it could take; the result is the same.

    Processors that are not known here are tried on every block.
    """
    parser = md.parser
    if type(parser) is BlockParser and md.tab_length > 0:
        parser.__class__ = PossibleProcessors


class PossibleProcessors(BlockParser):
    """The stock parser, but for the choice of processors."""

    plain: PlainBlocks | None = None
    """What writes plain blocks at once."""
    _known: Sequence[Any] = ()

    def parseDocument(self, lines: Any) -> Any:  # noqa: N802
        """The page of ``lines``."""
        self._choose()
        self.root = ET.Element(self.md.doc_tag)
        if self.plain is not None and self._is_stock:
            self.plain.begin(self.root)
        self.parseChunk(self.root, "\n".join(lines))
        if self.plain is not None:
            self.plain.end()
        return ET.ElementTree(self.root)

    def parseBlocks(self, parent: Any, blocks: list[str]) -> None:  # noqa: N802
        """Takes ``blocks`` apart into ``parent``."""
        while blocks:
            block = self._next(parent, blocks)
            if self._passes_over(parent, block):
                del blocks[0]
                continue
            for processor in self._processors(block):
                if not processor.test(parent, block):
                    continue
                if processor.run(parent, blocks) is not False:
                    break
                if blocks[0] != block:  # not taken, but changed: others may take it now
                    self._try_all_behind(processor, parent, blocks)
                    break

    def _next(self, parent: Any, blocks: list[str]) -> str:
        """The first of ``blocks``, without a line break before it, which only code takes."""
        if blocks[0][:1] == "\n" and self._is_stock and not self._is_held():
            blocks[0] = blocks[0] if _ends_with_code(parent) else blocks[0][1:]
        return blocks[0]

    def _passes_over(self, parent: Any, block: str) -> bool:
        """Whether there is nothing to do for ``block``, or nothing any more."""
        if not self._is_stock or self._is_held():
            return False
        if not block:
            return not _ends_with_code(parent)
        plain = self.plain
        if plain is None or plain.root is None or self.state:
            return False
        if plain.write(parent, block):
            return True
        if written := plain.give_back(parent, block):
            self.plain = None
            self.parseBlocks(parent, written)
            self.plain = plain
        return False

    def _is_held(self) -> bool:
        """Whether a processor takes the next block for that of the one before."""
        return any(each.current_sibling is not None for each in self._holding)

    def _try_all_behind(self, first: Any, parent: Any, blocks: list[str]) -> None:
        """Tries all processors behind ``first`` on the first of ``blocks``."""
        for processor in self._known[self._known.index(first) + 1 :]:
            if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                break

    def _choose(self) -> None:
        """Finds what processors need, where they are others than before."""
        processors = list(self.blockprocessors)
        if processors == self._known:
            return
        self._known = processors
        self._is_stock = all(map(_takes_marked_lines, processors))
        # at the bound of the recursion they take the next block for that of the one before
        self._holding: list[Any] = [each for each in processors if type(each) is DetailsProcessor]
        needs = [_needs(processor) for processor in processors]
        # of no use to blocks that do not begin with a blank
        self._needs = [
            (processor, marks)
            for processor, marks in zip(processors, needs, strict=True)
            if marks is not None
        ]
        present = sorted(frozenset().union(*(marks for _, marks in self._needs)))
        self._marks = re.compile(f"[{re.escape(''.join(present))}]" if present else r"(?!)")
        self._possible: dict[frozenset[str], list[Any]] = {}

    def _processors(self, block: str) -> Sequence[Any]:
        """Processors that could take ``block``, in order."""
        if not self._known:
            self._choose()
        if block[:1] in " \n":
            return self._known
        if self._is_held():
            return self._known
        present = frozenset(self._marks.findall(block))
        if present not in self._possible:
            self._possible[present] = [
                processor for processor, marks in self._needs if not marks or marks & present
            ]
        return self._possible[present]


def _ends_with_code(parent: Any) -> bool:
    return len(parent) > 0 and parent[-1].tag == "pre"


def _takes_marked_lines(processor: Any) -> bool:
    """Whether ``processor`` is a stock one that takes no line in whose midst its mark is."""
    kind = type(processor)
    if kind in _BY_EXPRESSION:
        expression = getattr(processor, _BY_EXPRESSION[kind])
        return kind is DisplayFormula or not any(map(expression.search, _UNMARKED))
    return kind in _INDENTED or kind in _BY_MARK or kind is ParagraphProcessor


def _needs(processor: Any) -> frozenset[str] | None:
    """Marks of which a block needs one that begins with none of the blanks.

    Empty where it needs none, or nothing is known of ``processor``; None where the latter takes
    no such blocks.
    """
    kind = type(processor)
    if kind in _INDENTED:
        return None
    if kind in _BY_MARK:
        return frozenset(_BY_MARK[kind])
    expression = getattr(processor, _BY_EXPRESSION.get(kind, ""), None)
    return needed_characters(expression) if hasattr(expression, "pattern") else frozenset()
