"""Raw HTML of notes: what shapes text stays, what could run, load or send something goes.

Tags are dealt with in the source, one by one, so that every engine that reads the staged tree
gets a safe text. ``<`` that begins no tag of HTML (``vector<int>``) shows as typed. Attribute
lists (``{ onclick=… }``) and the addresses of links are held to the same rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from site_builder.links.rewrite import merge_edits
from site_builder.links.schemes import find_unsafe_links
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
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Document, Edit
from site_builder.model.source import Source, Span
from site_builder.scan.normalise import CodeBlocks, find_code_blocks
from site_builder.scan.regions import Region, RegionKind, Regions
from site_builder.scan.video_urls import repair_url


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ACTIVE = "HTM101"
_LINK = "HTM102"
_UNKNOWN = "HTM103"

_REACH = 20_000
"""Code points that a tag's end may be away, so that scanning stays linear."""

_OPTIONAL_END = _words("colgroup dd dt li p rp rt tbody td tfoot th thead tr")
_MARKDOWN_HOSTS = _words("article aside blockquote center details div figure section")
"""Blocks in which Markdown is read, as CommonMark does behind a blank line."""

_PARAGRAPH_END = re.compile(r"\n[ \t>]*(?=\n)")
_SOURCE_ADDRESS = re.compile(
    r"""\bsrc\s*=\s*["']?(?P<url>(?:https?:)?//[^\s"'<>]+)""", re.IGNORECASE
)

# { .class onclick="…" } : keys of an attribute list
_KEY = re.compile(r"(?P<key>[^\s={}\"']+)\s*=")
_KEYS_ALLOWED = _words("""
    align alt class height hl_lines id lang linenums linenums_style loading rowspan colspan start
    title width
    """)
_BACKTICK = re.compile(r"(?<!\\)`")

# a line that may begin another block: not with a letter, or with more than a word
_BLOCK_MARK = re.compile(r"\n[ \t]*(?![A-Za-z\u3400-\u9fff])")

# .python of {.python title="…"}
_LANGUAGE = re.compile(r"\.(?P<name>[A-Za-z][\w#+-]*)")
_RAW_TAG = re.compile(r"<[A-Za-z/!?]")


@dataclass(frozen=True, slots=True)
class _Change:
    """One edit and the finding that names it."""

    span: Span
    """What is replaced."""
    text: str
    """What stands there instead."""
    code: str = ""
    """Code of the finding; empty where nothing is lost."""
    message: str = ""
    """Its message."""


def sanitise_html(document: Document, regions: Regions) -> Outcome[tuple[Edit, ...]]:
    """The edits after which no HTML of ``document`` can harm a reader.

    Lines that are not published need none.

    Args:
        document: The notes. Where an edit of theirs replaces what lies around a change with plain
            words, that edit counts.
        regions: Regions of the whole text.
    """
    source = document.source
    code = find_code_blocks(source, regions)
    regions = _certain_regions(document, regions, code)
    changes = [
        *_change_tags(document, regions, code.indented),
        *_change_links(document, regions),
        *_change_attribute_lists(source.text, regions),
        *_change_backticks(source.text, regions),
    ]
    shown = [
        change
        for change in changes
        if not any(removal.span.contains(change.span) for removal in document.removals)
    ]
    settled = tuple(_settled(document, sorted(shown, key=lambda change: change.span)))
    edits = tuple(Edit(change.span, change.text) for change in settled)
    return Outcome(edits, tuple(_report(source, settled)))


def _certain_regions(document: Document, regions: Regions, code: CodeBlocks) -> Regions:
    """``regions`` without the code that Markdown may not read as code: it counts as text."""
    source = document.source
    fences = {span.start: span.end for span in code.fenced}
    replaced = sorted({*_replaced_elsewhere(document), *(edit.span for edit in document.edits)})
    items = []
    for region in regions.items:
        if region.kind is RegionKind.CODE:
            certain = _is_certain_span(source.text, region) and not _overlaps(region.span, replaced)
        else:
            fence = region.kind is RegionKind.FENCE
            certain = not fence or _is_certain_fence(source, region, fences)
        if certain:
            items.append(region)
    return Regions(tuple(items), tuple(region.span.start for region in items))


