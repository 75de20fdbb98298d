"""Trees as XHTML, as Python-Markdown writes them, element by element and not tag by tag."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from typing import Any

from markdown import Markdown, serializers
from markdown.serializers import to_xhtml_string
from markdown.util import ETX, STX, AtomicString

from site_builder.scan.patterns import lazy_pattern

ADDRESS = f"{STX}href:%s{ETX}"
"""An address in written blocks as the author gave it; it is resolved as those of elements are."""

_ADDRESS = lazy_pattern(ADDRESS % "(.*?)")

_RAW = frozenset({"script", "style"})
_ESCAPED = ("_escape_cdata", "_escape_attrib_html")


class WrittenBlocks(AtomicString):
    """HTML of blocks, which is written in place of the element whose text it is."""


def write_whole_elements(md: Markdown) -> None:
    """Makes ``md`` write trees by ``to_xhtml``; the result is the same.

    Nothing changes where pages are written another way, by choice or by another Python-Markdown.
    """
    known = all(hasattr(serializers, name) for name in (*_ESCAPED, "HTML_EMPTY"))
    stock = md.serializer
    if stock is to_xhtml_string and known and _writes_alike(stock):
        md.serializer = to_xhtml


def to_xhtml(root: ET.Element) -> str:
    """``root`` as Python-Markdown's ``to_xhtml_string`` writes it."""
    escape, escape_value, void = _tools()
    parts: list[str] = []
    write = parts.append
    waiting: list[Any] = [root]
    while waiting:
        element = waiting.pop()
        if type(element) is str:
            write(element)
            continue
        tag, text = element.tag, element.text
        if type(text) is WrittenBlocks:
            write(text)
            continue
        if type(tag) is not str:  # a comment, a name with a namespace
            return to_xhtml_string(root)
        opening, attributes = tag, element.items()
        if attributes:
            if not all(map(_is_plain, attributes)):
                return to_xhtml_string(root)
            opening += _written(attributes, escape_value)
        tail, kind = element.tail, tag.lower()
        tail = escape(tail) if tail else ""
        if kind in void:
            write(f"<{opening} />{tail}")
            continue
        if text:
            text = text if kind in _RAW else escape(text)
        if len(element):
            write(f"<{opening}>{text or ''}")
            waiting.append(f"</{tag}>{tail}")
            waiting += reversed(element)
        else:
            write(f"<{opening}>{text or ''}</{tag}>{tail}")
    return "".join(parts)


def _written(attributes: Iterable[tuple[str, str | None]], escape: Callable[[str], str]) -> str:
    return "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"'
        for name, value in sorted(attributes)
    )


def _is_plain(attribute: tuple[Any, Any]) -> bool:
    name, value = attribute
    return type(name) is str and (value is None or isinstance(value, str))


def resolve_addresses(html: WrittenBlocks, resolve: Callable[[str], str]) -> WrittenBlocks:
    """``html`` with what ``resolve`` says of each address, in their order."""
    if STX not in html:
        return html
    escape_value = _tools()[1]
    return WrittenBlocks(_ADDRESS.sub(lambda found: escape_value(resolve(found[1])), html))


def escape_text(text: str) -> str:
    """``text`` of an element as it is written."""
    return _tools()[0](text)


def _tools() -> tuple[Callable[[str], str], Callable[[str], str], frozenset[str]]:
    """How texts and values of attributes are escaped, and tags that stand alone."""
    stock: Any = serializers
    return stock._escape_cdata, stock._escape_attrib_html, stock.HTML_EMPTY  # noqa: SLF001


def _writes_alike(stock: Callable[[ET.Element], str]) -> bool:
    try:
        return to_xhtml(_probe()) == stock(_probe())
    except TypeError:  # before 3.11 attributes without a value could not be written
        return False


def _probe() -> ET.Element:
    """A tree with one of each that versions of Python-Markdown write differently."""
    root = ET.Element("div", {"b": 'x"\n<&amp;&', "a": "", "open": "open", "hidden": "hidden"})
    root.text, root.tail = "a < b & c &lt; d > e", "\n"
    bare = ET.SubElement(root, "Option")
    bare.set("disabled", None)  # type: ignore[arg-type]
    bare.tail = "<"
    ET.SubElement(root, "script").text = "a < b && c"
    ET.SubElement(root, "BR").tail = "&"
    ET.SubElement(root, "img", {"alt": ">"}).text = "nothing"
    return root
