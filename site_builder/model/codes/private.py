"""Codes about personal data (PRV)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

CODES = (
    Code(
        id="PRV101",
        severity=Severity.WARNING,
        title="personal data is left out",
        why="addresses and numbers on a public page are collected by machines within hours",
        remedy="delete the address or number from the source; what is left stays as it is",
        example={
            "outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n",
            "notes.md": "# 欢迎\n\n有问题请写信到 someone@example.org 。\n",
        },
    ),
)
