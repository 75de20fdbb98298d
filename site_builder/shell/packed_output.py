"""Drawn pages as they are kept and handed from process to process: without their content.

That is half of a page, compressed already where its Markdown was rendered, and whoever asks for the
page has it at hand. A digest of the whole page stands before it.
"""

from __future__ import annotations

import hashlib

from site_builder.shell.deflating import deflate, inflate

_HOLE = b"\0"

_ENOUGH = 200
"""Bytes by which content is found: to look for all of it takes as long as to compress it."""

_DIGEST = 32  # bytes


def encode_output(output: str) -> bytes:
    """``output`` as MkDocs writes it: characters that UTF-8 has not are references to them."""
    return output.encode(errors="xmlcharrefreplace")


def pack_output(output: bytes, content: bytes) -> bytes:
    """``output`` compressed, but for ``content`` where that is a part of it."""
    frame = output
    start = output.find(content[:_ENOUGH])
    is_apart = _HOLE not in output and start >= 0 and output.startswith(content, start)
    if is_apart:
        frame = b"".join((output[:start], _HOLE, output[start + len(content) :]))
    return hashlib.sha256(output).digest() + deflate(frame) + bytes([is_apart])


def unpack_output(packed: bytes, content: bytes) -> bytes:
    """What ``pack_output`` was given, with the same content."""
    output = inflate(memoryview(packed)[_DIGEST:-1])
    return output.replace(_HOLE, content, 1) if packed[-1] else output


def digest_of_output(packed: bytes) -> str:
    """The SHA-256 of what ``pack_output`` was given, in hexadecimal digits."""
    return packed[:_DIGEST].hex()
