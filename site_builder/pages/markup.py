"""Text on its way into Markdown and HTML: what an author named must never act as markup."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from site_builder.scan.patterns import lazy_pattern

FrontMatter = Mapping[str, "str | int | FrontMatter | Sequence[str | FrontMatter] | None"]


class Markdown(str):
    """Text that is Markdown already and is written into a page as it is."""

    __slots__ = ()


# Everything that opens markup in Markdown, in the extensions that sites use, or in HTML. A numeric
# entity means the same in a heading, a table cell, a link's text, an attribute and raw HTML.
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "\\`*_{}[]<>#+|$~^=:@&\"'!"}

# what YAML refuses, and the marks that Python-Markdown uses for itself
_UNPRINTABLE = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\uf8ff\ufffe\uffff]")

_JSON = json.JSONEncoder(ensure_ascii=False)

_BLANKS = lazy_pattern(r"\s+")

_WEB = lazy_pattern(r"https?://", re.IGNORECASE)


def plain_text(text: str) -> str:
    """``text`` on one line, without characters that cannot be printed."""
    return _printable(text).strip()


@lru_cache(maxsize=4096)  # the same titles, numbers and words stand on page after page
def escape_text(text: str) -> Markdown:
    """``text`` on one line such that it shows as it reads, in Markdown as in HTML.

    A blank at either end stays, so that a template may write ``" · "``.
    """
    return Markdown(_printable(text).translate(_ENTITIES))


def escape_title(text: str) -> str:
    """``text`` for titles, which site engines write into HTML as they are."""
    return html.escape(plain_text(text))


def web_address(url: str) -> Markdown | None:
    """``url`` as the target of a Markdown link; None where it is no address of the web.

    An address copied from HTML may hold ``&amp;``; it means ``&``.
    """
    address = plain_text(html.unescape(url))
    if _WEB.match(address) is None:
        return None
    return Markdown(quote(address, safe="/:?#@!&;=+,~%*-._"))


def front_matter(values: FrontMatter) -> str:
    """A YAML head with ``values`` in the order given; each value is JSON, which YAML includes."""
    lines = (f"{key}: {_JSON.encode(value)}" for key, value in values.items())
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def split_front_matter(text: str) -> tuple[dict[str, Any], str] | None:
    """The values that ``front_matter`` has written, and the text behind; None without such a head.

    JSON reads five times as fast as YAML.
    """
    head, end, rest = text.partition("\n---\n\n")
    opening, *lines = head.split("\n")
    if opening != "---" or not lines or not end:
        return None
    values: dict[str, Any] = {}
    for line in lines:
        key, _, value = line.partition(": ")
        try:
            values[key] = json.loads(value)
        except ValueError:
            return None
    return values, rest.lstrip("\n")


def _printable(text: str) -> str:
    if text.isprintable() and "  " not in text:  # as no blank but that of ASCII can
        return text
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", text))
