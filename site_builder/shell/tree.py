"""The files that a site engine gets, whichever engine it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from site_builder.shell.store import encode

ICON_PATH = "assets/app/icon.svg"
"""Where the site's icon is; the defaults name it as favicon."""

STYLE_SHEETS = ("assets/katex/katex.min.css",)
"""Style sheets among the web parts that every page needs."""


class TreeFile(Struct, frozen=True):
    """One file of the staged tree."""

    path: str
    """Path in the tree, with forward slashes."""
    content: str | bytes | Path
    """Its text, its bytes, or the file on disk that is copied."""
    linked: bool = False
    """Whether a hard link may take the place of a copy: the file on disk is ours."""

    @property
    def data(self) -> bytes:
        """Its text as bytes; nothing where it is copied."""
        match self.content:
            case Path():
                return b""
            case str() as text:
                return encode(text)
            case data:
                return data


NavEntry = str | dict[str, "str | list[NavEntry]"]


def write_tree(files: Iterable[TreeFile], folder: Path) -> None:
    """Writes ``files`` below ``folder``, which must not hold any of them yet."""
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(file.content, Path):
            put_file(file.content, target, linked=file.linked)
        elif isinstance(file.content, bytes):
            target.write_bytes(file.content)
        else:
            target.write_text(file.content, encoding="utf-8", newline="\n")


def put_file(source: Path, target: Path, *, linked: bool) -> None:
    """Puts the file ``source`` at ``target``, whose folder is there.

    Args:
        source: A file.
        target: Where it goes.
        linked: Whether a hard link will do, which takes no time and no space.
    """
    if linked:
        target.unlink(missing_ok=True)
        try:
            os.link(source, target)
        except OSError:  # another disk, or one that has no links
            pass
        else:
            return
    shutil.copyfile(source, target)
