"""Lexers of Pygments that try only rules which could match at a character.

A lexer tries the rules of its state one by one at each token: for Python about forty of them.
Most can be told from the character that comes next, and for each character it is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any

from pygments.lexer import RegexLexer
from pygments.token import Error, Whitespace, _TokenType

from site_builder.shell.expressions import may_begin_with

_Rule = tuple[Any, Any, Any]


def try_possible_rules(lexer: Any) -> None:
    """Makes ``lexer`` try only rules that could match; its tokens are the same.

    Nothing changes where a lexer finds its tokens its own way.
    """
    kind: Any = type(lexer)
    is_known = hasattr(kind, "_tokens") and "_tokens" not in vars(lexer)
    if is_known and kind.get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
        lexer.get_tokens_unprocessed = partial(_tokens, lexer, _possible(kind))


class _Possible(dict[tuple[str, str], tuple[_Rule, ...]]):
    """Rules by state and the next character, in their order."""

    def __init__(self, rules: dict[str, Iterable[_Rule]]) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, key: tuple[str, str]) -> tuple[_Rule, ...]:
        state, character = key
        self[key] = found = tuple(
            rule for rule in self._rules[state] if not character or _may_match(rule[0], character)
        )
        return found


def _may_match(match_at: Any, character: str) -> bool:
    pattern = getattr(match_at, "__self__", None)
    return not isinstance(pattern, re.Pattern) or may_begin_with(pattern, character)


@lru_cache(maxsize=64)
def _possible(kind: Any) -> _Possible:
    return _Possible(kind._tokens)  # noqa: SLF001


def _tokens(
    lexer: Any, possible: _Possible, text: str, stack: Iterable[str] = ("root",)
) -> Iterator[tuple[int, Any, str]]:
    """The tokens of ``text`` as ``RegexLexer`` finds them: where, of what type, and the text."""
    position, states = 0, list(stack)
    while True:
        for match_at, action, new_state in possible[states[-1], text[position : position + 1]]:
            match = match_at(text, position)
            if not match:
                continue
            if type(action) is _TokenType:
                yield position, action, match[0]
            elif action is not None:
                yield from action(lexer, match)
            position = match.end()
            if new_state is not None:
                _move(states, new_state)
            break
        else:
            if position >= len(text):
                return
            character = text[position]
            if character == "\n":
                states = ["root"]
            yield position, Whitespace if character == "\n" else Error, character
            position += 1


def _move(states: list[str], new: Any) -> None:
    """Goes to another state: of that name, back by a number of them, or several steps."""
    if isinstance(new, int):
        # one is left
        del states[1 if abs(new) >= len(states) else new :]
        return
    for state in new if isinstance(new, tuple) else (new,):
        if state == "#push":
            states.append(states[-1])
        elif state != "#pop":
            states.append(state)
        elif len(states) > 1:
            states.pop()
