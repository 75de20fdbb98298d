"""Where a build by the plugin writes its site, and what becomes of it at the end."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from site_builder.shell.app_files import retire_worker, write_worker
from site_builder.shell.engine_config import opens_from_disk
from site_builder.shell.swapping import discard, open_empty_folder, open_staging, swap


class Destination:
    """One build's output folder, and the empty one in which MkDocs looks for files meanwhile."""

    def __init__(self) -> None:
        self._target: Path | None = None
        self._folder: Path | None = None
        self._empty: Path | None = None

    def publish(self, config: MkDocsConfig) -> None:
        """Lets MkDocs build beside ``site_dir``; the last good site stays meanwhile.

        Raises:
            SiteBuilderError: where ``site_dir`` could not be written in the end.
        """
        self._target = Path(config.site_dir)
        self._folder = open_staging(self._target)
        config.site_dir = str(self._folder)

    def preview(self, config: MkDocsConfig) -> None:
        """Lets MkDocs build into a new folder; the preview shows that of the last good build."""
        self._folder = open_empty_folder()
        config.site_dir = str(self._folder)

    def hide_content(self, config: MkDocsConfig) -> None:
        """Lets MkDocs look for files in an empty folder.

        It follows links in circles, and of all that it would find in CONTENT nothing is published
        as it is.
        """
        self._empty = open_empty_folder()
        config.docs_dir = str(self._empty)

    def show_content(self, config: MkDocsConfig, content: Path) -> None:
        """Gives MkDocs its ``docs_dir`` back."""
        config.docs_dir = str(content)
        if self._empty is not None:
            discard(self._empty)
            self._empty = None

    def give_away(self) -> Path | None:
        """The folder of the site, which is the caller's from now on."""
        folder, self._folder = self._folder, None
        return folder

    def settle(self, config: MkDocsConfig, *, app: bool) -> Path | None:
        """Puts the site in its place, unless a strict build fails; returns the place.

        Args:
            config: The configuration; its ``site_dir`` is the place from then on.
            app: Whether the site installs as an app.

        Raises:
            SiteBuilderError: where that cannot be done; what was there is still there.
        """
        if self._folder is None or self._target is None:
            return None
        if config.strict and _has_warnings():
            self.discard()
            return None
        if app:
            write_worker(self._folder)
        elif not opens_from_disk(config):
            retire_worker(self._folder)
        swap(self._folder, self._target)
        self._folder = None
        config.site_dir = str(self._target)
        return self._target

    def discard(self) -> None:
        """Removes what a build that is given up has left."""
        for folder in (self._empty, self._folder):
            if folder is not None:
                discard(folder)
        self._empty = self._folder = None


def _has_warnings() -> bool:
    """Whether MkDocs has counted a warning; it does so in strict builds only."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(h.get_counts() for h in handlers if isinstance(h, CountHandler))
