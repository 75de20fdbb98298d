r"""Style sheets of archived pages that cause no request.

The tokens that may name an address, after https://www.w3.org/TR/css-syntax-3/#tokenization:
``url(…)``, functions that take a string for an address (``image-set``, ``src`` …), ``@import``.
A name may be spelled with escapes (``\75 rl(``); letters among them are decoded first.
"""

from __future__ import annotations

import re

# What can be in a style sheet that names another file. Nothing of this: nothing to do.
_SUSPECT = re.compile(r"\\|\(|@import", re.IGNORECASE)

# \75 · \000075 · \u, outside of strings
_ESCAPE = r"\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\r\n\f])?|[^\n\r\f0-9a-fA-F])"

# "a \" b", also where it is cut off by the end of the line
_STRING = r"\"(?:[^\"\\\n\r\f]|\\(?:\r\n|[\s\S]))*+\"?|'(?:[^'\\\n\r\f]|\\(?:\r\n|[\s\S]))*+'?"

_COMMENT = r"/\*[\s\S]*?(?:\*/|\Z)"

# "…" · /* … */ · \75
_SPELLED = re.compile(rf"(?P<kept>{_STRING})|(?P<comment>{_COMMENT})|(?P<escape>{_ESCAPE})")

_URL = r"url\(\s*(?P<argument>" + _STRING + r"|[^\"'()\s]*+)\s*(?P<closed>\)?)"

# url("a.png") · image-set( · @import
_ADDRESS = re.compile(
    rf"""
    (?P<url>(?<![\w-]){_URL})
  | (?P<kept>{_STRING})
  | (?P<function>(?:-[a-z]+-)?(?:image-set|cross-fade|image|src|expression|element|paint)(?=\())
  | (?P<import>@(?:-[a-z]+-)?import\b)
  | (?P<binding>-moz-binding|behavior)(?=\s*:)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# data:image/png;base64,… · data:font/woff2;…
_DATA = re.compile(
    r"data:(?:image/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon|svg\+xml)"
    r"|font/[\w.+-]+|application/(?:x-)?font-[\w.+-]+|application/vnd\.ms-fontobject)[;,]",
    re.IGNORECASE,
)

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-@(")


def sanitise_styles(css: str) -> str:
    """``css`` without imports and without addresses but ``#fragment`` and data of pictures, fonts.

    What named another file becomes ``none`` or a word that no browser knows; the rest stays.
    """
    if _SUSPECT.search(css) is None:
        return css
    if "\\" in css or "/*" in css:
        css = _SPELLED.sub(_spell_out, css)
    return _ADDRESS.sub(_without_address, css)


def _spell_out(match: re.Match[str]) -> str:
    if match["kept"] is not None:
        return match["kept"]
    if match["comment"] is not None:
        return " "
    escape = match["escape"]
    code = escape[1:].strip()
    char = escape[1:]
    if code and all(c in "0123456789abcdefABCDEF" for c in code):
        number = int(code, 16)
        char = chr(number) if 0 < number < 0x110000 else "\ufffd"
    return char if char in _LETTERS else escape


def _without_address(match: re.Match[str]) -> str:
    if match["kept"] is not None:
        return match["kept"]
    if match["url"] is not None:
        address = match["argument"].strip("\"' \t\n\r\f")
        harmless = address.startswith("#") or _DATA.match(address) is not None
        if harmless and "\\" not in address:
            return match["url"]
        return "none" if match["closed"] else "none("
    if match["import"] is not None:
        return "@removed-import"
    return "removed"
