"""Stretches of an author's text as they stand on a page of the site."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from site_builder.links.rewrite import rewrite
from site_builder.model.note import (
    Block,
    Document,
    Edit,
    Footnote,
    Heading,
    Structure,
    StructureRole,
)
from site_builder.model.source import Source, Span
from site_builder.pages.fragments import render_body, render_heading
from site_builder.pages.markup import Markdown


class Manuscript(Struct, frozen=True):
    """A document made ready for showing stretches of it."""

    source: Source
    """The text."""
    title: str
    """The document's title, else its file name without folder and extension."""
    edits: tuple[Edit, ...]
    """All edits, in order and disjoint."""
    edit_starts: tuple[int, ...]
    """Where each begins, for bisection."""
    hidden: tuple[Span, ...]
    """Whole lines that no stretch shows, in order and merged."""
    headings: tuple[Heading, ...]
    """Headings of its sections, in order."""
    heading_starts: tuple[int, ...]
    """Where each begins, for bisection."""
    blocks: tuple[Block, ...]
    """Blocks of its sections, in order."""
    block_starts: tuple[int, ...]
    """Where each begins, for bisection."""
    footnotes: tuple[Footnote, ...]
    """Hidden lines that are shown below what refers to them."""

    def is_hidden(self, span: Span) -> bool:
        """Whether ``span`` shows nothing: it is blank or hidden."""
        text = self.source.slice(span)
        if not text or text.isspace():  # as between most neighbours
            return True
        return not any(self.source.slice(part).strip() for part in visible_spans(self, span))


class Stretch(Struct, frozen=True):
    """Whole lines to be shown in one go."""

    span: Span
    """The lines."""
    section: int
    """Index (0-based) of the section that they begin in."""
    heading: str
    """That section's heading; empty where it has none."""
    primary: int | None
    """Lesson on which they stand first of all; None where they stand on no lesson."""


def prepare_manuscript(
    document: Document, edits: Sequence[Edit], moved: Sequence[Structure] = ()
) -> Manuscript:
    """``document`` made ready.

    Args:
        document: The document.
        edits: All edits of its text, in order and disjoint.
        moved: Lines that the alignment found to be structure.
    """
    hidden = [s.span for s in (*document.structure, *moved) if s.role is not StructureRole.COURSE]
    hidden.extend(removal.span for removal in document.removals)
    hidden.extend(footnote.span for footnote in document.footnotes)
    hidden.extend(title.span for title in document.titles)
    if document.outline is not None:
        hidden.extend(entry.span for entry in document.outline.entries)
    found = (section.heading for section in document.sections if section.heading is not None)
    headings = sorted(
        # an empty one is a name that the dialect gives, not a line of the text
        (heading for heading in found if heading.span.start < heading.span.end),
        key=lambda heading: heading.span,
    )
    blocks = sorted(
        (block for section in document.sections for block in section.blocks),
        key=lambda block: block.span,
    )
    hidden.extend(_title_line(document, headings, blocks))
    source = document.source
    return Manuscript(
        source=source,
        title=document.title or source.path.rpartition("/")[2].rpartition(".")[0] or source.path,
        edits=tuple(edits),
        edit_starts=tuple(edit.span.start for edit in edits),
        hidden=_merged(hidden),
        headings=tuple(headings),
        heading_starts=tuple(heading.span.start for heading in headings),
        blocks=tuple(blocks),
        block_starts=tuple(block.span.start for block in blocks),
        footnotes=document.footnotes,
    )


def _title_line(
    document: Document, headings: Sequence[Heading], blocks: Sequence[Block]
) -> Iterator[Span]:
    """The heading at the top that repeats the document's title, under which pages show it."""
    if not headings or headings[0].number or headings[0].title != document.title:
        return
    alone = [heading for heading in headings if heading.level <= headings[0].level]
    if len(alone) == 1 and not (blocks and blocks[0].span.start < headings[0].span.start):
        yield headings[0].span


def join_stretches(manuscript: Manuscript, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """``stretches`` in order, neighbours joined that nothing visible divides.

    Lines of one list stay one list, and one line of provenance serves them all.
    """
    joined: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.span):
        if joined and joined[-1].primary == stretch.primary:
            last = joined[-1]
            gap = Span(last.span.end, max(last.span.end, stretch.span.start))
            if manuscript.is_hidden(gap):
                span = Span(last.span.start, max(last.span.end, stretch.span.end))
                joined[-1] = Stretch(span, last.section, last.heading, last.primary)
                continue
        joined.append(stretch)
    return tuple(joined)


