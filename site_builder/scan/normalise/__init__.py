"""Changes that make an author's Markdown read the same in Python-Markdown.

Each module is one rule. Text that Python-Markdown reads as its author meant it is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Edit
from site_builder.model.source import Source, Span
from site_builder.scan.normalise.fences import fix_fences
from site_builder.scan.normalise.fix import Fix, disjoint_edits, report_fixes
from site_builder.scan.normalise.indentation import indent_blocks
from site_builder.scan.normalise.layout import Layout, LeafKind, lay_out
from site_builder.scan.normalise.marks import fix_marks
from site_builder.scan.normalise.mathematics import fix_formulas
from site_builder.scan.normalise.paragraphs import fix_paragraphs
from site_builder.scan.normalise.spacing import mark_empty_items, space_blocks
from site_builder.scan.regions import Regions


def normalise_markdown(
    source: Source, regions: Regions, layout: Layout
) -> Outcome[tuple[Edit, ...]]:
    """Edits, in order and disjoint, after which a stretch of text reads as its author meant it.

    Args:
        source: The text.
        regions: Regions of the whole text.
        layout: The blocks of the stretch; give a whole text at once, so that a kind of change is
            named once.
    """
    return _settle(source, _find_fixes(source, regions, layout, hard_breaks=False))


def normalise_sections(
    source: Source, regions: Regions, spans: Sequence[Span], *, hard_breaks: bool = False
) -> Outcome[tuple[Edit, ...]]:
    """As ``normalise_markdown``, for several stretches; a kind of change is named once.

    Args:
        source: The text.
        regions: Regions of the whole text.
        spans: The stretches, whole lines.
        hard_breaks: Whether the dialect shows every line break of a paragraph.
    """
    layouts = (lay_out(source, regions, span) for span in spans)
    fixes = [
        fix
        for layout in layouts
        for fix in _find_fixes(source, regions, layout, hard_breaks=hard_breaks)
    ]
    return _settle(source, fixes)


class CodeBlocks(Struct, frozen=True):
    """The code blocks of a text as they are once it is normalised; whole lines, in order."""

    fenced: tuple[Span, ...]
    """Those between fences."""
    indented: tuple[Span, ...]
    """Those that stand indented and look like code."""


def find_code_blocks(source: Source, layout: Layout) -> CodeBlocks:
    """The code blocks of ``layout``."""
    spans: dict[LeafKind, list[Span]] = {LeafKind.FENCE: [], LeafKind.CODE: []}
    for leaf in layout.leaves:
        if leaf.kind in spans:
            spans[leaf.kind].append(source.line_span(leaf.first, leaf.last))
    return CodeBlocks(tuple(spans[LeafKind.FENCE]), tuple(spans[LeafKind.CODE]))


def _settle(source: Source, fixes: Sequence[Fix]) -> Outcome[tuple[Edit, ...]]:
    ordered = sorted(dict.fromkeys(fixes), key=lambda fix: fix.span)
    return Outcome(disjoint_edits(ordered), report_fixes(source, ordered))


def _find_fixes(
    source: Source, regions: Regions, layout: Layout, *, hard_breaks: bool
) -> tuple[Fix, ...]:
    return (
        *fix_formulas(source, layout),
        *space_blocks(source, layout),
        *mark_empty_items(source, layout),
        *indent_blocks(source, layout),
        *fix_paragraphs(source, regions, layout, hard_breaks=hard_breaks),
        *fix_marks(source, regions, layout),
        *fix_fences(source, layout),
    )
