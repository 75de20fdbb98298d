"""Look-up among spans in order, edits that do not touch, and the lines that a section holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from site_builder.model.note import Edit, Section
from site_builder.model.source import Source, Span


def is_within(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of ``spans``, which are in order and disjoint, holds ``span``."""
    index = bisect_right(spans, span.start, key=lambda other: other.start) - 1
    return index >= 0 and spans[index].contains(span)


def own_span(section: Section) -> Span:
    """From the first to the last line of ``section`` itself; lines between may not be its own."""
    spans = [block.span for block in section.blocks]
    if section.heading is not None:
        spans.insert(0, section.heading.span)
    return Span(spans[0].start, spans[-1].end) if spans else section.span


def written_lines(source: Source, span: Span) -> Iterator[list[int]]:
    """Runs of lines (1-based) of ``span``, whole lines, without a blank one between them."""
    if span.start >= span.end:
        return
    first, last = source.lines_of(span)
    run: list[int] = []
    for number in range(first, last + 1):
        if source.line_text(number).strip():
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def joined_edits(first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """Both groups in order, without those of ``second`` that overlap one of ``first``.

    Args:
        first: In order and disjoint.
        second: In order and disjoint.
    """
    ends = [edit.span.end for edit in first]

    def is_free(edit: Edit) -> bool:
        index = bisect_right(ends, edit.span.start)
        return index == len(first) or not first[index].span.overlaps(edit.span)

    kept = (edit for edit in second if is_free(edit))
    return tuple(sorted((*first, *kept), key=lambda edit: edit.span))
