"""The form of a registered code."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from site_builder.model.diagnostic import Severity


class Code(Struct, frozen=True):
    """What one kind of finding means and what an author does about it."""

    id: str
    """Three capital letters and three digits."""
    severity: Severity
    """How much it matters."""
    title: str
    """What it says, in one line, without the offending value."""
    why: str
    """Why it matters to a reader of the site."""
    remedy: str
    """What the author does about it."""
    example: Mapping[str, str | bytes]
    """Files of a small CONTENT folder whose build raises the code."""
