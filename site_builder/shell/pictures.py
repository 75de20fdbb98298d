"""Width and height of pictures, from the first bytes of their files.

Formats: PNG (https://www.w3.org/TR/png/#11IHDR), JPEG (ITU T.81 B.2.2), GIF (89a, section 18),
WebP (RFC 9649, 2.5 to 2.7) and SVG. Pixels as stored; an orientation in Exif is not applied.
"""

from __future__ import annotations

import re
import struct

from site_builder.scan.patterns import lazy_pattern

HEAD_BYTES = 256 * 1024
"""What of a file is enough: a JPEG may have some segments of 64 kB before its size."""

# <svg width="640" height="480px" viewBox="0 0 640 480">
_SVG_TAG = lazy_pattern(rb"<svg\b[^>]{0,4000}>", re.IGNORECASE)
_SVG_LENGTH = lazy_pattern(rb"""\s(width|height)\s*=\s*["']\s*(\d+(?:\.\d+)?)(?:px)?\s*["']""")
_SVG_BOX = lazy_pattern(
    rb"""
    \sviewBox\s*=\s*["']
    \s*[-+\d.eE]+[\s,]+[-+\d.eE]+[\s,]+     # left and top
    (?P<width>\d+(?:\.\d+)?)[\s,]+(?P<height>\d+(?:\.\d+)?)
    \s*["']
    """,
    re.VERBOSE,
)

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset((0x01, *range(0xD0, 0xD9)))


def picture_size(head: bytes) -> tuple[int, int] | None:
    """Width and height (px) of the picture that begins with ``head``, or None.

    None stands for another format, a damaged header, and a size of zero.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        size = _unpack(">II", head, 16)
    elif head.startswith((b"GIF87a", b"GIF89a")):
        size = _unpack("<HH", head, 6)
    elif head.startswith(b"\xff\xd8"):
        size = _jpeg(head)
    elif head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        size = _webp(head)
    else:
        size = _svg(head)
    return size if size and all(size) else None


def _unpack(form: str, head: bytes, offset: int) -> tuple[int, int] | None:
    if len(head) < offset + struct.calcsize(form):
        return None
    first, second = struct.unpack_from(form, head, offset)
    return first, second


def _jpeg(head: bytes) -> tuple[int, int] | None:
    offset = 2
    while offset + 4 <= len(head):
        if head[offset] != 0xFF:
            return None
        marker = head[offset + 1]
        if marker == 0xFF:  # a fill byte
            offset += 1
        elif marker in _WITHOUT_LENGTH:
            offset += 2
        elif marker in _START_OF_FRAME:
            size = _unpack(">HH", head, offset + 5)
            return (size[1], size[0]) if size else None
        else:
            offset += 2 + max(2, int.from_bytes(head[offset + 2 : offset + 4], "big"))
    return None


def _webp(head: bytes) -> tuple[int, int] | None:
    match head[12:16]:
        case b"VP8X" if len(head) >= 30:
            width = int.from_bytes(head[24:27], "little") + 1
            return width, int.from_bytes(head[27:30], "little") + 1
        case b"VP8 ":
            size = _unpack("<HH", head, 26)
            return (size[0] & 0x3FFF, size[1] & 0x3FFF) if size else None
        case b"VP8L" if len(head) >= 25 and head[20] == 0x2F:
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case _:
            return None


def _svg(head: bytes) -> tuple[int, int] | None:
    tag = _SVG_TAG.search(head)
    if tag is None:
        return None
    lengths = {match[1]: round(float(match[2])) for match in _SVG_LENGTH.finditer(tag[0])}
    if len(lengths) == 2:
        return lengths[b"width"], lengths[b"height"]
    box = _SVG_BOX.search(tag[0])
    return (round(float(box["width"])), round(float(box["height"]))) if box else None
