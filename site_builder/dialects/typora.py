"""Notes written in Typora: a title, a link to the video, chapters, sections and many pictures.

# 课程的名字
- [笔记来源](https://www.bilibili.com/video/BV…)
- 笔记时间:2022.03.09
## 1 第一章
### 1.1 一节          ### 1.2一节      ### 1.5~1.6 两节      ### 2.7* 选修
- ![image-20220309095503797](images/image-20220309095503797.png)
V~t~ 下标   10^-4^ 上标   <img src="a.png" style="zoom:50%" />   [TOC]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from site_builder.model.diagnostic import Outcome
from site_builder.model.note import (
    Detection,
    Dialect,
    Document,
    Heading,
    Structure,
    StructureRole,
)
from site_builder.model.source import Source, Span
from site_builder.scan.normalise import normalise_markdown
from site_builder.scan.note_front_matter import read_note_front_matter
from site_builder.scan.note_head import NoteHead, find_end_mark, read_note_head
from site_builder.scan.note_headings import find_note_headings
from site_builder.scan.note_references import find_note_references
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.scopes import NO_SCOPE, read_scope
from site_builder.scan.sections import build_sections

# ![image-20220309095503797](…) · image-20220309095503797.png
_PASTED = lazy_pattern(r"\bimage-\d{14,20}")

# a note's own folder of pictures, and the folder that Typora uses before a note is saved
_FOLDER = lazy_pattern(
    r"\]\([^()\n]{0,200}\.assets[/\\]|typora-user-images", re.IGNORECASE | re.ASCII
)

_ZOOM = lazy_pattern(r"<img\b[^<>\n]{0,400}\bzoom\s*:", re.IGNORECASE)
_TOC = lazy_pattern(r"^[ \t]*\[TOC\][ \t]*$", re.MULTILINE | re.IGNORECASE)

# V~t~ · 10^-4^ ; 1~3 分钟…4~5 分钟 and ~~strike~~ are none
_SUBSCRIPT = lazy_pattern(r"~(?<=\w~)[A-Za-z0-9+,=-]{1,8}~(?![~\d])")
_SUPERSCRIPT = lazy_pattern(r"\^(?<=[\w)\]]\^)[A-Za-z0-9+,=*-]{1,8}\^")

_KEYS = ("typora-root-url", "typora-copy-images-to")


def detect_typora(scanned: ScannedSource) -> Detection:
    """How surely a source was written in Typora: pasted pictures, its own marks, chapters."""
    source, regions, text = scanned.source, scanned.regions, scanned.source.text
    headings, small = scanned.headings, text.lower()
    pasted = sum(1 for _ in _PASTED.finditer(text)) if "image-" in text else 0
    numbered = _numbered_chapters(headings)
    video = None
    if numbered:  # else it says nothing
        video = read_note_head(source, Span(0, _head_end(text, headings))).video
    scripts = _has(_SUBSCRIPT, text, regions) + _has(_SUPERSCRIPT, text, regions)
    keys = any(key in scanned.front.values for key in _KEYS)
    signs = (
        (0.8 if keys else 0.0, "keys of Typora in the front matter"),
        (min(0.6, 0.3 + 0.1 * pasted) if pasted else 0.0, f"{pasted} pasted pictures"),
        (
            0.6 if (".assets" in small or "typora" in small) and _FOLDER.search(text) else 0.0,
            "a folder of pictures as Typora makes it",
        ),
        (0.5 if "zoom" in small and _ZOOM.search(text) else 0.0, "zoomed pictures"),
        (0.25 if "[toc]" in small and _TOC.search(text) else 0.0, "[TOC]"),
        (0.15 * scripts, "~subscripts~ or ^superscripts^"),
        (0.3 if numbered else 0.0, "numbered chapters and sections"),
        (0.3 if video is not None else 0.0, "a link to the video above them"),
    )
    score = min(0.97, sum(weight for weight, _ in signs))
    reason = ", ".join(words for weight, words in signs if weight) or "no marks of Typora"
    return Detection(Dialect.TYPORA, round(score, 3), reason)


def parse_typora(scanned: ScannedSource, confidence: float) -> Outcome[Document]:
    """The notes in a source; headings that only give scope stay sections without blocks.

    Args:
        scanned: The source.
        confidence: Score of the detection.
    """
    source, regions, within = scanned.source, scanned.regions, scanned.body
    front = read_note_front_matter(scanned)
    headings = find_note_headings(scanned)
    head = read_note_head(source, Span(within.start, _head_end(source.text, headings)))
    title = _title(headings, head)
    structure = tuple(_structure(source, regions, within, front.value.span, title, head))
    skipped = tuple(item.span for item in structure)
    sections = build_sections(
        source,
        regions,
        within,
        tuple(heading for heading in headings if heading is not title),
        skipped=skipped,
        outer=NO_SCOPE if title is None else read_scope(title.title),
    )
    video = front.value.video or head.video
    references = find_note_references(source, regions, within, video)
    edits = normalise_markdown(source, regions, scanned.layout)
    document = Document(
        source=source,
        dialect=Dialect.TYPORA,
        confidence=confidence,
        title=front.value.title or _name(headings),
        video=None if video is None else video.video,
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


def _has(pattern: re.Pattern[str], text: str, regions: Regions) -> bool:
    return any(regions.at(match.start()) is None for match in pattern.finditer(text))


def _numbered_chapters(headings: Sequence[Heading]) -> bool:
    """Whether chapters with one number hold sections with two, as in ``2`` and ``2.1``."""
    chapters = {heading.number for heading in headings if len(heading.number) == 1}
    return any(len(h.number) == 2 and h.number[:1] in chapters for h in headings)


def _head_end(text: str, headings: Sequence[Heading]) -> int:
    """Offset of the first heading behind the title."""
    below = [heading for heading in headings if heading.level > 1 or heading.number]
    return below[0].span.start if below else len(text)


def _name(headings: Sequence[Heading]) -> str | None:
    """The words of the only heading at the top."""
    tops = [heading for heading in headings if heading.level == 1]
    return tops[0].title or None if len(tops) == 1 else None


def _title(headings: Sequence[Heading], head: NoteHead) -> Heading | None:
    """The heading that names the whole document; a heading over one lesson is a section."""
    tops = [heading for heading in headings if heading.level == 1]
    if len(tops) != 1 or headings[0] is not tops[0] or tops[0].number:
        return None
    ordered = any(h.number or read_scope(h.title) != NO_SCOPE for h in headings[1:])
    return tops[0] if ordered or head.video is not None else None


def _structure(
    source: Source,
    regions: Regions,
    within: Span,
    front: Span,
    title: Heading | None,
    head: NoteHead,
) -> Iterator[Structure]:
    """The lines that are no notes, in order."""
    if front.end:
        yield Structure(front, StructureRole.FRONT_MATTER)
    own = [Structure(title.span, StructureRole.TITLE)] if title is not None else []
    own.extend(head.structure)
    for match in _TOC.finditer(source.text, within.start, within.end):
        if regions.at(match.start()) is None:
            line = source.line_span(source.line_number(match.end()))
            own.append(Structure(line, StructureRole.SEPARATOR))
    taken = {item.span for item in own}
    end = find_end_mark(source, regions, within)
    if end is not None and end not in taken:
        own.append(Structure(end, StructureRole.SEPARATOR))
    yield from sorted(own, key=lambda item: item.span)
