"""Codes about page templates (TPL)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

# Templates are no part of CONTENT, so no CONTENT raises these: tests/pages does.
CODES = (
    Code(
        id="TPL101",
        severity=Severity.ERROR,
        title="a page template is missing",
        why="pages of its kind cannot be made, so there is no site",
        remedy="put the template back, or install the product anew",
        example={},
    ),
    Code(
        id="TPL102",
        severity=Severity.ERROR,
        title="a page template is broken",
        why="pages of its kind cannot be made, so there is no site",
        remedy="correct the template at the line named",
        example={},
    ),
)
