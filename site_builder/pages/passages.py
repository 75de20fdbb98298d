"""Stretches of an author's text as they stand on a page of the site."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.links.rewrite import rewrite
from site_builder.model.note import Block, Document, Edit, Heading, Structure, StructureRole
from site_builder.model.source import Source, Span
from site_builder.pages.markup import Markdown
from site_builder.scan.regions import RegionKind, find_regions

# "> # 标题", "- ## 标题", "#标签": marks that make a heading somewhere within a section's text
_INNER_HEADING = re.compile(
    r"""
    ^(?P<lead>(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*[ \t]*)
    (?P<marks>\#{1,6})(?P<gap>[ \t]*)(?P<title>[^\n]*)$
    """,
    re.VERBOSE | re.MULTILINE,
)

_HTML_HEADING = re.compile(r"<(?P<slash>/?)h[1-6]\b[^<>]*>", re.IGNORECASE)

_ATX_MARKS = re.compile(r"^ {0,3}#{1,6}[ \t\u3000]*")
_ATX_END = re.compile(r"[ \t]+#+[ \t]*$")

# what may stand before the words of a heading that is no ATX heading: "- ", "> ", "* "
_LINE_MARK = re.compile(r"^[ \t]*(?:[-*+>][ \t]+)*")

_FENCE = re.compile(r"^[ \t]*(?:[-*+>][ \t]+)*(?P<fence>`{3,}|~{3,})")

_TAB = 4


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document made ready for showing stretches of it."""

    source: Source
    """The text."""
    title: str
    """The document's title, else its file name without folder and extension."""
    edits: tuple[Edit, ...]
    """All edits, in order and disjoint."""
    edit_starts: tuple[int, ...]
    """Where each begins, for bisection."""
    hidden: tuple[Span, ...]
    """Whole lines that no stretch shows, in order and merged."""
    headings: tuple[Heading, ...]
    """Headings of its sections, in order."""
    heading_starts: tuple[int, ...]
    """Where each begins, for bisection."""
    blocks: tuple[Block, ...]
    """Blocks of its sections, in order."""
    block_starts: tuple[int, ...]
    """Where each begins, for bisection."""

    def is_hidden(self, span: Span) -> bool:
        """Whether ``span`` shows nothing: it is blank or hidden."""
        return not any(self.source.slice(part).strip() for part in visible_spans(self, span))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole lines to be shown in one go."""

    span: Span
    """The lines."""
    section: int
    """Index (0-based) of the section that they begin in."""
    heading: str
    """That section's heading; empty where it has none."""
    primary: int | None
    """Lesson on which they stand first of all; None where they stand on no lesson."""


def prepare_manuscript(
    document: Document, edits: Sequence[Edit], moved: Sequence[Structure] = ()
) -> Manuscript:
    """``document`` made ready.

    Args:
        document: The document.
        edits: All edits of its text, in order and disjoint.
        moved: Lines that the alignment found to be structure.
    """
    hidden = [s.span for s in (*document.structure, *moved) if s.role is not StructureRole.COURSE]
    hidden.extend(removal.span for removal in document.removals)
    hidden.extend(title.span for title in document.titles)
    if document.outline is not None:
        hidden.extend(entry.span for entry in document.outline.entries)
    found = (section.heading for section in document.sections if section.heading is not None)
    headings = sorted(
        # an empty one is a name that the dialect gives, not a line of the text
        (heading for heading in found if heading.span.start < heading.span.end),
        key=lambda heading: heading.span,
    )
    blocks = sorted(
        (block for section in document.sections for block in section.blocks),
        key=lambda block: block.span,
    )
    source = document.source
    return Manuscript(
        source=source,
        title=document.title or source.path.rpartition("/")[2].rpartition(".")[0] or source.path,
        edits=tuple(edits),
        edit_starts=tuple(edit.span.start for edit in edits),
        hidden=_merged(hidden),
        headings=tuple(headings),
        heading_starts=tuple(heading.span.start for heading in headings),
        blocks=tuple(blocks),
        block_starts=tuple(block.span.start for block in blocks),
    )


def join_stretches(manuscript: Manuscript, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """``stretches`` in order, neighbours joined that nothing visible divides.

    Lines of one list stay one list, and one line of provenance serves them all.
    """
    joined: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.span):
        if joined and joined[-1].primary == stretch.primary:
            last = joined[-1]
            gap = Span(last.span.end, max(last.span.end, stretch.span.start))
            if manuscript.is_hidden(gap):
                span = Span(last.span.start, max(last.span.end, stretch.span.end))
                joined[-1] = Stretch(span, last.section, last.heading, last.primary)
                continue
        joined.append(stretch)
    return tuple(joined)


def render_stretches(
    manuscript: Manuscript, spans: Sequence[Span], *, below: int, root: str
) -> tuple[Markdown, ...]:
    """The Markdown of each of ``spans``, all of one source and one page.

    Headings keep their nesting and lose their level: the outermost stands one below the page's
    own heading, and none is skipped on the way down.

    Args:
        manuscript: The text.
        spans: Whole lines, in order.
        below: Level of the page's heading above them, 1 to 5.
        root: The way from the page to the root of the site.
    """
    nesting: list[int] = []
    rendered = []
    for span in spans:
        parts = []
        for part, heading in _parts(manuscript, span):
            text = rewrite(manuscript.source, part, _edits_in(manuscript, part), root)
            if heading is None:
                parts.append(_body(text))
                continue
            while nesting and nesting[-1] >= heading.level:
                nesting.pop()
            nesting.append(heading.level)
            parts.append(_heading(text, min(6, below + len(nesting))))
        rendered.append(Markdown("\n\n".join(part for part in parts if part.strip())))
    return tuple(rendered)


def first_heading(manuscript: Manuscript, span: Span) -> Heading | None:
    """The section's heading that is the first thing that ``span`` shows; None where none is."""
    return next((heading for _, heading in _parts(manuscript, span)), None)


def has_words(manuscript: Manuscript, span: Span) -> bool:
    """Whether ``span`` shows more than headings."""
    return any(heading is None for _, heading in _parts(manuscript, span))


def words_around(manuscript: Manuscript, span: Span) -> str:
    """The words of the block or heading that holds ``span``; empty where none does."""
    index = bisect_right(manuscript.block_starts, span.start) - 1
    if index >= 0 and manuscript.blocks[index].span.contains(span):
        return manuscript.blocks[index].words
    index = bisect_right(manuscript.heading_starts, span.start) - 1
    if index >= 0 and manuscript.headings[index].span.contains(span):
        return manuscript.headings[index].title
    return ""


def visible_spans(manuscript: Manuscript, span: Span) -> Iterator[Span]:
    """The parts of ``span`` that are shown, in order."""
    position = span.start
    first = bisect_left(manuscript.hidden, span.start, key=lambda hidden: hidden.end)
    for hidden in manuscript.hidden[first:]:
        if hidden.start >= span.end:
            break
        if position < hidden.start:
            yield Span(position, hidden.start)
        position = max(position, hidden.end)
    if position < span.end:
        yield Span(position, span.end)


def dedent_fragment(text: str) -> str:
    """``text`` moved left so that what begins nested in a list begins at the margin.

    Lines keep their indentation relative to the first line; from a line further out on, relative
    to that line. The inside of a fence never counts as further out.
    """
    lines = text.split("\n")
    indent: int | None = None
    fence = ""
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        own = _indentation(line)
        if indent is None or (own < indent and not fence):
            indent = own
        fence = _fence_behind(line, fence)
        if indent:
            lines[number] = _without_indentation(line, indent)
    return "\n".join(lines)


def close_fence(text: str) -> str:
    """``text``, with a fence that stays open closed at the end."""
    if "```" not in text and "~~~" not in text:
        return text
    fence = ""
    for line in text.split("\n"):
        fence = _fence_behind(line, fence)
    return f"{text.rstrip()}\n{fence}" if fence else text


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _parts(manuscript: Manuscript, span: Span) -> Iterator[tuple[Span, Heading | None]]:
    """Headings and the text between them, in order; parts that are blank are left out."""
    for visible in visible_spans(manuscript, span):
        position = visible.start
        first = bisect_left(manuscript.heading_starts, visible.start)
        last = bisect_left(manuscript.heading_starts, visible.end)
        for heading in manuscript.headings[first:last]:
            before = Span(position, max(position, heading.span.start))
            if manuscript.source.slice(before).strip():
                yield before, None
            position = min(visible.end, heading.span.end)
            yield Span(heading.span.start, position), heading
        rest = Span(position, visible.end)
        if manuscript.source.slice(rest).strip():
            yield rest, None


def _edits_in(manuscript: Manuscript, span: Span) -> Sequence[Edit]:
    first = bisect_left(manuscript.edit_starts, span.start)
    last = bisect_right(manuscript.edit_starts, span.end)
    return manuscript.edits[first:last]


def _heading(text: str, level: int) -> str:
    """The heading at ``level``; lines behind its first become text below it."""
    lines = [line for line in _HTML_HEADING.sub("", text).split("\n") if line.strip()]
    if not lines:
        return ""
    title = _ATX_MARKS.sub("", lines[0])
    if title == lines[0]:
        title = _LINE_MARK.sub("", title)
    title = _ATX_END.sub("", title).strip()
    rest = dedent_fragment("\n".join(lines[1:]))
    if not title:
        return rest
    head = f"{'#' * level} {title}"
    return f"{head}\n\n{rest}" if rest else head


def _body(text: str) -> str:
    return close_fence(_without_headings(dedent_fragment(text.strip("\n"))))


def _without_headings(text: str) -> str:
    """``text`` in which no line makes a heading; the outline of a page has its own."""
    if "#" not in text and _HTML_HEADING.search(text) is None:
        return text
    regions = find_regions(text)

    def outside_code(offset: int) -> bool:
        region = regions.at(offset)
        return region is None or region.kind is RegionKind.COMMENT

    def bold(match: re.Match[str]) -> str:
        if not outside_code(match.start("marks")):
            return match[0]
        title = _ATX_END.sub("", match["title"]).strip()
        if not match["gap"] or not title:
            return f"{match['lead']}\\{match['marks']}{match['gap']}{match['title']}"
        return f"{match['lead']}{title}" if "*" in title else f"{match['lead']}**{title}**"

    text = _INNER_HEADING.sub(bold, text)
    if _HTML_HEADING.search(text) is None:
        return text
    regions = find_regions(text)
    return _HTML_HEADING.sub(
        lambda match: f"<{match['slash']}p>" if outside_code(match.start()) else match[0], text
    )


def _indentation(line: str) -> int:
    """Columns before the first character of ``line``."""
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blanks.expandtabs(_TAB))


def _without_indentation(line: str, columns: int) -> str:
    body = line.lstrip(" \t")
    return " " * max(0, _indentation(line) - columns) + body


def _fence_behind(line: str, fence: str) -> str:
    """The fence that is open behind ``line`` when ``fence`` is open before it."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    marks = match["fence"]
    if not fence:
        return "" if marks[0] == "`" and "`" in line[match.end() :] else marks
    closes = marks[0] == fence[0] and len(marks) >= len(fence) and not line[match.end() :].strip()
    return "" if closes else fence
