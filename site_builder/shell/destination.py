"""Where a build by the plugin writes its site, and what becomes of it at the end."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from site_builder.shell.app_files import retire_worker, write_worker
from site_builder.shell.engine_config import opens_from_disk
from site_builder.shell.page_output import PageOutputs
from site_builder.shell.standing import StandingPages
from site_builder.shell.swapping import (
    discard,
    may_merge,
    merge,
    open_empty_folder,
    open_staging,
    swap,
)


class Destination:
    """One build's output folder, and the empty one in which MkDocs looks for files meanwhile."""

    def __init__(self) -> None:
        self._target: Path | None = None
        self._folder: Path | None = None
        self._empty: Path | None = None
        self._standing: StandingPages | None = None

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

    def standing_pages(self, cache: Path | None) -> Mapping[str, str]:
        """By path what those pages were drawn from that need not be written again.

        Args:
            cache: Where builds keep what they know; None: nowhere.
        """
        if self._target is None or self._folder is None:
            return {}
        self._standing = StandingPages(self._target, cache)
        may_stand = self.takes_pages() and may_merge(self._folder, self._target)
        return self._standing.keys if may_stand else {}

    def takes_pages(self) -> bool:
        """Whether pages may come into the site without MkDocs.

        It would tell of each of them that it is left out, as if something were amiss.
        """
        tells = logging.getLogger("mkdocs.commands.build").isEnabledFor(logging.INFO)
        return self._target is not None and not tells

    def give_away(self) -> Path | None:
        """The folder of the site, which is the caller's from now on."""
        folder, self._folder = self._folder, None
        return folder

    def settle(
        self, config: MkDocsConfig, *, app: bool, outputs: PageOutputs | None
    ) -> Path | None:
        """Puts the site in its place, unless a strict build fails; returns the place.

        Args:
            config: The configuration; its ``site_dir`` is the place from then on.
            app: Whether the site installs as an app.
            outputs: The pages that were drawn, or left out because they stand.

        Raises:
            SiteBuilderError: where that cannot be done.
        """
        if self._folder is None or self._target is None:
            return None
        if config.strict and _has_warnings():
            self.discard()
            return None
        staying = self._staying(outputs)
        digests: Mapping[str, str] = {}
        if app:
            known = {} if self._standing is None else self._standing.digests(staying)
            known.update({} if outputs is None else outputs.digests)
            sizes = {} if self._standing is None else self._standing.sizes(staying)
            beside = {path: f"{self._target}/{path}" for path in staying}
            digests = write_worker(self._folder, beside, known, sizes)
        elif not opens_from_disk(config):
            retire_worker(self._folder)
        if self._standing is not None and outputs is not None:
            self._standing.renew(outputs.keys, self._folder, digests, staying)
        if staying:
            merge(self._folder, self._target, staying)
        else:
            swap(self._folder, self._target)
        if self._standing is not None:
            self._standing.keep()
        self._folder = None
        config.site_dir = str(self._target)
        return self._target

    def discard(self) -> None:
        """Removes what a build that is given up has left."""
        for folder in (self._empty, self._folder):
            if folder is not None:
                discard(folder)
        self._empty = self._folder = None

    def _staying(self, outputs: PageOutputs | None) -> frozenset[str]:
        """Paths of pages that stay; of none where another build has ended since.

        Then those that were left out are drawn after all.
        """
        if outputs is None or self._standing is None:
            return frozenset()
        if self._standing.stand(outputs.left_out):
            return frozenset(outputs.left_out)
        outputs.draw_left_out()
        return frozenset()


def _has_warnings() -> bool:
    """Whether MkDocs has counted a warning; it does so in strict builds only."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(h.get_counts() for h in handlers if isinstance(h, CountHandler))
