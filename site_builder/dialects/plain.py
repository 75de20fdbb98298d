"""Plain Markdown, with or without front matter that names its lesson.

---
lesson: 10          or a list: [91, 92]
title: 梯度下降法
tags: [优化]
---
# 标题
…
"""

from __future__ import annotations

from msgspec.structs import replace

from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Detection, Dialect, Document, Structure, StructureRole
from site_builder.scan.heading_outline import read_heading_outline
from site_builder.scan.normalise import normalise_markdown
from site_builder.scan.note_front_matter import LESSON_KEYS, read_note_front_matter
from site_builder.scan.note_headings import find_note_headings
from site_builder.scan.note_references import find_note_references
from site_builder.scan.opening_lines import find_opening_lines, lines_as_blocks
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.scopes import read_scope
from site_builder.scan.sections import build_sections


def detect_plain(scanned: ScannedSource) -> Detection:
    """How surely a source is plain Markdown; every text is so in some measure."""
    key = next((key for key in LESSON_KEYS if key in scanned.front.values), None)
    if key is not None:
        return Detection(Dialect.PLAIN, 0.9, f"front matter with {key}")
    if scanned.headings:
        return Detection(Dialect.PLAIN, 0.4, "headings of Markdown and no marks of another dialect")
    return Detection(Dialect.PLAIN, 0.2, "a text")


def parse_plain(scanned: ScannedSource, confidence: float) -> Outcome[Document]:
    """The notes in a source, one section a heading.

    Args:
        scanned: The source.
        confidence: Score of the detection.
    """
    source, regions, within = scanned.source, scanned.regions, scanned.body
    front = read_note_front_matter(scanned)
    headings = find_note_headings(scanned)
    opened = () if headings else find_opening_lines(source, regions, within)
    tops = [heading for heading in headings if heading.level == 1]
    title = front.value.title or (tops[0].title if len(tops) == 1 and tops[0].title else None)
    sections = build_sections(
        source, regions, within, headings or opened, outer=read_scope(title or "")
    )
    if opened:
        sections = lines_as_blocks(source, sections)
    references = find_note_references(source, regions, within, front.value.video)
    edits = normalise_markdown(source, regions, scanned.layout)
    structure = (
        (Structure(front.value.span, StructureRole.FRONT_MATTER),) if front.value.span.end else ()
    )
    listed = None if front.value.claim else read_heading_outline(sections, title)
    if listed is not None:
        sections = tuple(section for section in sections if section.heading is None)
        structure = (*structure, *listed.structure)
    document = Document(
        source=source,
        dialect=Dialect.PLAIN,
        confidence=confidence,
        title=title,
        video=None if front.value.video is None else front.value.video.video,
        outline=None if listed is None else listed.outline,
        titles=() if listed is None else listed.titles,
        sections=tuple(replace(section, claim=front.value.claim) for section in sections),
        moments=references.value.moments,
        links=references.value.links,
        images=references.value.images,
        wikilinks=references.value.wikilinks,
        tags=front.value.tags,
        edits=edits.value,
        structure=structure,
    )
    found = (*front.diagnostics, *references.diagnostics, *edits.diagnostics)
    return Outcome(document, found)
