"""Wikilinks as links to pages of the site."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from site_builder.links.rewrite import SITE_ROOT
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Document, Edit
from site_builder.model.reference import WikiLink
from site_builder.scan.patterns import lazy_pattern

# what would act as markup in the words of a link
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "\\`*_{}[]<>|$~^=&!\"'"}

_NOTE_SUFFIX = lazy_pattern(r"\.(?:md|markdown|txt)$")


def normalise_target(text: str) -> str:
    """The name that ``text`` means: without form, case, doubled blanks, ``./`` and ``.md``."""
    name = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    name = name.replace("\\", "/").removeprefix("./").strip("/ ")
    return _NOTE_SUFFIX.sub("", name) if "." in name else name


def resolve_wikilinks(document: Document, targets: Mapping[str, str]) -> Outcome[tuple[Edit, ...]]:
    """The edits that make each wikilink a link, or words marked as leading nowhere.

    Args:
        document: The notes.
        targets: Site paths, as ``lessons/010.md#anchor``, by ``normalise_target`` of their names.
    """
    edits: list[Edit] = []
    diagnostics: list[Diagnostic] = []
    for link in document.wikilinks:
        words = _words(link)
        path = _path(link, targets)
        if path is not None:
            edits.append(Edit(link.span, f"[{words}]({SITE_ROOT}{_address(path)})"))
            continue
        name = link.target + (f"#{link.anchor}" if link.anchor else "")
        message = f"wikilink [[{name}]] names nothing on this site"
        diagnostics.append(Diagnostic("OBS102", message, document.source.path, link.span))
        mark = f'<span class="wikilink-unresolved" title="本站没有这一页">{words}</span>'
        edits.append(Edit(link.span, mark))
    return Outcome(tuple(edits), tuple(diagnostics))


def _path(link: WikiLink, targets: Mapping[str, str]) -> str | None:
    """Where ``link`` leads: the heading it names, else the note."""
    page = next((targets[name] for name in _names(link.target) if name in targets), None)
    if link.anchor is None or link.anchor.startswith("^"):
        return page
    for name in _names(link.target):
        path = targets.get(f"{name}#{normalise_target(link.anchor)}")
        if path is not None:
            return path
    if link.target and page is None:
        return None
    heading = normalise_target(link.anchor.rpartition("#")[2])
    return targets.get(heading, page)


def _names(target: str) -> Iterator[str]:
    """The target's names from the most to the least exact: with its folders, then without."""
    name = normalise_target(target)
    if name:
        yield name
        if "/" in name:
            yield name.rpartition("/")[2]


def _words(link: WikiLink) -> str:
    """What a reader sees: the label, else what Obsidian shows for the target."""
    name = link.target.replace("\\", "/").rpartition("/")[2].removesuffix(".md")
    anchor = (link.anchor or "").removeprefix("^").replace("#", " > ")
    words = link.label or " > ".join(word for word in (name, anchor) if word)
    return words.translate(_ENTITIES)


def _address(path: str) -> str:
    """``path`` such that blanks and brackets in it do not end the link."""
    return path.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
