"""A source with what every way of reading it looks at first, found once."""

from __future__ import annotations

from msgspec import Struct

from site_builder.model.note import Heading
from site_builder.model.source import Source, Span
from site_builder.scan.frontmatter import FrontMatter, read_front_matter
from site_builder.scan.headings import find_headings
from site_builder.scan.normalise.layout import Layout, lay_out
from site_builder.scan.regions import Regions, find_regions


class ScannedSource(Struct, frozen=True):
    """A source with its regions, its front matter and the blocks of its body."""

    source: Source
    """The text."""
    regions: Regions
    """Code and mathematics of the whole text, front matter included."""
    front: FrontMatter
    """Its front matter; an empty span where there is none."""
    headings: tuple[Heading, ...]
    """Headings of Markdown in the whole text, front matter included, in order."""
    layout: Layout
    """The blocks of the body."""

    @property
    def body(self) -> Span:
        """The text behind the front matter."""
        return Span(self.front.span.end, len(self.source.text))


def scan_source(source: Source) -> ScannedSource:
    """``source`` with what is found in it before anything is decided."""
    regions = find_regions(source.text)
    front = read_front_matter(source)
    headings = find_headings(source, regions, Span(0, len(source.text)))
    layout = lay_out(source, regions, Span(front.span.end, len(source.text)))
    return ScannedSource(source, regions, front, headings, layout)
