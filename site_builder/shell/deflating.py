"""Compresses what is held for a while, and takes it back: as DEFLATE in a zlib container.

ISA-L does it in a quarter of zlib's time, to the same size. Where there is no build of it zlib
does, and each reads what the other has written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zlib import compress, decompress
else:
    try:
        from isal.isal_zlib import compress, decompress
    except ImportError:
        from zlib import compress, decompress

_FASTEST_OF_BOTH = 1
"""Level 0 of ISA-L is a little faster yet, and stores only in zlib."""


def deflate(plain: bytes) -> bytes:
    """``plain`` compressed."""
    return compress(plain, _FASTEST_OF_BOTH)


def inflate(packed: bytes | memoryview) -> bytes:
    """What ``deflate`` was given.

    Raises:
        Exception: one of the library's own, where ``packed`` is not whole.
    """
    return decompress(packed)
