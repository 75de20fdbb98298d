"""Text that was never Markdown: its lines as blocks, and the edits that make Markdown show it so.

  • a point            1. an item
    1. an item           its second line
A line break is the author's, a mark of Markdown is a character, an item may be indented and
stand right under the text that announces it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from site_builder.model.note import Block, BlockKind, Edit
from site_builder.model.source import Source, Span
from site_builder.scan.links import BARE
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions

# "  • 点" · "- 点" · "  1. 项" · "2、项" · "（3）项" ; "3.5 倍" and "-1" are none
_ITEM = lazy_pattern(
    r"""
    (?P<indent>[ \t\u3000\xa0]*)
    (?:
        (?P<bullet>[•·●▪◦○■□‣⁃∙◆➢*+–-])(?:[ \t\u3000\xa0]+|(?<=[•●▪◦○■□‣⁃∙◆➢]))
      | (?P<number>\d{1,3})(?:[.)）](?=[\s\u3400-\u9fff])|、)[ \t\u3000\xa0]*
      | [(（](?P<bracket>\d{1,3})[)）][ \t\u3000\xa0]*
    )
    (?=\S)
    """,
    re.VERBOSE,
)

_HAN = lazy_pattern(r"[\u3400-\u9fff]")

_RULE = lazy_pattern(r" {0,3}(?:-{2,}|={2,}|\*{3,}|_{3,})[ \t]*")

# &#xff0c; · &nbsp;
_ENTITY = lazy_pattern(r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")
_MARKS = frozenset("<>&*_`[]#~^\\$|=")

# Marks that Markdown would take: a single star, an underscore at the edge of a word, tildes and
# carets, "==", a tag, and at the beginning of a line what makes headings and quotes.
_MARK = lazy_pattern(
    r"""
      (?<!\\)(?<!\*)\*(?!\*)
    | (?<!\\)(?:(?<!\w)_ | _(?!\w))
    | (?<!\\)[~^]
    | (?P<highlight>==(?=\S))
    | (?P<tag><(?=[A-Za-z/!?]))
    | ^(?P<lead>[ ]{0,3})(?P<line>[\#>])
    """,
    re.VERBOSE | re.MULTILINE,
)

_CODE_INDENT = 4
_TAB = 4


class _Role(Enum):
    ITEM = "item"
    CONTINUED = "continued"
    """A further line of an item."""
    TEXT = "text"
    CODE = "code"
    PICTURE = "picture"
    RULE = "rule"


class _Line(Struct, frozen=True):
    number: int
    text: str
    role: _Role
    depth: int
    """Of an item and what belongs to it, 0 at the margin."""
    after_blank: bool
    """Whether the line before is blank, or belongs to something else."""


class LooseText(Struct, frozen=True):
    """A stretch of plain text as Markdown."""

    blocks: tuple[Block, ...]
    """Items of lists with all their lines, and each other line for itself."""
    edits: tuple[Edit, ...]
    """In order and disjoint."""


def read_loose_text(
    source: Source, spans: Sequence[Span], regions: Regions, pictures: Sequence[Span]
) -> LooseText:
    """The blocks of ``spans`` and the edits that keep lines, lists and marks as they stand.

    Args:
        source: The text.
        spans: Whole lines in order, without headings and removals; each is read for itself.
        regions: Regions of the whole text; nothing is escaped in them.
        pictures: Lines that stand for pictures; they become paragraphs of their own.
    """
    blocks: list[Block] = []
    edits: list[Edit] = []
    shown = frozenset(source.line_number(span.start) for span in pictures)
    for span in spans:
        lines = tuple(_lines(source, span, shown))
        blocks.extend(_blocks(source, lines))
        edits.extend(_layout(source, lines))
        for line in lines:
            if line.role not in (_Role.CODE, _Role.RULE):
                edits.extend(_escapes(source, line, regions))
    return LooseText(tuple(blocks), _disjoint(edits))


def _lines(source: Source, span: Span, pictures: frozenset[int]) -> Iterator[_Line]:
    """The non-blank lines of ``span`` with what they are."""
    if span.start >= span.end:
        return
    first, last = source.lines_of(span)
    indents: list[int] = []  # of the items that are open
    blank, role = True, _Role.TEXT
    for number in range(first, last + 1):
        text = source.line_text(number)
        if not text.strip():
            blank = True
            continue
        indent = _indentation(text)
        item = _ITEM.match(text)
        if number in pictures:
            role, indents = _Role.PICTURE, []
        elif _RULE.fullmatch(text):
            role, indents = _Role.RULE, []
        elif item is not None and (
            indents or indent < _CODE_INDENT or item["bullet"] or _is_prose(text)
        ):
            role = _Role.ITEM
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
        elif indents and indent > indents[0]:
            role = _Role.CONTINUED
            while len(indents) > 1 and indents[-1] >= indent:
                indents.pop()
        else:
            role = (
                _Role.CODE
                if indent >= _CODE_INDENT and (blank or role is _Role.CODE) and not _is_prose(text)
                else _Role.TEXT
            )
            indents = []
        yield _Line(number, text, role, max(len(indents) - 1, 0), blank)
        blank = False


def _blocks(source: Source, lines: Sequence[_Line]) -> Iterator[Block]:
    index = 0
    while index < len(lines):
        line = lines[index]
        end = index + 1
        while end < len(lines) and _belongs(line, lines[end]):
            end += 1
        span = source.line_span(line.number, lines[end - 1].number)
        words = " ".join(_words(other) for other in lines[index:end])
        kind = _KINDS[line.role]
        depth = line.depth + 1 if line.role is _Role.CONTINUED else line.depth
        yield Block(span, kind, depth, words)
        index = end


_KINDS = {
    _Role.ITEM: BlockKind.LIST_ITEM,
    _Role.CONTINUED: BlockKind.PARAGRAPH,
    _Role.TEXT: BlockKind.PARAGRAPH,
    _Role.CODE: BlockKind.CODE,
    _Role.PICTURE: BlockKind.IMAGE,
    _Role.RULE: BlockKind.RULE,
}


def _belongs(head: _Line, line: _Line) -> bool:
    """Whether ``line`` is part of the block that ``head`` begins."""
    if line.after_blank:
        return False
    if head.role is _Role.ITEM:
        return line.role is _Role.CONTINUED and line.depth == head.depth
    return head.role is line.role is _Role.CODE


def _words(line: _Line) -> str:
    """The words of ``line`` without its mark and addresses."""
    match = _ITEM.match(line.text) if line.role is _Role.ITEM else None
    text = line.text if match is None else line.text[match.end() :]
    return " ".join(html.unescape(BARE.sub("", text)).split())


def _layout(source: Source, lines: Sequence[_Line]) -> Iterator[Edit]:
    """Marks of items, blank lines where Markdown needs them, and line breaks."""
    for index, line in enumerate(lines):
        start = source.line_starts[line.number - 1]
        before = lines[index - 1] if index and not line.after_blank else None
        gap = "\n" if before is not None and _needs_gap(before, line) else ""
        yield from (
            edit for edit in _beginning(line, start, gap) if edit.text != source.slice(edit.span)
        )
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None or following.after_blank or _needs_gap(line, following):
            continue
        if following.role in (_Role.TEXT, _Role.CONTINUED):
            stripped = len(line.text.rstrip())
            yield Edit(Span(start + stripped, start + len(line.text)), "  ")


def _beginning(line: _Line, start: int, gap: str) -> Iterator[Edit]:
    match = _ITEM.match(line.text) if line.role is _Role.ITEM else None
    if match is not None:
        number = match["number"] or match["bracket"]
        mark = f"{int(number)}. " if number else "- "
        yield Edit(Span(start, start + match.end()), gap + "    " * line.depth + mark)
        return
    indent = len(line.text) - len(line.text.lstrip())
    if line.role is _Role.RULE:
        yield Edit(Span(start, start + len(line.text)), f"{gap}---")
    elif line.role is _Role.CONTINUED:
        yield Edit(Span(start, start + indent), gap + "    " * (line.depth + 1))
    elif line.role is _Role.CODE:
        yield Edit(Span(start, start), gap)
    else:
        yield Edit(Span(start, start + indent), gap)


def _needs_gap(before: _Line, line: _Line) -> bool:
    """Whether Markdown would take ``line`` for a part of what ``before`` is."""
    if _Role.PICTURE in (before.role, line.role) or _Role.RULE in (before.role, line.role):
        return True
    if line.role is _Role.ITEM:
        return before.role in (_Role.TEXT, _Role.CODE)
    if line.role is _Role.CONTINUED:
        return before.depth != line.depth
    return before.role is not line.role


def _escapes(source: Source, line: _Line, regions: Regions) -> Iterator[Edit]:
    """Edits of the marks and entities in ``line``, those of its own list mark left out."""
    start = source.line_starts[line.number - 1]
    match = _ITEM.match(line.text) if line.role is _Role.ITEM else None
    position = match.end() if match else 0
    text = line.text[position:]
    base = start + position
    for mark in _MARK.finditer(text):
        offset = base + mark.start()
        if regions.at(offset) is not None:
            continue
        if mark["highlight"]:
            yield Edit(Span(offset, offset + 1), "&#61;")
        elif mark["tag"]:
            yield Edit(Span(offset, offset + 1), "&lt;")
        else:
            at = base + mark.end() - 1
            yield Edit(Span(at, at), "\\")
    for entity in _ENTITY.finditer(text):
        meant = html.unescape(entity[0])
        span = Span(base + entity.start(), base + entity.end())
        if meant != entity[0] and not _MARKS & set(meant) and regions.at(span.start) is None:
            yield Edit(span, meant)


def _disjoint(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits in order; of those that overlap the first counts, insertions at one place are one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        if kept and edit.span.start < kept[-1].span.end:
            continue
        if kept and edit.span == kept[-1].span:
            kept[-1] = Edit(edit.span, kept[-1].text + edit.text)
            continue
        kept.append(edit)
    return tuple(kept)


def _is_prose(text: str) -> bool:
    """Whether an indented line is the beginning of a Chinese paragraph and no program."""
    words = "".join(text.split())
    return text[0] in "\t\u3000" and 2 * len(_HAN.findall(words)) >= len(words)


def _indentation(text: str) -> int:
    blanks = text[: len(text) - len(text.lstrip(" \t\u3000\xa0"))]
    return sum(2 if char == "\u3000" else 1 for char in blanks.expandtabs(_TAB))
