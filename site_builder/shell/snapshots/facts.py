"""What archived copies are: hash, media type, header. Read once, then again when they change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypedDict, cast

from site_builder.links.copy_encoding import decode_page
from site_builder.links.copy_header import HEAD_BYTES, read_header
from site_builder.links.snapshots import COPY_SUFFIXES
from site_builder.model.site import FileFact
from site_builder.model.snapshot import CopyHeader
from site_builder.shell.writing import write_atomically

LARGEST_PAGE = 64 * 1024 * 1024
"""Bytes of HTML that are made harmless; no page that people read is larger."""

_CHUNK = 1024 * 1024
_FORM = 1

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


class _Entry(TypedDict):
    stamp: list[int]
    sha256: str
    content_type: str
    header: dict[str, str | None]
    defect: str | None


@dataclass
class CopyFacts:
    """Facts of copies by path, kept from one build to the next."""

    place: Path | None
    """The file that keeps them; None: they are not kept."""
    entries: dict[str, _Entry] = field(default_factory=dict)
    """By path relative to CONTENT."""
    changed: bool = False
    """Whether there is anything to save."""

    @classmethod
    def load(cls, cache: Path | None) -> Self:
        """What an earlier build kept in the folder ``cache``; nothing where that cannot be read."""
        if cache is None:
            return cls(None)
        place = cache / "copies.json"
        try:
            kept = json.loads(place.read_bytes())
        except (OSError, ValueError):
            return cls(place)
        if not isinstance(kept, dict) or kept.get("form") != _FORM:
            return cls(place)
        return cls(place, cast(dict[str, _Entry], kept.get("entries", {})))

    def save(self) -> None:
        """Keeps the facts; a folder that cannot be written costs time and nothing else."""
        if not self.changed or self.place is None:
            return
        try:
            text = json.dumps({"form": _FORM, "entries": self.entries}, ensure_ascii=False)
            write_atomically(self.place, text.encode())
        except OSError:
            return
        self.changed = False

    def fact(self, path: str, place: Path, *, afresh: bool = False) -> FileFact:
        """Facts of the copy at ``place``.

        Size and times say whether it is the file that was read before.

        Args:
            path: Relative to CONTENT.
            place: Where it is.
            afresh: Whether to read it whatever they say.

        Raises:
            OSError: where it cannot be read.
        """
        status = place.stat()
        stamp = [status.st_size, status.st_mtime_ns, status.st_ctime_ns]
        entry = self.entries.get(path)
        if entry is None or entry["stamp"] != stamp or afresh:
            entry = _read(place, stamp)
            self.entries[path] = entry
            self.changed = True
        return FileFact(
            path=path,
            size=status.st_size,
            sha256=entry["sha256"],
            content_type=entry["content_type"],
            header=CopyHeader(**entry["header"]),
            defect=entry["defect"],
        )

    def keep_only(self, paths: set[str]) -> None:
        """Forgets the copies that are gone."""
        for path in self.entries.keys() - paths:
            del self.entries[path]
            self.changed = True


def sniff_type(head: bytes) -> str:
    """The media type of what begins with ``head``: a file that is published as it is, or HTML."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:12] == b"ftypavif":
        return "image/avif"
    return "text/html"


def _read(place: Path, stamp: list[int]) -> _Entry:
    digest = hashlib.sha256()
    with place.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        digest.update(head)
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    kind = sniff_type(head)
    header = CopyHeader() if kind in COPY_SUFFIXES else read_header(decode_page(head))
    return {
        "stamp": stamp,
        "sha256": digest.hexdigest(),
        "content_type": kind,
        "header": {name: getattr(header, name) for name in CopyHeader.__struct_fields__},
        "defect": _defect(head, kind, stamp[0]),
    }


def _defect(head: bytes, kind: str, size: int) -> str | None:
    if not head.strip():
        return "it is empty"
    if kind in COPY_SUFFIXES:
        return None
    if size > LARGEST_PAGE:
        return f"it is larger than {LARGEST_PAGE // 1024**2} MB"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it is neither a page nor a PDF nor a picture"
    return None
