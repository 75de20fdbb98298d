"""The list of archived copies, and the lines of a blog that are not published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.dialects.jekyll_outline.text import OutlineText, line_at
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import (
    Edit,
    Heading,
    Removal,
    Structure,
    StructureRole,
)
from site_builder.model.reference import SnapshotEntry
from site_builder.model.source import Source, Span
from site_builder.scan.liquid import (
    LiquidTag,
    find_picture,
)
from site_builder.scan.patterns import lazy_pattern

# "- [https://…]({% include relrefx.html url="/backup/…" %})" · "- [https://…](/backup/…)"
_SNAPSHOT = lazy_pattern(
    r"""
    ^[ \t]*[-*+][ \t]+\[(?P<url>https?://[^\]\s]+)\]
    \((?:\{%[^%\n]*?\burl\s*=\s*["'](?P<tagged>/[^"'\n]+)["'][^%\n]*%\}|(?P<plain>/[^\s)]+))\)
    [ \t]*$
    """,
    re.VERBOSE | re.MULTILINE,
)

_SNAPSHOT_TITLE = lazy_pattern(r"快照|snapshot|archived", re.IGNORECASE)

# <hr class='reviewline'/> · <p class="reviewtip">…</p> · <script …></script> · {:toc}
_MACHINERY = lazy_pattern(
    r"""
    [ \t]*(?:
        <(?:hr|p|div|span)\b[^<>\n]*\bclass=["']?review[^\n]*
      | <script\b[^<>\n]*></script>
      | \{:[^{}\n]*\}
    )[ \t]*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_snapshots(text: OutlineText) -> Iterator[SnapshotEntry]:
    """The entries of the list of archived copies, in its order."""
    for match in _SNAPSHOT.finditer(text.source.text, text.front.span.end):
        if text.regions.at(match.start()) is None:
            span = line_at(text.source, match.start())
            yield SnapshotEntry(span, match["url"], match["tagged"] or match["plain"])


def collect_structure(
    text: OutlineText, title: Heading | None, snapshots: Sequence[SnapshotEntry]
) -> tuple[Structure, ...]:
    """Front matter, title and the list of copies with its title line, in order."""
    parts = [Structure(entry.span, StructureRole.SNAPSHOT) for entry in snapshots]
    if snapshots:
        above = _line_above(text.source, snapshots[0].span)
        if above is not None and _SNAPSHOT_TITLE.search(text.source.slice(above)):
            parts.append(Structure(above, StructureRole.SNAPSHOT))
    if title is not None:
        parts.append(Structure(title.span, StructureRole.TITLE))
    if text.front.span.end:
        parts.append(Structure(text.front.span, StructureRole.FRONT_MATTER))
    return tuple(sorted(parts, key=lambda part: part.span))


def _line_above(source: Source, span: Span) -> Span | None:
    """The nearest line above ``span`` that is not blank."""
    for number in range(source.line_number(span.start) - 1, 0, -1):
        if source.line_text(number).strip():
            return source.line_span(number)
    return None


def collect_removals(text: OutlineText, snapshots: Sequence[SnapshotEntry]) -> Iterator[Removal]:
    """Lines of machinery, and lines that are nothing but Liquid."""
    listed = {entry.span for entry in snapshots}
    pictures = [tag for tag in text.tags if find_picture(tag) is not None]
    shown = {line_at(text.source, tag.span.start) for tag in pictures}
    tagged = {text.source.line_span(*text.source.lines_of(tag.span)) for tag in text.tags}
    for span in sorted(tagged - listed - shown):
        if not text.plain[span.start : span.end].strip():
            yield Removal(span, "JKL101", "Liquid")
    for number in range(1, text.source.line_count + 1):
        line = text.source.line_text(number)
        span = text.source.line_span(number)
        if span.start < text.front.span.end or not _MACHINERY.fullmatch(line):
            continue
        if text.regions.at(span.start) is None:
            yield Removal(span, "JKL102", "machinery of the blog")


def report_removals(
    source: Source, removals: Sequence[Removal], edits: Sequence[Edit], tags: Sequence[LiquidTag]
) -> Iterator[Diagnostic]:
    """One diagnostic a file for each kind of removal."""
    machinery = [removal.span for removal in removals if removal.code == "JKL102"]
    liquid = sorted(
        (*(r.span for r in removals if r.code == "JKL101"), *(edit.span for edit in edits))
    )
    if liquid:
        first = next(tag for tag in tags if liquid[0].overlaps(tag.span))
        words = source.slice(first.span)
        message = f"{len(liquid)} times Liquid, the first is {' '.join(words.split())!r}"
        yield Diagnostic("JKL101", message, source.path, liquid[0])
    if machinery:
        message = f"{len(machinery)} lines of the blog's machinery"
        yield Diagnostic("JKL102", message, source.path, machinery[0])
