"""Blanks of a page as Python-Markdown makes them alike, where a page has some that differ.

Python-Markdown looks at the end of each line of a page for blanks, and at each character for tabs.
"""

from __future__ import annotations

from markdown import Markdown
from markdown.preprocessors import NormalizeWhitespace
from markdown.util import ETX, STX

_CHANGED = (" \n", "\t", "\r", STX, ETX)
"""What the stock processor looks for: lines of blanks only are among those that end with one."""


def keep_like_blanks(md: Markdown) -> None:
    """Makes ``md`` look for blanks that are to be changed in pages that have some.

    The result is the same, and nothing changes where an extension makes blanks alike its own way.
    """
    for stock in md.preprocessors:
        if type(stock) is NormalizeWhitespace:
            stock.__class__ = _Blanks


class _Blanks(NormalizeWhitespace):
    """The stock processor, for pages in which something is to be changed."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join([*lines, ""])
        if any(each in text for each in _CHANGED):
            return super().run(lines)
        return [*lines, "", ""]
