"""What stands for this program and what it builds on."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
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


@cache
def program_stamp() -> bytes:
    """What stands for this program and what it builds on: versions, and its own files."""
    parts = [sys.version.encode()]
    for name in _PACKAGES:
        try:
            parts.append(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            parts.append(name.encode())
    for path, _, names in sorted(os.walk(Path(__file__).resolve().parents[1])):
        for name in sorted(names):
            if name.endswith((".py", ".txt", "katex.min.js")):
                found = os.stat(os.path.join(path, name))  # noqa: PTH116, PTH118 (300 files)
                parts.append(f"{path}/{name} {found.st_size} {found.st_mtime_ns}".encode())
    return digest_of(parts)
