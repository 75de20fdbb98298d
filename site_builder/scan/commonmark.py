"""How the blocks of a Markdown text nest, as CommonMark (markdown-it-py) reads them, with tables.

Setext headings are off, because authors glue ``---`` under text. What stands within a line is not
looked at. Of the rules that could begin a block only those are tried that a text holds a sign of,
which takes a third of the time off; what comes out is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.token import Token

_SIGNS: Mapping[str, tuple[str, ...]] = {
    "table": ("|",),
    "fence": ("```", "~~~"),
    "blockquote": (">",),
    "html_block": ("<",),
    "heading": ("#",),
}
"""By rule what every block holds one of."""

_OPENERS = frozenset("|>*+-_<#`~0123456789")
"""What a line begins with that may be other than a paragraph; a table has bars in its first."""


def parse_blocks(text: str, *, code: bool = False) -> list[Token]:
    """The tokens of the blocks of ``text``, whose lines begin with 0; line feeds end lines.

    Args:
        text: The text.
        code: Whether indented code is told from text; authors indent what belongs to a list.
    """
    idle = tuple(rule for rule, signs in _SIGNS.items() if not any(sign in text for sign in signs))
    parser = _parser(idle, code)
    tokens: list[Token] = []
    parser.block.parse(text, parser, {}, tokens)
    return tokens


@cache  # one for each set of rules
def _parser(idle: tuple[str, ...], code: bool) -> MarkdownIt:  # noqa: FBT001 (a key of the cache)
    parser = MarkdownIt("commonmark").enable("table").disable(["lheading", "reference"])
    parser.disable([*idle, *(() if code else ("code",))])
    parser.block.ruler.before("table", "text", _read_text)
    return parser


def _read_text(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    """A rule that reads a paragraph at once where the first line can be nothing else."""
    start = state.bMarks[first] + state.tShift[first]
    if state.src[start] in _OPENERS or state.is_code_block(first):
        return False
    if state.src.find("|", start, state.eMarks[first]) != -1:
        return False
    return paragraph(state, first, last, silent)
