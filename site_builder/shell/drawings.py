"""Drawings without what could run, load or lead somewhere; each is cleaned once."""

from __future__ import annotations

from functools import lru_cache

from site_builder.scan.svg import CleanSvg, clean_svg
from site_builder.shell.serialising import dump_value
from site_builder.shell.stamp import program_stamp
from site_builder.shell.store import Store, digest_of

_KIND = "drawing"

_MOST = 256
"""Drawings that are held in memory from their reading until they are published."""


def clean_drawing(data: bytes, store: Store) -> CleanSvg:
    """``data`` as ``clean_svg`` leaves it.

    Args:
        data: Anything.
        store: What keeps the result.
    """
    key = digest_of((program_stamp(), data))
    match store.find(_KIND, [key]).get(key):
        case (str() as text, tuple() as removed):
            return CleanSvg(text, removed)
        case _:
            cleaned = _clean(data)
            store.keep(_KIND, {key: dump_value((cleaned.text, cleaned.removed))})
            return cleaned


_clean = lru_cache(_MOST)(clean_svg)
