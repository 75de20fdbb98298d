"""What a reader reads on an archived page, without menus and the like (trafilatura, an extra)."""

from __future__ import annotations

import importlib.util

from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.errors import SiteBuilderError

VERSION = 1
"""Changes whenever the same page would give another text."""

MOST = 200_000
"""Code points of a text that are kept: a long book, not a data base."""

_MODULES = ("trafilatura", "lxml_html_clean")

# data:image/png;base64,… : nobody reads it, and parsers would
_DATA = lazy_pattern(r"data:[^\"'\s()<>]{64,}")


def check_extractor() -> None:
    """Makes sure that texts can be taken from pages.

    Raises:
        SiteBuilderError: where the extractor is not installed.
    """
    if any(importlib.util.find_spec(name) is None for name in _MODULES):
        raise SiteBuilderError(
            "search_snapshots needs trafilatura, which is not installed",
            "pip install trafilatura lxml-html-clean (the extra copies of site-builder), or leave "
            "search_snapshots out of course.yml",
        )


def extract_text(page: str) -> str:
    """The text of the HTML ``page``, one paragraph a line; empty where it has none.

    Args:
        page: A harmless version: what it does not show shall not be found either.
    """
    import trafilatura  # noqa: PLC0415 (an extra, and a second to import)

    text = trafilatura.extract(
        _DATA.sub("data:,", page),
        output_format="txt",
        fast=True,
        favor_recall=True,
        include_comments=False,
    )
    return (text or "")[:MOST]
