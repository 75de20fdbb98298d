"""Keeps the tree that a site engine got, for the build that follows to begin with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder

from site_builder.model.config import Config
from site_builder.shell.handover import Handover
from site_builder.shell.project_file import Options
from site_builder.shell.serialising import dump_value, load_value
from site_builder.shell.stamp import program_stamp
from site_builder.shell.store import digest_of, encode
from site_builder.shell.tree import TreeFile
from site_builder.shell.writing import write_atomically

_MOST = 4000
"""Files of the largest tree that is kept: who begins with it holds it in memory twice."""


class _KeptFile(Struct, frozen=True, array_like=True):
    """A file of the tree."""

    path: str
    """Path in the tree."""
    text: bytes
    """What it says; empty where it is copied."""
    place: str | None
    """The file on disk that is copied."""
    linked: bool
    """Whether a hard link may take the place of a copy."""


class _KeptTree(Struct, frozen=True, array_like=True):
    """A handover as bytes."""

    stamp: bytes
    """That of the program."""
    about: bytes
    """Title, manifest, navigation and assets, as ``dump_value`` gives them."""
    files: tuple[_KeptFile, ...]
    """The files."""


_ENCODER = Encoder()
_DECODER = Decoder(_KeptTree)


class TreeMemory:
    """Where the tree of one course is kept."""

    def __init__(self, cache: Path | None, content: Path, options: Options) -> None:
        """Finds the place.

        Args:
            cache: Where builds keep what they know; None: nowhere.
            content: CONTENT.
            options: What a mkdocs.yml says of how it is compiled.
        """
        parts = (str(content.resolve()), repr(options))
        name = f"tree-{digest_of(map(encode, parts)).hex()[:16]}.bin"
        self._place = None if cache is None else cache / name

    def keeper(self, handover: Handover) -> Callable[[], None]:
        """What keeps ``handover`` when it is called; a large one is let go of at once."""
        place = self._place
        if place is None or len(handover.files) > _MOST:
            return lambda: None

        def keep() -> None:
            about = (handover.title, handover.config, handover.nav, handover.assets)
            files = tuple(map(_kept, handover.files))
            kept = _ENCODER.encode(_KeptTree(program_stamp(), dump_value(about), files))
            with suppress(OSError):
                write_atomically(place, kept, durable=False)

        return keep

    def recall(self) -> Handover | None:
        """What was kept last by this version of the program, if anything."""
        if self._place is None:
            return None
        try:
            kept = _DECODER.decode(self._place.read_bytes())
            about = load_value(kept.about) if kept.stamp == program_stamp() else None
        except (OSError, MsgspecError, ValueError):
            return None
        match about:
            case (str() as title, Config() as config, tuple() as nav, tuple() as assets):
                return Handover(title, config, tuple(map(_file, kept.files)), nav, assets)
            case _:
                return None


def _kept(file: TreeFile) -> _KeptFile:
    if isinstance(file.content, Path):
        return _KeptFile(file.path, b"", str(file.content), file.linked)
    return _KeptFile(file.path, file.data, None, file.linked)


def _file(kept: _KeptFile) -> TreeFile:
    content = kept.text if kept.place is None else Path(kept.place)
    return TreeFile(kept.path, content, kept.linked)
