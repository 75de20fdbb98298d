"""What an archived page says of itself: address, day and tool.

Forms::

    <!--⏎ Page saved with SingleFile ⏎ url: ADDRESS ⏎ saved date: Fri May 03 2024 10:11:12 GMT+0800 (…)⏎-->
    <!-- Saved from ADDRESS at 2024-05-03T02:11:12Z using monolith v2.8.1 -->
    <!-- saved from url=(0031)ADDRESS -->                      (browsers' own "save as")

SingleFile: https://github.com/gildas-lormeau/single-file-core (``core/infobar.js``);
monolith: https://github.com/Y2Z/monolith (``create_metadata_tag``).
"""  # noqa: E501 (a header stands on one line)

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

from site_builder.model.snapshot import CopyHeader
from site_builder.scan.patterns import lazy_pattern

HEAD_BYTES = 64 * 1024
"""What of a file is read; a title may stand behind some meta elements."""

# <!-- Page saved with SingleFile url: https://a.org/ saved date: Fri May 03 2024 10:11:12 … -->
_SINGLE_FILE = lazy_pattern(
    r"""
    <!--\s*Page\ saved\ with\ (?P<tool>SingleFile[^\n<]{0,40}?)\s*
    url:\s*(?P<address>\S{1,4000})\s+
    saved\ date:\s*(?P<date>[^\n<]{8,80}?)\s*(?:\n|-->)
    """,
    re.VERBOSE,
)

# <!-- Saved from https://a.org/ at 2024-05-03T02:11:12Z using monolith v2.8.1 -->
_MONOLITH = lazy_pattern(
    r"""
    <!--\s*Saved\ from\s+(?P<address>\S{1,4000}|local\ source)\s+
    at\s+(?P<date>[^\s<]{8,40})\s+
    using\s+(?P<tool>monolith[^<\n]{0,40}?)\s*-->
    """,
    re.VERBOSE,
)

# <!-- saved from url=(0020)https://example.org/ -->
_SAVE_AS = lazy_pattern(r"<!--\s*saved from url=\(\d{4}\)(?P<address>\S{1,4000})\s*-->")

# Fri May 03 2024 10:11:12 GMT+0800 (China Standard Time)
_SCRIPT_DATE = lazy_pattern(
    r"""
    [A-Z][a-z]{2}\ (?P<day>[A-Z][a-z]{2}\ \d{2}\ \d{4}\ \d{2}:\d{2}:\d{2})
    \ GMT(?P<zone>[+-]\d{4})
    """,
    re.VERBOSE,
)

_TITLE = lazy_pattern(r"<title\b[^>]{0,400}>(?P<title>[^<]{1,600})", re.IGNORECASE)


def read_header(head: str) -> CopyHeader:
    """What the first part of a page says; nothing where no tool signed it.

    Args:
        head: The first characters of the page, ``HEAD_BYTES`` or more.
    """
    found = _TITLE.search(head)
    title = (" ".join(html.unescape(found["title"]).split()) or None) if found else None
    if match := _SINGLE_FILE.search(head):
        return CopyHeader(match["address"], _time(match["date"]), match["tool"].strip(), title)
    if match := _MONOLITH.search(head):
        address = match["address"] if "://" in match["address"] else None
        return CopyHeader(address, _time(match["date"]), match["tool"], title)
    if match := _SAVE_AS.search(head):
        return CopyHeader(match["address"], title=title)
    return CopyHeader(title=title)


def _time(text: str) -> str | None:
    """``text`` as ISO 8601 in UTC; None where it is no time."""
    match = _SCRIPT_DATE.match(text)
    try:
        if match:
            time = datetime.strptime(f"{match['day']} {match['zone']}", "%b %d %Y %H:%M:%S %z")
        else:
            time = datetime.fromisoformat(text)
    except ValueError:
        return None
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    try:
        return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except OverflowError:
        return None
