"""One of the marks by which blocks open and close."""

from __future__ import annotations

from collections.abc import Sequence


class BlockToken:
    """The parser's token, as far as blocks go; its rules write to it what they like."""

    hidden = False

    def __init__(
        self, kind: str, level: int, lines: Sequence[int] | None = None, markup: str = ""
    ) -> None:
        self.type = kind
        self.level = level
        self.map = lines
        """First line (0-based) and the one behind the last; None for what closes."""
        self.markup = markup
        """Of lists and their items what stands behind a number, or the bullet."""
