"""YAML front matter: lines between ``---`` and ``---`` (or ``...``) at the head of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml
from msgspec import Struct, field

from site_builder.model.source import Source, Span
from site_builder.scan.patterns import lazy_pattern

_BLOCK = lazy_pattern(
    r"\A(?:[ \t]*\n)*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE
)

# "lesson: 10" · "'a b':" · "- a" ; without any such line it is text that stands between two rules
_KEY = lazy_pattern(r"^[ \t]*(?:-[ \t]|[{'\"]?[\w .-]{1,60}['\"]?[ \t]*:(?=\s|$))", re.MULTILINE)

# ten times as fast, where PyYAML was built with it
_FAST_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


class FrontMatter(Struct, frozen=True):
    """The front matter of a text."""

    span: Span
    """Whole lines with both marks; empty at offset 0 where there is none."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """Values by key; empty where the YAML cannot be read."""
    problem: str = ""
    """What is wrong with the YAML, in its parser's words; empty where nothing is."""
    problem_offset: int = 0
    """Offset in the text at which it goes wrong; 0 where nothing does."""


def read_front_matter(source: Source) -> FrontMatter:
    """The front matter at the head of ``source``; dates stay text."""
    match = _BLOCK.match(source.text)
    if match is None or (match["yaml"].strip() and not _KEY.search(match["yaml"])):
        return FrontMatter(Span(0, 0))
    span = Span(*match.span())
    try:
        values = _load(match["yaml"])
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark or error.problem_mark
        offset = match.start("yaml") + (mark.index if mark else 0)
        problem = " ".join(filter(None, (error.context, error.problem)))
        return FrontMatter(span, problem=problem, problem_offset=min(offset, span.end - 1))
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())
        return FrontMatter(span, problem=problem, problem_offset=match.start("yaml"))
    except RecursionError:
        problem = "brackets are nested too deeply"
        return FrontMatter(span, problem=problem, problem_offset=match.start("yaml"))
    if values is None:
        return FrontMatter(span)
    if not isinstance(values, dict):
        problem = "front matter is no mapping of keys to values"
        return FrontMatter(span, problem=problem, problem_offset=match.start("yaml"))
    return FrontMatter(span, {str(key): value for key, value in values.items()})


def _load(text: str) -> object:
    """What ``text`` says; libyaml reads it, and PyYAML's own parser says what is wrong with it.

    Raises:
        yaml.YAMLError: where it is no YAML.
        RecursionError: where brackets are nested too deeply.
    """
    try:
        return yaml.load(text, Loader=_FAST_LOADER)
    except yaml.YAMLError:
        return yaml.load(text, Loader=yaml.BaseLoader)
