"""Notes written in Obsidian, often beside a video and part by part.

    # P2                      or        # P8 标题        or no heading at all, only the link
    [标题_哔哩哔哩_bilibili](https://www.bilibili.com/video/BV…?p=2)
    [00:59](https://…?p=2#t=59.99)
    正文 [[笔记|标签]] ![[Pasted image 2024.png|300]] ==高亮== %%隐藏%% ^block-id
    > [!note] 标题
    ---
    #标签/子标签

A rule parts the notes and is never the underline of a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from site_builder.dialects.obsidian.callouts import callout_mark, normalise_notes
from site_builder.dialects.obsidian.cuts import Cuts, cut_block, merge_cuts
from site_builder.dialects.obsidian.marks import find_hidden, find_tags, is_tag_line
from site_builder.dialects.obsidian.note import Note, read_note
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Block, Detection, Dialect, Document, Edit, Heading, Section
from site_builder.model.reference import Image, Moment, WikiLink
from site_builder.model.source import Source, Span
from site_builder.model.video import Video, VideoPlace
from site_builder.scan.blocks import split_blocks
from site_builder.scan.links import find_images, find_links
from site_builder.scan.note_front_matter import read_note_front_matter
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.scopes import NO_SCOPE, Scope, read_scope
from site_builder.scan.sections import without_spans
from site_builder.scan.timecodes import find_moments
from site_builder.scan.wikilinks import find_embedded_images, find_wikilinks

_CALLOUT = lazy_pattern(r"^ {0,3}>[ \t]?\[![\w -]{1,40}\]", re.MULTILINE)
_PASTED = lazy_pattern(r"!\[\[Pasted image \d")
_MAYBE_TAGS = lazy_pattern(r"^(?:#(?![# \t])|标签|[Tt]ag)[^\n]*", re.MULTILINE)

_TIMES, _TAG_LINES = (0.5, 0.7), (0.3, 0.3)
"""What one and what three of these say; what other sources may have as well."""

_OWN_MARKS = ("[[", "[!", "%%")
"""One of these is in whatever else tells of Obsidian."""

_POST = 0.3
"""What is left of the score of a post of another site engine."""


def bound_obsidian(scanned: ScannedSource) -> float:
    """What the score of ``detect_obsidian`` is at most, at a glance."""
    if any(mark in scanned.source.text for mark in _OWN_MARKS):
        return 1.0
    return 1 - (1 - _TIMES[1]) * (1 - _TAG_LINES[1])


def detect_obsidian(scanned: ScannedSource) -> Detection:
    """How surely a source was written in Obsidian: its links, callouts, times, tags."""
    source, regions, text = scanned.source, scanned.regions, scanned.source.text
    whole = Span(0, len(text))
    callouts = _count(_CALLOUT, text, regions) if "[!" in text else 0
    signs = (
        _sign(1 if _PASTED.search(text) else 0, (0.8, 0.8), "pasted pictures"),
        _sign(len(find_embedded_images(text, regions, whole)), (0.7, 0.7), "embedded pictures"),
        _sign(len(find_wikilinks(text, regions, whole)), (0.6, 0.75), "wikilinks"),
        _sign(callouts, (0.93, 0.93), "callouts"),
        _sign(len(find_moments(source, regions, whole, None).value), _TIMES, "times"),
        _sign(_count_tag_lines(source, regions), _TAG_LINES, "lines of tags"),
        _sign(len(find_hidden(source, regions, whole)), (0.4, 0.4), "hidden comments"),
    )
    doubt = 1.0
    for weight, _ in signs:
        doubt *= 1 - weight
    score = min(0.98, 1 - doubt)
    if "layout" in scanned.front.values:
        score *= _POST
    reason = ", ".join(words for weight, words in signs if weight) or "no marks of Obsidian"
    return Detection(Dialect.OBSIDIAN, round(score, 3), reason)


def parse_obsidian(scanned: ScannedSource, confidence: float) -> Outcome[Document]:
    """The notes in a source: a section for each heading and for each part of a video.

    A heading that only names a part (``# P2``) and the link below it are structure; its section
    keeps the heading's words, with an empty span before its first block.

    Args:
        scanned: The source.
        confidence: Score of the detection.
    """
    source = scanned.source
    front = read_note_front_matter(scanned)
    note = read_note(scanned, front.value)
    moments, time_diagnostics = _moments(note)
    text = source.text
    pictures = _shown(note, find_embedded_images(text, note.regions, note.within))
    images = _shown(note, find_images(text, note.regions, note.within))
    wikilinks = _shown(note, find_wikilinks(text, note.regions, note.within))
    taken = merge_cuts((*note.gone.spans, *_spans(moments), *_spans(wikilinks)))
    silent = merge_cuts((*note.gone.spans, *_spans(m for m in moments if _is_figures(m.label))))
    sections = _sections(note, silent, merge_cuts(_spans(pictures)))
    edits = normalise_notes(source, note.regions, [s for part in note.parts for s in part.shown])
    document = Document(
        source=source,
        dialect=Dialect.OBSIDIAN,
        confidence=confidence,
        title=front.value.title or (note.title.title if note.title is not None else None),
        video=_video_of(note),
        sections=sections,
        moments=moments,
        links=tuple(
            link
            for link in find_links(text, note.regions, note.within)
            if not taken.touch(link.span) and note.regions.at(link.span.start) is None
        ),
        images=tuple(sorted((*pictures, *images), key=lambda image: image.span)),
        wikilinks=wikilinks,
        tags=_tags(note, front.value.tags),
        edits=_merged(note.inline, edits.value),
        structure=note.structure,
        removals=note.removals,
    )
    found = (*front.diagnostics, *note.diagnostics, *time_diagnostics, *edits.diagnostics)
    return Outcome(document, found)


def _sections(note: Note, silent: Cuts, pictures: Cuts) -> tuple[Section, ...]:
    outer = read_scope(note.title.title) if note.title is not None else NO_SCOPE
    sections: list[Section] = []
    for part in note.parts:
        stretch, heading = part.stretch, part.stretch.heading
        start = stretch.whole(note.source).start
        if heading is not None and not stretch.hides_heading:
            start = heading.span.end
        blocks = tuple(
            _block(note.source, block, silent, pictures)
            for span in part.shown
            if span.end > start
            for block in split_blocks(
                note.source, Span(max(start, span.start), span.end), note.regions
            )
        )
        if heading is not None and stretch.hides_heading:
            at = blocks[0].span.start if blocks else 0
            heading = replace(heading, span=Span(at, at)) if blocks else None
        around = outer if part.parent is None else sections[part.parent].scope
        sections.append(
            Section(
                span=stretch.span(note.source),
                heading=heading,
                blocks=blocks,
                parent=part.parent,
                claim=note.front.claim or stretch.part,
                scope=_scope(heading, around),
            )
        )
    return tuple(sections)


def _block(source: Source, block: Block, silent: Cuts, pictures: Cuts) -> Block:
    mark = callout_mark(source, block)
    if mark is not None:
        silent = merge_cuts((*silent.within(block.span), mark))
    return cut_block(source, block, silent, pictures)


def _scope(heading: Heading | None, around: Scope) -> Scope:
    subcourse, week = read_scope(heading.title) if heading is not None else NO_SCOPE
    if subcourse is not None:
        return subcourse, week
    return (around[0], week) if week is not None else around


def _moments(note: Note) -> tuple[tuple[Moment, ...], tuple[Diagnostic, ...]]:
    """The times of all sections; those that name no part mean that of their section."""
    moments: list[Moment] = []
    found: list[Diagnostic] = []
    for part in note.parts:
        claim = part.stretch.part
        default = VideoPlace(claim.video, claim.part) if claim is not None else note.video
        span = part.stretch.whole(note.source)
        outcome = find_moments(note.source, note.regions, span, default)
        moments.extend(m for m in outcome.value if not note.gone.touch(m.span))
        found.extend(
            d for d in outcome.diagnostics if d.span is None or not note.gone.touch(d.span)
        )
    return tuple(moments), tuple(found)


def _video_of(note: Note) -> Video | None:
    """The video that the head names, else the one that every section is about."""
    if note.video is not None:
        return note.video.video
    videos = {part.stretch.part.video if part.stretch.part else None for part in note.parts}
    return videos.pop() if len(videos) == 1 else None


def _tags(note: Note, first: Sequence[str]) -> tuple[str, ...]:
    """Tags of the front matter, then those of the text that are not in comments."""
    shown = without_spans(note.within, note.gone.spans)
    tags = (tag for span in shown for tag in find_tags(note.source, note.regions, span))
    return tuple(dict.fromkeys((*first, *tags)))


def _merged(first: Sequence[Edit], second: Iterable[Edit]) -> tuple[Edit, ...]:
    """All edits in order, without those of ``second`` that disturb one of ``first``."""
    taken = Cuts(tuple(edit.span for edit in first))
    kept = (edit for edit in second if not taken.touch(edit.span))
    return tuple(sorted((*first, *kept), key=lambda edit: edit.span))


def _sign(count: int, weights: tuple[float, float], words: str) -> tuple[float, str]:
    """What ``count`` of a mark says: the first weight, from three on the second."""
    if not count:
        return 0.0, ""
    return weights[count >= 3], f"{count} {words}"


def _count(pattern: re.Pattern[str], text: str, regions: Regions) -> int:
    return sum(1 for match in pattern.finditer(text) if regions.at(match.start()) is None)


def _count_tag_lines(source: Source, regions: Regions) -> int:
    return sum(
        1
        for match in _MAYBE_TAGS.finditer(source.text)
        if is_tag_line(match[0]) and regions.at(match.start()) is None
    )


_Item = TypeVar("_Item", Image, WikiLink)


def _shown(note: Note, items: Iterable[_Item]) -> tuple[_Item, ...]:
    """``items`` without those in comments."""
    return tuple(item for item in items if not note.gone.touch(item.span))


def _spans(items: Iterable[Image | WikiLink | Moment]) -> Iterable[Span]:
    return (item.span for item in items)


def _is_figures(label: str) -> bool:
    return not any(character.isalpha() for character in label)
