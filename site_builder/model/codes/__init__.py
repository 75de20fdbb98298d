"""Every diagnostic code, registered once: what it means, an example, and what to do.

One module a family of codes; the families are put together here.
"""

from __future__ import annotations

from site_builder.model.codes import config, environment, outline, pages, private, references, source
from site_builder.model.codes.code import Code

FAMILIES: tuple[tuple[Code, ...], ...] = (
    source.CODES,
    references.CODES,
    outline.CODES,
    private.CODES,
    config.CODES,
    environment.CODES,
    pages.CODES,
)
CODES: dict[str, Code] = {code.id: code for family in FAMILIES for code in family}
