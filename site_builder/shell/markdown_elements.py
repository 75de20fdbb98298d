"""Python-Markdown's walks over all elements of a page, made over those that they could change.

Most elements have no list of attributes and no escaped character, and hardly a page has the mark
of a table of contents; whether a tag is that of a block is looked up once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import STX

from site_builder.shell.markdown_serializer import WrittenBlocks


def walk_over_possible_elements(md: Markdown) -> None:
    """Makes ``md`` pass over elements that stay as they are; the result is the same.

    Processors that are not the stock ones are left as they are.
    """
    for stock in md.treeprocessors:
        stock.__class__ = _WALKS.get(type(stock), type(stock))
    if type(md).is_block_level is Markdown.is_block_level:
        _BlockTags().extendMarkdown(md)


class _BlockTags(Extension):
    """Keeps for a page which tags are those of blocks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Makes ``md`` ask."""
        md.registerExtension(self)
        self._known = _Known(partial(Markdown.is_block_level, md))
        md.is_block_level = self._known.__getitem__  # type: ignore[assignment, method-assign]

    def reset(self) -> None:
        """Forgets them: another extension may have added one."""
        self._known.clear()


class _Known(dict[Any, bool]):
    """By value what a function says of it, which is asked once."""

    def __init__(self, function: Callable[[Any], bool]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, value: Any) -> bool:
        self[value] = found = self._function(value)
        return found


class _Elements:
    """Some elements, where a processor expects a tree."""

    def __init__(self, elements: Sequence[Any]) -> None:
        self._elements = elements

    def iter(self) -> Iterator[Any]:
        """The elements, in their order."""
        return iter(self._elements)


class AttributeLists(AttrListTreeprocessor):
    """The stock processor, for blocks with a brace."""

    def run(self, doc: Any) -> None:
        """Gives elements what lists say."""
        beside = [doc]
        for block in doc:
            if type(block.text) is WrittenBlocks:
                continue
            if "{" in "".join(block.itertext()) or "{" in (block.tail or ""):
                beside += block.iter()
        super().run(_Elements(beside))  # type: ignore[arg-type]


class _Unescape(UnescapeTreeprocessor):
    """The stock processor, for elements with an escaped character."""

    def run(self, root: Any) -> None:
        escaped = [element for element in root.iter() if _is_escaped(element)]
        super().run(_Elements(escaped))  # type: ignore[arg-type]


class _Contents(TocTreeprocessor):
    """The stock processor, which looks for a place for the table of contents where its mark is.

    There is none elsewhere: nobody asks a parser of pages for it, but for its headings.
    """

    _marked = True

    def run(self, doc: Any) -> None:
        self._marked = bool(self.marker) and self.marker in "".join(doc.itertext())
        super().run(doc)

    def build_toc_div(self, toc_list: Any) -> Any:
        return super().build_toc_div(toc_list if self._marked else [])

    def replace_marker(self, root: Any, elem: Any) -> None:
        if self._marked:
            super().replace_marker(root, elem)


def _is_escaped(element: Any) -> bool:
    text, tail = element.text, element.tail
    if type(text) is WrittenBlocks:
        return False
    if (text and STX in text) or (tail and STX in tail):
        return True
    attributes = element.items()
    return bool(attributes) and any(value and STX in value for _, value in attributes)


_WALKS: dict[type[Treeprocessor], type[Treeprocessor]] = {
    AttrListTreeprocessor: AttributeLists,
    TocTreeprocessor: _Contents,
    UnescapeTreeprocessor: _Unescape,
}

ELEMENT_WALKS = tuple(_WALKS.values())
"""Processors that walk over possible elements."""
