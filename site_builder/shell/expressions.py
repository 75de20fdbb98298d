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
