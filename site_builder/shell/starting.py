"""Makes a starter course."""

from __future__ import annotations

from pathlib import Path

from site_builder.shell.engine_config import DEFAULTS
from site_builder.shell.errors import SiteBuilderError

STARTER = Path(__file__).parent / "starter"
"""The content folder of a starter course."""

_HEAD = """\
# `mkdocs build` and `mkdocs serve` read this file; `site-builder build` does so as well.
docs_dir: content
site_dir: build/site

"""


def start_course(folder: Path) -> tuple[str, ...]:
    """Writes a starter course into ``folder`` and returns the paths written, relative to it.

    Raises:
        SiteBuilderError: where ``folder`` holds anything already, or cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise SiteBuilderError(f"{str(folder)!r} is not empty", "name a new folder")
        texts = {
            f"content/{path.name}": path.read_text(encoding="utf-8")
            for path in sorted(STARTER.iterdir())
        }
        texts["mkdocs.yml"] = _HEAD + DEFAULTS.read_text(encoding="utf-8").partition("\n\n")[2]
        texts[".gitignore"] = "/build/\n"
        for name, text in texts.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SiteBuilderError(
            f"{str(folder)!r} cannot be written: {error.strerror}", "name another folder"
        ) from error
    return tuple(texts)
