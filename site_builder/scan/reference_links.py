"""Links and pictures whose address stands elsewhere in the note.

[words][name]   ![words][name]   [name][]   [name]        [name]: https://example.org "title"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from site_builder.model.source import Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import find_regions

# [name]: <address> "title" ; footnotes are none
_DEFINITION = lazy_pattern(
    r"""
    ^[ ]{0,3}(?:>[ ]{0,3})*\[(?!\^)(?P<name>[^\[\]\n]{1,300})\]:[ \t]*
    (?:<(?P<angle>[^<>\n]*)>|(?P<address>[^\s<>]+))
    (?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$
    """,
    re.VERBOSE | re.MULTILINE,
)

# [words][name] · ![words][name] · [name][] · [name]
# not [words](address), [[note]] or the definition itself
_USE = lazy_pattern(
    r"""
    (?<![\[\]\\])(?P<bang>!?)\[(?!\^)(?P<words>[^\[\]\n]{1,300})\]
    (?:\[(?P<name>[^\[\]\n]{0,300})\])?(?![\[(:\]])
    """,
    re.VERBOSE,
)


class ReferenceLink(Struct, frozen=True):
    """One use of an address that is defined elsewhere."""

    span: Span
    """The whole link as written."""
    behind: Span
    """From the bracket that closes the words to the end of the link."""
    words: str
    """What stands in the first brackets."""
    address: str
    """The address as defined."""
    picture: bool
    """Whether it shows a picture."""


def find_reference_links(text: str) -> Iterator[ReferenceLink]:
    """The links and pictures of ``text`` whose address it defines elsewhere, in order."""
    if "]:" not in text:
        return
    definitions = list(_DEFINITION.finditer(text))
    if not definitions:
        return
    regions = find_regions(text)
    addresses: dict[str, str] = {}
    for match in definitions:
        address = match["angle"] if match["angle"] is not None else match["address"]
        if regions.at(match.start()) is None:
            addresses.setdefault(_key(match["name"]), address)
    for match in _USE.finditer(text):
        address = addresses.get(_key(match["name"] or match["words"]), "")
        if address and regions.at(match.start()) is None:
            behind = Span(match.end("words"), match.end())
            picture = bool(match["bang"])
            yield ReferenceLink(Span(*match.span()), behind, match["words"], address, picture)


def _key(name: str) -> str:
    """Names are compared without case and doubled blanks."""
    return " ".join(name.casefold().split())
