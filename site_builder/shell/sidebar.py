"""The navigation beside a page: of many courses, and of many pages, those that are near.

Pages of a site with hundreds of courses, or of a course with hundreds of lessons outside weeks,
would else hold the names of all of them, and grow with the square of their number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from msgspec import Struct

MOST = 12
"""Sections of the first level that are all shown."""

MOST_ENTRIES = 40
"""Entries of a section that are all shown."""

_NEAR = 3
"""Where there are more sections, those before and those behind the page's own."""

_NEAR_ENTRIES = 12
"""Where there are more entries, those before and those behind the page's own."""


class Part(Section):
    """A section beside a page, with those of its entries that are near."""

    def __init__(self, whole: Section, children: list[StructureItem]) -> None:
        # Without Section's own constructor, which would close the sections above.
        self.whole = whole
        self.title = whole.title
        self.children = children

    @property
    def active(self) -> bool:
        """Whether the page is below it."""
        return self.whole.active

    @active.setter
    def active(self, value: bool) -> None:
        self.whole.active = value


class _Entries(Struct, frozen=True):
    """What stands in a section."""

    index: tuple[Page, ...]
    """Its own page, if it has one."""
    others: tuple[StructureItem, ...]
    """All else."""
    places: Mapping[int, int]
    """Where they stand among ``others``, by identity."""


class Sidebar:
    """The navigation of a site, as its pages show it."""

    def __init__(self, nav: Navigation) -> None:
        self._nav = nav
        sections = [item for item in nav.items if isinstance(item, Section)]
        self._sections = sections
        self._places = {id(section): place for place, section in enumerate(sections)}
        self._near: dict[int, list[StructureItem]] = {}
        self._parts: dict[int, Part] = {}
        self._entries: dict[int, _Entries] = {}

    def beside(self, page: Page) -> Navigation:
        """The navigation beside ``page``: what is near in each section that it is in.

        Of many courses its own and those around it are shown, beside a page that is in none the
        first ones; of many lessons those around its own. A link leads to all of them.
        """
        ancestors = tuple(page.ancestors)
        own = ancestors[-1] if ancestors else None
        items = self._near_sections(own)
        part = self._part(page) if ancestors else None
        if items is None and part is None:
            return self._nav
        shown = [
            part if part is not None and item is own else item
            for item in (self._nav.items if items is None else items)
        ]
        return Navigation(shown, self._nav.pages)

    def _near_sections(self, own: StructureItem | None) -> list[StructureItem] | None:
        """The first level with the sections near ``own``; None where all of them are shown.

        The same objects at each call: others know items by their identity.
        """
        if len(self._sections) <= MOST:
            return None
        if id(own) in self._near:
            return self._near[id(own)]
        place = self._places.get(id(own), 0)
        first = max(0, min(place - _NEAR, len(self._sections) - 2 * _NEAR - 1))
        shown = self._sections[first : first + 2 * _NEAR + 1]
        items: list[StructureItem] = []
        near = {id(section) for section in shown}
        for item in self._nav.items:
            if not isinstance(item, Section) or id(item) in near:
                items.append(item)
            if item is shown[-1] and self._nav.homepage is not None:
                items.append(Link(f"全部 {len(self._sections)} 门课", self._nav.homepage.url))
        self._near[id(own)] = items
        return items

    def _part(self, page: Page) -> Part | None:
        """What is shown of the outermost section that ``page`` is in; None where all of it is.

        The same object at each call: others know items by their identity.
        """
        if id(page) in self._parts:
            return self._parts[id(page)]
        child: StructureItem = page
        shown: StructureItem = page
        for section in page.ancestors:
            if not isinstance(section, Section):
                return None
            children = self._near_entries(section, child)
            if shown is child and len(children) == len(section.children):
                shown = section
            else:
                shown = Part(section, [shown if item is child else item for item in children])
            child = section
        if not isinstance(shown, Part):
            return None
        self._parts[id(page)] = shown
        return shown

    def _near_entries(self, section: Section, own: StructureItem) -> Sequence[StructureItem]:
        """What stands in it; of much its page, what is around ``own``, and a link to all."""
        if len(section.children) <= MOST_ENTRIES:
            return section.children
        entries = self._entries.get(id(section)) or _entries_of(section)
        self._entries[id(section)] = entries
        count = len(entries.others)
        place = entries.places.get(id(own), 0)
        first = max(0, min(place - _NEAR_ENTRIES, count - 2 * _NEAR_ENTRIES - 1))
        shown = [*entries.index, *entries.others[first : first + 2 * _NEAR_ENTRIES + 1]]
        overview = entries.index[0] if entries.index else self._nav.homepage
        if overview is not None:
            shown.append(Link(f"全部 {count} 项", overview.url))
        return shown


def _entries_of(section: Section) -> _Entries:
    index = tuple(item for item in section.children if isinstance(item, Page) and item.is_index)
    others = tuple(item for item in section.children if item not in index)
    return _Entries(index, others, {id(item): place for place, item in enumerate(others)})
