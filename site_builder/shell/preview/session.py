"""The preview of one ``serve``, from its first build to its end."""

from __future__ import annotations

from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from site_builder.shell.preview.drafting import BuiltSite
from site_builder.shell.preview.serving import Follower, put_preview
from site_builder.shell.preview.state import Preview


class PreviewSession:
    """A preview and what follows edits for it."""

    def __init__(self) -> None:
        self._preview = Preview()
        self._follower: Follower | None = None

    def show(self, built: BuiltSite) -> None:
        """Shows a site; its folder belongs to the preview from now on."""
        self._preview.adopt(built)

    def follow(self, server: LiveReloadServer, content: Path) -> None:
        """Lets ``server`` serve the preview, and drafts what is edited in ``content``."""
        self._follower = put_preview(server, self._preview, content)

    def fail(self, error: Exception) -> None:
        """Tells why a build was given up."""
        self._preview.fail(str(error))

    def close(self) -> None:
        """Follows no more and removes the site."""
        if self._follower is not None:
            self._follower.stop()
        self._preview.close()
