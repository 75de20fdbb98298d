"""Makes copies of pages by a real browser: SingleFile (npm) and an installed Chromium.

Each address is asked for once by ourselves, which tells its status, its media type and where it
leads; PDFs and pictures are kept as they come, pages are drawn by the browser, whose every
connection goes through ``proxy``. A copy is put in its place when it is complete, and recorded
before the next one begins: a run that is stopped goes on where it was.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

import site_builder
from site_builder.links.copy_encoding import decode_page
from site_builder.links.copy_header import read_header
from site_builder.links.snapshots import COPY_SUFFIXES
from site_builder.model.snapshot import CopyRecord
from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.snapshots.facts import sniff_type
from site_builder.shell.snapshots.network import AGENT, RefusedError, Web
from site_builder.shell.snapshots.proxy import Guard, run_guard
from site_builder.shell.snapshots.shelf import Wanted, place_copy, record_copies

TOOL_VARIABLE = "SITE_BUILDER_SINGLE_FILE"
"""Names single-file-cli's program, where it is not found by itself."""

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_GRACE = 15.0
"""Seconds for the browser to start and to end, beside the time for the page."""

# [2026-11-26T15:27:07.879Z] URL: https://example.org/ Stack: TimeoutError …
_LOG_HEAD = lazy_pattern(r"\[[^\]\n]*\]\s*URL:\s*\S+\s*(?:Stack:\s*)?")

_SCRIPT = "single-file-cli/single-file-node.js"


class Tools(Struct, frozen=True):
    """The programs that draw and save a page."""

    command: tuple[str, ...]
    """SingleFile."""
    browser: str
    """Chromium."""


class Capture(Struct, frozen=True):
    """What became of one address."""

    address: str
    """The address."""
    problem: str | None
    """Why there is no copy; None: it was saved."""
    size: int = 0
    """Bytes of the copy."""


def find_tools() -> Tools:
    """The programs on this machine.

    Raises:
        SiteBuilderError: where one of them is missing.
    """
    named = os.environ.get("SITE_BUILDER_CHROMIUM")
    browser = named or next((p for name in _BROWSERS if (p := shutil.which(name))), None)
    if browser is None:
        raise SiteBuilderError(
            "there is no Chromium to make copies with", "install it or set SITE_BUILDER_CHROMIUM"
        )
    return Tools(_find_single_file(), browser)


def capture_copies(
    wanted: Iterable[Wanted],
    content: Path,
    folder: str,
    web: Web,
    tools: Tools,
    progress: Callable[[Capture], None],
) -> tuple[Capture, ...]:
    """Makes a copy of each of ``wanted``; what fails does not stop the others.

    Args:
        wanted: Addresses, in the order in which they are asked for.
        content: CONTENT.
        folder: Folder of copies relative to CONTENT.
        web: How we ask.
        tools: The programs.
        progress: Is told of each address when it is done.
    """
    done = []
    with run_guard(web.limits) as guard:
        for item in wanted:
            capture = _capture(item, content, folder, web, tools, guard)
            done.append(capture)
            progress(capture)
    return tuple(done)


def _capture(
    item: Wanted, content: Path, folder: str, web: Web, tools: Tools, guard: Guard
) -> Capture:
    with tempfile.TemporaryDirectory(prefix="site-builder-", ignore_cleanup_errors=True) as name:
        part = Path(name) / "copy"
        try:
            final, tool = _save(item.address, part, web, tools, guard)
        except (RefusedError, OSError, http.client.HTTPException) as error:
            return Capture(item.address, " ".join(str(error).split()) or type(error).__name__)
        size = part.stat().st_size
        place_copy(content, folder, item.path, part)
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    made = CopyRecord(item.address, item.path, "", 0, now, tool, None, final)
    record_copies(content, folder, [item], made)
    return Capture(item.address, None, size)


