"""Drawn pages as they are kept and handed from process to process: without their content.

That is half of a page, compressed already where its Markdown was rendered, and whoever asks for the
page has it at hand.
"""

from __future__ import annotations

import zlib

_HOLE = "\0"

_ENOUGH = 200
"""Characters by which content is found: to look for all of it takes as long as to compress it."""


def pack_output(output: str, content: str) -> bytes:
    """``output`` compressed, but for ``content`` where that is a part of it.

    Characters that UTF-8 has not become references to them.
    """
    start = output.find(content[:_ENOUGH])
    is_apart = _HOLE not in output and start >= 0 and output.startswith(content, start)
    if is_apart:
        output = f"{output[:start]}{_HOLE}{output[start + len(content) :]}"
    return zlib.compress(output.encode(errors="xmlcharrefreplace"), 1) + bytes([is_apart])


def unpack_output(packed: bytes, content: str) -> str:
    """What ``pack_output`` was given, with the same content."""
    output = zlib.decompress(packed[:-1]).decode()
    return output.replace(_HOLE, content, 1) if packed[-1] else output
