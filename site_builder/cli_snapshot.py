"""The commands ``site-builder snapshot …``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from site_builder.report.snapshots import (
    CaptureRow,
    CopyStatus,
    copy_state,
    format_captures,
    format_status,
    status_json,
)
from site_builder.shell.compiling import Compilation, compile_content
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.snapshots.capture import Capture, capture_copies, find_tools
from site_builder.shell.snapshots.lock import read_lock
from site_builder.shell.snapshots.network import Limits, Web
from site_builder.shell.snapshots.online import look_up
from site_builder.shell.snapshots.shelf import (
    Wanted,
    choose,
    list_wanted,
    place_copy,
    record_copies,
    unrecorded,
    verify_copies,
)

if TYPE_CHECKING:  # click names it nowhere else
    from click._termui_impl import ProgressBar

_Command = TypeVar("_Command", bound=Callable[..., None])


def _content(command: _Command) -> _Command:
    return click.option(
        "-c",
        "--content",
        default="content",
        show_default=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The folder of notes.",
    )(command)


_folder = click.argument(
    "content", default="content", type=click.Path(path_type=Path), metavar="[CONTENT]"
)
_form = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the result is written.",
)
_private = click.option(
    "--allow-private", is_flag=True, help="Private and loopback addresses may be asked too."
)


@click.group()
def snapshot() -> None:
    """Keep copies of the pages that the notes cite."""


@snapshot.command()
@click.argument("addresses", nargs=-1, metavar="[URL]...")
@click.option(
    "--file",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A saved page, PDF or picture: the copy of the one URL given.",
)
@_content
def add(addresses: tuple[str, ...], source: Path | None, content: Path) -> None:
    """Record copies that lie in the folder of copies already: all of them, or those of URL."""
    compilation = compile_content(content)
    folder = compilation.config.snapshots
    chosen = choose(_wanted(compilation), addresses)
    if source is not None:
        if len(chosen) != 1 or not addresses:
            raise SiteBuilderError("--file needs exactly one URL", "name the URL it is a copy of")
        place_copy(content, folder, chosen[0].path, source)
    records = record_copies(content, folder, chosen)
    for record in records:
        click.echo(f"{record.captured_at or 'date unknown'}  {folder}/{record.path}")
    click.echo(f"{len(records)} of {len(chosen)} addresses have a copy", err=True)
    sys.exit(int(bool(addresses) and len(records) < len(chosen)))


@snapshot.command()
@_folder
@_form
def verify(content: Path, *, form: str) -> None:
    """Read every copy and compare it with its record."""
    compilation = compile_content(content)
    today = datetime.now(UTC).date().isoformat()
    result = verify_copies(content, compilation.config.snapshots, today)
    if form == "json":
        found = [
            {"trouble": f.trouble.value, "path": f.path, "address": f.address, "detail": f.detail}
            for f in result.findings
        ]
        report = {"checked": result.checked, "findings": found}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for finding in result.findings:
            click.echo(f"{finding.trouble.value:<10}  {finding.path}  ({finding.detail})")
        click.echo(f"{result.checked} copies checked, {len(result.findings)} with findings")
    sys.exit(int(bool(result.findings)))


@snapshot.command()
@_folder
@_form
@click.option("--online", is_flag=True, help="Ask whether the originals are still there.")
@_private
def status(content: Path, *, form: str, online: bool, allow_private: bool) -> None:
    """Tell which addresses have a copy; without --online, nothing is asked of any network."""
    compilation = compile_content(content)
    records = read_lock(content)
    known = {record.address for record in records.records}
    web = Web(Limits(seconds=20, allow_private=allow_private)) if online else None
    wanted = _wanted(compilation)
    if web is None:
        rows = [_row(item, item.address in known, None) for item in wanted]
    else:
        with _bar(wanted, "originals") as bar:
            rows = [_row(item, item.address in known, web) for item in bar]
    if form == "json":
        report = status_json(rows, records.verified_on)
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo(format_status(rows, records.verified_on), nl=False)
    sys.exit(int(any(row.state in ("missing", "changed", "unreadable") for row in rows)))


@snapshot.command()
@click.argument("addresses", nargs=-1, metavar="[URL]...")
@click.option(
    "--missing", is_flag=True, help="Addresses without a copy (what happens without URL)."
)
@click.option("--all", "everything", is_flag=True, help="Every address, copies replaced.")
@click.option(
    "--delay", default=1.0, show_default=True, help="Seconds between two requests to a host."
)
@click.option("--timeout", default=60.0, show_default=True, help="Seconds for one page.")
@click.option("--max-size", default=50, show_default=True, help="MB of one page.")
@_private
@_content
def capture(
    addresses: tuple[str, ...],
    content: Path,
    *,
    missing: bool,
    everything: bool,
    delay: float,
    timeout: float,
    max_size: int,
    allow_private: bool,
) -> None:
    """Make copies by a browser, of URL or of every address without one."""
    if missing and everything:
        raise SiteBuilderError("--missing and --all exclude each other", "leave one out")
    tools = find_tools()
    compilation = compile_content(content)
    folder = compilation.config.snapshots
    chosen = choose(_wanted(compilation), addresses)
    if missing or not (everything or addresses):
        # A run that was killed may have put a copy in its place and not recorded it.
        record_copies(content, folder, unrecorded(content, chosen))
        chosen = tuple(item for item in chosen if item.snapshot.file is None)
    web = Web(Limits(timeout, max_size * 1024 * 1024, delay, allow_private))
    done: list[Capture] = []
    try:
        with _bar(chosen, "copies") as bar:
            capture_copies(bar, content, folder, web, tools, done.append)
    finally:
        # What was saved before an interrupt is told too.
        rows = [CaptureRow(item.address, item.size, item.problem) for item in done]
        click.echo(format_captures(rows), nl=False)
    sys.exit(int(any(row.problem is not None for row in rows)))


def _wanted(compilation: Compilation) -> tuple[Wanted, ...]:
    return list_wanted((*compilation.site.citations, *compilation.site.listed))


def _row(item: Wanted, recorded: bool, web: Web | None) -> CopyStatus:  # noqa: FBT001
    state = copy_state(item.snapshot, recorded=recorded)
    captured, size = item.snapshot.captured_at, item.snapshot.size
    if web is None:
        return CopyStatus(item.address, state, item.path, captured, size)
    original, why = look_up(web, item.address)
    return CopyStatus(item.address, state, item.path, captured, size, original.value, why)


def _bar(items: Sequence[Wanted], label: str) -> ProgressBar[Wanted]:
    """A progress bar on stderr that names what is at work; without a terminal, its label."""
    return click.progressbar(
        items, label=label, file=sys.stderr, item_show_func=lambda item: item and item.address
    )
