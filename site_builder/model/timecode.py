"""Times as people write them in notes (``5:33``, ``1:02:03``) and as seconds."""

from __future__ import annotations

import re
from functools import lru_cache

# 05:33 · 1:02:03 · 00:59.99 · 06:02.09
TIMECODE = re.compile(
    r"""
    (?:(?P<hours>\d{1,3})[:：])?      # hours are optional
    (?P<minutes>\d{1,3})[:：]
    (?P<seconds>\d{2}(?:\.\d+)?)
    """,
    re.VERBOSE,
)


def parse_timecode(text: str) -> float | None:
    """The seconds that ``text`` names, or None where it is no time.

    Minutes above 59 are read where no hours stand before them (``75:00``);
    seconds above 59 are never a time.
    """
    match = TIMECODE.fullmatch(text.strip())
    if match is None:
        return None
    hours = int(match["hours"] or 0)
    minutes = int(match["minutes"])
    seconds = float(match["seconds"])
    if seconds >= 60 or (match["hours"] is not None and minutes >= 60):
        return None
    return hours * 3600 + minutes * 60 + seconds


@lru_cache(maxsize=4096)  # a lesson's length stands on several pages
def format_timecode(seconds: float) -> str:
    """``seconds`` rounded down, as ``mm:ss`` below one hour, else ``h:mm:ss``."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, second = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02}:{second:02}"
    return f"{minutes:02}:{second:02}"
