"""A document in lines that a person reads and compares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from site_builder.model.diagnostic import Outcome
from site_builder.model.note import (
    Claim,
    CourseClaim,
    Document,
    LessonClaim,
    PartClaim,
    Section,
)
from site_builder.model.outline import LessonKind, OutlineEntry, TitleEntry
from site_builder.model.source import Source, Span
from site_builder.model.timecode import format_timecode


def show_document(outcome: Outcome[Document]) -> str:
    """Everything that a dialect found, one thing a line, in the order of the model."""
    document = outcome.value
    source = document.source
    lines = [*_outline_lines(document)]
    lines += [f"name {_at(source, t.span)} {_title(t)}" for t in document.titles]
    lines += [_section(source, section) for section in document.sections]
    lines += [
        f"moment {_at(source, m.span)} {m.video.id} p{m.part} {m.seconds} s"
        for m in document.moments
    ]
    lines += [f"link {_at(source, k.span)} {k.url} {k.title}".rstrip() for k in document.links]
    lines += [f"image {_at(source, i.span)} {i.target}" for i in document.images]
    lines += [f"snapshot {_at(source, s.span)} {s.url} {s.path}" for s in document.snapshots]
    lines += [
        f"edit {_at(source, e.span)} {source.slice(e.span)!r} to {e.text!r}" for e in document.edits
    ]
    lines += [f"structure {_at(source, s.span)} {s.role.value}" for s in document.structure]
    lines += [f"removal {_at(source, r.span)} {r.code}" for r in document.removals]
    for found in outcome.diagnostics:
        place = _at(source, found.span) if found.span else "-"
        lines.append(f"{found.code} {place} {found.message}")
    return "\n".join(lines)


def lost_lines(document: Document) -> list[int]:
    """Lines that are not blank and belong to nothing, or to two things."""
    source = document.source
    counts = [0] * (source.line_count + 1)
    for span in _claimed(document):
        first, last = source.lines_of(span)
        for number in range(first, last + 1):
            counts[number] += 1
    return [
        number
        for number in range(1, source.line_count + 1)
        if source.line_text(number).strip() and counts[number] != 1
    ]


def _claimed(document: Document) -> Iterator[Span]:
    if document.outline is not None:
        yield from (entry.span for entry in document.outline.entries)
    yield from (entry.span for entry in document.titles)
    yield from (part.span for part in document.structure)
    yield from (removal.span for removal in document.removals)
    yield from (footnote.span for footnote in document.footnotes)
    for section in document.sections:
        if section.heading is not None:
            yield section.heading.span
        yield from (block.span for block in section.blocks)


def _outline_lines(document: Document) -> Iterator[str]:
    if document.title is not None:
        yield f"title {document.title}"
    outline = document.outline
    if outline is None:
        return
    if outline.video is not None:
        yield f"video {outline.video.id}"
    if outline.claimed_duration is not None:
        yield f"claim {format_timecode(outline.claimed_duration)} {outline.claimed_count}"
    yield from (_entry(document.source, entry) for entry in outline.entries)


def _entry(source: Source, entry: OutlineEntry) -> str:
    place = ".".join(
        "-" if n is None else str(n) for n in (entry.course, entry.week, entry.section)
    )
    time = "-" if entry.duration is None else format_timecode(entry.duration)
    words = [f"lesson {entry.number} {_at(source, entry.span)} {place} {entry.title} {time}"]
    if entry.kind is LessonKind.INTERVIEW:
        words.append("interview")
    if entry.part != entry.number:
        words.append(f"p{entry.part}")
    return " ".join(words)


def _title(title: TitleEntry) -> str:
    place = ".".join(
        "-" if n is None else str(n) for n in (title.course, title.week, title.section)
    )
    return f"{title.kind.value} {place} {title.title} | {title.title_en or '-'}"


def _section(source: Source, section: Section) -> str:
    claim = _claim(section.claim)
    heading = f" [{section.heading.title}]" if section.heading else ""
    parent = "" if section.parent is None else f" below {section.parent}"
    blocks = ", ".join(block.kind.value for block in section.blocks)
    return f"section {_at(source, section.span)} on {claim}{heading}{parent}: {blocks}".rstrip()


def _claim(claim: Claim | None) -> str:
    match claim:
        case CourseClaim():
            return "course"
        case LessonClaim():
            return f"lesson {' '.join(map(str, claim.lessons))}"
        case PartClaim():
            return f"part {claim.part}"
        case None:
            return "nothing"
        case _:
            assert_never(claim)


def _at(source: Source, span: Span) -> str:
    first, last = source.lines_of(span)
    return f"L{first}" if first == last else f"L{first}-{last}"
