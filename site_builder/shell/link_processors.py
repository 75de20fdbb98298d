"""MkDocs' own processors of links and anchors, where there is something for them to do.

Their names begin with an underscore; 1.6 is the last of its line, so they stay.
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ET
from functools import cached_property, lru_cache

from mkdocs.structure.files import File
from mkdocs.structure.pages import _RawHTMLPreprocessor, _RelativePathTreeprocessor
from mkdocs.utils import get_relative_url

from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.markdown_serializer import WrittenBlocks, resolve_addresses

# id="top", name = top; HTML has no other way to give an attribute a value. Two expressions, of
# which each begins with letters to look for.
_WITH_ID = lazy_pattern(r"id\s*(?:=|$)", re.MULTILINE)
_WITH_NAME = lazy_pattern(r"name\s*(?:=|$)", re.MULTILINE)

# #a-heading: all of it is an anchor, as written
_ON_THIS_PAGE = lazy_pattern(r"#[\w-]+\Z")
# ../glossary.md#weight: nothing in it that stands for anything else
_TO_A_NOTE = lazy_pattern(r"(?P<path>(?:\.\./)*[\w-][\w./-]*\.md)(?:#(?P<anchor>[\w-]+))?\Z")

_ANY = "\0"
"""The name of no page."""

_ADDRESSES = {"a": "href", "img": "src"}
"""Elements with an address, and its attribute."""


class RelativeLinks(_RelativePathTreeprocessor):
    """MkDocs' own, which takes apart the address of each heading's link to itself, too.

    What a link leads to from a folder is found out once.
    """

    resolves_written = True
    """Links in blocks that are written already, too."""

    def run(self, root: ET.Element) -> ET.Element:
        """``root`` with addresses of links and pictures as they stand in the page."""
        for element in root.iter():
            if type(element.text) is WrittenBlocks:
                element.text = resolve_addresses(element.text, self.path_to_url)
            elif key := _ADDRESSES.get(element.tag):
                element.set(key, self.path_to_url(element.attrib[key]))
        return root

    @classmethod
    def _target_uri(cls, src_path: str, dest_path: str) -> str:
        return _uri_from(posixpath.dirname(src_path), dest_path)

    def path_to_url(self, url: str) -> str:
        """``url`` as it stands in the page; remembers what it leads to."""
        if _ON_THIS_PAGE.match(url):
            self.links_to_anchors.setdefault(self.file, {}).setdefault(url[1:], url)
            return url
        if link := _TO_A_NOTE.match(url):
            path, anchor = link.group("path", "anchor")
            target = self.files.get_file_from_path(self._target_uri(self.file.src_uri, path))
            if target is not None and not target.inclusion.is_excluded():
                return self._address(target, url, anchor)
        return super().path_to_url(url)

    def _address(self, target: File, url: str, anchor: str | None) -> str:
        """How the page writes the address of ``target``, to which ``url`` leads."""
        there, here = target.url, self.file.url
        address = _relative_url(there, here if there.startswith(here) else self._any_beside)
        if not anchor:
            return address
        self.links_to_anchors.setdefault(target, {}).setdefault(anchor, url)
        return f"{address}#{anchor}"

    @cached_property
    def _any_beside(self) -> str:
        """The address of any page beside this one: what is not below it has the same from each."""
        here = self.file.url
        folder, _, name = here.rstrip("/").rpartition("/")
        return f"{folder}/{_ANY}/" if here.endswith("/") and name != "." else here


@lru_cache(maxsize=4096)
def _uri_from(folder: str, link: str) -> str:
    return _RelativePathTreeprocessor._target_uri(posixpath.join(folder, "-"), link)  # noqa: SLF001


_relative_url = lru_cache(maxsize=4096)(get_relative_url)


class RawAnchors(_RawHTMLPreprocessor):
    """MkDocs' own, which parses all tags of a page for their names: where one can have a name."""

    def run(self, lines: list[str]) -> list[str]:
        """``lines`` as they are."""
        text = "\n".join(lines).lower()
        named = _WITH_ID.search(text) or _WITH_NAME.search(text)
        return super().run(lines) if named else lines
