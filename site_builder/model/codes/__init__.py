"""Every diagnostic code, registered once: what it means, an example, and what to do.

One module a family of codes; the families are put together here.
"""

from __future__ import annotations

from site_builder.model.codes import (
    alignment,
    config,
    dialects,
    environment,
    markdown,
    obsidian,
    outline,
    pages,
    private,
    references,
    source,
    video,
)
from site_builder.model.codes.code import Code

FAMILIES: tuple[tuple[Code, ...], ...] = (
    source.CODES,
    references.CODES,
    video.CODES,
    obsidian.CODES,
    outline.CODES,
    private.CODES,
    config.CODES,
    dialects.CODES,
    environment.CODES,
    markdown.CODES,
    pages.CODES,
    alignment.CODES,
)
CODES: dict[str, Code] = {code.id: code for family in FAMILIES for code in family}
