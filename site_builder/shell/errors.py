"""The root of every exception that the environment causes; content never raises."""

from __future__ import annotations


class SiteBuilderError(Exception):
    """A build cannot go on for a reason outside the notes.

    Attributes:
        message: What happened, in one line, lower case, no full stop.
        remedy: What the user does about it, in one line; empty where nobody can say.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} ({self.remedy})" if self.remedy else self.message
