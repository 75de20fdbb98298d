"""Tags of raw HTML: which stay, with which attributes, and what goes with its content."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from site_builder.links.changes import ACTIVE_CODE, UNKNOWN_CODE, Change
from site_builder.links.tags import (
    ACTIVE,
    ALLOWED,
    BLOCKS,
    HOLLOW,
    VOID,
    Tag,
    clean_tag,
    find_tags,
    lies_in,
)
from site_builder.model.note import Document
from site_builder.model.source import Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.regions import Regions

_REACH = 20_000
"""Code points that a tag's end may be away, so that scanning stays linear."""

_OPTIONAL_END = frozenset(
    ["colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr"]
)
_MARKDOWN_HOSTS = frozenset(
    ["article", "aside", "blockquote", "center", "details", "div", "figure", "section"]
)
"""Blocks in which Markdown is read, as CommonMark does behind a blank line."""

_PARAGRAPH_END = lazy_pattern(r"\n[ \t>]*(?=\n)")
_SOURCE_ADDRESS = lazy_pattern(
    r"""\bsrc\s*=\s*["']?(?P<url>(?:https?:)?//[^\s"'<>]+)""", re.IGNORECASE
)


def change_tags(document: Document, regions: Regions, indented: Sequence[Span]) -> Iterator[Change]:
    """The changes after which no tag of ``document`` can do harm, in no certain order.

    Args:
        document: The notes.
        regions: Regions of the whole text that Markdown reads as such.
        indented: Blocks of indented code, in order.
    """
    text = document.source.text
    if "<" not in text:
        return
    found = find_tags(text, regions, indented)
    for offset in found.in_formulas:
        yield Change(Span(offset + 1, offset + 1), " ")
    hollow = tuple(_hollow_elements(document, regions, found.tags))
    yield from hollow
    gone = [change.span for change in hollow]
    for offset in found.strays:
        if not lies_in(offset, gone):
            yield Change(Span(offset, offset + 1), "&lt;")
    tags = [tag for tag in found.tags if not lies_in(tag.span.start, gone)]
    pictures = {image.span.start for image in document.images}
    tags = [tag for tag in tags if not (tag.name == "img" and tag.span.start in pictures)]
    kept = []
    for tag in tags:
        # a picture that is none of the note's own: nobody looked at its address
        if tag.name in ALLOWED and tag.name != "img":
            kept.append(tag)
            continue
        code = ACTIVE_CODE if tag.name in ACTIVE else UNKNOWN_CODE
        yield Change(tag.span, "", code, f"`<{tag.name}>` is left out")
    yield from _change_kept(document, kept, indented)


def _hollow_elements(document: Document, regions: Regions, tags: Sequence[Tag]) -> Iterator[Change]:
    """Elements that go with their content; of a frame the address stays as a link."""
    text = document.source.text
    end = 0
    for tag in tags:
        if tag.span.start < end or tag.closing or tag.name not in HOLLOW:
            continue
        close = re.compile(rf"</{tag.name}\s*>", re.IGNORECASE)
        match = close.search(text, tag.span.end, tag.span.end + _REACH)
        end = tag.span.end
        if match is not None and not _ends_within(regions, match.end()):
            end = match.end()
        address = _SOURCE_ADDRESS.search(tag.rest)
        link = ""
        if address is not None and tag.name in ("iframe", "video", "audio"):
            url = address["url"].replace("(", "%28").replace(")", "%29")
            link = f"<{'https:' if url.startswith('//') else ''}{url}>"
        yield Change(Span(tag.span.start, end), link, ACTIVE_CODE, f"`<{tag.name}>` is left out")


def _ends_within(regions: Regions, end: int) -> bool:
    """Whether code or a formula would be cut at ``end``."""
    region = regions.at(end - 1)
    return region is not None and region.span.end > end


def _change_kept(
    document: Document, tags: Sequence[Tag], indented: Sequence[Span]
) -> Iterator[Change]:
    """Allowed tags: attributes that may not stay, ends that are missing, Markdown inside."""
    partners = _pair(document, tags)
    reach = 0  # end of the outermost element around the tag
    for index, tag in enumerate(tags):
        partner = partners.get(index)
        if partner is not None and not tag.closing:
            reach = max(reach, tags[partner].span.end)
        if partner is None and tag.name not in VOID:
            inside = tag.span.end <= reach and not tag.closing
            in_code = "=" not in tag.rest and lies_in(tag.span.start, indented)
            if not in_code and not (inside and tag.name in _OPTIONAL_END):
                yield _lone(document.source.text, tag)
                continue
        attributes, dropped = clean_tag(tag)
        if (
            partner is not None
            and not tag.closing
            and _holds_markdown(document, tag, tags[partner])
        ):
            attributes = f'{attributes.rstrip()} markdown="1"'
        if attributes == tag.rest:
            continue
        slash = "/" if tag.closing else ""
        code = message = ""
        if dropped:
            active = any(name.startswith("on") or name == "href" for name in dropped)
            code = ACTIVE_CODE if active else UNKNOWN_CODE
            message = f"`{' '.join(dropped)}` of `<{tag.name}>` is left out"
        yield Change(tag.span, f"<{slash}{tag.name}{attributes}>", code, message)


def _lone(text: str, tag: Tag) -> Change:
    """A tag without its other half: ``<`` as typed where it reads as a comparison (``a<b>c``)."""
    before = text[tag.span.start - 1 : tag.span.start]
    bare = "=" not in tag.rest
    if tag.name not in BLOCKS and bare and (before.isalnum() or tag.rest.strip(" /")):
        return Change(Span(tag.span.start, tag.span.start + 1), "&lt;")
    name = f"{'/' if tag.closing else ''}{tag.name}"
    return Change(tag.span, "", UNKNOWN_CODE, f"`<{name}>` without its other half is left out")


def _pair(document: Document, tags: Sequence[Tag]) -> dict[int, int]:
    """The indices of tags that belong together, both ways.

    A block closes within its section, another tag within its paragraph.
    """
    text = document.source.text
    sections = sorted(section.span.start for section in document.sections)
    paragraphs = [match.start() for match in _PARAGRAPH_END.finditer(text)]
    partners: dict[int, int] = {}
    opened: list[int] = []
    for index, tag in enumerate(tags):
        if tag.name in VOID:
            continue
        if not tag.closing:
            opened.append(index)
            continue
        scope = sections if tag.name in BLOCKS else paragraphs
        for depth in range(len(opened) - 1, max(-1, len(opened) - 50), -1):
            other = tags[opened[depth]]
            if other.name != tag.name:
                continue
            if bisect_right(scope, other.span.start) == bisect_right(scope, tag.span.start):
                partners[index], partners[opened[depth]] = opened[depth], index
                del opened[depth:]
            break
    return partners


def _holds_markdown(document: Document, tag: Tag, end: Tag) -> bool:
    """Whether what a block holds is Markdown: pictures of the note, or all behind a blank line."""
    if tag.name not in BLOCKS or "markdown" in tag.rest:
        return False
    inside = Span(tag.span.end, end.span.start)
    if any(inside.contains(image.span) for image in document.images):
        return True
    if tag.name not in _MARKDOWN_HOSTS:
        return False
    return re.search(r"\n[ \t]*\n", document.source.slice(inside)) is not None
