"""The site as an app that reads without a network: manifest, icons and service worker."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

import site_builder
from site_builder.links.snapshots import VIEWER_FOLDER
from site_builder.shell.tree import ICON_PATH, TreeFile

FOLDER = ICON_PATH.rpartition("/")[0]
"""Where icons and script are in the site."""

MANIFEST = "app.webmanifest"
WORKER = "service-worker.js"

_WEB = Path(site_builder.__file__).parent / "web" / "app"

_ICONS = (
    ("icon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any"),
    ("icon-512.png", "512x512", "image/png", "any"),
    ("icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
_TOUCH_ICON = "icon-180.png"

_PAPER = "#fdfcf9"

_TEXT = frozenset((".html", ".css", ".js", ".json", ".svg", ".woff2", ".vtt", ".xml"))
"""What is kept; pictures of other kinds are kept when a reader has seen them."""

_MOST_BYTES = 1_000_000
"""A file above is kept when a reader has seen it."""

_WHEN_SEEN = (f"{VIEWER_FOLDER}/", "search/copies")
"""So are archived copies and what finds them: all of them may be hundreds of megabytes."""

_MOST_IN_ALL = 64_000_000
"""Bytes above which only pages that a reader has seen are kept: a reader's disk is no archive."""

_NOT_READ = frozenset(("course.json", WORKER))

_DIGITS = 16

_PLAIN = "/~!$&'()*+,;=:@"
"""What a browser leaves as it is in a path (https://url.spec.whatwg.org/#path-percent-encode-set)."""

# A worker in the place of one that readers may still have: it removes itself and what it kept.
_RETIRED = """self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const { pathname } = new URL(self.registration.scope)
  const isOwn = (name) => name.startsWith(`site ${pathname} `) || name === `seen ${pathname}`
  const names = await caches.keys()
  await Promise.all(names.filter(isOwn).map((name) => caches.delete(name)))
  await self.registration.unregister()
})()))
"""


def app_files(title: str, language: str) -> tuple[TreeFile, ...]:
    """Manifest, icons and the script that starts the worker.

    Args:
        title: Title of the site.
        language: Its language.
    """
    manifest = {
        "name": title,
        "short_name": title[:12],
        "lang": language,
        "start_url": ".",
        "scope": ".",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [
            {"src": f"{FOLDER}/{name}", "sizes": sizes, "type": kind, "purpose": purpose}
            for name, sizes, kind, purpose in _ICONS
        ],
    }
    names = ("app.js", _TOUCH_ICON, *(name for name, *_ in _ICONS[1:]))
    return (
        TreeFile(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"),
        *(TreeFile(f"{FOLDER}/{name}", _WEB / name) for name in names),
    )


def write_worker(
    site: Path,
    beside: Mapping[str, str],
    known: Mapping[str, str] = MappingProxyType({}),
    sizes: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, str]:
    """Writes the service worker for the site in the folder ``site``, which is complete otherwise.

    Its bytes are those of the site: a browser takes a changed worker for a changed site.

    Args:
        site: The folder.
        beside: Files of the site that are not in it, by path relative to the site.
        known: By path the SHA-256 of some of the files, as hexadecimal digits; what was returned
            for them will do.
        sizes: By path the sizes of some of the files, in bytes.

    Returns:
        By path a digest of each file that the worker names.
    """
    digests = _kept_files({**dict(_texts(site)), **beside}, known, sizes)
    files = sorted((_address(path), each, int(_is_shell(path))) for path, each in digests.items())
    digest = hashlib.sha256(json.dumps(files).encode())
    program = _WEB.joinpath("service-worker.js").read_text(encoding="utf-8")
    digest.update(program.encode())
    value = {"version": digest.hexdigest()[:_DIGITS], "files": files}
    line = f"const SITE = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"
    site.joinpath(WORKER).write_text(line + program, encoding="utf-8")
    return digests


def retire_worker(site: Path) -> None:
    """Writes a worker that removes itself: readers may have one of an earlier build."""
    site.joinpath(WORKER).write_text(_RETIRED, encoding="utf-8")


def _kept_files(
    files: Mapping[str, str], known: Mapping[str, str], known_sizes: Mapping[str, int]
) -> dict[str, str]:
    """The digests of the files that a browser keeps, by path relative to the site."""
    others = {path: place for path, place in files.items() if path not in known_sizes}
    measured = {path: os.stat(place).st_size for path, place in others.items()}  # noqa: PTH116
    sizes = {**measured, **known_sizes}
    found = [path for path in files if sizes[path] <= _MOST_BYTES]
    if sum(map(sizes.__getitem__, found)) > _MOST_IN_ALL:
        found = list(filter(_is_shell, found))
    return {path: (known.get(path) or _digest(files[path]))[:_DIGITS] for path in found}


def _digest(place: str) -> str:
    with open(place, "rb") as file:  # noqa: PTH123 (a thousand files)
        return hashlib.sha256(file.read()).hexdigest()


def _address(path: str) -> str:
    """The address of a file relative to the site."""
    folder, slash, name = path.rpartition("/")
    address = f"{folder}{slash}" if name == "index.html" else path
    return quote(address, safe=_PLAIN) or "./"


def _texts(site: Path) -> Iterator[tuple[str, str]]:
    """Path relative to the site, and where the file lies."""
    # Paths are texts here: there are thousands of files, and this comes last, when all else waits.
    top = str(site)
    for folder, _, names in os.walk(top):
        inner = "" if folder == top else f"{folder[len(top) + 1 :].replace(os.sep, '/')}/"
        for name in names:
            path = inner + name
            known = os.path.splitext(name)[1] in _TEXT and path not in _NOT_READ  # noqa: PTH122
            if known and not path.startswith(_WHEN_SEEN):
                yield path, f"{folder}{os.sep}{name}"


def _is_shell(path: str) -> bool:
    """Whether every page needs the file, or search its first answer."""
    return path.startswith("assets/") or path in (
        "index.html",
        "404.html",
        "sitemap.xml",
        "search/index.js",
    )
