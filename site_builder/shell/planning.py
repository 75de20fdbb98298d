"""What a course publishes, planned as a tree of files and a navigation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from site_builder.model.site import Asset, NavItem, Site
from site_builder.pages.previews import PREVIEWS_PATH, preview_script
from site_builder.shell.drawings import clean_drawing
from site_builder.shell.store import Store
from site_builder.shell.templates import packaged_icon, web_parts
from site_builder.shell.tree import ICON_PATH, NavEntry, TreeFile

MODEL_PATH = "course.json"
"""Where the site publishes the model."""

_INDEX_PAGES = ("index.md", "README.md")


def plan_tree(site: Site, content: Path, store: Store | None = None) -> tuple[TreeFile, ...]:
    """What ``site`` publishes, in the order in which MkDocs lists files.

    Without what takes longer and no page needs: the model, and archived copies.

    The order is that of a folder on disk, its index first: MkDocs' search index keeps it.

    Args:
        site: The site.
        content: CONTENT, where the assets are.
        store: What keeps cleaned drawings; None: nothing does.
    """
    known = store or Store(None)
    files = [
        *(TreeFile(page.path, page.text) for page in site.pages),
        *(TreeFile(viewer.path, viewer.text) for viewer in site.viewers),
        *(TreeFile(file.path, file.text) for file in site.attachments),
        *(_asset_file(asset, content, known) for asset in site.assets),
        *(TreeFile(path, place) for path, place in web_parts().items()),
        TreeFile(ICON_PATH, packaged_icon()),
        TreeFile(PREVIEWS_PATH, preview_script(site)),
    ]
    return tuple(sorted(files, key=_folder_order))


def nav_entries(items: Sequence[NavItem]) -> list[NavEntry]:
    """``items`` as ``nav`` of a mkdocs.yml; the page of a group becomes its first entry."""
    return [_nav_entry(item) for item in items]


def _asset_file(asset: Asset, content: Path, store: Store) -> TreeFile:
    """The file as it is; of a drawing what only draws."""
    place = content / asset.path
    if not asset.path.lower().endswith(".svg"):
        return TreeFile(asset.path, place)
    return TreeFile(asset.path, clean_drawing(place.read_bytes(), store).text)


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
