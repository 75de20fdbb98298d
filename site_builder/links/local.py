"""Markdown links to other notes, to their headings, and to files beside the notes.

[another note](notes/b.md)   [a heading](b.md#h), [here](#h)   [paper](files/paper.pdf)
[site](www.example.org)   [words][name], where the note defines the name
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from msgspec import Struct

from site_builder.links.rewrite import SITE_ROOT
from site_builder.links.schemes import is_safe_target
from site_builder.links.targets import loose_name
from site_builder.links.wikilinks import normalise_target
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Document, Edit
from site_builder.model.reference import LinkForm
from site_builder.model.site import Asset, Catalog
from site_builder.model.source import Span
from site_builder.scan.links import INLINE
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.reference_links import find_reference_links

_CODE = "LNK101"

_NOTES = (".md", ".markdown", ".txt")

# No pages, scripts or drawings: opened by themselves they would run in the site's name.
_PUBLISHED = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp"),
    *(".pdf", ".epub", ".doc", ".docx", ".ppt", ".pptx", ".xls", ".xlsx", ".csv", ".tsv"),
    *(".mp4", ".webm", ".mov", ".mp3", ".m4a", ".ogg", ".wav", ".srt", ".ass"),
    *(".zip", ".7z", ".rar", ".gz", ".ipynb", ".py", ".m", ".r", ".mat", ".npz"),
)
"""Files that a link publishes."""

# mailto:, https:, //host
_ELSEWHERE = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_WEB = lazy_pattern(r"www\.[a-z0-9-]+\.[a-z]", re.IGNORECASE)

# notes/b.md, #h, ?q ; without any of these signs, brackets and parentheses are the author's own
_PATH = lazy_pattern(r"[./#?\\%]")

_MARK = '<span class="wikilink-unresolved" title="本站没有这一页">'


class LocalTargets(Struct, frozen=True):
    """What links within a course may lead to."""

    pages: Mapping[str, str]
    """Site paths by ``normalise_target`` of the names of notes."""
    headings: Mapping[str, Mapping[str, str]]
    """Site paths by source path, then by ``loose_name`` of a heading."""
    catalog: Catalog
    """The files beside the notes."""


def resolve_local_links(
    document: Document, targets: LocalTargets
) -> Outcome[tuple[tuple[Edit, ...], tuple[Asset, ...]]]:
    """The edits that lead each link to where its target stands, and the files that they lead to.

    The words of a link stay as they are; those of a link to nothing are marked. An address that is
    defined elsewhere in the note is written into the link: its page may be another one. Words that
    only look like a link, as ``[注](见下)``, stay as typed.
    """
    path = document.source.path
    edits: list[Edit] = []
    assets: set[Asset] = set()
    diagnostics: list[Diagnostic] = []
    for span, behind, url in _links(document):
        if not _is_local(url, document.source.text):
            edits.append(Edit(behind, f"]({_inline(url)})"))
            continue
        found = _find(url, path, targets)
        if isinstance(found, Asset):
            assets.add(found)
            found = SITE_ROOT + quote(found.path, safe="/-._~")
        if found is not None:
            edits.append(Edit(behind, f"]({found})"))
            continue
        if not _PATH.search(url):
            edits.append(Edit(Span(span.start, span.start + 1), "&#91;"))
            continue
        message = f"link to `{url[:80]}` leads to no note and no file of the course"
        diagnostics.append(Diagnostic(_CODE, message, path, span))
        edits.append(Edit(Span(span.start, span.start + 1), _MARK))
        edits.append(Edit(behind, "</span>"))
    files = tuple(sorted(assets, key=lambda asset: asset.path))
    return Outcome((tuple(sorted(edits, key=_span_of)), files), tuple(diagnostics))


def _span_of(edit: Edit) -> Span:
    return edit.span


def _links(document: Document) -> Iterator[tuple[Span, Span, str]]:
    """The whole link, what stands behind its words, and its address."""
    text = document.source.text
    for link in document.links:
        match = INLINE.match(text, link.span.start)
        if link.form is LinkForm.INLINE and match and _is_local(link.url, text):
            yield link.span, Span(match.end("title"), match.end()), link.url
    for use in find_reference_links(text):
        if is_safe_target(use.address) and not use.picture:
            yield use.span, use.behind, use.address


def _is_local(url: str, text: str) -> bool:
    if _ELSEWHERE.match(url) or not is_safe_target(url):
        return False
    # an anchor that the author set by hand works where it stands
    return not (url.startswith("#") and f'"{url[1:]}"' in text)


def _find(url: str, note: str, targets: LocalTargets) -> str | Asset | None:
    """Where a link leads, a file, or None where there is nothing."""
    if _WEB.match(url):
        return f"https://{_inline(url)}"
    for target in _readings(url):
        path = _join(note, target.replace("\\", "/"))
        if path and path in targets.catalog.files and path.lower().endswith(_PUBLISHED):
            return Asset(path)
    target, _, anchor = unquote(url).replace("\\", "/").partition("#")
    path = _join(note, target.partition("?")[0]) if target else note
    if path is None or not path.lower().endswith(_NOTES):
        return None
    page = _page(path, targets.pages) if target else None
    if anchor:
        page = targets.headings.get(path, {}).get(loose_name(anchor), page)
    return None if page is None else SITE_ROOT + quote(page, safe="/-._~")


def _page(path: str, pages: Mapping[str, str]) -> str | None:
    """Where a note stands; one that was moved is found by its name."""
    names = (normalise_target(path), normalise_target(path.rpartition("/")[2]))
    return next((pages[name] for name in names if name in pages), None)


def _readings(url: str) -> Iterator[str]:
    """What an address may mean: a name as it reads, or one that is encoded."""
    yield url
    yield unquote(url)
    yield unquote(url.partition("#")[0].partition("?")[0])


def _join(note: str, target: str) -> str | None:
    """The path within CONTENT that ``target`` means in ``note``; None where it leaves CONTENT."""
    parts = [] if target.startswith("/") else note.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _inline(address: str) -> str:
    """``address`` such that nothing in it ends the link."""
    for char, code in ((" ", "%20"), ("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E")):
        address = address.replace(char, code)
    return address
