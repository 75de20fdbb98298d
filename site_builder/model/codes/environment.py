"""Codes about what the disk holds instead of a readable file (ENV).

A folder of plain files cannot show most of them, so their examples are empty.
"""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

CODES = (
    Code(
        id="ENV101",
        severity=Severity.ERROR,
        title="file or folder that cannot be read",
        why="what stands in it is missing from the site",
        remedy="give the user who builds the site the right to read it, or move it away",
        example={},
    ),
    Code(
        id="ENV102",
        severity=Severity.WARNING,
        title="symbolic link that leads out of the content folder",
        why="a site must not publish files that its author did not put there",
        remedy="copy the file or folder into the content folder",
        example={},
    ),
    Code(
        id="ENV103",
        severity=Severity.WARNING,
        title="symbolic link that leads nowhere or back to a folder above it",
        why="following it would never end",
        remedy="delete the link",
        example={},
    ),
    Code(
        id="ENV104",
        severity=Severity.WARNING,
        title="file name that is not UTF-8",
        why="browsers cannot ask for it; the file is left out",
        remedy="rename the file",
        example={},
    ),
)