def render_stretches(
    manuscript: Manuscript, spans: Sequence[Span], *, below: int, root: str
) -> tuple[Markdown, ...]:
    """The Markdown of each of ``spans``, all of one source and one page.

    Headings keep their nesting and lose their level: the outermost stands one below the page's
    own heading, and none is skipped on the way down. Footnotes follow what refers to them.

    Args:
        manuscript: The text.
        spans: Whole lines, in order.
        below: Level of the page's heading above them, 1 to 5.
        root: The way from the page to the root of the site.
    """
    nesting: list[int] = []
    rendered = []
    for span in spans:
        parts = []
        for part, heading in _parts(manuscript, span):
            text = rewrite(manuscript.source, part, _edits_in(manuscript, part), root)
            if heading is None:
                parts.append(render_body(text))
                continue
            while nesting and nesting[-1] >= heading.level:
                nesting.pop()
            nesting.append(heading.level)
            parts.append(render_heading(text, min(6, below + len(nesting))))
        parts.extend(_footnotes(manuscript, span, root))
        rendered.append(Markdown("\n\n".join(part for part in parts if part.strip())))
    return tuple(rendered)


def first_heading(manuscript: Manuscript, span: Span) -> Heading | None:
    """The section's heading that is the first thing that ``span`` shows; None where none is."""
    return next((heading for _, heading in _parts(manuscript, span)), None)


def has_words(manuscript: Manuscript, span: Span) -> bool:
    """Whether ``span`` shows more than headings."""
    return any(heading is None for _, heading in _parts(manuscript, span))


def words_around(manuscript: Manuscript, span: Span) -> str:
    """The words of the block or heading that holds ``span``; empty where none does."""
    block = block_around(manuscript, span)
    if block is not None:
        return block.words
    index = bisect_right(manuscript.heading_starts, span.start) - 1
    if index >= 0 and manuscript.headings[index].span.contains(span):
        return manuscript.headings[index].title
    return ""


def block_around(manuscript: Manuscript, span: Span) -> Block | None:
    """The block that holds ``span``; None where none does."""
    index = bisect_right(manuscript.block_starts, span.start) - 1
    if index >= 0 and manuscript.blocks[index].span.contains(span):
        return manuscript.blocks[index]
    return None


def visible_spans(manuscript: Manuscript, span: Span) -> Iterator[Span]:
    """The parts of ``span`` that are shown, in order."""
    position = span.start
    first = bisect_left(manuscript.hidden, span.start, key=lambda hidden: hidden.end)
    for hidden in manuscript.hidden[first:]:
        if hidden.start >= span.end:
            break
        if position < hidden.start:
            yield Span(position, hidden.start)
        position = max(position, hidden.end)
    if position < span.end:
        yield Span(position, span.end)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _parts(manuscript: Manuscript, span: Span) -> Iterator[tuple[Span, Heading | None]]:
    """Headings and the text between them, in order; parts that are blank are left out."""
    for visible in visible_spans(manuscript, span):
        position = visible.start
        first = bisect_left(manuscript.heading_starts, visible.start)
        last = bisect_left(manuscript.heading_starts, visible.end)
        for heading in manuscript.headings[first:last]:
            before = Span(position, max(position, heading.span.start))
            if manuscript.source.slice(before).strip():
                yield before, None
            position = min(visible.end, heading.span.end)
            yield Span(heading.span.start, position), heading
        rest = Span(position, visible.end)
        if manuscript.source.slice(rest).strip():
            yield rest, None


def _footnotes(manuscript: Manuscript, span: Span, root: str) -> Iterator[str]:
    """The footnotes that lines shown in ``span`` refer to."""
    for footnote in manuscript.footnotes:
        if any(span.contains(use) for use in footnote.uses):
            edits = _edits_in(manuscript, footnote.span)
            yield rewrite(manuscript.source, footnote.span, edits, root).strip("\n")


def _edits_in(manuscript: Manuscript, span: Span) -> Sequence[Edit]:
    first = bisect_left(manuscript.edit_starts, span.start)
    last = bisect_right(manuscript.edit_starts, span.end)
    return manuscript.edits[first:last]
