"""Raw HTML of notes: what shapes text stays, what could run, load or send something goes.

Tags are dealt with in the source, one by one, so that every engine that reads the staged tree
gets a safe text. ``<`` that begins no tag of HTML (``vector<int>``) shows as typed. Attribute
lists (``{ onclick=… }``) and the addresses of links are held to the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.links.attribute_lists import change_attribute_lists, change_backticks
from site_builder.links.changes import (
    Change,
    overlap,
    replaced_elsewhere,
    report_changes,
    settle_changes,
)
from site_builder.links.html_tags import change_tags
from site_builder.links.schemes import find_unsafe_links
from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Document, Edit
from site_builder.model.source import Source, Span
from site_builder.scan.normalise import CodeBlocks, find_code_blocks
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Region, RegionKind, Regions
from site_builder.scan.scanned import ScannedSource

_LINK = "HTM102"

# a line that may begin another block: not with a letter, or with more than a word
_BLOCK_MARK = lazy_pattern(r"\n[ \t]*(?![A-Za-z\u3400-\u9fff])")


def sanitise_html(document: Document, scanned: ScannedSource) -> Outcome[tuple[Edit, ...]]:
    """The edits after which no HTML of ``document`` can harm a reader.

    Lines that are not published need none.

    Args:
        document: The notes. Where an edit of theirs replaces what lies around a change with plain
            words, that edit counts.
        scanned: What its source was read from.
    """
    source = document.source
    code = find_code_blocks(source, scanned.layout)
    regions = _certain_regions(document, scanned.regions, code)
    changes = [
        *change_tags(document, regions, code.indented),
        *_change_links(document, regions),
        *change_attribute_lists(source.text, regions),
        *change_backticks(source.text, regions),
    ]
    if not changes:  # as in most notes
        return Outcome(())
    shown = [
        change
        for change in changes
        if not any(removal.span.contains(change.span) for removal in document.removals)
    ]
    settled = tuple(settle_changes(document, sorted(shown, key=lambda change: change.span)))
    edits = tuple(Edit(change.span, change.text) for change in settled)
    return Outcome(edits, tuple(report_changes(source, settled)))


def _certain_regions(document: Document, regions: Regions, code: CodeBlocks) -> Regions:
    """``regions`` without the code that Markdown may not read as code: it counts as text."""
    source = document.source
    fences = {span.start: span.end for span in code.fenced}
    replaced: list[Span] = []
    if any(region.kind is RegionKind.CODE for region in regions.items):
        replaced = sorted({*replaced_elsewhere(document), *(edit.span for edit in document.edits)})
    items = []
    for region in regions.items:
        if region.kind is RegionKind.CODE:
            certain = _is_certain_span(source.text, region) and not overlap(region.span, replaced)
        else:
            fence = region.kind is RegionKind.FENCE
            certain = not fence or _is_certain_fence(source, region, fences)
        if certain:
            items.append(region)
    return Regions(tuple(items), tuple(region.span.start for region in items))


def _is_certain_span(text: str, region: Region) -> bool:
    """Whether no block can end within a code span.

    One of several lines counts only where each line goes on with a word, and no table or heading
    is near.
    """
    written = text[region.span.start : region.span.end]
    if "\n" not in written:
        return True
    line_start = text.rfind("\n", 0, region.span.start) + 1
    if "|" in written or text[line_start : line_start + 1000].lstrip(" \t>").startswith("#"):
        return False
    return _BLOCK_MARK.search(written) is None


def _is_certain_fence(source: Source, region: Region, fences: Mapping[int, int]) -> bool:
    first = source.line_starts[source.line_number(region.span.start) - 1]
    return first in fences and region.span.end <= fences[first]


def _change_links(document: Document, regions: Regions) -> Iterator[Change]:
    """Links that lead elsewhere than to a page; moments and pictures are dealt with elsewhere."""
    text = document.source.text
    unsafe = tuple(find_unsafe_links(text, regions))
    own = replaced_elsewhere(document) if unsafe else ()
    for span, words in unsafe:
        if not any(other.contains(span) for other in own):
            shown = " ".join(text[span.start : max(span.end, span.start + 40)][:60].split())
            message = f"link to `{shown}` is taken out"
            yield Change(span, words, _LINK, message)
