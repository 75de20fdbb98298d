"""Bytes of a file to a source text."""

from __future__ import annotations

import codecs

from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.source import Source, Span
from site_builder.scan.patterns import lazy_pattern

MAX_SOURCE_BYTES = 8 * 1024 * 1024
"""Largest file that is read as notes; a thousand lessons of dense notes stay below it."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# NUL, backspace, escape … but not tab and line feed
_CONTROL = lazy_pattern(r"[\x00-\x08\x0e-\x1f\x7f]")

_LINE_ENDS = lazy_pattern(r"\r\n?")

# Editors count no line here, Python's splitlines does: blanks keep line numbers the same for both.
_ODD_BREAKS = lazy_pattern(r"[\x0b\x0c\x85\u2028\u2029]")

# either of them, which hardly any text has
_ODD = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")


def decode_source(path: str, data: bytes) -> Outcome[Source | None]:
    """The source text in ``data``, or None where it is no text.

    UTF-8 is tried first, then what a byte-order mark says, UTF-16 without a mark where every
    second byte is zero or Han, and GB 18030 (which contains GBK). Line ends become line feeds,
    marks and control characters are removed.

    Args:
        path: Path relative to CONTENT, for the source and its diagnostics.
        data: The whole file.
    """
    if too_large := check_size(path, len(data)):
        return Outcome(None, (too_large,))
    text, encoding = _decode(data)
    if text is None:
        return Outcome(None, (Diagnostic("SRC102", "bytes that no known encoding explains", path),))

    diagnostics: list[Diagnostic] = []
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    if _ODD.search(text):
        text = _ODD_BREAKS.sub(" ", text)
        if control := _CONTROL.search(text):
            clean, count = _CONTROL.subn("", text)
            at = Span(control.start(), min(control.start() + 1, len(clean)))
            message = f"{count} control characters, the first is U+{ord(control[0]):04X}"
            diagnostics.append(Diagnostic("SRC103", message, path, at))
            text = clean
    if encoding != "utf-8":
        diagnostics.append(Diagnostic("SRC101", f"read as {encoding}", path))
    if not text or text.isspace():
        diagnostics.append(Diagnostic("SRC104", "nothing but blanks", path))
    return Outcome(Source(path, text), tuple(diagnostics))


def check_size(path: str, size: int) -> Diagnostic | None:
    """What to say of a file of ``size`` bytes that is too large to be read, or None."""
    if size <= MAX_SOURCE_BYTES:
        return None
    message = f"{size / 1e6:.0f} MB; notes of at most {MAX_SOURCE_BYTES / 1e6:.0f} MB are read"
    return Diagnostic("SRC105", message, path)


def _decode(data: bytes) -> tuple[str | None, str]:
    """The text and the encoding that explains ``data``; None where nothing does."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding), encoding
    text = _try(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    for encoding in (*_unmarked_utf16(data), "gb18030"):
        text = _try(data, encoding)
        if text is not None and not (encoding == "gb18030" and _is_binary(text)):
            return text, encoding
    return None, ""


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(data: bytes) -> tuple[str, ...]:
    """The byte orders of UTF-16 that put line feeds and blanks where a text has them."""
    little = data[:4096:2].count(b"\n") + data[:4096:2].count(b" ")
    big = data[1:4096:2].count(b"\n") + data[1:4096:2].count(b" ")
    zeros_little = data[1:4096:2].count(0)
    zeros_big = data[:4096:2].count(0)
    if little and zeros_little > zeros_big and zeros_little >= little // 2:
        return ("utf-16-le",)
    if big and zeros_big > zeros_little and zeros_big >= big // 2:
        return ("utf-16-be",)
    return ()


def _is_binary(text: str) -> bool:
    """Whether a text that decodes as GB 18030 is full of what no author writes."""
    odd = sum(1 for c in text[:4096] if ord(c) < 9 or 0xE000 <= ord(c) <= 0xF8FF)
    return odd * 20 > len(text[:4096])
