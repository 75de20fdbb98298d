"""``snapshots.lock``: what every archived copy was when it was taken in.

Grammar: a YAML mapping of ``version``, ``verified`` (a day) and ``copies``, a list sorted by
address and path with one block a copy::

    - address: https://example.org/a
      path: outline.md/example.org/5c31bd96.html
      sha256: 9f86d081…
      bytes: 15312
      captured_at: '2024-05-03T02:11:12Z'
      tool: SingleFile
      title: …
      final_address: https://example.org/b
      content_type: text/html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

import yaml

from site_builder.links.snapshots import LOCK_PATH
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.snapshot import CopyRecord, CopyRecords
from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.writing import write_atomically

_VERSION = 1

_HEAD = "# Archived copies of what the notes cite; written by `site-builder snapshot`.\n"

_SHA256 = lazy_pattern(r"[0-9a-f]{64}")
_DAY = lazy_pattern(r"\d{4}-\d{2}-\d{2}")

# libyaml reads a thousand blocks in a tenth of the time; without it the slow one serves as well
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def parse_lock(text: str) -> Outcome[CopyRecords]:
    """The records in ``text``; a block that cannot be read is left out and named."""
    try:
        root = yaml.load(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        message = f"no YAML: {' '.join(str(error).split())}"
        return Outcome(CopyRecords(), (Diagnostic("SNP105", message, LOCK_PATH),))
    if root is None:
        return Outcome(CopyRecords())
    blocks = root.get("copies") or [] if isinstance(root, dict) else None
    if not isinstance(blocks, list):
        message = "no mapping with a list of copies"
        return Outcome(CopyRecords(), (Diagnostic("SNP105", message, LOCK_PATH),))
    found: list[Diagnostic] = []
    records = []
    for index, block in enumerate(blocks, start=1):
        record = _record(block)
        if record is None:
            message = f"block {index} lacks an address, a path, a hash or a size"
            found.append(Diagnostic("SNP105", message, LOCK_PATH))
        else:
            records.append(record)
    day = str(root.get("verified") or "")
    return Outcome(
        CopyRecords(_sorted(records), day if _DAY.fullmatch(day) else None), tuple(found)
    )


def read_lock(content: Path) -> CopyRecords:
    """The records of the folder of notes ``content``; none where it has no ``snapshots.lock``.

    Raises:
        SiteBuilderError: where the file cannot be read as a whole: writing it would lose records.
    """
    try:
        text = content.joinpath(LOCK_PATH).read_text(encoding="utf-8")
    except FileNotFoundError:
        return CopyRecords()
    except (OSError, UnicodeDecodeError) as error:
        raise SiteBuilderError(f"{LOCK_PATH} cannot be read: {error}", "mend the file") from error
    outcome = parse_lock(text)
    if outcome.diagnostics:
        message = f"{LOCK_PATH}: {outcome.diagnostics[0].message}"
        raise SiteBuilderError(message, "mend the file or take it from your last commit")
    return outcome.value


def format_lock(records: CopyRecords) -> str:
    """``records`` as text; the same records give the same bytes."""
    blocks = [
        {
            "address": record.address,
            "path": record.path,
            "sha256": record.sha256,
            "bytes": record.size,
            "captured_at": record.captured_at,
            "tool": record.tool,
            "title": record.title,
            "final_address": record.final_address,
            "content_type": record.content_type,
        }
        for record in _sorted(records.records)
    ]
    root = {"version": _VERSION, "verified": records.verified_on, "copies": blocks}
    text = yaml.dump(root, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000)
    return f"{_HEAD}{text}"


def write_lock(content: Path, records: CopyRecords) -> None:
    """Replaces ``snapshots.lock`` at once, so that a reader never sees a half of it."""
    write_atomically(content / LOCK_PATH, format_lock(records).encode())


def replace_records(records: CopyRecords, fresh: Iterable[CopyRecord]) -> CopyRecords:
    """``records`` with ``fresh`` in place of those at the same address and path."""
    merged = {(record.address, record.path): record for record in records.records}
    merged.update({(record.address, record.path): record for record in fresh})
    return CopyRecords(_sorted(merged.values()), records.verified_on)


def _sorted(records: Iterable[CopyRecord]) -> tuple[CopyRecord, ...]:
    return tuple(sorted(records, key=lambda record: (record.address, record.path)))


def _record(block: object) -> CopyRecord | None:
    if not isinstance(block, dict):
        return None
    values = cast(Mapping[str, object], block)
    address, path, digest = (values.get(key) for key in ("address", "path", "sha256"))
    size = values.get("bytes")
    if not (isinstance(address, str) and isinstance(path, str) and isinstance(digest, str)):
        return None
    if not isinstance(size, int) or _SHA256.fullmatch(digest) is None:
        return None
    return CopyRecord(
        address=address,
        path=path,
        sha256=digest,
        size=size,
        captured_at=_text(values.get("captured_at")),
        tool=_text(values.get("tool")),
        title=_text(values.get("title")),
        final_address=_text(values.get("final_address")),
        content_type=_text(values.get("content_type")) or "text/html",
    )


def _text(value: object) -> str | None:
    """A date without quotes is one to YAML."""
    if value is None:
        return None
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat() if callable(isoformat) else value)
