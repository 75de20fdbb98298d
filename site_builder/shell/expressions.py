r"""What can be read off a regular expression: what a text needs so that it can match at all.

Each match of ``\[\^([^\]]*)\]`` has a ``[``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

try:
    from re import _parser as regex_parser  # type: ignore[attr-defined]
except ImportError:  # a Python that keeps it elsewhere: nothing is known of any expression
    regex_parser = None


_COMMON = frozenset("\n[]()<>/\\:.")
"""Besides blanks: characters of links, tags and formulas, which many texts have."""


@lru_cache(maxsize=512)
def needed_characters(pattern: re.Pattern[str]) -> frozenset[str]:
    """Characters of which a text has at least one from where ``pattern`` matches it on.

    None where that is unknown.

    Args:
        pattern: An expression for texts.
    """
    if regex_parser is None or pattern.flags & re.IGNORECASE:
        return frozenset()
    return _needed(regex_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))


def needs_one_of(pattern: re.Pattern[str], characters: frozenset[str]) -> bool:
    """Whether each match of ``pattern`` has one of ``characters``, as far as it can be told."""
    if regex_parser is None or pattern.flags & re.IGNORECASE:
        return False
    items = regex_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    return any(needs and needs <= characters for needs in _each_needed(items))


def _each_needed(items: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    return (_needed_by(*item) for item in items)


def _needed(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The set that some part of the sequence ``items`` needs which the fewest texts have."""
    found = [needs for item in items if (needs := _needed_by(*item))]
    return min(found, key=_commonness, default=frozenset())


def _commonness(needs: frozenset[str]) -> tuple[Any, ...]:
    return " " in needs, len(needs & _COMMON), len(needs), sorted(needs)


def _needed_by(name: Any, value: Any) -> frozenset[str]:
    """What one part of an expression needs."""
    match name.name:
        case "LITERAL":
            return frozenset(chr(value))
        case "IN" if all(kind.name == "LITERAL" for kind, _ in value):
            return frozenset(chr(each) for _, each in value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if value[0] > 0:
            return _needed(value[2])
        case "SUBPATTERN" if not value[1] & re.IGNORECASE:  # (?i:a) matches A as well
            return _needed(value[3])
        case "ATOMIC_GROUP":
            return _needed(value)
        case "ASSERT" if value[0] > 0:  # (?=a): behind the match, but in the text
            return _needed(value[1])
        case "BRANCH":
            ways = [_needed(way) for way in value[1]]
            return frozenset().union(*ways) if all(ways) else frozenset()
        case _:
            return frozenset()


def may_begin_with(pattern: re.Pattern[str], character: str) -> bool:
    """Whether a match of ``pattern`` may begin with ``character``, or be empty before it.

    True as well where that is unknown.

    Args:
        pattern: An expression for texts.
        character: One character.
    """
    items = _parsed(pattern)
    return items is None or _begins(items, character) is not False


_OTHER_SETS = re.IGNORECASE | re.ASCII
"""Flags by which sets are others than they seem."""


@lru_cache(maxsize=2048)
def _parsed(pattern: re.Pattern[str]) -> Any:
    if regex_parser is None or pattern.flags & _OTHER_SETS:
        return None
    return regex_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)


def _begins(items: Iterable[tuple[Any, Any]], character: str) -> bool | None:
    """Whether ``items`` may begin with ``character``; None where they may be empty."""
    for item in items:
        found = _begins_item(*item, character)
        if found is not None:
            return found
    return None


def _begins_item(name: Any, value: Any, character: str) -> bool | None:
    match name.name:
        case "LITERAL":
            return bool(chr(value) == character)
        case "NOT_LITERAL":
            return bool(chr(value) != character)
        case "IN":
            return _is_in(value, character)
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return None
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            found = _begins(value[2], character)
            return None if value[0] == 0 and not found else found
        case "SUBPATTERN" if not value[1] & _OTHER_SETS:
            return _begins(value[3], character)
        case "ATOMIC_GROUP":
            return _begins(value, character)
        case "BRANCH":
            ways = [_begins(way, character) for way in value[1]]
            return True if True in ways else None if None in ways else False
        case _:
            return True


def _is_in(members: Iterable[tuple[Any, Any]], character: str) -> bool:
    """Whether a set of characters has ``character``."""
    negated = found = False
    for kind, value in members:
        match kind.name:
            case "NEGATE":
                negated = True
            case "LITERAL":
                found = found or chr(value) == character
            case "RANGE":
                found = found or value[0] <= ord(character) <= value[1]
            case _:  # \w, \s and the like
                member = _CATEGORIES.get(value.name)
                if member is None:
                    return True
                found = found or member.match(character) is not None
    return found != negated


_CATEGORIES = {
    "CATEGORY_DIGIT": re.compile(r"\d"),
    "CATEGORY_NOT_DIGIT": re.compile(r"\D"),
    "CATEGORY_SPACE": re.compile(r"\s"),
    "CATEGORY_NOT_SPACE": re.compile(r"\S"),
    "CATEGORY_WORD": re.compile(r"\w"),
    "CATEGORY_NOT_WORD": re.compile(r"\W"),
}
