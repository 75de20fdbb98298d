"""Tests of lexers that try only rules which could match."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexer import RegexLexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Text

from site_builder.shell.expressions import may_begin_with
from site_builder.shell.markdown_lexers import try_possible_rules

_PIECES = st.lists(
    st.sampled_from(
        [
            *"a_1 .\n\t'\"\\()[]{}<>=+-*/%$#@!?:;,&|~`^梯Éß",
            "def f(x):\n    ",
            'f"{x!r:>{n}}"',
            "import os",
            '"""',
            "class A:\n",
            "0x1F",
            "1e-3",
            "# 说明\n",
            "key: value\n",
            "- item\n",
            "<b a='c'>",
            "</b>",
            "<script>",
            "if (x) {",
            "// no",
            "/*",
            "*/",
            "\\frac{a}{b}",
            "$x$",
            "SELECT * FROM t",
            "[a](b)",
            "\r",
            "\x00",
        ]
    ),
    max_size=25,
).map("".join)


@pytest.mark.parametrize(
    "language", ["bash", "cpp", "html", "json", "markdown", "python", "sql", "tex", "yaml"]
)
@given(text=_PIECES)
def test_tokens_are_those_that_all_rules_find(language: str, text: str) -> None:
    """Each piece of code has the tokens that Pygments gives it."""
    stock, quick = get_lexer_by_name(language), get_lexer_by_name(language)

    try_possible_rules(quick)

    assert list(quick.get_tokens(text)) == list(stock.get_tokens(text))


@given(
    st.sampled_from(
        [
            r"a|[b-d]+",
            r"[^\W\d_]\w*",
            r"[^\s]",
            r"(?i)é",
            r"(?i:k)x",
            r"(?a)[^\w]",
            r"(?a:\W)",
            r"\d*梯",
            r"(?=a)\w",
            r"(?!b)\w",
            r"(?:x?|y)z",
            r"(a)?(?(1)b|c)",
            r"^\s*a",
            r".",
            r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?",
        ]
    ).map(re.compile),
    st.text("abcdxyzkK0129+-. \né梯_ßK", min_size=1, max_size=4),
)
def test_what_begins_a_match_may_begin_one(pattern: re.Pattern[str], text: str) -> None:
    """No expression matches where it is said that it could not begin."""
    if pattern.match(text):
        assert may_begin_with(pattern, text[0])


def test_a_rule_that_could_not_match_is_not_tried() -> None:
    """What an expression may begin with is told from it."""
    number, name = re.compile(r"[-+]?\d+"), re.compile(r"(?:_|[^\W\d])\w*")

    begun = [[may_begin_with(pattern, each) for each in "+1_梯 "] for pattern in (number, name)]

    assert begun == [[True, True, False, False, False], [False, False, True, True, False]]


def test_a_lexer_of_its_own_keeps_to_its_way() -> None:
    """One that finds tokens otherwise than by its rules alone is left as it is."""

    class Own(RegexLexer):  # type: ignore[misc]
        tokens: ClassVar[dict[str, Any]] = {"root": [(r".", Text)]}

        def get_tokens_unprocessed(self, text: str, stack: Any = ("root",)) -> Any:
            yield 0, Text, text.upper()

    lexer = Own()

    try_possible_rules(lexer)

    assert list(lexer.get_tokens("a")) == [(Text, "A\n")]
