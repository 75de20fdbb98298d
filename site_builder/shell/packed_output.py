"""Drawn pages as they are kept and handed from process to process: without their content.

That is half of a page, compressed already where its Markdown was rendered, and whoever asks for the
page has it at hand. A digest of the whole page stands before it.
"""

from __future__ import annotations

import hashlib

from site_builder.shell.deflating import deflate, inflate

_HOLE = b"\0"

_DIGEST = 32  # bytes


def pack_output(output: bytes, around: tuple[bytes, bytes] | None) -> bytes:
    """``output`` compressed.

    Args:
        output: A page.
        around: What stands before and behind its content; None: that is to be kept, too.
    """
    kept = output if around is None else _HOLE.join(around)
    return hashlib.sha256(output).digest() + deflate(kept) + bytes([around is not None])


def unpack_output(packed: bytes, content: bytes) -> bytes:
    """What ``pack_output`` was given, with the same content."""
    output = inflate(memoryview(packed)[_DIGEST:-1])
    return output.replace(_HOLE, content, 1) if packed[-1] else output


def digest_of_output(packed: bytes) -> str:
    """The SHA-256 of what ``pack_output`` was given, in hexadecimal digits."""
    return packed[:_DIGEST].hex()
