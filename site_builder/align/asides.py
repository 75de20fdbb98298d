"""Parts of a section that are on no lesson although the section is: homework, lists of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from site_builder.align.blocks import has_words
from site_builder.align.frames import says_homework
from site_builder.align.standing import Judged, Placed
from site_builder.model.note import Block, BlockKind, Document, Section
from site_builder.scan.patterns import lazy_pattern

Asides = Mapping[int, frozenset[int]]
"""Blocks by section, both 0-based."""

# 参考： · 参考文献 · References:
_SOURCES = lazy_pattern(
    r"(?:参考(?:文献|资料|链接|书目?)?|references?|further reading)\W*", re.IGNORECASE
)

# an address, or the year of a publication
_CITES = lazy_pattern(r"https?://|www\.|\((?:19|20)\d{2}[a-z]?\)|\b(?:19|20)\d{2}\.")


def find_asides(document: Document, free: Sequence[int]) -> Asides:
    """The blocks of the sections ``free`` that stand on no lesson; sections without any left out.

    A section that holds nothing else has none: its heading tells where it stands.
    """
    found = {}
    for index in free:
        section = document.sections[index]
        aside = frozenset((*_homework(section.blocks), *_sources(document, section)))
        if any(place not in aside and has_words(b) for place, b in enumerate(section.blocks)):
            found[index] = aside
    return {index: aside for index, aside in found.items() if aside}


def without_asides(document: Document, asides: Asides) -> Document:
    """``document`` without these blocks."""
    sections = list(document.sections)
    for index, aside in asides.items():
        blocks = enumerate(sections[index].blocks)
        kept = tuple(block for place, block in blocks if place not in aside)
        sections[index] = replace(sections[index], blocks=kept)
    return replace(document, sections=tuple(sections)) if asides else document


def with_asides(judged: Mapping[int, Judged], asides: Asides) -> Mapping[int, Judged]:
    """``judged`` with a place among the blocks of its section for each one that was taken out."""
    found = dict(judged)
    for index, aside in asides.items():
        match judged[index].verdict:
            case Placed(heading, blocks):
                rest = iter(blocks)
                count = len(blocks) + len(aside)
                whole = tuple(() if place in aside else next(rest) for place in range(count))
                found[index] = replace(judged[index], verdict=Placed(heading, whole))
            case _:
                continue
    return found


def _homework(blocks: Sequence[Block]) -> Iterator[int]:
    """Items of lists that are homework, with all that is nested in them."""
    inside = False
    for place, block in enumerate(blocks):
        if not block.depth:
            inside = block.kind is BlockKind.LIST_ITEM and says_homework(block.words)
        if inside:
            yield place


def _sources(document: Document, section: Section) -> Iterator[int]:
    """A list of sources that ends a section, with the line above it."""
    for place, block in enumerate(section.blocks):
        line, _, rest = block.words.strip().partition("\n")
        if block.depth or not _SOURCES.fullmatch(line):
            continue
        below = [other for other in section.blocks[place + 1 :] if has_words(other)]
        texts = [document.source.text[other.span.start : other.span.end] for other in below]
        if (rest or texts) and all(
            _CITES.search(text) for text in (*([rest] * bool(rest)), *texts)
        ):
            yield from range(place, len(section.blocks))
            return
