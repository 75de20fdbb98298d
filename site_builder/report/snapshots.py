"""The state of archived copies as a table and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from site_builder.model.site import Snapshot, SnapshotState
from site_builder.pages.snapshots import format_size
from site_builder.report.model import Json


class CopyStatus(Struct, frozen=True):
    """One address and what became of its copy and its original."""

    address: str
    """The address cited."""
    state: str
    """``ok``, ``missing``, ``changed``, ``unreadable`` or ``never captured``."""
    path: str
    """Where the copy is or would be, relative to the folder of copies."""
    captured_at: str | None
    """ISO 8601 time of capture."""
    size: int | None
    """Bytes."""
    original: str | None = None
    """``alive``, ``moved``, ``blocked``, ``dead``, ``unknown``; None: not asked."""
    detail: str | None = None
    """Why."""


class CaptureRow(Struct, frozen=True):
    """What became of one address when copies were made."""

    address: str
    """The address."""
    size: int
    """Bytes of the copy."""
    problem: str | None
    """Why there is none; None: it was saved."""


def format_captures(rows: Sequence[CaptureRow]) -> str:
    """A table of ``rows`` with a summary; ends with a line feed."""
    lines = []
    for row in rows:
        if row.problem is None:
            lines.append(f"saved   {format_size(row.size):>9}  {row.address}")
        else:
            lines.append(f"failed  {'':>9}  {row.address}  ({row.problem})")
    failed = sum(1 for row in rows if row.problem is not None)
    lines.append(f"{len(rows) - failed} saved, {failed} failed")
    return "".join(f"{line}\n" for line in lines)


def copy_state(snapshot: Snapshot, *, recorded: bool) -> str:
    """The state of a copy in words.

    Args:
        snapshot: The copy.
        recorded: Whether ``snapshots.lock`` has it.
    """
    match snapshot.state:
        case SnapshotState.PRESENT:
            return "ok" if recorded else "not recorded"
        case SnapshotState.MISSING:
            return "missing" if recorded else "never captured"
        case SnapshotState.CHANGED:
            return "changed"
        case SnapshotState.UNREADABLE:
            return "unreadable"


def format_status(rows: Sequence[CopyStatus], verified_on: str | None) -> str:
    """A table of ``rows`` with a summary; ends with a line feed."""
    asked = any(row.original for row in rows)
    width = max((len(row.state) for row in rows), default=0)
    lines = (
        [f"{'copy':<{width}}  {'day':<10}{'  original' if asked else ''}  address"] if rows else []
    )
    for row in rows:
        day = (row.captured_at or "")[:10] or "unknown" if row.size is not None else ""
        original = f"  {row.original or '':<8}" if asked else ""
        more = f"  ({row.detail})" if row.detail else ""
        lines.append(f"{row.state:<{width}}  {day:<10}{original}  {row.address}{more}")
    counts = Counter(row.state for row in rows)
    parts = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    verified = f"verified on {verified_on}" if verified_on else "never verified"
    lines.append(
        f"{counts['ok']} of {len(rows)} copied and recorded; {parts or 'none'}; {verified}"
    )
    return "".join(f"{line}\n" for line in lines)


def status_json(rows: Sequence[CopyStatus], verified_on: str | None) -> dict[str, Json]:
    """The same for programs."""
    return {
        "verified_on": verified_on,
        "copies": [
            {
                "address": row.address,
                "state": row.state,
                "path": row.path,
                "captured_at": row.captured_at,
                "bytes": row.size,
                "original": row.original,
                "detail": row.detail,
            }
            for row in rows
        ],
    }
