"""Terms of a field in two languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the glossary."""

    zh: str
    """The Chinese word."""
    en: str
    """The English word; empty where none is given."""
    text: str
    """Definition in one line; empty where none is given."""
    lessons: tuple[int, ...]
    """Numbers of the lessons that explain it."""
