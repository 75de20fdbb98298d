"""Applies edits to a stretch of source text; the only place that changes what an author wrote."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from site_builder.model.note import Edit
from site_builder.model.source import Source, Span

SITE_ROOT = "\ue000"
"""Stands in the text of an edit for the way from the page to the root of the site."""


def merge_edits(*groups: Iterable[Edit]) -> tuple[Edit, ...]:
    """All edits in order of the text, without those that overlap an earlier one.

    Earlier are the edits of earlier groups, then those before it in its own group. Edits that
    only touch stay; of insertions at one offset, those of earlier groups come first.
    """
    kept: list[Edit] = []
    for edit in chain.from_iterable(groups):
        if not kept or kept[-1].span.end <= edit.span.start:
            kept.append(edit)  # as most: each group is in order
            continue
        index = bisect_right(kept, edit.span, key=lambda other: other.span)
        neighbours = kept[max(index - 1, 0) : index + 1]
        if not any(_overlap(edit.span, other.span) for other in neighbours):
            kept.insert(index, edit)
    return tuple(kept)


def rewrite(source: Source, span: Span, edits: Sequence[Edit], root: str) -> str:
    """The text of ``span`` with every edit made that lies wholly within it.

    Args:
        source: The text.
        span: The stretch wanted.
        edits: In order of the text and disjoint, as ``merge_edits`` gives them.
        root: The way from the page to the root of the site, as ``../`` of ``lessons/010.md``.
    """
    if not edits:
        return source.slice(span)
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


def _overlap(one: Span, other: Span) -> bool:
    """Whether two edits disturb each other; an insertion does within, but not at, an edge."""
    if one.start == one.end:
        return other.start < one.start < other.end
    if other.start == other.end:
        return one.start < other.start < one.end
    return one.overlaps(other)
