r"""Pictures of notes as pictures of the site, as links, or as placeholders.

A picture is looked for where the note says, then by its name anywhere in CONTENT, as note-taking
programs do. Paths may be relative to the note, begin at CONTENT with ``/``, or come from another
machine (``C:\Users\…``, ``file:///…``): of these only the name counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, unquote

from msgspec import Struct

from site_builder.links.rewrite import SITE_ROOT
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Document, Edit
from site_builder.model.reference import Image
from site_builder.model.site import Asset, Catalog, FileFact
from site_builder.model.source import Span
from site_builder.scan.patterns import lazy_pattern
from site_builder.scan.reference_links import find_reference_links
from site_builder.scan.regions import find_regions

_MISSING = "IMG101"
_REMOTE = "IMG102"
_OUTSIDE = "IMG103"
_UNSAFE = "IMG104"

_SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".apng", ".ico")

_LINKED = (".pdf", ".mp4", ".webm", ".mov", ".mp3", ".m4a", ".ogg", ".wav")
"""Files that are linked; others, pages above all, could run in the site's name."""

_REMOTE_ADDRESS = lazy_pattern(r"(?:https?:)?//", re.IGNORECASE)
_INLINE_PICTURE = lazy_pattern(
    r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/]+=*", re.IGNORECASE
)

# C:\Users\… · file:///home/… · /C:/…
_OTHER_MACHINE = lazy_pattern(r"/?[A-Za-z]:[\\/]|file:", re.IGNORECASE)
_SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:")

# ![alt][name] · ![name] : pictures whose address stands elsewhere
_BY_REFERENCE = lazy_pattern(r"!(?=\[(?P<alt>[^\[\]\n]*)\](?:\[(?P<name>[^\[\]\n]*)\])?(?!\())")
_DEFINITION = lazy_pattern(r"^[ \t>]*\[(?P<name>[^\[\]^\n][^\[\]\n]*)\]:[ \t]*\S?", re.MULTILINE)

# what would act as markup in words
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "\\`*_{}[]<>|$~^=&!\"'#"}

# a\|b
_ESCAPED = lazy_pattern(r"\\([!-/:-@\[-`{-~])")

_SIZE = lazy_pattern(r"(?P<number>\d{1,5}(?:\.\d+)?)(?P<share>%?)")


class PictureShelf(Struct, frozen=True):
    """The files beside the notes, for look-up."""

    files: Mapping[str, FileFact]
    """By path."""
    by_name: Mapping[str, Sequence[str]]
    """Paths by name, without case."""


def shelve_pictures(catalog: Catalog) -> PictureShelf:
    """What all notes look for their pictures in."""
    by_name: dict[str, list[str]] = {}
    files = {p: f for p, f in catalog.files.items() if p.lower().endswith((*_SHOWN, *_LINKED))}
    for path in sorted(files, key=lambda path: (path.count("/"), path)):
        by_name.setdefault(_folded(path.rpartition("/")[2]), []).append(path)
    return PictureShelf(files, by_name)


def resolve_images(
    document: Document, shelf: PictureShelf
) -> Outcome[tuple[tuple[Edit, ...], tuple[Asset, ...]]]:
    """The edits that show each picture of ``document``, and the files that they show.

    A picture of another site becomes a link, one that is missing a placeholder with its name; one
    diagnostic of each kind names how many.
    """
    edits: list[Edit] = []
    assets: set[Asset] = set()
    failed: dict[str, list[Image]] = {}
    by_reference = tuple(_by_reference(document))
    for image in (*document.images, *by_reference):
        target = image.target.strip()
        if _INLINE_PICTURE.fullmatch(target):
            edits.append(Edit(image.span, f"![{_words(image.alt)}]({target})"))
            continue
        if _REMOTE_ADDRESS.match(target):
            failed.setdefault(_REMOTE, []).append(image)
            edits.append(Edit(image.span, _link(image, target)))
            continue
        path = _find(target, document.source.path, shelf)
        if path is not None:
            assets.add(Asset(path))
            edits.append(Edit(image.span, _picture(image, shelf.files[path])))
            if shelf.files[path].unsafe:
                failed.setdefault(_UNSAFE, []).append(image)
            continue
        outside = _local_path(unquote(target), document.source.path) is None
        failed.setdefault(_OUTSIDE if outside else _MISSING, []).append(image)
        edits.append(Edit(image.span, _placeholder(target)))
    edits.extend(_references_as_links(document, by_reference))
    return Outcome(
        (tuple(sorted(edits, key=lambda edit: edit.span)), tuple(sorted(assets, key=_path_of))),
        tuple(_report(document.source.path, failed)),
    )


def _path_of(asset: Asset) -> str:
    return asset.path


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _find(target: str, note: str, shelf: PictureShelf) -> str | None:
    """The path of the file that ``target`` means in the note ``note``, or None."""
    paths = [path for reading in _readings(target) if (path := _local_path(reading, note))]
    for path in paths:
        for form in ("NFC", "NFD"):
            if (candidate := unicodedata.normalize(form, path)) in shelf.files:
                return candidate
        if path in shelf.files:
            return path
    folder = note.rpartition("/")[0]
    for path in paths:
        found = shelf.by_name.get(_folded(path.rpartition("/")[2]), ())
        near = [other for other in found if other.rpartition("/")[0].startswith(folder)]
        if found:
            return next(iter((*near, *found)))
    return None


