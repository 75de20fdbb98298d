"""What instant navigation needs where the build does not know the address of the site."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import site_builder
from site_builder.shell.tree import TreeFile

SCRIPT = "assets/instant.js"
"""Names the pages to the theme, before its own scripts run."""

_PROGRAM = Path(site_builder.__file__).parent / "web" / "navigation" / "instant.js"


def instant_file(addresses: Iterable[str]) -> TreeFile:
    """The script.

    Args:
        addresses: Of every page, relative to the site; ``./`` is the home page.
    """
    pages = json.dumps(sorted(addresses), ensure_ascii=False, separators=(",", ":"))
    program = _PROGRAM.read_text(encoding="utf-8")
    return TreeFile(SCRIPT, f"const PAGES = {pages}\n{program}")
