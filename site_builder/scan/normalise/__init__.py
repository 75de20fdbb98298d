"""Changes that make an author's Markdown read the same in Python-Markdown.

Each module is one rule. Text that Python-Markdown reads as its author meant it is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Edit
from site_builder.model.source import Source, Span
from site_builder.scan.normalise.fences import fix_fences
from site_builder.scan.normalise.fix import Fix, disjoint_edits, report_fixes
from site_builder.scan.normalise.indentation import indent_blocks
from site_builder.scan.normalise.layout import LeafKind, lay_out
from site_builder.scan.normalise.marks import fix_marks
from site_builder.scan.normalise.mathematics import fix_formulas
from site_builder.scan.normalise.paragraphs import fix_paragraphs
from site_builder.scan.normalise.spacing import mark_empty_items, space_blocks
from site_builder.scan.regions import Regions


def normalise_markdown(
    source: Source, regions: Regions, within: Span, *, hard_breaks: bool = False
) -> Outcome[tuple[Edit, ...]]:
    """Edits, in order and disjoint, after which ``within`` reads as its author meant it.

    Args:
        source: The text.
        regions: Regions of the whole text.
        within: Whole lines; give the whole text at once, so that a kind of change is named once.
        hard_breaks: Whether the dialect shows every line break of a paragraph.
    """
    return normalise_sections(source, regions, [within], hard_breaks=hard_breaks)


def normalise_sections(
    source: Source, regions: Regions, spans: Sequence[Span], *, hard_breaks: bool = False
) -> Outcome[tuple[Edit, ...]]:
    """As ``normalise_markdown``, for several stretches; a kind of change is named once."""
    fixes = [
        fix for span in spans for fix in _find_fixes(source, regions, span, hard_breaks=hard_breaks)
    ]
    return Outcome(disjoint_edits(fixes), report_fixes(source, fixes))


@dataclass(frozen=True, slots=True)
class CodeBlocks:
    """The code blocks of a text as they are once it is normalised; whole lines, in order."""

    fenced: tuple[Span, ...]
    """Those between fences."""
    indented: tuple[Span, ...]
    """Those that stand indented and look like code."""


def find_code_blocks(source: Source, regions: Regions) -> CodeBlocks:
    """The code blocks of the whole text."""
    layout = lay_out(source, regions, Span(0, len(source.text)))
    spans: dict[LeafKind, list[Span]] = {LeafKind.FENCE: [], LeafKind.CODE: []}
    for leaf in layout.leaves:
        if leaf.kind in spans:
            spans[leaf.kind].append(source.line_span(leaf.first, leaf.last))
    return CodeBlocks(tuple(spans[LeafKind.FENCE]), tuple(spans[LeafKind.CODE]))


def _find_fixes(
    source: Source, regions: Regions, within: Span, *, hard_breaks: bool
) -> tuple[Fix, ...]:
    layout = lay_out(source, regions, within)
    return (
        *fix_formulas(source, layout),
        *space_blocks(source, layout),
        *mark_empty_items(source, layout),
        *indent_blocks(source, layout),
        *fix_paragraphs(source, regions, layout, hard_breaks=hard_breaks),
        *fix_marks(source, regions, layout),
        *fix_fences(source, layout),
    )