def _readings(target: str) -> tuple[str, ...]:
    """What an address may mean: a name as it reads (``a#1.png``), or one that is encoded."""
    return target, unquote(target), unquote(target.partition("?")[0].partition("#")[0])


def _local_path(target: str, note: str) -> str | None:
    """Where ``target`` lies in CONTENT; None where it leaves CONTENT, empty where it is no path."""
    path = target.replace("\\", "/")
    if _OTHER_MACHINE.match(target):
        return path.rpartition("/")[2]
    if _SCHEME.match(target):
        return ""
    parts = [] if path.startswith("/") else note.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _name(target: str) -> str:
    """The file's name, as a reader sees it."""
    if _SCHEME.match(target) and not _OTHER_MACHINE.match(target):
        return target[:40]
    return unquote(target.replace("\\", "/")).rstrip("/").rpartition("/")[2] or target[:40]


def _words(text: str) -> str:
    return " ".join(_ESCAPED.sub(r"\1", text).split()).translate(_ENTITIES)


def _link(image: Image, target: str) -> str:
    address = f"https:{target}" if target.startswith("//") else target
    name = address.partition("?")[0].rstrip("/").rpartition("/")[2]
    words = _words(image.alt) or _words(unquote(name)) or "图片"
    return f"[图片：{words}]({quote(address, safe=_URL_SAFE)})"


_URL_SAFE = ":/?#[]@!$&'*+,;=%~-._"
"""What stays in an address; brackets and blanks would end a Markdown link."""


def _picture(image: Image, fact: FileFact) -> str:
    address = SITE_ROOT + quote(fact.path, safe="/-._~")
    words = _words(image.alt)
    if not fact.path.lower().endswith(_SHOWN):
        return f"[{words or _words(_name(fact.path))}]({address})"
    attributes = ".adapts " if fact.adapts else ""
    attributes += "".join(f'{name}="{value}" ' for name, value in _sizes(image.width, fact))
    return f'![{words}]({address}){{ {attributes}loading="lazy" }}'


def _sizes(asked: str | None, fact: FileFact) -> Iterator[tuple[str, str]]:
    """Width and height, so that the page does not jump when the picture comes in."""
    size = _SIZE.fullmatch(asked) if asked else None
    width, height = fact.width, fact.height
    if width is None or height is None:
        if size is not None:
            yield "width", f"{round(float(size['number']))}{size['share']}"
        return
    factor = 1.0
    if size is not None and float(size["number"]) > 0:
        number = float(size["number"])
        factor = number / 100 if size["share"] else number / width
    yield "width", str(max(1, round(width * factor)))
    yield "height", str(max(1, round(height * factor)))


def _placeholder(target: str) -> str:
    name = _words(_name(target)) or "图片"
    return f'<span class="image-missing" title="笔记没有附带这张图片">缺图：{name}</span>'


def _by_reference(document: Document) -> Iterator[Image]:
    """The pictures whose address stands elsewhere in the note."""
    text = document.source.text
    if "]:" not in text:
        return
    taken = _replaced(document)
    for use in find_reference_links(text):
        if use.picture and not any(span.overlaps(use.span) for span in taken):
            yield Image(use.span, use.address, use.words)


def _references_as_links(document: Document, shown: Sequence[Image]) -> Iterator[Edit]:
    """Pictures by definitions that only an engine understands: nobody looked at their address."""
    text = document.source.text
    if "]:" not in text:
        return
    names = {" ".join(m["name"].lower().split()) for m in _DEFINITION.finditer(text)}
    if not names:
        return
    regions = find_regions(text)
    taken = [*_replaced(document), *(image.span for image in shown)]
    for match in _BY_REFERENCE.finditer(text):
        name = " ".join((match["name"] or match["alt"]).lower().split())
        inside = any(span.start <= match.start() < span.end for span in taken)
        if name in names and not inside and regions.at(match.start()) is None:
            yield Edit(Span(*match.span()), "")


def _replaced(document: Document) -> tuple[Span, ...]:
    """What other passes replace as a whole."""
    return (
        *(image.span for image in document.images),
        *(link.span for link in document.wikilinks),
        *(moment.span for moment in document.moments),
    )


def _report(path: str, failed: Mapping[str, Sequence[Image]]) -> Iterable[Diagnostic]:
    messages = {
        _MISSING: "missing",
        _REMOTE: "on other sites: linked, not shown",
        _OUTSIDE: "outside the content folder",
        _UNSAFE: "published without what could run or load something",
    }
    for code, images in sorted(failed.items()):
        first = images[0]
        count = "1 picture is" if len(images) == 1 else f"{len(images)} pictures are"
        target = first.target[:80]
        yield Diagnostic(code, f"{count} {messages[code]}: first `{target}`", path, first.span)
