"""Lines that open the notes on one part of a video.

[标题_哔哩哔哩_bilibili](https://www.bilibili.com/video/BV…?p=2)      # P2      # P8 标题
"""

from __future__ import annotations

import html
import re

from msgspec import Struct

from site_builder.model.note import PartClaim
from site_builder.model.source import Source, Span
from site_builder.model.video import VideoPlace
from site_builder.scan.links import find_links
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.timecodes import find_moments
from site_builder.scan.video_urls import parse_video_url, repair_url, strip_site_suffix

# P2 · P8 标题 · p12：标题 · 第 3 P ; P2P is a network
_PART = lazy_pattern(
    r"(?:P[ ]?(?P<part>\d{1,4})|第[ ]?(?P<nth>\d{1,4})[ ]?P)(?![\w.])", re.IGNORECASE
)


class PartLink(Struct, frozen=True):
    """A line that is nothing but a link to a video."""

    place: VideoPlace
    """What it points at."""
    title: str | None
    """Its words without the site's name; None where the address stands alone."""
    copied: bool
    """Whether the words are the title of the video's page, as browsers copy it."""

    @property
    def names_part(self) -> bool:
        """Whether it can only be meant as the head of the notes on a part."""
        return self.copied or self.place.part is not None

    @property
    def claim(self) -> PartClaim:
        """What the line says of the notes below it."""
        return PartClaim(self.place.video, self.place.part, self.title)


def read_part_link(source: Source, regions: Regions, line: Span) -> PartLink | None:
    """The link that ``line`` consists of, or None.

    A link to a moment opens no part; neither does one beside other words.
    """
    if "//" not in source.slice(line) or regions.at(line.start) is not None:
        return None
    links = find_links(source.text, regions, line)
    if len(links) != 1:
        return None
    link = links[0]
    around = source.text[line.start : link.span.start] + source.text[link.span.end : line.end]
    place = parse_video_url(repair_url(link.url) or link.url)
    if around.strip() or place is None:
        return None
    if find_moments(source, regions, line, None).value:
        return None
    words = html.unescape(link.title) if source.text[link.span.start] == "[" else ""
    title = strip_site_suffix(words)
    return PartLink(place, title or None, title != " ".join(words.split()))


def read_part_number(title: str) -> int | None:
    """The part that a heading names before its other words, or None."""
    match = _PART.match(title)
    return int(match["part"] or match["nth"]) if match else None
