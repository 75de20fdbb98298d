"""One change to an author's Markdown, and the report on all changes of a kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import Edit
from site_builder.model.source import Source, Span

SILENT = ""
"""Code of a change that shows nothing else than the author's own form does."""

_CHANGES: Mapping[str, str] = {
    "MKD101": "`#` at the start of a line escaped, it opens no heading",
    "MKD102": "blank line put between blocks that touch",
    "MKD103": "list contents indented by four blanks a level",
    "MKD104": "indented text moved out to the margin, it is no code",
    "MKD105": "line break between Chinese characters closed up",
    "MKD106": "rule glued under a text set apart, the text is no heading",
    "MKD107": "`~` or `^` of a range, an estimate or a power escaped",
    "MKD108": "list marker `1)` written as `1.`",
    "MKD109": "backslash escape replaced by the character itself",
    "MKD110": "code block without an end closed",
    "MKD111": "numbered lines kept on lines of their own",
    "MKD112": "words behind the language of a code block left out",
    "MKD113": "backslash at the end of a line written as a line break",
    "MKD114": "line breaks kept as the dialect shows them",
    "MTH101": "display formula within a text set on a line of its own",
    "MTH102": "`$$` within a line read as an inline formula",
    "MTH103": "`|` of a formula in a table written as `\\vert`",
    "MTH104": "formula of several lines written on one",
}


class Fix(Struct, frozen=True):
    """One change and its kind."""

    code: str
    """Code of the diagnostic that names it, or ``SILENT``."""
    span: Span
    """What is replaced; an empty span inserts."""
    text: str
    """What stands there instead."""


def disjoint_edits(fixes: Sequence[Fix]) -> tuple[Edit, ...]:
    """The edits of ``fixes``, which are in order; of those that overlap the first counts."""
    edits: list[Edit] = []
    position = 0
    for fix in fixes:
        if fix.span.start >= position:
            edits.append(Edit(fix.span, fix.text))
            position = fix.span.end
    return tuple(edits)


def report_fixes(source: Source, fixes: Sequence[Fix]) -> tuple[Diagnostic, ...]:
    """One diagnostic for each kind of change, at its first place; ``fixes`` are in order."""
    first: dict[str, Span] = {}
    count: dict[str, int] = {}
    for fix in fixes:
        first.setdefault(fix.code, fix.span)
        count[fix.code] = count.get(fix.code, 0) + 1
    return tuple(
        Diagnostic(code, f"{_CHANGES[code]} ({_places(count[code])})", source.path, span)
        for code, span in sorted(first.items())
        if code != SILENT
    )


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"
