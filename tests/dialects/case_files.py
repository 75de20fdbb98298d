"""Case files of dialects, and documents in the words that they use.

A case is a title, a line with a full stop, the input, a full stop, what is expected, a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Dialect, Document, LessonClaim, Section
from site_builder.model.source import Span

CASES = Path(__file__).parents[1] / "cases"

_CASE = re.compile(
    r"^(?P<title>\S[^\n]*)\n\.\n(?P<given>.*?)^\.\n(?P<expected>.*?)^\.\n", re.MULTILINE | re.DOTALL
)


def read_cases(dialect: str) -> list[tuple[str, str, str]]:
    """Title, input and expected description of every case of ``dialect``, by file and position."""
    return [
        (match["title"], match["given"], match["expected"])
        for path in sorted((CASES / dialect).glob("*.md"))
        for match in _CASE.finditer(path.read_text(encoding="utf-8"))
    ]


def describe(outcome: Outcome[Document]) -> str:
    """What a dialect found, a line each thing, as case files say it."""
    document = outcome.value
    lines = []
    if document.title is not None:
        lines.append(f"title {document.title}")
    if document.video is not None:
        lines.append(f"video {document.video.id}")
    if document.tags:
        lines.append(f"tags {' '.join(document.tags)}")
    lines.extend(text for _, text in sorted(_parts(document)))
    lines.extend(
        f"image {_where(document, image.span)}: {image.target or '-'} {image.width or ''}".rstrip()
        for image in document.images
    )
    lines.extend(
        f"edit {_where(document, edit.span)}: {document.source.slice(edit.span)!r} > {edit.text!r}"
        for edit in document.edits
    )
    lines.extend(
        f"{d.code} {_where(document, d.span or Span(0, 0))}: {d.message}"
        for d in outcome.diagnostics
    )
    return "".join(f"{line}\n" for line in lines)


def lines_without_one_home(document: Document) -> dict[int, int]:
    """The non-blank lines that stand in no place of ``document`` or in several, with how many."""
    source = document.source
    spans = [item.span for item in document.structure]
    spans.extend(removal.span for removal in document.removals)
    spans.extend(entry.span for entry in document.titles)
    if document.dialect is Dialect.PLAIN and document.outline is not None:
        spans.extend(entry.span for entry in document.outline.entries)
    for section in document.sections:
        spans.extend(block.span for block in section.blocks)
        if section.heading is not None:
            spans.append(section.heading.span)
    counts = {
        number: 0 for number in range(1, source.line_count + 1) if source.line_text(number).strip()
    }
    for span in spans:
        if span.start == span.end:  # a heading whose own line is structure
            continue
        first, last = source.lines_of(span)
        for number in range(first, last + 1):
            if number in counts:
                counts[number] += 1
    return {number: count for number, count in counts.items() if count != 1}


def _parts(document: Document) -> Iterator[tuple[float, str]]:
    for item in document.structure:
        yield item.span.start, f"{_where(document, item.span)} {item.role.value}"
    for removal in document.removals:
        yield removal.span.start, f"{_where(document, removal.span)} removed {removal.code}"
    for section in document.sections:
        if section.heading is not None:
            yield section.span.start, _section(document, section)
        elif section.blocks:
            yield section.blocks[0].span.start - 0.5, f"no heading{_claim(section)}"
        for block in section.blocks:
            place = f"{_where(document, block.span)} {block.kind.value}"
            yield block.span.start, f"  {place} {block.depth} {block.words}".rstrip()


def _section(document: Document, section: Section) -> str:
    heading = section.heading
    assert heading is not None
    words = [f"{_where(document, heading.span)} {'#' * heading.level}"]
    if heading.number:
        words.append(".".join(map(str, heading.number)))
    words.append(heading.title)
    if section.scope != (None, None):
        words.append("in course {} week {}".format(*(number or "-" for number in section.scope)))
    return " ".join(words) + _claim(section)


def _claim(section: Section) -> str:
    if not isinstance(section.claim, LessonClaim):
        return ""
    return f" claims {' '.join(map(str, section.claim.lessons))}"


def _where(document: Document, span: Span) -> str:
    first, last = document.source.lines_of(span)
    return str(first) if first == last else f"{first}-{last}"
