"""A course that this process has compiled, handed over to a site engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

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
        self.compilation = compilation
        """The course and what was found in it."""
        self._content = content
        self._workshop = workshop
        self._handover = _hand_over(compilation, content)
        self._index: Callable[[], Iterator[IndexFile]] | None = None
        self._copies: Publication | None = None
        self._folder = Path()

    @property
    def handover(self) -> Handover:
        """What there is at once."""
        return self._handover

    def begin(self, wanted: Wanted) -> None:
        """Begins with the search index and the archived copies."""
        # The engine has its pages by now, and does not wait while this is loaded.
        from site_builder.shell.indexing import start_index  # noqa: PLC0415

        site, config = self.compilation.site, self.compilation.config
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


def _hand_over(compilation: Compilation, content: Path) -> Handover:
    site = compilation.site
    model = model_text(site, compilation.diagnostics, compilation.sources)
    return Handover(
        title=site.course.title,
        config=compilation.config,
        files=plan_tree(site, content, model),
        nav=tuple(nav_entries(site.nav)),
        assets=site.assets,
    )
