"""A compiler from course notes to a site."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from site_builder.model.diagnostic import Diagnostic
    from site_builder.model.site import Site
    from site_builder.pipeline import build_site

__all__ = ["Diagnostic", "Site", "__version__", "build_site"]

__version__ = "0.1.0"

_HOMES = {
    "Diagnostic": "site_builder.model.diagnostic",
    "Site": "site_builder.model.site",
    "build_site": "site_builder.pipeline",
}


def __getattr__(name: str) -> object:
    """What the package offers, loaded when it is asked for: all of it takes half a second."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
