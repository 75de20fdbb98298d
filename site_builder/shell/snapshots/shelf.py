"""The copies of a course: which addresses want one, which have one, and whether it is whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_builder.links.snapshots import LAW_ROOT, LOCK_PATH
from site_builder.model.site import Citation, FileFact, Snapshot, SnapshotState
from site_builder.model.snapshot import CopyHeader, CopyRecord, CopyRecords
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.snapshots.facts import CopyFacts
from site_builder.shell.snapshots.lock import read_lock, replace_records, write_lock
from site_builder.shell.store import cache_folder


class Wanted(Struct, frozen=True):
    """An address that the notes cite."""

    address: str
    """The address as printed."""
    path: str
    """Where its copy is or would be, relative to the folder of copies."""
    snapshot: Snapshot
    """Its copy."""


class Trouble(Enum):
    """What is wrong with a copy."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    UNLISTED = "unlisted"


class Finding(Struct, frozen=True):
    """A copy with which something is wrong."""

    trouble: Trouble
    """What."""
    path: str
    """The copy, relative to CONTENT."""
    address: str | None
    """Its address; None where it is not recorded."""
    detail: str
    """More of it, in one line."""


class Verification(Struct, frozen=True):
    """What a verification found."""

    checked: int
    """Copies that were read."""
    findings: tuple[Finding, ...]
    """By path."""


def list_wanted(citations: Iterable[Citation]) -> tuple[Wanted, ...]:
    """Every address once, by address; with the copy that is there, if any citation has one."""
    best: dict[str, Snapshot] = {}
    for citation in citations:
        known = best.get(citation.url)
        if known is None or known.state is SnapshotState.MISSING:
            best[citation.url] = citation.snapshot
    return tuple(
        Wanted(address, snapshot.path.removeprefix(LAW_ROOT), snapshot)
        for address, snapshot in sorted(best.items())
    )


def choose(wanted: Sequence[Wanted], addresses: Sequence[str]) -> tuple[Wanted, ...]:
    """Those of ``wanted`` with the addresses given, or all where none is.

    Raises:
        SiteBuilderError: where the notes do not cite one of ``addresses``.
    """
    if not addresses:
        return tuple(wanted)
    by_address = {item.address: item for item in wanted}
    for address in addresses:
        if address not in by_address:
            raise SiteBuilderError(
                f"no note cites {address!r}", "write the address exactly as the note has it"
            )
    return tuple(by_address[address] for address in dict.fromkeys(addresses))


def unrecorded(content: Path, wanted: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """Those of ``wanted`` whose copy is there and not in ``snapshots.lock``."""
    known = {record.address for record in read_lock(content).records}
    return tuple(
        item for item in wanted if item.snapshot.file is not None and item.address not in known
    )


def record_copies(
    content: Path, folder: str, wanted: Iterable[Wanted], captured: CopyRecord | None = None
) -> tuple[CopyRecord, ...]:
    """Writes the copies that are there into ``snapshots.lock`` and returns their records.

    Args:
        content: CONTENT.
        folder: Folder of copies relative to CONTENT.
        wanted: Addresses; those without a copy are left out.
        captured: What a capture knows beside the file itself, for the only one of ``wanted``.
    """
    facts = CopyFacts.load(cache_folder(content))
    records = []
    for item in wanted:
        place = content / folder / item.path
        if place.is_file():
            fact = facts.fact(f"{folder}/{item.path}", place, afresh=True)
            records.append(_record(item, fact, captured))
    facts.save()
    old = read_lock(content)
    fresh = replace_records(old, records)
    if fresh != old:
        write_lock(content, replace(fresh, verified_on=None))
    return tuple(records)


def place_copy(content: Path, folder: str, path: str, source: Path) -> None:
    """Puts the file ``source`` into the folder of copies; nobody ever sees a half of it.

    Raises:
        SiteBuilderError: where ``path`` would leave the folder of copies.
    """
    root = (content / folder).resolve()
    target = content / folder / path
    if not target.resolve().is_relative_to(root):
        raise SiteBuilderError(f"{path!r} leaves the folder of copies", "correct the list")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        prefix=".", suffix=".part", dir=target.parent, delete=False
    ) as part:
        try:
            with source.open("rb") as stream:
                shutil.copyfileobj(stream, part)
            part.flush()
            Path(part.name).chmod(0o644)
            Path(part.name).replace(target)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


def verify_copies(content: Path, folder: str, today: str) -> Verification:
    """Reads every copy and compares it with its record; notes the day when all is well.

    Args:
        content: CONTENT.
        folder: Folder of copies relative to CONTENT.
        today: The day, as ``2024-05-01``.
    """
    records = read_lock(content)
    facts = CopyFacts.load(cache_folder(content))
    findings = [
        found for record in records.records for found in _check(content, folder, record, facts)
    ]
    facts.save()
    known = {record.path for record in records.records}
    findings += [
        Finding(Trouble.UNLISTED, f"{folder}/{path}", None, f"not in {LOCK_PATH}")
        for path in _files(content / folder)
        if path not in known
    ]
    findings.sort(key=lambda found: found.path)
    if records.records and not findings:
        write_lock(content, CopyRecords(records.records, today))
    return Verification(len(records.records), tuple(findings))


def _check(content: Path, folder: str, record: CopyRecord, facts: CopyFacts) -> list[Finding]:
    path = f"{folder}/{record.path}"
    place = content / path
    if not place.resolve().is_relative_to((content / folder).resolve()):
        return [Finding(Trouble.UNREADABLE, path, record.address, "outside of the folder")]
    try:
        fact = facts.fact(path, place, afresh=True)
    except FileNotFoundError:
        return [Finding(Trouble.MISSING, path, record.address, "no such file")]
    except OSError as error:
        return [Finding(Trouble.UNREADABLE, path, record.address, error.strerror or str(error))]
    if fact.sha256 != record.sha256:
        detail = f"{fact.size} bytes instead of {record.size}"
        if fact.size == record.size:
            detail = f"SHA-256 is {fact.sha256}"
        return [Finding(Trouble.CHANGED, path, record.address, detail)]
    if fact.defect is not None:
        return [Finding(Trouble.UNREADABLE, path, record.address, fact.defect)]
    return []


def _files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )


def _record(item: Wanted, fact: FileFact, captured: CopyRecord | None) -> CopyRecord:
    header = fact.header or CopyHeader()
    own = captured if captured is not None and captured.address == item.address else None
    return CopyRecord(
        address=item.address,
        path=item.path,
        sha256=fact.sha256 or "",
        size=fact.size,
        captured_at=own.captured_at if own else header.captured_at,
        tool=own.tool if own else header.tool,
        title=header.title,
        final_address=own.final_address if own else header.address,
        content_type=fact.content_type or "text/html",
    )
