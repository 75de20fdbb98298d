"""A course that this process has compiled, handed over to a site engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from site_builder.model.config import Config
from site_builder.model.site import Site
from site_builder.report.model import model_text
from site_builder.shell.compiling import Compilation
from site_builder.shell.handover import Handover, Wanted
from site_builder.shell.planning import nav_entries, plan_tree
from site_builder.shell.snapshots.publish import Publication, start_publishing
from site_builder.shell.tree import TreeFile, write_tree
from site_builder.shell.workshop import Workshop

if TYPE_CHECKING:
    from site_builder.search.index import IndexFile


class LocalCourse:
    """A course with all that it was compiled of."""

    def __init__(self, compilation: Compilation, content: Path, workshop: Workshop) -> None:
        """Plans what the course publishes.

        Args:
            compilation: The course.
            content: CONTENT.
            workshop: What it was compiled with, and what makes the rest.
        """
        self._compilation: Compilation | None = compilation
        self._searched: tuple[Site, Config] | None = None
        self._content = content
        self._workshop = workshop
        self._index: Callable[[], Iterator[IndexFile]] | None = None
        self._copies: Publication | None = None
        self._folder = Path()

    def hand_over(self) -> Handover:
        """What there is at once."""
        compilation, self._compilation = self._compilation, None
        assert compilation is not None, "it is handed over already"
        site, config = compilation.site, compilation.config
        model = model_text(site, compilation.diagnostics, compilation.sources)
        # Notes and pages are most of what is held in memory: what is done with goes at once.
        searched = replace(site, pages=(), assets=(), nav=(), attachments=())
        self._searched = searched, config
        return Handover(
            title=site.course.title,
            config=config,
            files=plan_tree(site, self._content, model),
            nav=tuple(nav_entries(site.nav)),
            assets=site.assets,
        )

    def begin(self, wanted: Wanted) -> None:
        """Begins with the search index and the archived copies."""
        # The engine has its pages by now, and does not wait while this is loaded.
        from site_builder.shell.indexing import start_index  # noqa: PLC0415

        assert self._searched is not None, "it is not handed over yet"
        (site, config), self._searched = self._searched, None
        self._folder = wanted.folder
        self._copies = start_publishing(
            site.viewers,
            self._content,
            self._workshop.folder,
            searchable=wanted.searchable,
            begun=self._workshop.copies,
        )
        if wanted.page_suffix is not None:
            self._index = start_index(site, config, self._workshop, page_suffix=wanted.page_suffix)

    def finish(self) -> None:
        """Waits until all that was wanted is there."""
        if self._index is not None:
            write_tree((TreeFile(file.path, file.text) for file in self._index()), self._folder)
            self._index = None
        if self._copies is not None:
            write_tree(self._copies.files(), self._folder)
            self._copies = None

    def stop(self) -> None:
        """Gives up what has begun."""
        self._index = None
        if self._copies is not None:
            self._copies.stop()
            self._copies = None