def _save(address: str, part: Path, web: Web, tools: Tools, guard: Guard) -> tuple[str, str | None]:
    """Saves ``address`` as the file ``part``; returns where it led to and what saved it.

    Raises:
        RefusedError: where there is nothing to keep.
        OSError: where a server cannot be reached.
        http.client.HTTPException: where it does not speak HTTP.
    """
    with part.open("wb") as stream:
        answer = web.fetch(address, stream)
    if answer.status != HTTPStatus.OK:
        raise RefusedError(f"HTTP {answer.status}")
    with part.open("rb") as stream:
        kind = sniff_type(stream.read(64))
    if kind in COPY_SUFFIXES:
        return answer.address, AGENT
    if answer.content_type not in _PAGES:
        raise RefusedError(f"{answer.content_type} is neither a page nor a PDF nor a picture")
    return _draw(answer.address, part, web, tools, guard)


def _draw(address: str, part: Path, web: Web, tools: Tools, guard: Guard) -> tuple[str, str | None]:
    guard.start_capture()
    drawn = part.with_name("page.html")
    errors = part.with_name("errors.txt")
    milliseconds = int(web.limits.seconds * 1000)
    flags = [
        f"--proxy-server=http://127.0.0.1:{guard.server_port}",
        "--proxy-bypass-list=<-loopback>",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        f"--user-data-dir={part.with_name('profile')}",
    ]
    command = [
        *tools.command,
        address,
        str(drawn),
        f"--browser-executable-path={tools.browser}",
        f"--browser-args={json.dumps(flags)}",
        f"--browser-load-max-time={milliseconds}",
        f"--browser-capture-max-time={milliseconds}",
        f"--errors-file={errors}",
        "--filename-conflict-action=overwrite",
        "--max-resource-size-enabled=true",
    ]
    status, said = _run(command, part.parent, web.limits.seconds)
    if guard.passed > web.limits.size:
        raise RefusedError(f"larger than {web.limits.size} bytes")
    if status != 0 or not drawn.is_file():
        told = errors.read_text("utf-8", "replace") if errors.is_file() else ""
        words = _LOG_HEAD.sub("", told or said or "no page came out").split()
        why = guard.refused[0] if guard.refused else " ".join(words)[:200]
        raise RefusedError(f"the browser could not save it: {why}")
    if drawn.stat().st_size > web.limits.size:
        raise RefusedError(f"larger than {web.limits.size} bytes")
    header = read_header(decode_page(drawn.read_bytes()[: 256 * 1024]))
    if header.address is None or not header.address.startswith(("http://", "https://")):
        raise RefusedError("the browser shows an error instead of the page")
    if urlsplit(header.address).hostname in guard.unreached:
        # What the browser shows is the answer of our proxy.
        why = guard.refused[0] if guard.refused else "its server cannot be reached"
        raise RefusedError(f"the browser could not save it: {why}")
    drawn.replace(part)
    return header.address, header.tool


def _run(command: Sequence[str], folder: Path, seconds: float) -> tuple[int, str]:
    """Exit code of ``command`` and what it said; neither it nor its browser outlives this call."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, said = process.communicate(timeout=seconds + _GRACE)
    except subprocess.TimeoutExpired as error:
        raise RefusedError(f"the browser took longer than {seconds:g} s") from error
    finally:
        _end(process)
    return process.returncode, said.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends ``process`` and all that it started, which share a session of their own."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=5)


def _find_single_file() -> tuple[str, ...]:
    named = os.environ.get(TOOL_VARIABLE) or shutil.which("single-file")
    if named and not named.endswith(".js"):
        return (named,)
    beside = Path(site_builder.__file__).parents[1] / "build" / "capture" / "node_modules" / _SCRIPT
    script = Path(named) if named else beside
    node = shutil.which("node")
    if not script.is_file() or node is None:
        raise SiteBuilderError(
            "there is no SingleFile to make copies with",
            "make capture-tools, or npm install --global single-file-cli, or name its program in "
            f"{TOOL_VARIABLE}",
        )
    return (node, str(script))
