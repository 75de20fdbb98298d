"""A note of Obsidian with its lines told apart: what is published, what only gives scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from site_builder.dialects.obsidian.cuts import Cuts, merge_cuts
from site_builder.dialects.obsidian.marks import Hidden, find_block_ids, find_hidden
from site_builder.dialects.obsidian.openings import Line, LineKind, read_lines
from site_builder.dialects.obsidian.part_notes import Stretch, divide_notes
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import Edit, Heading, Removal, Structure, StructureRole
from site_builder.model.source import Source, Span
from site_builder.model.video import VideoPlace
from site_builder.scan.note_front_matter import NoteFrontMatter
from site_builder.scan.note_head import NoteHead, read_note_head
from site_builder.scan.regions import Regions
from site_builder.scan.scanned import ScannedSource
from site_builder.scan.sections import without_spans

HIDDEN_CODE = "OBS101"
"""Code of the diagnostic that names a comment."""


class NotePart(Struct, frozen=True):
    """A stretch that becomes a section."""

    stretch: Stretch
    parent: int | None
    """Index of the section around it."""
    shown: tuple[Span, ...]
    """Its own lines, heading included, without those that are not published."""


class Note(Struct, frozen=True):
    """A note with its lines told apart."""

    source: Source
    """The text."""
    regions: Regions
    """Regions of the whole text."""
    within: Span
    """What stands behind the front matter."""
    front: NoteFrontMatter
    """The front matter."""
    video: VideoPlace | None
    """The video that front matter or first lines name."""
    title: Heading | None
    """The heading that names the whole note."""
    parts: tuple[NotePart, ...]
    """What becomes sections, in order."""
    gone: Cuts
    """Comments and names of blocks."""
    inline: tuple[Edit, ...]
    """What takes those out of lines that hold other text, in order."""
    structure: tuple[Structure, ...]
    """Lines that only give scope, in order."""
    removals: tuple[Removal, ...]
    """Lines of comments, in order."""
    diagnostics: tuple[Diagnostic, ...]
    """One for each comment."""


def read_note(scanned: ScannedSource, front: NoteFrontMatter) -> Note:
    """The lines of a source told apart; what its front matter says is given."""
    source, regions, within = scanned.source, scanned.regions, scanned.body
    hidden = find_hidden(source, regions, within)
    comments = merge_cuts(comment.span for comment in hidden)
    ids = [i for i in find_block_ids(source, regions, within) if not comments.touch(i)]
    lone = tuple(
        _line_of(source, i) for i in ids if source.slice(_line_of(source, i)).strip()[:1] == "^"
    )
    removed = tuple(comment.lines for comment in hidden if comment.lines is not None)
    lines = read_lines(scanned, sorted((*removed, *lone)))
    head = _read_head(source, within, lines)
    if head.structure:
        names = {source.line_number(item.span.start) for item in head.structure}
        lines = tuple(
            replace(line, kind=LineKind.HIDDEN, link=None) if line.number in names else line
            for line in lines
        )
    video = front.video or head.video
    stretches = divide_notes(source, regions, lines, video.video if video else None)
    title = _title_of(stretches)
    structure = [item for stretch in stretches for item in stretch.structure(source)]
    structure.extend(Structure(line, StructureRole.SEPARATOR) for line in lone)
    structure.extend(head.structure)
    if front.span.end:
        structure.append(Structure(front.span, StructureRole.FRONT_MATTER))
    if title is not None and title.heading is not None:
        structure.append(Structure(title.heading.span, StructureRole.TITLE))
    structure.sort(key=lambda item: item.span)
    skipped = tuple(sorted((*(item.span for item in structure), *removed)))
    inline = [Edit(span, "") for comment in hidden for span in comment.inline]
    inline.extend(Edit(i, "") for i in ids if _line_of(source, i) not in lone)
    return Note(
        source=source,
        regions=regions,
        within=within,
        front=front,
        video=video,
        title=title.heading if title is not None else None,
        parts=tuple(_parts(source, stretches, title, skipped)),
        gone=merge_cuts((*comments.spans, *ids)),
        inline=tuple(sorted(inline, key=lambda edit: edit.span)),
        structure=tuple(structure),
        removals=tuple(Removal(span, HIDDEN_CODE, "author's comment") for span in removed),
        diagnostics=tuple(_report(source, comment) for comment in hidden),
    )


def _read_head(source: Source, within: Span, lines: Sequence[Line]) -> NoteHead:
    """The lines that name video and date, where the notes do not go part by part."""
    if any(line.link is not None and line.link.names_part for line in lines):
        return NoteHead(None, ())
    headings = [line for line in lines if line.heading is not None]
    first = 1 if headings and headings[0].heading and headings[0].heading.level == 1 else 0
    end = within.end
    if len(headings) > first:
        end = source.line_starts[headings[first].number - 1]
    head = read_note_head(source, Span(within.start, end))
    free = {line.number for line in lines if line.kind in (LineKind.TEXT, LineKind.LINK)}
    structure = tuple(i for i in head.structure if source.line_number(i.span.start) in free)
    return NoteHead(head.video if structure else None, structure)


def _title_of(stretches: Sequence[Stretch]) -> Stretch | None:
    """The one outermost heading, if it stands first, over others, and without words of its own."""
    tops = [s for s in stretches if s.heading is not None and s.heading.level == 1]
    first = next((stretch for stretch in stretches if not stretch.is_empty), None)
    if len(tops) != 1 or first is not tops[0] or tops[0].part is not None:
        return None
    return first if not first.has_body and first is not stretches[-1] else None


def _parts(
    source: Source, stretches: Sequence[Stretch], title: Stretch | None, skipped: Sequence[Span]
) -> Iterator[NotePart]:
    """The stretches that become sections; the title and a blank beginning do not."""
    index_of: dict[int, int] = {}
    for index, stretch in enumerate(stretches):
        if stretch is title or (stretch.opening is None and stretch.is_empty):
            continue
        parent = None if stretch.parent is None else index_of.get(stretch.parent)
        index_of[index] = len(index_of)
        yield NotePart(stretch, parent, tuple(without_spans(stretch.whole(source), skipped)))


def _report(source: Source, comment: Hidden) -> Diagnostic:
    first, last = source.lines_of(comment.span)
    size = "a comment" if first == last else f"a comment of {last - first + 1} lines"
    return Diagnostic(HIDDEN_CODE, f"{size} is not published", source.path, comment.span)


def _line_of(source: Source, span: Span) -> Span:
    return source.line_span(source.line_number(max(span.start, span.end - 1)))
