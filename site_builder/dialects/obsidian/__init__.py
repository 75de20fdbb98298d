"""Notes written in Obsidian, often beside a video and part by part."""

from site_builder.dialects.obsidian.parsing import (
    bound_obsidian,
    detect_obsidian,
    parse_obsidian,
)

__all__ = ["bound_obsidian", "detect_obsidian", "parse_obsidian"]
