"""Applies edits to a stretch of source text; the only place that changes what an author wrote."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from site_builder.model.note import Edit
from site_builder.model.source import Source, Span

SITE_ROOT = "\ue000"
"""Stands in the text of an edit for the way from the page to the root of the site."""


def merge_edits(*groups: Iterable[Edit]) -> tuple[Edit, ...]:
    """All edits in order of the text, without those that overlap one of an earlier group.

    Within and across groups, edits that only touch stay; of insertions at one offset, those of
    earlier groups come first.
    """
    kept: list[Edit] = []
    for group in groups:
        taken = sorted(kept, key=lambda edit: edit.span)
        kept.extend(edit for edit in group if not _overlaps_any(edit, taken))
    return tuple(sorted(kept, key=lambda edit: edit.span))


def rewrite(source: Source, span: Span, edits: Iterable[Edit], root: str) -> str:
    """The text of ``span`` with every edit made that lies wholly within it.

    Args:
        source: The text.
        span: The stretch wanted.
        edits: In order of the text and disjoint, as ``merge_edits`` gives them.
        root: The way from the page to the root of the site, as ``../`` of ``lessons/010.md``.
    """
    parts: list[str] = []
    position = span.start
    for edit in edits:
        if edit.span.start < position or edit.span.end > span.end:
            continue
        if edit.span.start == span.end and edit.span.start == edit.span.end:
            continue  # an insertion behind the stretch belongs to what follows
        parts.append(source.text[position : edit.span.start])
        parts.append(edit.text.replace(SITE_ROOT, root))
        position = edit.span.end
    parts.append(source.text[position : span.end])
    return "".join(parts)


def disjoint(edits: Iterable[Edit]) -> bool:
    """Whether edits in order of the text share no code point."""
    return all(a.span.end <= b.span.start for a, b in pairwise(edits))


def _overlaps_any(edit: Edit, taken: list[Edit]) -> bool:
    return any(
        other.span.overlaps(edit.span)
        or (
            edit.span.start == edit.span.end and other.span.start < edit.span.start < other.span.end
        )
        or (
            other.span.start == other.span.end
            and edit.span.start < other.span.start < edit.span.end
        )
        for other in taken
    )
