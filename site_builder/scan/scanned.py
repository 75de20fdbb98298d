"""A source with what every dialect looks at first, found once."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.source import Source
from site_builder.scan.frontmatter import FrontMatter, read_front_matter
from site_builder.scan.regions import Regions, find_regions


@dataclass(frozen=True, slots=True)
class ScannedSource:
    """A source, its regions and its front matter."""

    source: Source
    """The text."""
    regions: Regions
    """Code and mathematics of the whole text, front matter included."""
    front: FrontMatter
    """Its front matter; an empty span where there is none."""


def scan_source(source: Source) -> ScannedSource:
    """``source`` with its regions and its front matter."""
    return ScannedSource(source, find_regions(source.text), read_front_matter(source))
