"""The content of a page, which is bytes already, put into what is drawn around it.

A mark stands for it meanwhile: it is half of a page, and as a text it would be decoded, copied from
block to block, and encoded again. Templates may look for texts in it and write it once. Whatever
else they do with it shows, and the page is to be drawn with the content itself.
"""

from __future__ import annotations

import re
from typing import NoReturn

from site_builder.shell.store import encode

_MARK = "\0"

_HALF = re.compile(rb"\xed[\xa0-\xbf]")
"""How half of a pair begins that ``encode`` has kept."""


class UnmarkedError(Exception):
    """A mark does not do."""


class MarkedContent:
    """The content of a page to templates."""

    def __init__(self, content: bytes) -> None:
        """Stands for ``content``, which ``encode`` gave.

        Raises:
            UnmarkedError: where ``encode_output`` would give something else.
        """
        if b"\xed" in content and _HALF.search(content):
            raise UnmarkedError
        self._content = content

    def __contains__(self, text: str) -> bool:
        return encode(text) in self._content

    def __bool__(self) -> bool:
        return bool(self._content)

    def __str__(self) -> str:
        return _MARK

    def _refuse(self, *_: object) -> NoReturn:
        raise UnmarkedError

    __getattr__ = __getitem__ = __eq__ = __len__ = __iter__ = __hash__ = _refuse


def divide_output(output: str) -> tuple[bytes, bytes]:
    """What stands before and behind the content in ``output``.

    Raises:
        UnmarkedError: where it does not stand there once.
    """
    before, mark, behind = output.partition(_MARK)
    if not mark or _MARK in behind:
        raise UnmarkedError
    return encode_output(before), encode_output(behind)


def encode_output(output: str) -> bytes:
    """``output`` as MkDocs writes it: characters that UTF-8 has not are references to them."""
    return output.encode(errors="xmlcharrefreplace")
