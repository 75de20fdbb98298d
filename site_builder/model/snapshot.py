"""Archived copies as they were recorded when they were taken in (``snapshots.lock``)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct


class CopyHeader(Struct, frozen=True):
    """What a copy says of itself."""

    address: str | None = None
    """The page that was copied."""
    captured_at: str | None = None
    """ISO 8601 time of capture."""
    tool: str | None = None
    """The program that made the copy."""
    title: str | None = None
    """The page's title."""


class CopyRecord(Struct, frozen=True):
    """One copy when it was taken in."""

    address: str
    """The address that it is a copy of, as the notes print it."""
    path: str
    """Relative to the folder of copies, with forward slashes."""
    sha256: str
    """Hex digest."""
    size: int
    """Bytes."""
    captured_at: str | None = None
    """ISO 8601 time of capture; None: unknown."""
    tool: str | None = None
    """The program that made it."""
    title: str | None = None
    """The page's title."""
    final_address: str | None = None
    """Where the address had led to."""
    content_type: str = "text/html"
    """Media type."""


class CopyRecords(Struct, frozen=True):
    """Everything that ``snapshots.lock`` says."""

    records: tuple[CopyRecord, ...] = ()
    """By address, then by path."""
    verified_on: str | None = None
    """Day on which all copies were found as recorded, as ``2024-05-01``."""

    def of(self, address: str) -> Iterator[CopyRecord]:
        """The copies of ``address``."""
        return (record for record in self.records if record.address == address)
