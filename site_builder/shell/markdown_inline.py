r"""Python-Markdown's inline patterns, each tried only on texts that it could match.

Python-Markdown tries all of its twenty patterns on every text of a page, in a loop in Python;
most texts have not one character that any of them needs. What a pattern needs is read off its
regular expression: each match of ``\[\^([^\]]*)\]`` has a ``[``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER, AtomicString

try:
    from re import _parser as regex_parser  # type: ignore[attr-defined]
except ImportError:  # a Python that keeps it elsewhere: every pattern is tried
    regex_parser = None

_NAME = "inline"
_PRIORITY = 20
"""Both as in Python-Markdown."""

_PLACEHOLDER = frozenset(INLINE_PLACEHOLDER % "0123456789")
"""Characters that texts get where a pattern matched."""

_APPLY = "_InlineProcessor__applyPattern"
_HANDLE = "_InlineProcessor__handleInline"


def try_possible_patterns(md: Markdown) -> None:
    """Makes ``md`` try a pattern only on texts that have what it needs; the result is the same.

    Nothing changes where an extension, or another Python-Markdown, handles texts its own way.
    """
    stock = md.treeprocessors[_NAME]
    if type(stock) is InlineProcessor and hasattr(stock, _APPLY) and hasattr(stock, _HANDLE):
        md.treeprocessors.register(_PossiblePatterns(md), _NAME, _PRIORITY)


@lru_cache(maxsize=256)
def needed_characters(pattern: re.Pattern[str]) -> frozenset[str]:
    """Characters of which each match of ``pattern`` has at least one; none where that is unknown.

    Args:
        pattern: An expression for texts.
    """
    if regex_parser is None or pattern.flags & re.IGNORECASE:
        return frozenset()
    return _needed(regex_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))


class _PossiblePatterns(InlineProcessor):
    """The stock processor, but for the choice of patterns."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        patterns: list[Any] = list(self.inlinePatterns)
        self._patterns = patterns
        self._needs = [_needs_at_first(each.getCompiledRegExp()) for each in patterns]
        marks = sorted(frozenset().union(*self._needs))
        self._marks = re.compile(f"[{re.escape(''.join(marks))}]") if marks else None
        self._always = [index for index, needs in enumerate(self._needs) if not needs]
        self._possible: dict[frozenset[str], list[int]] = {}
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        apply = getattr(self, _APPLY)
        for index in self._indexes(data):
            if index >= patternIndex:
                matched, start = True, 0
                while matched:
                    data, matched, start = apply(self._patterns[index], data, index, start)
        return data

    def _indexes(self, data: str) -> list[int]:
        """Positions of the patterns that could match ``data``, in order."""
        present = frozenset(self._marks.findall(data)) if self._marks else frozenset()
        if not present:
            return self._always
        if present not in self._possible:
            self._possible[present] = [
                index for index, needs in enumerate(self._needs) if not needs or needs & present
            ]
        return self._possible[present]


def _needs_at_first(pattern: re.Pattern[str]) -> frozenset[str]:
    """What a text must have for ``pattern`` before any pattern has matched it.

    Where one matches it puts a placeholder, so that is known of other characters only.
    """
    needs = needed_characters(pattern)
    return frozenset() if needs & _PLACEHOLDER else needs


def _needed(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The smallest set that some part of the sequence ``items`` needs."""
    found = [needs for item in items if (needs := _needed_by(*item))]
    return min(found, key=lambda needs: (len(needs), sorted(needs)), default=frozenset())


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
        case "BRANCH":
            ways = [_needed(way) for way in value[1]]
            return frozenset().union(*ways) if all(ways) else frozenset()
        case _:
            return frozenset()
