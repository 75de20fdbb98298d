"""Regular expressions that are compiled when they are first used.

There are more than three hundred, and to compile them takes a process a quarter of the time that
a build with one edited note may take; such a build uses less than a third of them.
"""

from __future__ import annotations

import re
from typing import AnyStr, Generic, cast

_METHODS = (
    "findall",
    "finditer",
    "fullmatch",
    "groupindex",
    "match",
    "search",
    "split",
    "sub",
    "subn",
)


def lazy_pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, as far as methods, ``pattern`` and ``flags`` go.

    Args:
        expression: A regular expression. That it is one shows with its first use.
        flags: As for ``re.compile``.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(expression, flags))


class _LazyPattern(Generic[AnyStr]):
    def __init__(self, expression: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = expression
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        """Compiles; from then on the methods are found without this one."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for each in _METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(self, name)
