"""A theme that lists fewer files: MkDocs asks for all of them and leaves out the hidden ones.

Material has fourteen thousand of these, its icons; to list them takes longer than to draw a page.
"""

from __future__ import annotations

import os

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class ListedTheme(Theme):
    """What ``theme`` is, but for the listing."""

    def __init__(self, theme: Theme) -> None:
        vars(self).update(vars(theme))

    def get_env(self) -> Environment:
        """An environment as the theme's own."""
        env = super().get_env()
        env.loader = _VisibleLoader(self.dirs)
        return env


class _VisibleLoader(FileSystemLoader):
    """Loads any file and lists those that are not hidden."""

    def list_templates(self) -> list[str]:
        """Paths that are not below a hidden folder, nor hidden themselves."""
        found: set[str] = set()
        for root in self.searchpath:
            for folder, below, names in os.walk(root):
                below[:] = [name for name in below if not name.startswith(".")]
                above = os.path.relpath(folder, root).replace(os.sep, "/")
                start = "" if above == "." else f"{above}/"
                found.update(start + name for name in names if not name.startswith("."))
        return sorted(found)
