"""How the blocks of a Markdown text nest, as CommonMark (markdown-it-py) reads them, with tables.

Setext headings are off, because authors glue ``---`` under text. What stands within a line is not
looked at, nor kept: of the parser's tokens those stay that open and close what a layout is made of.
What stands at the margin and holds nothing is read by ``margin_blocks``. Of the parser's rules each
is tried only on lines that begin with a sign which it could take. What comes out is the same, in a
fifth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import code as block_code
from markdown_it.token import Token

from site_builder.scan.block_token import BlockToken
from site_builder.scan.margin_blocks import MarginBlocks

_SIGNS: Mapping[str, str] = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "html_block": "<",
    "heading": "#",
}
"""By rule with what a line begins that it takes."""

_OPENERS = frozenset("".join(_SIGNS.values()))

_UNDER_TABLE_HEAD = frozenset("|-:")
"""With what the second line of a table begins; the first one has a bar somewhere."""

_ENDED = ("paragraph", "reference", "blockquote", "list")
"""What other blocks end when they begin."""

TYPES = frozenset(
    {
        *("paragraph_open", "heading_open", "fence", "code_block", "html_block", "hr"),
        *("table_open", "table_close", "blockquote_open", "blockquote_close"),
        *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
        *("list_item_open", "list_item_close"),
    }
)
"""What is kept of the parser's tokens."""

_Rule = Callable[[StateBlock, int, int, bool], bool]


_OTHER: Token = BlockToken("other", 0)  # type: ignore[assignment]
"""Stands for all tokens that are not kept."""


def parse_blocks(text: str, *, code: bool = False) -> list[BlockToken]:
    """The blocks of ``text``, whose lines begin with 0; line feeds end lines.

    Args:
        text: The text.
        code: Whether indented code is told from text; authors indent what belongs to a list.
    """
    lines = text.split("\n")
    if not lines[-1].strip(" \t"):
        lines.pop()  # no line to the parser
    tokens: list[BlockToken] = []
    margin = MarginBlocks(lines, tokens, code=code)
    state: _State | None = None
    line = 0
    while line < len(lines):
        if not lines[line].strip(" \t"):
            line += 1
            continue
        behind = margin.read(line)
        if behind == line:
            state = state or _State(text, _parser(code), {}, tokens)  # type: ignore[arg-type]
            behind = _read_block(state, line)
        line = behind
    return tokens


def _read_block(state: StateBlock, line: int) -> int:
    """The line behind the block that begins on ``line``, which the parser's rules read."""
    state.line = line
    for rule in state.md.block.ruler.getRules(""):
        if rule(state, line, state.lineMax, False):
            break
    return state.line


@cache
def _parser(code: bool) -> MarkdownIt:  # noqa: FBT001 (a key of the cache)
    parser = MarkdownIt("commonmark").enable("table").disable(["lheading", "reference"])
    if not code:
        parser.disable("code")
    parser.block = _Parser(parser.block.ruler)
    return parser


class _State(StateBlock):
    """Keeps the tokens of blocks alone."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:  # noqa: ARG002 (its)
        """A token for the rules to fill in."""
        level = self.level
        if nesting:
            if nesting < 0:
                level -= 1
            self.level = level + 1 if nesting > 0 else level
        if ttype not in TYPES:
            return _OTHER
        token: Token = BlockToken(ttype, level)  # type: ignore[assignment]
        self.tokens.append(token)
        return token


class _Parser(ParserBlock):
    """The stock parser with the rules of ``ruler``, by signs."""

    def __init__(self, ruler: Ruler[_Rule]) -> None:
        self.ruler = _SignedRules(ruler)


class _SignedRules(Ruler[_Rule]):
    """Each chain of rules as one, which tries those that could take a line."""

    def __init__(self, ruler: Ruler[_Rule]) -> None:
        super().__init__()
        self._names = ruler.get_active_rules()
        names = dict(zip(map(id, ruler.getRules("")), self._names, strict=True))
        chains = {
            chain: _signed({names[id(rule)]: rule for rule in ruler.getRules(chain)})
            for chain in ("", *_ENDED)
        }
        rules = [chains[""], _paragraph_rule(chains["paragraph"])]
        if "code" in self._names:
            rules.insert(0, block_code)
        self._chains = {"": rules, **{chain: [chains[chain]] for chain in _ENDED}}

    def getRules(self, chainName: str = "") -> list[_Rule]:  # noqa: N802, N803 (its names)
        """The rules of a chain."""
        return self._chains[chainName]

    def get_active_rules(self) -> list[str]:
        """The names of the rules."""
        return self._names


_NONE: tuple[_Rule, ...] = ()


def _signed(rules: Mapping[str, _Rule]) -> _Rule:
    """One rule for ``rules``, which are in the order in which they are to be tried."""
    by_sign = {
        sign: tuple(rule for name, rule in rules.items() if sign in _SIGNS.get(name, ""))
        for sign in _OPENERS
    }
    table = rules.get("table")

    def tried(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
        src, begins = state.src, state.bMarks
        start = begins[first] + state.tShift[first]
        if (
            table is not None
            and first + 1 < last
            and src[(below := begins[first + 1] + state.tShift[first + 1]) : below + 1]
            in _UNDER_TABLE_HEAD
            and src.find("|", start, state.eMarks[first]) != -1
            and table(state, first, last, silent)
        ):
            return True
        # a blank line begins with its line feed, or with nothing
        for rule in by_sign.get(src[start : start + 1], _NONE):
            if rule(state, first, last, silent):
                return True
        return False

    return tried


def _paragraph_rule(ends: _Rule) -> _Rule:
    """The stock rule without what stands within the lines.

    Args:
        ends: Whether a line begins what ends a paragraph.
    """

    def paragraph(state: StateBlock, first: int, _: int, silent: bool) -> bool:  # noqa: FBT001
        assert not silent, "nothing ends with a paragraph"
        begins, shifts, stops, indents = state.bMarks, state.tShift, state.eMarks, state.sCount
        around, state.parentType = state.parentType, "paragraph"
        line, last = first + 1, state.lineMax
        while line < last and begins[line] + shifts[line] < stops[line]:
            # deeper lines, and those that a quote has looked at, go on with the paragraph
            if 0 <= indents[line] <= state.blkIndent + 3 and ends(state, line, last, True):
                break
            line += 1
        state.parentType = around
        state.line = line
        token: Token = BlockToken("paragraph_open", state.level)  # type: ignore[assignment]
        token.map = [first, line]
        state.tokens.append(token)
        return True

    return paragraph
