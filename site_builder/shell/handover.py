"""What a site engine gets of a compiled course, and what it asks for later.

The engine sees no note, no section and no lesson: that is what lets another process compile.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec import Struct

from site_builder.model.config import Config
from site_builder.model.site import Asset
from site_builder.shell.tree import NavEntry, TreeFile


class Handover(Struct, frozen=True):
    """A course as a site engine gets it."""

    title: str
    """Title of the course."""
    config: Config
    """The manifest."""
    files: tuple[TreeFile, ...]
    """The staged tree, without what takes longer."""
    nav: tuple[NavEntry, ...]
    """The navigation."""
    assets: tuple[Asset, ...]
    """The author's files among ``files``."""


class Wanted(Struct, frozen=True):
    """What takes longer than the pages and goes into the site without the engine."""

    folder: Path
    """Where the site is built; nothing else writes what is wanted there."""
    page_suffix: str | None
    """What follows ``lessons/010`` in the address of a page; None: no search index."""
    searchable: bool
    """Whether search finds the texts of archived copies."""


class Course(Protocol):
    """A compiled course, wherever it was compiled."""

    def hand_over(self) -> Handover:
        """What there is at once; the course itself keeps none of it, so ask once."""

    def amend(self) -> tuple[TreeFile, ...]:
        """Files that are not as they were handed over, after ``begin`` and before they are drawn.

        Raises:
            SiteBuilderError: where the course turns out to be none.
        """

    def begin(self, wanted: Wanted) -> None:
        """Begins with the model, the index and the archived copies, after ``hand_over``.

        Raises:
            SiteBuilderError: where that cannot be done at all.
        """

    def finish(self) -> None:
        """Waits until all that was wanted is there.

        Raises:
            SiteBuilderError: where it cannot be done.
        """

    def stop(self) -> None:
        """Gives up what has begun; also after ``finish``."""
