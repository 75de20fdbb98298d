"""Everything in a note that points elsewhere, each thing once."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from site_builder.model.diagnostic import Outcome
from site_builder.model.reference import Image, Link, Moment, WikiLink
from site_builder.model.source import Source, Span
from site_builder.model.video import VideoPlace
from site_builder.scan.links import find_images, find_links
from site_builder.scan.regions import Regions
from site_builder.scan.timecodes import find_moments
from site_builder.scan.wikilinks import find_embedded_images, find_wikilinks


class NoteReferences(Struct, frozen=True):
    """What a note points at, each in the order of the text."""

    moments: tuple[Moment, ...]
    """Times in videos."""
    links: tuple[Link, ...]
    """Addresses that are no moments."""
    images: tuple[Image, ...]
    """Pictures, embedded ones included."""
    wikilinks: tuple[WikiLink, ...]
    """Links to other notes that are no moments."""


def find_note_references(
    source: Source, regions: Regions, within: Span, default: VideoPlace | None
) -> Outcome[NoteReferences]:
    """What ``within`` points at, none of it twice.

    Args:
        source: The text.
        regions: Regions of the whole text.
        within: The stretch searched.
        default: The video of times that name none; None where that is unknown.
    """
    moments = find_moments(source, regions, within, default)
    starts = [moment.span.start for moment in moments.value]

    def free(span: Span) -> bool:
        index = bisect_right(starts, span.end - 1) - 1
        return index < 0 or not moments.value[index].span.overlaps(span)

    images = (
        *find_images(source.text, regions, within),
        *find_embedded_images(source.text, regions, within),
    )
    references = NoteReferences(
        moments=moments.value,
        links=tuple(x for x in find_links(source.text, regions, within) if free(x.span)),
        images=tuple(sorted(images, key=lambda image: image.span)),
        wikilinks=tuple(x for x in find_wikilinks(source.text, regions, within) if free(x.span)),
    )
    return Outcome(references, moments.diagnostics)
