"""Pygments' lexers, each rule of which is tried only where it could match.

Pygments tries the rules of a state one by one, forty and more for each word of Python, most of
which do not begin with the character at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from pygments.lexer import RegexLexer, RegexLexerMeta
from pygments.lexers import get_lexer_by_name
from pygments.token import Error, Whitespace, _TokenType
from pygments.util import ClassNotFound

from site_builder.shell.expressions import may_begin


@lru_cache(maxsize=64)
def find_lexer(language: str) -> Any:
    """The class of the lexer of ``language``; None where Pygments has none.

    It finds the tokens that Pygments' own finds; a lexer that works its own way is left as it is.
    """
    try:
        kind: Any = type(get_lexer_by_name(language))
    except ClassNotFound:
        return None
    stock = getattr(kind, "get_tokens_unprocessed", None) is RegexLexer.get_tokens_unprocessed
    if not stock or type(kind) is not RegexLexerMeta or getattr(kind, "token_variants", False):
        return kind
    rules: dict[str, list[Any]] = vars(kind).get("_tokens", {})  # of the one that was made above
    if not rules:
        return kind
    possible = {state: _Possible(each) for state, each in rules.items()}
    names = {"_tokens": rules, "_possible": possible}
    return type(kind)(kind.__name__, (_PossibleRules, kind), names)


class _Possible(dict[str, Sequence[Any]]):
    """By character the rules of a state that could match there; by none, all of them."""

    def __init__(self, rules: Sequence[Any]) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, character: str) -> Sequence[Any]:
        found = [rule for rule in self._rules if not character or _may_match(rule[0], character)]
        self[character] = found
        return found


def _may_match(match: Any, character: str) -> bool:
    pattern = getattr(match, "__self__", None)  # a rule may have any function
    return not isinstance(pattern, re.Pattern) or may_begin(pattern, character)


class _PossibleRules(RegexLexer):  # type: ignore[misc]
    """Walks through a text as ``RegexLexer`` does, but for the choice of rules."""

    _possible: dict[str, _Possible]

    def get_tokens_unprocessed(
        self, text: str, stack: Sequence[str] = ("root",)
    ) -> Iterator[tuple[int, _TokenType, str]]:
        states, start = list(stack), 0
        possible = self._possible[states[-1]]
        while True:
            character = text[start : start + 1]
            for match, action, change in possible[character]:
                found = match(text, start)
                if not found:
                    continue
                if type(action) is _TokenType:
                    yield start, action, found.group()
                elif action is not None:
                    yield from action(self, found)
                start = found.end()
                if change is not None:
                    _follow(states, change)
                    possible = self._possible[states[-1]]
                break
            else:
                if not character:
                    return
                if character == "\n":  # a new line begins anew
                    states = ["root"]
                    possible = self._possible["root"]
                yield start, Whitespace if character == "\n" else Error, character
                start += 1


def _follow(states: list[str], change: Any) -> None:
    """Changes the stack of ``states`` as a rule says; one of them always stays."""
    if isinstance(change, int):
        del states[max(1, len(states) - abs(change)) :]
        return
    for each in change if isinstance(change, tuple) else (change,):
        if each == "#push":
            states.append(states[-1])
        elif each != "#pop":
            states.append(each)
        elif len(states) > 1:
            states.pop()
