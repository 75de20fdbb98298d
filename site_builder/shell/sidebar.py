"""The navigation beside a page: of many courses those that are near.

Pages of a site with hundreds of courses would else hold the names of all of them, and grow with
the square of the courses.
"""

from __future__ import annotations

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

MOST = 12
"""Sections of the first level that are all shown."""

_NEAR = 3
"""Where there are more, those before and those behind the page's own."""


class Sidebar:
    """The navigation of a site, as its pages show it."""

    def __init__(self, nav: Navigation) -> None:
        self._nav = nav
        sections = [item for item in nav.items if isinstance(item, Section)]
        self._sections = sections
        self._places = {id(section): place for place, section in enumerate(sections)}

    def beside(self, page: Page) -> Navigation:
        """The navigation beside ``page``: pages of the first level, and the sections near its own.

        Beside a page that is in no section the first ones stand. A link to the home page, which
        lists all, follows the last one shown.
        """
        if len(self._sections) <= MOST:
            return self._nav
        ancestors = tuple(page.ancestors)
        place = self._places.get(id(ancestors[-1]), 0) if ancestors else 0
        first = max(0, min(place - _NEAR, len(self._sections) - 2 * _NEAR - 1))
        shown = self._sections[first : first + 2 * _NEAR + 1]
        items: list[StructureItem] = []
        near = {id(section) for section in shown}
        for item in self._nav.items:
            if not isinstance(item, Section) or id(item) in near:
                items.append(item)
            if item is shown[-1] and self._nav.homepage is not None:
                items.append(Link(f"全部 {len(self._sections)} 门课", self._nav.homepage.url))
        return Navigation(items, self._nav.pages)
