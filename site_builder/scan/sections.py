"""Headings and what stands below them, as a tree of sections."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.model.note import Block, Heading, Section
from site_builder.model.source import Source, Span
from site_builder.scan.blocks import split_blocks
from site_builder.scan.regions import Regions
from site_builder.scan.scopes import NO_SCOPE, Scope, counts_lessons, read_scope


def build_sections(
    source: Source,
    regions: Regions,
    within: Span,
    headings: Sequence[Heading],
    *,
    skipped: Sequence[Span] = (),
    outer: Scope = NO_SCOPE,
) -> tuple[Section, ...]:
    """The sections of ``within`` in the order of the text, with parents, blocks and scope.

    Text before the first heading makes a section without heading, unless it is blank. A section
    takes the scope of the one around it where it names none; a heading that names a scope and
    holds nothing gives its scope to its neighbours up to the next that names one.

    Args:
        source: The text.
        regions: Regions of the whole text.
        within: Whole lines.
        headings: Headings in the order of the text; those outside ``within`` are left out.
        skipped: Whole lines in order that belong to no section, as structure and removals.
        outer: Scope that the document's own title names.
    """
    inside = tuple(_disjoint(heading for heading in headings if within.contains(heading.span)))
    starts = [heading.span.start for heading in inside]
    text = _Text(source, regions, tuple(sorted(skipped)))
    sections: list[Section] = []
    head = Span(within.start, starts[0] if starts else within.end)
    if blocks := text.blocks(head):
        sections.append(Section(head, None, blocks, None, scope=outer))
    open_sections: list[int] = []
    for heading, end in zip(inside, [*starts, within.end][1:], strict=True):
        while open_sections and _level(sections[open_sections[-1]]) >= heading.level:
            open_sections.pop()
        parent = open_sections[-1] if open_sections else None
        open_sections.append(len(sections))
        blocks = text.blocks(Span(heading.span.end, end))
        sections.append(Section(Span(heading.span.start, end), heading, blocks, parent))
    return _with_scopes(sections, outer)


def without_spans(span: Span, skipped: Sequence[Span]) -> Iterator[Span]:
    """The stretches of ``span`` between ``skipped``, which are in order and disjoint."""
    position = span.start
    first = bisect_left(skipped, span.start, key=lambda other: other.end)
    for other in skipped[first:]:
        if other.start >= span.end:
            break
        if position < other.start:
            yield Span(position, other.start)
        position = max(position, other.end)
    if position < span.end:
        yield Span(position, span.end)


class _Text(Struct, frozen=True):
    """A text and the lines of it that belong to no section."""

    source: Source
    regions: Regions
    skipped: tuple[Span, ...]

    def blocks(self, span: Span) -> tuple[Block, ...]:
        """The blocks of ``span``, without the skipped lines."""
        return tuple(
            block
            for stretch in without_spans(span, self.skipped)
            for block in split_blocks(self.source, stretch, self.regions)
        )


def _disjoint(headings: Iterator[Heading]) -> Iterator[Heading]:
    """Headings without those that stand within the lines of the one before."""
    end = 0
    for heading in headings:
        if heading.span.start >= end:
            end = heading.span.end
            yield heading


def _level(section: Section) -> int:
    return 0 if section.heading is None else section.heading.level


def _with_scopes(sections: Sequence[Section], outer: Scope) -> tuple[Section, ...]:
    """``sections`` with the scope that their own heading or those around and before them name."""
    parents = {section.parent for section in sections}
    naming = {section.parent for section in sections if read_scope(_title(section))[1]}
    scoped: list[Section] = []
    lent: dict[int | None, Scope] = {}
    last_subcourse: dict[int | None, int] = {}
    for index, section in enumerate(sections):
        around = outer if section.parent is None else scoped[section.parent].scope
        subcourse, week = read_scope(_title(section))
        if week is None and index not in naming and counts_lessons(_title(section)):
            subcourse = None
        parent = section.parent
        if subcourse is not None:
            scope: Scope = (subcourse, week)
            last_subcourse[parent] = subcourse
        elif week is not None:
            scope = (last_subcourse.get(parent, around[0]), week)
        else:
            scope = lent.get(parent, around)
        if subcourse is not None or week is not None:
            lent.pop(parent, None)
            if not section.blocks and index not in parents:
                lent[parent] = scope
        scoped.append(replace(section, scope=scope))
    return tuple(scoped)


def _title(section: Section) -> str:
    return "" if section.heading is None else section.heading.title
