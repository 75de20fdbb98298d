"""The options of the MkDocs plugin."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config


class SiteBuilderConfig(Config):
    """Options of the plugin."""

    manifest = c.Optional(c.Type(str))
    """Path of the manifest relative to ``docs_dir``; else ``course.yml``, if it is there."""
    templates = c.Optional(c.Dir(exists=True))
    """Folder of page templates that replace those that ship."""
    search = c.Type(bool, default=True)
    """Whether our own search stands behind Material's box."""
    app = c.Type(bool, default=True)
    """Whether the site installs as an app that reads without a network."""

    def templates_folder(self) -> Path | None:
        """The folder of ``templates``."""
        return Path(self.templates) if self.templates else None


def name_nearest(text: str, key: str) -> str:
    """``text``, which says that there is no option ``key``, with the nearest that there is."""
    known = [name for name, value in vars(SiteBuilderConfig).items() if _is_option(value)]
    close = get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}? " if close else ""
    return f"{text} ({hint}known are {', '.join(known)})"


def _is_option(value: object) -> bool:
    return isinstance(value, BaseConfigOption)
