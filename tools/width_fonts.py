"""Fonts that have the widths of other fonts and nothing else: every character is blank.

A page is laid out with them until the fonts themselves have arrived, so that no formula and no line
of text moves then. TrueType: https://learn.microsoft.com/typography/opentype/spec/otff, WOFF 1.0:
https://www.w3.org/TR/WOFF/.
"""

import base64
import json
import re
import struct
import zlib
from pathlib import Path

_KEPT = (b"OS/2", b"cmap", b"head", b"hhea", b"hmtx", b"maxp")
"""Tables that say which characters there are, how wide they are, and how high a line is."""
_LOCATION_FORMAT = 50
"""Offset in ``head`` of the number that says how long an entry of ``loca`` is: 0 for two bytes."""
_NO_NAMES = struct.pack(">3H", 0, 0, 6)
_NO_GLYPH_NAMES = struct.pack(">L28x", 0x00030000)

_FACE = re.compile(
    r"""
    @font-face\{font-display:block;font-family:(?P<family>\w+);font-style:(?P<style>\w+);
    font-weight:(?P<weight>\d+);src:url\(fonts/(?P<file>[\w-]+)\.woff2\)
    """,
    re.VERBOSE,
)
_RARE = re.compile(r"Fraktur|SansSerif|Script|Typewriter")
"""Alphabets that few formulas use; without them the script is half as long."""

_SCRIPT = """\
/* Widths of the fonts of formulas, which are laid out with them until the fonts are there. A font
   that never comes must not leave blanks: then the browser's own take their place. */
(() => {
  const faces = FACES.map(([family, style, weight, font]) =>
    new FontFace(family, Uint8Array.from(atob(font), byte => byte.charCodeAt(0)), {style, weight}))
  for (const face of faces) document.fonts.add(face)
  document.fonts.addEventListener("loadingerror", () => {
    for (const face of faces) document.fonts.delete(face)
  })
})()
"""


def name_widths(css: str) -> str:
    """KaTeX's style sheet, minified, with the widths of each common font named behind it."""
    families = {face["family"] for face in _common_faces(css)}
    start = css.rindex("@font-face")
    rules = re.sub(
        r"\bKaTeX_\w+",
        lambda name: f"{name[0]},{_widths(name[0])}" if name[0] in families else name[0],
        css[css.index("}", start) :],
    )
    return css[: css.index("}", start)] + rules


def widths_script(css: str, fonts: Path) -> str:
    """The script that gives a page those widths before it is laid out.

    It does so at once, which a font that a style sheet names never is, not even within it.

    Args:
        css: KaTeX's style sheet, minified.
        fonts: Folder of its fonts as ``.ttf``.
    """
    faces = [
        (
            _widths(face["family"]),
            face["style"],
            face["weight"],
            base64.b64encode(width_font((fonts / f"{face['file']}.ttf").read_bytes())).decode(),
        )
        for face in _common_faces(css)
    ]
    return _SCRIPT.replace("FACES", json.dumps(faces, separators=(",", ":")))


def width_font(font: bytes) -> bytes:
    """A WOFF with the characters, widths and heights of ``font``, a TrueType font, all blank."""
    count = struct.unpack_from(">H", font, 4)[0]
    entries = [struct.unpack_from(">4s4xLL", font, 12 + 16 * place) for place in range(count)]
    tables = {tag: font[start : start + size] for tag, start, size in entries if tag in _KEPT}
    glyphs = struct.unpack_from(">H", tables[b"maxp"], 4)[0]
    head = bytearray(tables[b"head"])
    struct.pack_into(">H", head, _LOCATION_FORMAT, 0)
    tables |= {
        b"head": bytes(head),
        b"glyf": b"\0",
        b"loca": bytes(2 * (glyphs + 1)),
        b"name": _NO_NAMES,
        b"post": _NO_GLYPH_NAMES,
    }
    return _pack(tables)


def _pack(tables: dict[bytes, bytes]) -> bytes:
    """``tables`` as a WOFF."""
    directory, data = b"", b""
    start = 44 + 20 * len(tables)
    for tag, table in sorted(tables.items()):
        # Packed only where it is shorter: of equal length it would be read as it is.
        packed = min(table, zlib.compress(table, 9), key=len)
        entry = (tag, start + len(data), len(packed), len(table), _checksum(table))
        directory += struct.pack(">4s4L", *entry)
        data += _padded(packed)
    unpacked = 12 + 16 * len(tables) + sum(len(_padded(table)) for table in tables.values())
    sizes = (start + len(data), len(tables), 0, unpacked)
    return struct.pack(">4sLLHHL24x", b"wOFF", 0x00010000, *sizes) + directory + data


def _padded(table: bytes) -> bytes:
    return table + bytes(-len(table) % 4)


def _checksum(table: bytes) -> int:
    padded = _padded(table)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


def _common_faces(css: str) -> list[re.Match[str]]:
    return [face for face in _FACE.finditer(css) if not _RARE.search(face["family"])]


def _widths(family: str) -> str:
    return f"{family}_Widths"
