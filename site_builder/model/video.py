"""Videos and places in them, independent of how an address spells them."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Platform(Enum):
    """Where a video is kept."""

    BILIBILI = "bilibili"
    YOUTUBE = "youtube"
    FILE = "file"


class Video(Struct, frozen=True):
    """One video, which may have many parts."""

    platform: Platform
    """The host of the video."""
    id: str
    """``BV…`` id, YouTube id, or path relative to CONTENT, in which ``{part}`` is the part."""

    @property
    def in_parts(self) -> bool:
        """Whether each lesson has a part of its own; else lessons follow each other in one part."""
        match self.platform:
            case Platform.BILIBILI:
                return True
            case Platform.YOUTUBE:
                return False
            case Platform.FILE:
                return "{part}" in self.id

    def file_path(self, part: int | None) -> str:
        """The path of the file that holds ``part`` (1-based; None for the first)."""
        return self.id.replace("{part}", str(part or 1))

    def __lt__(self, other: Video) -> bool:
        return (self.platform.value, self.id) < (other.platform.value, other.id)


class VideoPlace(Struct, frozen=True):
    """What an address of a video points at."""

    video: Video
    """The video."""
    part: int | None = None
    """1-based part, as in ``p=7``; None where the address names none."""
    seconds: float | None = None
    """Where in the part, from its beginning; None where the address names no time."""
    end_seconds: float | None = None
    """End of a range, where one is given."""
