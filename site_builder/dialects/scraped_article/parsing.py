"""Articles copied from web pages: headings without marks, lost pictures, publishers' noise.

札记的标题

01 第一门课 神经网络

1.1 第一周:引言

  1. 一条
  • 一点

本文来自网友投稿,不代表本站立场。        everything from here on is the publisher's
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from site_builder.dialects.scraped_article.loose_text import read_loose_text
from site_builder.dialects.scraped_article.lost_references import (
    LostKind,
    LostReference,
    find_lost_references,
)
from site_builder.dialects.scraped_article.numbered_headings import (
    find_numbered_headings,
    reads_as_title,
)
from site_builder.dialects.scraped_article.publisher_noise import (
    Noise,
    NoiseKind,
    find_noise,
    may_hold_noise,
)
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import (
    Block,
    Detection,
    Dialect,
    Document,
    Edit,
    Heading,
    Removal,
    Section,
    Structure,
    StructureRole,
)
from site_builder.model.source import Source, Span
from site_builder.scan.note_head import find_end_mark, read_note_head
from site_builder.scan.note_references import NoteReferences, find_note_references
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.scopes import read_scope
from site_builder.scan.sections import build_sections, without_spans

_NOISE_CODES = {NoiseKind.NOTICE: "ART101", NoiseKind.RELATED: "ART102"}
_LOST_CODES = {LostKind.IMAGE: "ART103", LostKind.LINK: "ART104"}

# The words stay: they name what a reader misses.
_LOST_TEXTS = {
    LostKind.IMAGE: '<span class="image-missing" title="转载时丢失的图片">缺图：{words}</span>',
    LostKind.LINK: "{words}（原文链接已丢失）",
}

# "# 标题" · "![图](…)" · "[词](https://…)" · "[[词]]": marks that copying loses
_MARKDOWN = lazy_pattern(r"^ {0,3}#{1,6} |!?\[[^\]\n]{0,200}\]\(|\[\[|^```|^---\s*$", re.MULTILINE)

_BULLET = lazy_pattern(r"^[ \t]*[•●▪◦]", re.MULTILINE)
_ENTITY = lazy_pattern(r"&#(?:x[0-9a-f]{2,5}|\d{2,6});", re.IGNORECASE)
_MATHEMATICAL = lazy_pattern("[\U0001d400-\U0001d7ff]")


_NOISE_WEIGHT = 0.35
_OTHER_WEIGHTS = 0.65
"""What all other signs of a copied article say together."""


def bound_scraped_article(scanned: ScannedSource) -> float:
    """What the score of ``detect_scraped_article`` is at most, at a glance."""
    return _OTHER_WEIGHTS + (_NOISE_WEIGHT if may_hold_noise(scanned.source) else 0.0)


def detect_scraped_article(scanned: ScannedSource) -> Detection:
    """How surely a source was copied from a web page: its noise, its headings, its lost marks."""
    source, text = scanned.source, scanned.source.text
    headings = find_numbered_headings(source, Span(0, len(text)))
    noise = find_noise(source, headings)
    signs = (
        (0.35 if len(headings) >= 3 else 0.0, f"{len(headings)} numbered headings without marks"),
        (_NOISE_WEIGHT if noise else 0.0, "publisher's noise at the end"),
        (0.1 if _has_bullets(text) else 0.0, "typographic bullets"),
        (0.1 if _MATHEMATICAL.search(text) else 0.0, "mathematical letters of Unicode"),
        (0.05 if _ENTITY.search(text) else 0.0, "entities of HTML"),
        (0.05 if source.path.lower().endswith(".txt") else 0.0, "a file named .txt"),
    )
    score = min(0.97, sum(weight for weight, _ in signs))
    if score and _is_marked_up(text):
        score /= 4
    reason = ", ".join(words for weight, words in signs if weight) or "nothing of a copied article"
    return Detection(Dialect.SCRAPED_ARTICLE, round(score, 3), reason)


def _has_bullets(text: str) -> bool:
    return any(sign in text for sign in "•●▪◦") and _BULLET.search(text) is not None


def _is_marked_up(text: str) -> bool:
    """Whether there is more than one mark of Markdown to twenty lines."""
    wanted = sum(1 for line in text.split("\n") if line.strip()) // 20 + 1
    return sum(1 for _ in islice(_MARKDOWN.finditer(text), wanted)) == wanted


def parse_scraped_article(scanned: ScannedSource, confidence: float) -> Outcome[Document]:
    """The notes in a source without the publisher's lines.

    Args:
        scanned: The source.
        confidence: Score of the detection.
    """
    source, regions, text = scanned.source, scanned.regions, scanned.source.text
    headings = _headings(scanned.headings, find_numbered_headings(source, Span(0, len(text))))
    noise = find_noise(source, headings)
    within = Span(0, noise[0].span.start if noise else len(text))
    headings = tuple(heading for heading in headings if within.contains(heading.span))

    title, structure, rest = _head(source, within, headings)
    end = find_end_mark(source, regions, rest)
    if end is not None:
        structure = (*structure, Structure(end, StructureRole.SEPARATOR))
    skipped = tuple(item.span for item in structure)
    sections = build_sections(
        source, regions, rest, headings, skipped=skipped, outer=read_scope(title or "")
    )
    bodies = tuple(without_spans(rest, sorted((*skipped, *(h.span for h in headings)))))
    lost = find_lost_references(source, bodies)
    shown = tuple(item.span for item in lost if item.kind is LostKind.IMAGE)
    loose = read_loose_text(source, bodies, regions, shown)
    references = find_note_references(source, regions, within, None)

    document = Document(
        source=source,
        dialect=Dialect.SCRAPED_ARTICLE,
        confidence=confidence,
        title=title,
        sections=_with_blocks(sections, loose.blocks),
        moments=references.value.moments,
        links=references.value.links,
        images=references.value.images,
        wikilinks=references.value.wikilinks,
        edits=_edits(source, loose.edits, references.value, lost),
        structure=structure,
        removals=tuple(
            Removal(_trimmed(source, part.span), _NOISE_CODES[part.kind], part.kind.value)
            for part in noise
        ),
    )
    found = (
        *references.diagnostics,
        *(_noise_diagnostic(source, part) for part in noise),
        *_lost_diagnostics(source, lost),
    )
    return Outcome(document, found)


def _headings(marked: Sequence[Heading], numbered: Sequence[Heading]) -> tuple[Heading, ...]:
    """Both kinds in order; a line with a mark is read once."""
    lines = {heading.span for heading in marked}
    fresh = (heading for heading in numbered if heading.span not in lines)
    return tuple(sorted((*marked, *fresh), key=lambda heading: heading.span))


def _head(
    source: Source, within: Span, headings: Sequence[Heading]
) -> tuple[str | None, tuple[Structure, ...], Span]:
    """The title, the structure of the first lines, and what follows the title."""
    number = next((n for n in range(1, source.line_count + 1) if source.line_text(n).strip()), None)
    title: str | None = None
    structure: list[Structure] = []
    rest = within
    if number is not None and _is_title(source, number, within, headings):
        span = source.line_span(number)
        title = " ".join(source.slice(span).split())
        structure.append(Structure(span, StructureRole.TITLE))
        rest = Span(span.end, within.end)
    head = read_note_head(
        source, Span(rest.start, headings[0].span.start if headings else rest.end)
    )
    return title, (*structure, *head.structure), rest


def _is_title(source: Source, number: int, within: Span, headings: Sequence[Heading]) -> bool:
    span = source.line_span(number)
    return (
        span.end < within.end
        and reads_as_title(source.slice(span))
        and not source.slice(span)[:1].isspace()
        and not source.line_text(number + 1).strip()
        and bool(source.slice(Span(span.end, within.end)).strip())
        and not any(heading.span == span for heading in headings)
    )


def _with_blocks(sections: Sequence[Section], blocks: Sequence[Block]) -> tuple[Section, ...]:
    """``sections`` with the blocks that stand in them in place of their own."""
    starts = [section.span.start for section in sections]
    own: list[list[Block]] = [[] for _ in sections]
    for block in blocks:
        own[bisect_right(starts, block.span.start) - 1].append(block)
    return tuple(
        replace(section, blocks=tuple(mine)) for section, mine in zip(sections, own, strict=True)
    )


def _edits(
    source: Source,
    layout: Sequence[Edit],
    references: NoteReferences,
    lost: Sequence[LostReference],
) -> tuple[Edit, ...]:
    """Edits of the layout outside of links and lost things, and what stands for the lost ones."""
    found = (references.moments, references.links, references.images, references.wikilinks)
    spans = sorted((*(item.span for items in found for item in items), *(i.span for i in lost)))
    notes = (
        Edit(item.span, _LOST_TEXTS[item.kind].format(words=html.escape(source.slice(item.span))))
        for item in lost
    )
    kept = (edit for edit in layout if not _disturbs(edit.span, spans))
    return tuple(sorted((*kept, *notes), key=lambda edit: edit.span))


def _disturbs(span: Span, others: Sequence[Span]) -> bool:
    """Whether an edit changes something within one of ``others``, which are in order."""
    index = bisect_right(others, span, key=lambda other: other) - 1
    return any(
        other.start < span.end and span.start < other.end
        for other in others[max(index - 1, 0) : index + 2]
        if span != other
    )


def _trimmed(source: Source, span: Span) -> Span:
    """``span`` without blank lines at its end."""
    first = source.line_number(span.start)
    text = source.slice(span).rstrip()
    return source.line_span(first, source.line_number(span.start + max(len(text) - 1, 0)))


def _noise_diagnostic(source: Source, noise: Noise) -> Diagnostic:
    count = sum(1 for line in source.slice(noise.span).split("\n") if line.strip())
    message = f"{noise.kind.value} left out ({count} lines)"
    return Diagnostic(_NOISE_CODES[noise.kind], message, source.path, _trimmed(source, noise.span))


def _lost_diagnostics(source: Source, lost: Sequence[LostReference]) -> Iterator[Diagnostic]:
    for kind in LostKind:
        spans = [item.span for item in lost if item.kind is kind]
        if not spans:
            continue
        lines = ", ".join(str(source.line_number(span.start)) for span in spans[:9])
        more = " …" if len(spans) > 9 else ""
        things = kind.value if len(spans) == 1 else f"{kind.value}s"
        message = f"{len(spans)} lost {things} (lines {lines}{more})"
        yield Diagnostic(_LOST_CODES[kind], message, source.path, spans[0])
