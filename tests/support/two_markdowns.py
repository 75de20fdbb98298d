"""Python-Markdown as it comes, and as we make it quicker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension

from site_builder.shell.markdown_math import MathExtension
from site_builder.shell.markdown_tables import TablesExtension

EXTENSIONS: tuple[str | Extension, ...] = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "smarty",
    "tables",
    "wikilinks",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
"""What pages may be written with; extensions of ours are made anew for each Markdown."""


class TwoMarkdowns:
    """A Markdown as it comes, and one that is changed.

    Args:
        changes: What changes it.
        extensions: Of both.
        configs: Options of theirs.
    """

    def __init__(
        self,
        *changes: Callable[[Markdown], None],
        extensions: Sequence[str | Extension] = EXTENSIONS,
        configs: dict[str, dict[str, Any]] | None = None,
    ) -> None:
        new = partial(_new, extensions, configs or {"toc": {"permalink": True}})
        self.stock, self.changed = new(), new()
        for change in changes:
            change(self.changed)

    def convert(self, text: str) -> tuple[object, object]:
        """What each of them makes of ``text``: the page, and its headings."""
        stock, changed = (_page(md, text) for md in (self.stock, self.changed))
        return stock, changed


def texts_of(*pieces: str, most: int = 30) -> st.SearchStrategy[str]:
    """Texts of ``pieces`` and of some words, of at most so many of them."""
    words = ("梯度", " 下降，", "a1", " ", "\n", "\n\n", "    ")
    return st.lists(st.sampled_from([*pieces, *words]), max_size=most).map("".join)


def _new(extensions: Sequence[str | Extension], configs: dict[str, dict[str, Any]]) -> Markdown:
    own: list[str | Extension] = [MathExtension(), TablesExtension(), "toc"]
    return Markdown(extensions=[*extensions, *own], extension_configs=configs)


def _page(md: Markdown, text: str) -> object:
    md.reset()
    html = md.convert(text)
    return html, getattr(md, "toc_tokens", None)
