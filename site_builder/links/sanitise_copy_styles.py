r"""Style sheets of archived pages that cause no request.

The tokens that may name an address, after https://www.w3.org/TR/css-syntax-3/#tokenization:
``url(…)``, functions that take a string for an address (``image-set``, ``src`` …), ``@import``.
A name may be spelled with escapes (``\75 rl(``); letters among them are decoded first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.scan.patterns import lazy_pattern

# What can be in a style sheet that names another file. Nothing of this: nothing to do.
_SUSPECT = lazy_pattern(r"\\|\(|@import", re.IGNORECASE)

# \75 · \000075 · \u, outside of strings
_ESCAPE = r"\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\r\n\f])?|[^\n\r\f0-9a-fA-F])"

# "a \" b", also where it is cut off by the end of the line
_STRING = r"\"(?:[^\"\\\n\r\f]|\\(?:\r\n|[\s\S]))*+\"?|'(?:[^'\\\n\r\f]|\\(?:\r\n|[\s\S]))*+'?"

_COMMENT = r"/\*[\s\S]*?(?:\*/|\Z)"

# In both expressions each alternative begins with a character that is no letter, and not with a
# group: the search then skips from one such character to the next, which takes a sixth of the time.

# "…" · /* … */ · \75
_SPELLED = lazy_pattern(rf"{_STRING}|{_COMMENT}|{_ESCAPE}")

# what stands before a parenthesis, beside `url`
_TAKE_ADDRESS = "|".join(rf"(?<={name}\()" for name in ("image-set", "cross-fade", "image", "src"))

# "…" · ("a.png") behind url · ( behind image-set · @import
_ADDRESS = lazy_pattern(
    rf"{_STRING}"
    rf"|\((?<=url\()\s*(?P<argument>{_STRING}|[^\"'()\s]*+)\s*(?P<closed>\)?)"
    rf"|\((?:{_TAKE_ADDRESS})"
    r"|@(?:-[a-z]+-)?import\b",
    re.IGNORECASE,
)

# data:image/png;base64,… · data:font/woff2;…
_PART = (
    r"data:(?:image/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon|svg\+xml)"
    r"|font/[\w.+-]+|application/(?:x-)?font-[\w.+-]+|application/vnd\.ms-fontobject)[;,]"
)
_DATA = lazy_pattern(_PART, re.IGNORECASE)

# (#soft) · ("data:image/png;base64,iVBO") : what is harmless behind url at first sight
_PLAIN = (
    rf"(?:(?:#|{_PART})[^\"'()\s\\]*+\)"
    rf"|(?P<quote>[\"'])(?:#|{_PART})[^\"'()\\\n\r\f]*+(?P=quote)\))"
)

# Where both find nothing, nothing needs to be changed; what they find may stand in a string. Each
# begins with one character: the search skips to the next in a tenth of the time of two.
_MAY_ASK = lazy_pattern(rf"\((?:(?<=url\()(?!{_PLAIN})|{_TAKE_ADDRESS})", re.IGNORECASE)
_MAY_IMPORT = lazy_pattern(r"@(?:-[a-z]+-)?import\b", re.IGNORECASE)

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-@(")


def sanitise_styles(css: str) -> str:
    """``css`` without imports and without addresses but ``#fragment`` and data of pictures, fonts.

    What named another file becomes ``none`` or a word that no browser knows; the rest stays.
    """
    if "\\" in css or "/*" in css:
        if _SUSPECT.search(css) is None:
            return css
        css = _SPELLED.sub(_spell_out, css)
    if _MAY_ASK.search(css) is None and _MAY_IMPORT.search(css) is None:
        return css
    return "".join(_without_addresses(css))


def _spell_out(match: re.Match[str]) -> str:
    text = match[0]
    if text[0] in "\"'":
        return text
    if text[0] == "/":
        return " "
    code = char = text[1:].strip()
    if code and all(c in "0123456789abcdefABCDEF" for c in code):
        number = int(code, 16)
        char = chr(number) if 0 < number < 0x110000 else "\ufffd"
    return char if char in _LETTERS else text


def _without_addresses(css: str) -> Iterator[str]:
    """``css`` in pieces, without what names another file."""
    done = 0
    for match in _ADDRESS.finditer(css):
        start, end = match.span()
        if css[start] == "@":
            yield f"{css[done:start]}@removed-import"
        elif match["argument"] is not None:
            if _is_harmless(match["argument"]):
                continue
            yield css[done : start - len("url")]
            yield "none" if match["closed"] else "none("
        elif css[start] == "(":
            yield f"{css[done:start]}-removed("
        else:
            continue
        done = end
    yield css[done:]


def _is_harmless(argument: str) -> bool:
    """Whether what ``url(…)`` encloses causes no request."""
    address = argument.strip("\"' \t\n\r\f")
    return "\\" not in address and (address.startswith("#") or _DATA.match(address) is not None)
