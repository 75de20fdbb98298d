"""The text of an archived page, whatever encoding its bytes are in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.scan.patterns import lazy_pattern

# <meta charset="gbk"> · <meta http-equiv="Content-Type" content="text/html; charset=gb2312">
_CHARSET = lazy_pattern(rb"charset=[\"' ]{0,3}(?P<name>[A-Za-z0-9_-]{2,40})", re.IGNORECASE)

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

BYTE_ORDER_MARKS = tuple(_MARKS)
"""What a page may begin with that says its encoding."""

_CUT = ("unexpected end of data", "incomplete multibyte sequence")


def decode_page(data: bytes) -> str:
    """The text of an HTML page, in the encoding that it names, else the one that fits.

    After https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding,
    but UTF-8 comes before what is named: tools re-encode pages and leave their meta elements.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            # The first part of a page may end within a character.
            if error.reason in _CUT:
                return data[: error.start].decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return data.decode("utf-8", "replace")


def _encodings(data: bytes) -> Iterator[str]:
    """What ``data`` may be in, the likeliest first; most pages need no second."""
    yield "utf-8"
    yield _named_encoding(data)
    yield "gb18030"


def _named_encoding(data: bytes) -> str:
    match = _CHARSET.search(data[:4096])
    name = match["name"].decode("ascii").lower() if match else "utf-8"
    return "gb18030" if name in ("gb2312", "gbk") else name
