"""Finds and reads the templates: those of the package, and those that a project puts over them."""

from __future__ import annotations

from pathlib import Path

import site_builder
from site_builder.shell.errors import SiteBuilderError

_PACKAGE = Path(site_builder.__file__).parent


def packaged_templates() -> Path:
    """The folder of templates that ship: in a wheel within the package, else beside it."""
    for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if folder.joinpath("pages").is_dir():
            return folder
    raise SiteBuilderError("the templates of site-builder are missing", "install it again")


def packaged_theme() -> Path:
    """The folder of theme overrides that ship."""
    return packaged_templates() / "theme"


def packaged_icon() -> Path:
    """The icon of a site that has none of its own."""
    return _PACKAGE / "web" / "app" / "icon.svg"


def web_parts() -> dict[str, Path]:
    """Files that the browser needs, by path in the site, as ``assets/katex/katex.min.css``."""
    vendored = _PACKAGE / "web" / "vendored"
    files = sorted(path for path in vendored.rglob("*") if path.is_file())
    return {
        f"assets/{path.relative_to(vendored).as_posix()}": path
        for path in files
        if path.suffix in (".css", ".woff2") or path.name in ("shim.js", "widths.js")
    }


def read_templates(folder: Path | None = None) -> dict[str, str]:
    """Texts of the page templates by name, as ``pages/lesson.md``.

    Args:
        folder: Templates of a project, each of which replaces the one of the same name that
            ships; None: only those that ship.

    Raises:
        SiteBuilderError: where ``folder`` is missing or a template cannot be read.
    """
    if folder is not None and not folder.is_dir():
        raise SiteBuilderError(
            f"there is no folder of templates {str(folder)!r}",
            "correct the option templates, or leave it out",
        )
    texts: dict[str, str] = {}
    for place in (packaged_templates(), folder):
        if place is not None:
            texts.update(_read_pages(place))
    return texts


def _read_pages(folder: Path) -> dict[str, str]:
    texts = {}
    for path in sorted(folder.joinpath("pages").rglob("*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SiteBuilderError(
                f"template {name!r} cannot be read: {error}", "save it as readable UTF-8"
            ) from error
    return texts