def _replaced_elsewhere(document: Document) -> tuple[Span, ...]:
    """What other passes over the notes replace, in order; of those that overlap the first counts.

    The passes come in the order of the pipeline: pictures, wikilinks, moments and broken links.
    """
    pictures = [image.span for image in document.images]
    wikilinks = [link.span for link in document.wikilinks]
    repaired = [link.span for link in document.links if repair_url(link.url) is not None]
    videos = sorted([*(moment.span for moment in document.moments), *repaired])
    groups = ([Edit(span, "") for span in spans] for spans in (pictures, wikilinks, videos))
    return tuple(edit.span for edit in merge_edits(*groups))


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether ``span`` shares a code point with one of ``others``, which are in order."""
    index = max(0, bisect_right(others, span.start, key=lambda other: other.start) - 1)
    while index < len(others) and others[index].start < span.end:
        if others[index].overlaps(span):
            return True
        index += 1
    return False


def _is_certain_span(text: str, region: Region) -> bool:
    """Whether no block can end within a code span.

    One of several lines counts only where each line goes on with a word, and no table or heading
    is near.
    """
    written = text[region.span.start : region.span.end]
    if "\n" not in written:
        return True
    line_start = text.rfind("\n", 0, region.span.start) + 1
    if "|" in written or text[line_start : line_start + 1000].lstrip(" \t>").startswith("#"):
        return False
    return _BLOCK_MARK.search(written) is None


def _is_certain_fence(source: Source, region: Region, fences: Mapping[int, int]) -> bool:
    first = source.line_starts[source.line_number(region.span.start) - 1]
    return first in fences and region.span.end <= fences[first]


def _change_tags(
    document: Document, regions: Regions, indented: Sequence[Span]
) -> Iterator[_Change]:
    text = document.source.text
    if "<" not in text:
        return
    found = find_tags(text, regions, indented)
    for offset in found.in_formulas:
        yield _Change(Span(offset + 1, offset + 1), " ")
    hollow = tuple(_hollow_elements(document, regions, found.tags))
    yield from hollow
    gone = [change.span for change in hollow]
    for offset in found.strays:
        if not lies_in(offset, gone):
            yield _Change(Span(offset, offset + 1), "&lt;")
    tags = [tag for tag in found.tags if not lies_in(tag.span.start, gone)]
    pictures = {image.span.start for image in document.images}
    tags = [tag for tag in tags if not (tag.name == "img" and tag.span.start in pictures)]
    kept = []
    for tag in tags:
        # a picture that is none of the note's own: nobody looked at its address
        if tag.name in ALLOWED and tag.name != "img":
            kept.append(tag)
            continue
        code = _ACTIVE if tag.name in ACTIVE else _UNKNOWN
        yield _Change(tag.span, "", code, f"`<{tag.name}>` is left out")
    yield from _change_kept(document, kept, indented)


def _hollow_elements(
    document: Document, regions: Regions, tags: Sequence[Tag]
) -> Iterator[_Change]:
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
        yield _Change(Span(tag.span.start, end), link, _ACTIVE, f"`<{tag.name}>` is left out")


def _ends_within(regions: Regions, end: int) -> bool:
    """Whether code or a formula would be cut at ``end``."""
    region = regions.at(end - 1)
    return region is not None and region.span.end > end


def _change_kept(
    document: Document, tags: Sequence[Tag], indented: Sequence[Span]
) -> Iterator[_Change]:
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
            code = _ACTIVE if active else _UNKNOWN
            message = f"`{' '.join(dropped)}` of `<{tag.name}>` is left out"
        yield _Change(tag.span, f"<{slash}{tag.name}{attributes}>", code, message)


def _lone(text: str, tag: Tag) -> _Change:
    """A tag without its other half: ``<`` as typed where it reads as a comparison (``a<b>c``)."""
    before = text[tag.span.start - 1 : tag.span.start]
    bare = "=" not in tag.rest
    if tag.name not in BLOCKS and bare and (before.isalnum() or tag.rest.strip(" /")):
        return _Change(Span(tag.span.start, tag.span.start + 1), "&lt;")
    name = f"{'/' if tag.closing else ''}{tag.name}"
    return _Change(tag.span, "", _UNKNOWN, f"`<{name}>` without its other half is left out")


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


def _change_links(document: Document, regions: Regions) -> Iterator[_Change]:
    """Links that lead elsewhere than to a page; moments and pictures are dealt with elsewhere."""
    text = document.source.text
    own = _replaced_elsewhere(document)
    for span, words in find_unsafe_links(text, regions):
        if not any(other.contains(span) for other in own):
            shown = " ".join(text[span.start : max(span.end, span.start + 40)][:60].split())
            message = f"link to `{shown}` is taken out"
            yield _Change(span, words, _LINK, message)


def _change_attribute_lists(text: str, regions: Regions) -> Iterator[_Change]:
    """Braces that Python-Markdown would read as attributes which may not be set."""
    start = text.find("{")
    while start != -1:
        line_end = text.find("\n", start)
        line_end = len(text) if line_end == -1 else line_end
        keys = [m for m in _KEY.finditer(text, start, line_end) if not _is_key_allowed(m["key"])]
        last = keys[-1].start() if keys else start
        while start != -1 and start < last:
            yield from _change_brace(text, regions, start, line_end)
            start = text.find("{", start + 1)
        start = text.find("{", line_end)


def _change_brace(text: str, regions: Regions, start: int, line_end: int) -> Iterator[_Change]:
    """The brace as a character; behind the mark of a fence only the language stays."""
    region = regions.at(start)
    if region is None:
        yield _Change(Span(start, start + 1), "&#123;")
    elif region.kind is RegionKind.FENCE and start < region.content.start:
        language = _LANGUAGE.search(text, start, line_end)
        yield _Change(Span(start, line_end), language["name"] if language else "text")


def _change_backticks(text: str, regions: Regions) -> Iterator[_Change]:
    """Backticks that part no code: Python-Markdown might pair them with those that do."""
    for match in _BACKTICK.finditer(text):
        offset = match.start()
        region = regions.at(offset)
        if region is None:
            yield _Change(Span(offset, offset + 1), "&#96;")
        elif region.kind is RegionKind.COMMENT:
            yield _Change(Span(offset, offset + 1), "'")
        elif region.kind in (RegionKind.INLINE_MATH, RegionKind.DISPLAY_MATH):
            yield _Change(Span(offset, offset + 1), "\u2018")


def _is_key_allowed(key: str) -> bool:
    key = key.lower().lstrip(":")
    return key in _KEYS_ALLOWED or key.startswith("data-")


def _settled(document: Document, changes: Sequence[_Change]) -> Iterator[_Change]:
    """``changes`` without overlaps, and without what the notes' other passes replace anyway.

    An edit of the notes within a change may hide something private, so nothing of it is shown.
    """
    elsewhere = _replaced_elsewhere(document)
    own = [e for e in document.edits if _stays(e, changes, elsewhere)]
    position = 0
    for change in changes:
        if change.span.start < position:
            continue
        if any(e.span.contains(change.span) for e in _overlapping(own, change.span)):
            continue
        position = change.span.end
        if any(change.span.contains(e.span) for e in _overlapping(document.edits, change.span)):
            change = replace(change, text="")
        yield from _without(change, elsewhere)


def _stays(edit: Edit, changes: Sequence[_Change], elsewhere: Sequence[Span]) -> bool:
    """Whether an edit of the notes is safe to show and gives way to nothing of another pass."""
    if _RAW_TAG.search(edit.text) or _overlaps(edit.span, elsewhere):
        return False
    index = max(0, bisect_right(changes, edit.span.start, key=lambda c: c.span.start) - 1)
    while index < len(changes) and changes[index].span.start < edit.span.end:
        span = changes[index].span
        if span.overlaps(edit.span) and not edit.span.contains(span):
            return False
        index += 1
    return True


def _without(change: _Change, elsewhere: Sequence[Span]) -> Iterator[_Change]:
    """``change`` cut into what lies between stretches that other passes replace."""
    index = max(0, bisect_right(elsewhere, change.span) - 1)
    start = change.span.start
    whole = True
    while index < len(elsewhere) and elsewhere[index].start < change.span.end:
        other = elsewhere[index]
        index += 1
        if not other.overlaps(change.span):
            continue
        whole = False
        if start < other.start:
            yield replace(change, span=Span(start, other.start), text="")
        start = max(start, other.end)
    if whole:
        yield change
    elif start < change.span.end:
        yield replace(change, span=Span(start, change.span.end), text="")


def _overlapping(edits: Sequence[Edit], span: Span) -> list[Edit]:
    index = max(0, bisect_right(edits, span.start, key=lambda edit: edit.span.start) - 1)
    found = []
    while index < len(edits) and edits[index].span.start < max(span.end, span.start + 1):
        other = edits[index].span
        if other.overlaps(span) or other.start < span.start < other.end:
            found.append(edits[index])
        index += 1
    return found


def _report(source: Source, changes: Sequence[_Change]) -> Iterator[Diagnostic]:
    """A diagnostic for each kind of thing that is left out, at its first place."""
    seen: dict[tuple[str, str], list[_Change]] = {}
    for change in changes:
        if change.code:
            seen.setdefault((change.code, change.message), []).append(change)
    for (code, message), group in seen.items():
        count = "" if len(group) == 1 else f" ({len(group)} places)"
        yield Diagnostic(code, message + count, source.path, group[0].span)
