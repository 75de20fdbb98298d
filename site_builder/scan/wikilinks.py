"""Links between notes in double brackets, and what is embedded by them.

[[note]]  [[note|label]]  [[note#heading|label]]  [[#heading]]  ![[note]]
![[picture.png]]  ![[picture.png|300]]  ![[picture.png|300x200]]  ![[picture.png|words|300]]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.model.reference import Image, WikiLink
from site_builder.model.source import Span
from site_builder.model.timecode import TIMECODE
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions

# the target of a link in a table ends in a backslash: [[a\|b]]
_WIKILINK = lazy_pattern(
    r"""
    (?P<bang>!?)
    \[\[
    (?P<target>[^\[\]|\#\n]{0,300})
    (?:\#(?P<anchor>[^\[\]|\n]{0,300}))?
    (?:\|(?P<label>[^\[\]\n]{0,300}))?
    \]\]
    (?!\([^()\s]*/)                # [[00:59]](https://…) is a link of Markdown
    """,
    re.VERBOSE,
)

_PICTURE = lazy_pattern(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?|ico|heic)$", re.IGNORECASE | re.ASCII
)

# 300 · 300x200
_SIZE = lazy_pattern(r"(?P<width>\d{1,5})(?:x\d{1,5})?")

# [[1, 2]] is a matrix; [[10]] may be a lesson
_MATRIX = lazy_pattern(r"[\d.,;\s+-]*[,;.][\d.,;\s+-]*")


def find_wikilinks(text: str, regions: Regions, within: Span) -> tuple[WikiLink, ...]:
    """The links and embeds of ``within`` in the order of the text, without embedded pictures."""
    return tuple(
        WikiLink(
            span=Span(*match.span()),
            target=match["target"].rstrip("\\").strip(),
            anchor=_stripped(match["anchor"]),
            label=_stripped(match["label"]),
            embed=bool(match["bang"]),
        )
        for match in _matches(text, regions, within)
        if not _is_picture(match)
    )


def find_embedded_images(text: str, regions: Regions, within: Span) -> tuple[Image, ...]:
    """The pictures that ``within`` embeds, in the order of the text."""
    return tuple(_image(match) for match in _matches(text, regions, within) if _is_picture(match))


def _matches(text: str, regions: Regions, within: Span) -> Iterator[re.Match[str]]:
    for match in _candidates(text, within):
        if regions.touches(Span(*match.span())) or text[match.start() - 1 : match.start()] == "\\":
            continue
        target = match["target"].rstrip("\\").strip()
        if not target and not (match["anchor"] or "").strip("\\ "):
            continue
        if _MATRIX.fullmatch(target) or TIMECODE.fullmatch(target):
            continue
        yield match


def _candidates(text: str, within: Span) -> Iterator[re.Match[str]]:
    """What ``_WIKILINK`` matches in ``within``: it is tried where two brackets stand."""
    position = within.start
    while (offset := text.find("[[", position, within.end)) != -1:
        start = offset - 1 if offset > position and text[offset - 1] == "!" else offset
        match = _WIKILINK.match(text, start, within.end)
        position = offset + 1 if match is None else match.end()
        if match is not None:
            yield match


def _is_picture(match: re.Match[str]) -> bool:
    return bool(match["bang"]) and bool(_PICTURE.search(match["target"].rstrip("\\ ")))


def _image(match: re.Match[str]) -> Image:
    words = [word.strip(" \\") for word in (match["label"] or "").split("|")]
    size = _SIZE.fullmatch(words[-1])
    alt = " ".join(word for word in (words[:-1] if size else words) if word)
    target = match["target"].rstrip("\\").strip()
    return Image(Span(*match.span()), target, alt, size["width"] if size else None)


def _stripped(text: str | None) -> str | None:
    """``text`` without the blanks and the table's backslash around it; None if nothing is left."""
    return (text or "").strip(" \\\t") or None
