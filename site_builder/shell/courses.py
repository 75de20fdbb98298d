"""A course that this process has compiled, handed over to a site engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from site_builder.report.model import model_text
from site_builder.shell.compiling import Compilation
from site_builder.shell.handover import Handover, Wanted
from site_builder.shell.planning import MODEL_PATH, nav_entries, plan_tree
from site_builder.shell.snapshots.publish import Publication, start_publishing
from site_builder.shell.tree import TreeFile, write_tree
from site_builder.shell.workshop import Workshop

if TYPE_CHECKING:
    from site_builder.search.index import IndexFile


class Started(Struct, frozen=True):
    """Model and search index that are being made already."""

    page_suffix: str
    """As of ``Wanted``."""
    files: Callable[[], Iterator[TreeFile]]
    """Waits for them."""


class LocalCourse:
    """A course with all that it was compiled of."""

    def __init__(
        self,
        compilation: Compilation,
        content: Path,
        workshop: Workshop,
        started: Started | None = None,
    ) -> None:
        """Plans what the course publishes.

        Args:
            compilation: The course.
            content: CONTENT.
            workshop: What it was compiled with, and what makes the rest.
            started: Model and index, where they have begun.
        """
        self._started = started
        self._compilation: Compilation | None = compilation
        self._rest: Compilation | None = None
        self._content = content
        self._workshop = workshop
        self._made: Callable[[], Iterator[TreeFile]] | None = None
        self._copies: Publication | None = None
        self._folder = Path()

    def hand_over(self) -> Handover:
        """What there is at once."""
        compilation, self._compilation = self._compilation, None
        assert compilation is not None, "it is handed over already"
        site = compilation.site
        # Notes and pages are most of what is held in memory: what is done with goes at once.
        kept = replace(site, pages=(), assets=(), nav=(), attachments=())
        self._rest = replace(compilation, site=kept)
        return Handover(
            title=site.course.title,
            config=compilation.config,
            files=plan_tree(site, self._content, self._workshop.store),
            nav=tuple(nav_entries(site.nav)),
            assets=site.assets,
        )

    def amend(self) -> tuple[TreeFile, ...]:
        """Nothing is amended."""
        return ()

    def begin(self, wanted: Wanted) -> None:
        """Begins with the model, the search index and the archived copies."""
        rest, self._rest = self._rest, None
        assert rest is not None, "it is not handed over yet"
        site = rest.site
        self._workshop.workforce.rest()
        self._folder = wanted.folder
        self._copies = start_publishing(
            site.viewers,
            self._content,
            self._workshop.folder,
            searchable=wanted.searchable,
            begun=self._workshop.copies,
        )
        suffix = wanted.page_suffix
        if self._started is not None and self._started.page_suffix == suffix:
            self._made = self._started.files
            return
        index: Callable[[], Iterator[IndexFile]] = partial(iter, ())
        if suffix is not None:
            # The engine has its pages by now, and does not wait while this is loaded.
            from site_builder.shell.indexing import start_index  # noqa: PLC0415

            index = start_index(site, rest.config, self._workshop, page_suffix=suffix)
        model = TreeFile(MODEL_PATH, model_text(site, rest.diagnostics, rest.sources))
        self._made = lambda: chain([model], (TreeFile(file.path, file.text) for file in index()))

    def finish(self) -> None:
        """Waits until all that was wanted is there."""
        if self._made is not None:
            write_tree(self._made(), self._folder)
            self._made = None
        if self._copies is not None:
            write_tree(self._copies.files(), self._folder)
            self._copies = None

    def stop(self) -> None:
        """Gives up what has begun."""
        self._made = None
        if self._copies is not None:
            self._copies.stop()
            self._copies = None
