"""Addresses of copies on pages, where MkDocs does not rewrite them: it rewrites links only."""

from __future__ import annotations

from site_builder.scan.patterns import lazy_pattern

# data-versionurl="../../snapshots/example.org-5c31bd961f.html", a folder too deep where pages are
# files
_VERSION = lazy_pattern(r'(?P<name>data-versionurl=")\.\./(?P<path>(?:\.\./)*snapshots/[^"/]+")')


def raise_copies(html: str) -> str:
    """``html`` of a page that is a file, with the addresses of copies a folder higher."""
    return _VERSION.sub(r"\g<name>\g<path>", html)
