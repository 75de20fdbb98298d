"""Writes files such that nobody ever sees a half of one."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Writes ``path`` such that it holds either what it held or all of ``data``.

    Args:
        path: The file; its folder is made if need be.
        data: Its content.
        durable: Whether that holds after a power cut too, which takes milliseconds a file; else
            nobody is to write into it, because the site may hold a link to it.
    """
    fresh = path.with_name(f".{os.urandom(6).hex()}.part")
    # Windows does not delete what is read-only.
    mode = 0o644 if durable or os.name == "nt" else 0o444
    try:
        handle = _create(fresh, mode)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _create(fresh, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _create(path: Path, mode: int) -> int:
    # Windows translates line ends otherwise.
    binary = getattr(os, "O_BINARY", 0)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, mode)
