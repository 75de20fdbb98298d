"""What stands for this program and what it builds on."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from site_builder.shell.store import digest_of

# What a build gives depends on the versions of these.
_PACKAGES = (
    "jinja2",
    "markdown",
    "markdown-it-py",
    "mini-racer",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "opencc",
    "pillow",
    "pygments",
    "pymdown-extensions",
    "pypinyin",
    "pyyaml",
)

_ENDING = ".dist-info"
"""How the names of folders end that tell of a package."""


@cache
def program_stamp() -> bytes:
    """What stands for this program and what it builds on: versions, and its own files."""
    versions = installed_versions()
    parts = [sys.version.encode()]
    parts += (f"{name} {versions.get(name)}".encode() for name in _PACKAGES)
    for path, _, names in sorted(os.walk(Path(__file__).resolve().parents[1])):
        for name in sorted(names):
            if name.endswith((".py", ".txt", "katex.min.js")):
                found = os.stat(os.path.join(path, name))  # noqa: PTH116, PTH118 (300 files)
                parts.append(f"{path}/{name} {found.st_size} {found.st_mtime_ns}".encode())
    return digest_of(parts)


def installed_versions() -> dict[str, str]:
    """Version by normalised name of each installed package.

    Folders of packages are named by them (https://packaging.python.org/en/latest/specifications/
    recording-installed-packages/); ``importlib.metadata``, which says the same and looks elsewhere
    too, takes a tenth of the time of a build with nothing to do, and is asked where there are none.
    """
    found: dict[str, str] = {}
    for place in reversed(sys.path):  # the first one counts
        try:
            names = os.listdir(place or os.curdir)  # noqa: PTH208 (a third of the time)
        except OSError:
            continue
        for name in names:
            if name.endswith(_ENDING):
                package, _, version = name.removesuffix(_ENDING).partition("-")
                found[_normalised(package)] = version
    if found.keys() >= {"mkdocs", "jinja2"}:
        return found
    from importlib.metadata import distributions  # noqa: PLC0415 (takes its time)

    return {_normalised(one.name): one.version for one in distributions()}


def _normalised(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
