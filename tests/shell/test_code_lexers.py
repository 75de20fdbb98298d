"""Tests of lexers whose rules are tried only where they could match."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pygments.lexer import RegexLexer
from pygments.lexers import get_lexer_by_name

from site_builder.shell.code_lexers import find_lexer

_LANGUAGES = ["python", "bash", "js", "c", "yaml", "json", "html", "sql", "tex", "rust", "pycon"]

_CODE = st.lists(
    st.sampled_from(
        [
            *"ab1_.,:;=+-*/%<>()[]{}\"'`#$@!?\\|&~^ \n\t梯",
            "\n    ",
            "def f(x):\n",
            "class A:",
            "if ",
            "import a.b as c\n",
            'f"{x!r:>{w}}"',
            '"""',
            "b'\\x0a'",
            "0x1f",
            "1e-3j",
            "async ",
            "<a href='b'>",
            "// c\n",
            "/*",
            "*/",
            "${a}",
            ">>> ",
            "SELECT ",
        ]
    ),
    max_size=30,
).map("".join)


@given(st.sampled_from(_LANGUAGES), _CODE)
def test_tokens_are_those_of_pygments(language: str, code: str) -> None:
    """Any text has the tokens that Pygments' own lexer finds in it."""
    kind = find_lexer(language)

    assert kind is not None
    assert list(kind().get_tokens(code)) == list(get_lexer_by_name(language).get_tokens(code))


def test_a_language_that_nobody_knows_has_no_lexer() -> None:
    """There is nothing to try rules of."""
    assert find_lexer("no such language") is None


def test_few_rules_are_tried() -> None:
    """A name is tried by fewer rules than the state has."""
    kind = find_lexer("python")
    assert kind is not None
    assert issubclass(kind, RegexLexer)
    possible = kind._possible

    assert 0 < len(possible["root"]["梯"]) < len(possible["root"][""]) / 2
