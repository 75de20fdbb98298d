"""Python-Markdown's inline patterns, each tried only on texts that it could match.

Python-Markdown tries all of its twenty patterns on every text of a page, in a loop in Python;
most texts have not one character that any of them needs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown import Markdown
from markdown.inlinepatterns import HtmlInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_PREFIX, STX, AtomicString

from site_builder.shell.expressions import needed_characters

_NAME = "inline"

_PLACEHOLDER = frozenset(INLINE_PLACEHOLDER % "0123456789")
"""Characters that texts get where a pattern matched."""

_APPLY = "_InlineProcessor__applyPattern"
_HANDLE = "_InlineProcessor__handleInline"
_PUT_BACK = "_InlineProcessor__processPlaceholders"
_STASH = "_InlineProcessor__stashNode"


def try_possible_patterns(md: Markdown) -> None:
    """Makes ``md`` try a pattern only on texts that have what it needs; the result is the same.

    Nothing changes where an extension, or another Python-Markdown, handles texts its own way.
    """
    stock = md.treeprocessors[_NAME]
    known = all(hasattr(stock, name) for name in (_APPLY, _HANDLE, _PUT_BACK, _STASH))
    if type(stock) is InlineProcessor and known:
        stock.__class__ = PossiblePatterns


class PossiblePatterns(InlineProcessor):
    """The stock processor, but for the choice of patterns."""

    _patterns: Sequence[Any] = ()

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        """``tree``, its texts taken apart."""
        patterns = list(self.inlinePatterns)
        if patterns != self._patterns:
            self._choose(patterns)
        return super().run(tree, ancestors)

    def _choose(self, patterns: Sequence[Any]) -> None:
        """Finds what each of ``patterns`` needs."""
        self._patterns = patterns
        self._needs = [_needs_at_first(each.getCompiledRegExp()) for each in patterns]
        self._finds = [_any_of(needs).search if needs else None for needs in self._needs]
        marks = frozenset().union(*self._needs)
        self._marks = _any_of(marks) if marks else None
        self._tags = [_is_of_tags(each) for each in patterns]
        self._always = [index for index, needs in enumerate(self._needs) if not needs]
        self._possible: dict[frozenset[str], list[int]] = {}

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        apply = getattr(self, _APPLY)
        for index in self._indexes(data):
            if index >= patternIndex:
                pattern, find = self._patterns[index], self._finds[index]
                if self._tags[index]:
                    data = self._stash_tags(pattern, data)
                    continue
                matched, start = True, 0
                # what is needed may be gone with the last match, of this pattern or of one before
                while matched and (find is None or find(data, start)):
                    data, matched, start = apply(pattern, data, index, start)
        return data

    def _stash_tags(self, pattern: Any, data: str) -> str:
        """``data`` with a placeholder for each match of ``pattern``, which are apart."""
        stash, kind = getattr(self, _STASH), pattern.type()
        keep = self.md.htmlStash.store

        def place(match: re.Match[str]) -> str:
            raw = match[1]
            # within a tag there may be what was put aside, or escaped, before
            node = pattern.handleMatch(match, data)[0] if STX in raw else keep(raw)
            placeholder: str = stash(node, kind)
            return placeholder

        found: str = pattern.getCompiledRegExp().sub(place, data)
        return found

    def _InlineProcessor__processPlaceholders(  # noqa: N802
        self,
        data: str | None,
        parent: Any,
        isText: bool = True,  # noqa: FBT001, FBT002, N803
    ) -> list[Any]:
        place = "text" if isText else "tail"
        if data and INLINE_PLACEHOLDER_PREFIX not in data and not getattr(parent, place):
            setattr(parent, place, data)
            return []
        results: list[Any] = getattr(super(), _PUT_BACK)(data, parent, isText)
        return results

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


def _is_of_tags(pattern: Any) -> bool:
    """Whether ``pattern`` is that of tags or entities, whose matches know nothing of each other."""
    known = type(pattern) is HtmlInlineProcessor and not pattern.ANCESTOR_EXCLUDES
    return known and "(?<" not in pattern.getCompiledRegExp().pattern


def _any_of(marks: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(marks)))}]")


def _needs_at_first(pattern: re.Pattern[str]) -> frozenset[str]:
    """What a text must have for ``pattern`` before any pattern has matched it.

    Where one matches it puts a placeholder, so that is known of other characters only.
    """
    needs = needed_characters(pattern)
    return frozenset() if needs & _PLACEHOLDER else needs
