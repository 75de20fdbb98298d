"""Changes of a note that name what they leave out, and how they give way to other passes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.links.rewrite import merge_edits
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import Document, Edit
from site_builder.model.source import Source, Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.video_urls import repair_url

ACTIVE_CODE = "HTM101"
"""What could run, load or send something is left out."""

UNKNOWN_CODE = "HTM103"
"""What is no part of a text is left out."""

_RAW_TAG = lazy_pattern(r"<[A-Za-z/!?]")


class Change(Struct, frozen=True):
    """One edit and the finding that names it."""

    span: Span
    """What is replaced."""
    text: str
    """What stands there instead."""
    code: str = ""
    """Code of the finding; empty where nothing is lost."""
    message: str = ""
    """Its message."""


def replaced_elsewhere(document: Document) -> tuple[Span, ...]:
    """What other passes over the notes replace, in order; of those that overlap the first counts.

    The passes come in the order of the pipeline: pictures, wikilinks, moments and broken links.
    """
    pictures = [image.span for image in document.images]
    wikilinks = [link.span for link in document.wikilinks]
    repaired = [link.span for link in document.links if repair_url(link.url) is not None]
    videos = sorted([*(moment.span for moment in document.moments), *repaired])
    groups = ([Edit(span, "") for span in spans] for spans in (pictures, wikilinks, videos))
    return tuple(edit.span for edit in merge_edits(*groups))


def overlap(span: Span, others: Sequence[Span]) -> bool:
    """Whether ``span`` shares a code point with one of ``others``, which are in order."""
    index = max(0, bisect_right(others, span.start, key=lambda other: other.start) - 1)
    while index < len(others) and others[index].start < span.end:
        if others[index].overlaps(span):
            return True
        index += 1
    return False


def settle_changes(document: Document, changes: Sequence[Change]) -> Iterator[Change]:
    """``changes`` without overlaps, and without what the notes' other passes replace anyway.

    An edit of the notes within a change may hide something private, so nothing of it is shown.
    """
    elsewhere = replaced_elsewhere(document)
    own = [e for e in document.edits if _stays(e, changes, elsewhere)]
    position = 0
    for change in changes:
        if change.span.start < position:
            continue
        if any(e.span.contains(change.span) for e in _overlapping(own, change.span)):
            continue
        position = change.span.end
        if any(change.span.contains(e.span) for e in _overlapping(document.edits, change.span)):
            change = replace(change, text="")
        yield from _without(change, elsewhere)


def _stays(edit: Edit, changes: Sequence[Change], elsewhere: Sequence[Span]) -> bool:
    """Whether an edit of the notes is safe to show and gives way to nothing of another pass."""
    if _RAW_TAG.search(edit.text) or overlap(edit.span, elsewhere):
        return False
    index = max(0, bisect_right(changes, edit.span.start, key=lambda c: c.span.start) - 1)
    while index < len(changes) and changes[index].span.start < edit.span.end:
        span = changes[index].span
        if span.overlaps(edit.span) and not edit.span.contains(span):
            return False
        index += 1
    return True


def _without(change: Change, elsewhere: Sequence[Span]) -> Iterator[Change]:
    """``change`` cut into what lies between stretches that other passes replace."""
    index = max(0, bisect_right(elsewhere, change.span) - 1)
    start = change.span.start
    whole = True
    while index < len(elsewhere) and elsewhere[index].start < change.span.end:
        other = elsewhere[index]
        index += 1
        if not other.overlaps(change.span):
            continue
        whole = False
        if start < other.start:
            yield replace(change, span=Span(start, other.start), text="")
        start = max(start, other.end)
    if whole:
        yield change
    elif start < change.span.end:
        yield replace(change, span=Span(start, change.span.end), text="")


def _overlapping(edits: Sequence[Edit], span: Span) -> list[Edit]:
    index = max(0, bisect_right(edits, span.start, key=lambda edit: edit.span.start) - 1)
    found = []
    while index < len(edits) and edits[index].span.start < max(span.end, span.start + 1):
        other = edits[index].span
        if other.overlaps(span) or other.start < span.start < other.end:
            found.append(edits[index])
        index += 1
    return found


def report_changes(source: Source, changes: Sequence[Change]) -> Iterator[Diagnostic]:
    """A diagnostic for each kind of thing that is left out, at its first place."""
    seen: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if change.code:
            seen.setdefault((change.code, change.message), []).append(change)
    for (code, message), group in seen.items():
        count = "" if len(group) == 1 else f" ({len(group)} places)"
        yield Diagnostic(code, message + count, source.path, group[0].span)
