"""Footnotes of a text: definitions and the places that refer to them.

words[^name]                    a use
[^name]: more words             a definition, at the beginning of a line; it goes on to the next
    and a further paragraph     blank line, and behind it with what is indented
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from site_builder.model.source import Source, Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions

# [^name]: at the beginning of a line
_DEFINITION = lazy_pattern(r"[ ]{0,3}(?P<label>\[\^(?P<name>[^\[\]\n]{1,100})\]):")

_USE = lazy_pattern(r"(?<![\\!])\[\^(?P<name>[^\[\]\n]{1,100})\]")

# what a paragraph does not go on with
_OTHER_BLOCK = lazy_pattern(
    r"[ ]{0,3}(?:#{1,6}[ \t]|```|~~~|\$\$[ \t]*$|[-*_](?:[ \t]*[-*_]){2,}[ \t]*$)"
)

_INDENTED = lazy_pattern(r"(?: {4}| {0,3}\t)[ \t]*\S")


class FootnoteDefinition(Struct, frozen=True):
    """The words of one footnote."""

    span: Span
    """Its whole lines, without blank lines at the end."""
    label: Span
    """The brackets with the name."""
    name: str
    """Its name, compared without case."""


class FootnoteUse(Struct, frozen=True):
    """A place that refers to a footnote."""

    span: Span
    """The brackets with the name."""
    name: str
    """The name, compared without case."""


def find_definitions(source: Source, regions: Regions) -> Iterator[FootnoteDefinition]:
    """The definitions of ``source`` in the order of the text; those within code are none."""
    if "[^" not in source.text:
        return
    number = 1
    while number <= source.line_count:
        start = source.line_span(number).start
        match = _DEFINITION.match(source.text, start)
        if match is None or regions.at(match.start("label")) is not None:
            number += 1
            continue
        last = _last_line(source, number)
        yield FootnoteDefinition(
            source.line_span(number, last), Span(*match.span("label")), _key(match["name"])
        )
        number = last + 1


def find_uses(text: str, regions: Regions) -> Iterator[FootnoteUse]:
    """Everything of ``text`` that refers to a footnote, labels of definitions included."""
    for match in _USE.finditer(text):
        if regions.at(match.start()) is None:
            yield FootnoteUse(Span(*match.span()), _key(match["name"]))


def _last_line(source: Source, first: int) -> int:
    """The last line (1-based) of the definition that begins at line ``first``."""
    last = first
    paragraph = True
    for number in range(first + 1, source.line_count + 1):
        line = source.line_text(number)
        if not line.strip():
            paragraph = False
        elif _INDENTED.match(line) is not None:
            last, paragraph = number, True
        elif paragraph and not _DEFINITION.match(line) and not _OTHER_BLOCK.match(line):
            last = number
        else:
            break
    return last


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
