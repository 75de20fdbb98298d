"""Serves a preview: drafts first, else files, with a script in every page that follows edits."""

from __future__ import annotations

import json
import mimetypes
import posixpath
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import site_builder
from site_builder.report.diagnostics import finding_json
from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.preview.state import Preview, Shown

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_SCRIPT = Path(site_builder.__file__).parent / "web" / "preview" / "preview.js"
_OWN = "__preview__"
"""Folder of the site that is none: what the script in the pages asks for."""

_PATIENCE = 30.0
"""Seconds after which a browser that waits for an edit is answered anyway, and asks again."""

# __preview__/state/17
_STATE = lazy_pattern(rf"{_OWN}/state/(?P<revision>\d{{1,12}})")


class PreviewSite:
    """A WSGI application."""

    def __init__(self, preview: Preview, mount: str) -> None:
        """As WSGI wants it.

        Args:
            preview: What is served.
            mount: Path of the site on its host; it begins and ends with a slash.
        """
        self._preview = preview
        self._mount = mount

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if not path.startswith(self._mount):
            if path == "/" or f"{path}/" == self._mount:
                return _redirect(self._mount, start_response)
            return self._missing(start_response)
        address = posixpath.normpath("/" + path[len(self._mount) :]).lstrip("/")
        if match := _STATE.fullmatch(address):
            return self._state(int(match["revision"]), start_response)
        if address == f"{_OWN}/preview.js":
            return _answer(_SCRIPT.read_bytes(), "text/javascript", start_response)
        if path.endswith("/"):
            address = posixpath.join(address, "index.html")
        return self._file(path, address, start_response)

    def _state(self, revision: int, start_response: StartResponse) -> Iterable[bytes]:
        shown = self._preview.after(revision, timeout=_PATIENCE)
        return _answer(_state_text(shown).encode(), "application/json", start_response)

    def _file(self, path: str, address: str, start_response: StartResponse) -> Iterable[bytes]:
        page = self._preview.page(address)
        if page is not None:
            return _answer(self._with_script(page.encode()), "text/html", start_response)
        folder = self._preview.folder()
        if folder is None:
            return self._missing(start_response)
        place = folder / address
        try:
            if place.is_dir():
                return _redirect(quote(path) + "/", start_response)
            data = place.read_bytes()
        except (OSError, ValueError):  # ValueError: NUL in a path
            return self._missing(start_response)
        kind = _kind(place.name)
        if kind == "text/html":
            data = self._with_script(data)
        return _answer(data, kind, start_response)

    def _missing(self, start_response: StartResponse) -> Iterable[bytes]:
        folder = self._preview.folder()
        try:
            page = b"" if folder is None else folder.joinpath("404.html").read_bytes()
        except OSError:
            page = b""
        data = self._with_script(page) or b"404 Not Found"
        return _answer(data, "text/html", start_response, status="404 Not Found")

    def _with_script(self, page: bytes) -> bytes:
        """``page`` with the script that follows edits."""
        before, end, behind = page.rpartition(b"</body>")
        if not end:
            return page
        revision = self._preview.after(-1, timeout=0).revision
        script = (
            f'<script src="{self._mount}{_OWN}/preview.js" data-revision="{revision}"></script>'
        )
        return b"".join((before, script.encode(), end, behind))


def _state_text(shown: Shown) -> str:
    findings = [{**finding_json(found), "text": found.text} for found in shown.findings]
    state = {"revision": shown.revision, "failure": shown.failure, "findings": findings}
    return json.dumps(state, ensure_ascii=False)


@cache
def _kind(name: str) -> str:
    kinds = {".js": "text/javascript", ".woff2": "font/woff2", ".vtt": "text/vtt"}
    suffix = posixpath.splitext(name)[1].lower()
    return kinds.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _answer(
    data: bytes, kind: str, start_response: StartResponse, *, status: str = "200 OK"
) -> Iterable[bytes]:
    if kind.startswith("text/") or kind == "application/json":
        kind += "; charset=utf-8"
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(data))),
        ("Cache-Control", "no-cache"),
    ]
    start_response(status, headers)
    return [data]


def _redirect(path: str, start_response: StartResponse) -> Iterable[bytes]:
    start_response("302 Found", [("Location", path), ("Content-Length", "0")])
    return []
