"""Terms of a field in two languages."""

from __future__ import annotations

from msgspec import Struct


class Term(Struct, frozen=True):
    """One term of the glossary."""

    zh: str
    """The Chinese word."""
    en: str
    """The English word; empty where none is given."""
    text: str
    """Definition in one line; empty where none is given."""
    lessons: tuple[int, ...]
    """Numbers of the lessons that explain it."""
