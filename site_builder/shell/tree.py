"""The files that a site engine gets, whichever engine it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.model.site import Asset, NavItem, Site
from site_builder.pages.previews import PREVIEWS_PATH, preview_script
from site_builder.scan.svg import clean_svg
from site_builder.shell.templates import packaged_icon, web_parts

MODEL_PATH = "course.json"
"""Where the site publishes the model."""

ICON_PATH = "assets/app/icon.svg"
"""Where the site's icon is; the defaults name it as favicon."""

STYLE_SHEETS = ("assets/katex/katex.min.css",)
"""Style sheets among the web parts that every page needs."""

_INDEX_PAGES = ("index.md", "README.md")


@dataclass(frozen=True, slots=True)
class TreeFile:
    """One file of the staged tree."""

    path: str
    """Path in the tree, with forward slashes."""
    content: str | bytes | Path
    """Its text, its bytes, or the file on disk that is copied."""
    linked: bool = False
    """Whether a hard link may take the place of a copy: the file on disk is ours."""


NavEntry = str | dict[str, "str | list[NavEntry]"]


def plan_tree(site: Site, content: Path, model: str) -> tuple[TreeFile, ...]:
    """What ``site`` publishes, archived copies left out, in the order in which MkDocs lists files.

    The order is that of a folder on disk, its index first: MkDocs' search index keeps it.

    Args:
        site: The site.
        content: CONTENT, where the assets are.
        model: Text of ``course.json``.
    """
    files = [
        *(TreeFile(page.path, page.text) for page in site.pages),
        *(TreeFile(viewer.path, viewer.text) for viewer in site.viewers),
        *(TreeFile(file.path, file.text) for file in site.attachments),
        *(_asset_file(asset, content) for asset in site.assets),
        *(TreeFile(path, place) for path, place in web_parts().items()),
        TreeFile(ICON_PATH, packaged_icon()),
        TreeFile(PREVIEWS_PATH, preview_script(site)),
        TreeFile(MODEL_PATH, model),
    ]
    return tuple(sorted(files, key=_folder_order))


def nav_entries(items: Sequence[NavItem]) -> list[NavEntry]:
    """``items`` as ``nav`` of a mkdocs.yml; the page of a group becomes its first entry."""
    return [_nav_entry(item) for item in items]


def _asset_file(asset: Asset, content: Path) -> TreeFile:
    """The file as it is; of a drawing what only draws."""
    place = content / asset.path
    if not asset.path.lower().endswith(".svg"):
        return TreeFile(asset.path, place)
    return TreeFile(asset.path, clean_svg(place.read_bytes()).text)


def _nav_entry(item: NavItem) -> NavEntry:
    if not item.children:
        return {item.title: item.path or ""}
    has_own_page = item.path and item.path != item.children[0].path
    own: list[NavEntry] = [item.path] if item.path and has_own_page else []
    return {item.title: [*own, *nav_entries(item.children)]}


def _folder_order(file: TreeFile) -> tuple[tuple[int, int, str], ...]:
    """Files of a folder before its subfolders, an index before other files."""
    *folders, name = file.path.split("/")
    return (*((1, 0, folder) for folder in folders), (0, int(name not in _INDEX_PAGES), name))


def write_tree(files: Sequence[TreeFile], folder: Path) -> None:
    """Writes ``files`` below ``folder``, which must not hold any of them yet."""
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(file.content, Path):
            put_file(file.content, target, linked=file.linked)
        elif isinstance(file.content, bytes):
            target.write_bytes(file.content)
        else:
            target.write_text(file.content, encoding="utf-8", newline="\n")


def put_file(source: Path, target: Path, *, linked: bool) -> None:
    """Puts the file ``source`` at ``target``, whose folder is there.

    Args:
        source: A file.
        target: Where it goes.
        linked: Whether a hard link will do, which takes no time and no space.
    """
    if linked:
        target.unlink(missing_ok=True)
        try:
            os.link(source, target)
        except OSError:  # another disk, or one that has no links
            pass
        else:
            return
    shutil.copyfile(source, target)
