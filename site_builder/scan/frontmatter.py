"""YAML front matter: lines between ``---`` and ``---`` (or ``...``) at the head of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from site_builder.model.source import Source, Span

_BLOCK = re.compile(
    r"\A(?:[ \t]*\n)*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE
)

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a text."""

    span: Span
    """Whole lines with both marks; empty at offset 0 where there is none."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """Values by key; empty where the YAML cannot be read."""
    problem: str = ""
    """What is wrong with the YAML, in its parser's words; empty where nothing is."""


def read_front_matter(source: Source) -> FrontMatter:
    """The front matter at the head of ``source``; dates stay text."""
    match = _BLOCK.match(source.text)
    if match is None:
        return FrontMatter(Span(0, 0))
    span = Span(*match.span())
    try:
        values = yaml.load(match["yaml"], Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        return FrontMatter(span, problem=" ".join(str(error).split()))
    if values is None:
        return FrontMatter(span)
    if not isinstance(values, dict):
        return FrontMatter(span, problem="front matter is no mapping of keys to values")
    return FrontMatter(span, {str(key): value for key, value in values.items()})
