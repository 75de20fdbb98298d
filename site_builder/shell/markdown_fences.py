"""Fenced code as pymdownx.superfences finds it, which looks at each line of a page.

A line without a fence is passed over, the lexer of a language is looked up once, and what a style
says of each token is listed once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from markdown import Markdown
from pygments.lexers import get_lexer_by_name
from pygments.styles import get_style_by_name
from pygments.util import ClassNotFound
from pymdownx.highlight import Highlight
from pymdownx.superfences import PREFIX_CHARS, SuperFencesBlockPreprocessor

from site_builder.shell.markdown_lexers import try_possible_rules

_PREFIX = "".join(PREFIX_CHARS)

_MUCH = 5000
"""Characters of code of which it pays to find out what rules may match: it takes 15 ms."""

_CODE: Counter[Any] = Counter()
"""By lexer the characters that it has had in this process."""


def pass_over_lines(md: Markdown) -> None:
    """Makes ``md`` look for code only where a fence is; the result is the same.

    Nothing changes where an extension finds fences its own way.
    """
    for stock in md.preprocessors:
        if type(stock) is SuperFencesBlockPreprocessor:
            stock.__class__ = _Fences


class _Fences(SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """The stock processor, but for the lines that it looks at."""

    highlighter: Any

    def get_hl_settings(self) -> None:
        if not self.checked_hl_settings:
            super().get_hl_settings()
            if self.highlighter is Highlight:
                self.highlighter = _Highlight

    def search_nested(self, lines: list[str]) -> list[str]:
        marked = [i for i, line in enumerate(lines) if "```" in line or "~~~" in line]
        if not marked:
            return lines
        # no code begins before the first of them, and none ends behind the last
        first, behind = marked[0], marked[-1] + 1
        return [*lines[:first], *super().search_nested(lines[first:behind]), *lines[behind:]]

    def parse_whitespace(self, line: str) -> str:
        if line[:1] not in _PREFIX:
            self.ws_len = self.ws_virtual_len = 0
            return ""
        self.ws_len = len(line) - len(line.lstrip(_PREFIX))
        prefix: str = self.normalize_ws(line[: self.ws_len]) if self.ws_len else ""
        self.ws_virtual_len = len(prefix)
        return prefix

    def parse_fence_line(self, line: str) -> tuple[str, str]:
        if "\t" in line:  # which may be as wide as four blanks
            found: tuple[str, str] = super().parse_fence_line(line)
            return found
        length = min(self.ws_virtual_len, len(line) - len(line.lstrip(_PREFIX)))
        return line[:length], line[length:]


class _Highlight(Highlight):  # type: ignore[misc]
    """The stock highlighter, but for what it looks up for each piece of code."""

    pygments_style: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.noclasses:
            self.pygments_style = _without_tokens(self.pygments_style)

    def get_lexer(self, src: str, language: str, inline: Any, stripnl: Any) -> tuple[Any, str]:
        kind = None if self.extend_pygments_lang or not language else _lexer_of(language)
        if kind is not None:
            lexer = kind(stripnl=stripnl)
            _CODE[kind] += len(src)
            if _CODE[kind] > _MUCH:
                try_possible_rules(lexer)
            return lexer, language
        found: tuple[Any, str] = super().get_lexer(src, language, inline, stripnl)
        return found


@lru_cache(maxsize=64)
def _lexer_of(language: str) -> Any:
    """The class of the lexer of ``language``; None where Pygments has none."""
    try:
        return type(get_lexer_by_name(language))
    except ClassNotFound:
        return None


class _WithoutTokens:
    """A style of which nothing is asked: its tokens are for style sheets, and code has classes.

    Pygments makes such a sheet before each piece of code.
    """

    def __init__(self, style: Any) -> None:
        self._style = style

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._style, name)


@lru_cache(maxsize=8)
def _without_tokens(style: Any) -> Any:
    """``style``, or the one of that name, without its tokens; as it is where there is none."""
    try:
        return _WithoutTokens(get_style_by_name(style) if isinstance(style, str) else style)
    except ClassNotFound:
        return style
