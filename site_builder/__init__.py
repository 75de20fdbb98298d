"""A compiler from course notes to a site."""

from site_builder.model.diagnostic import Diagnostic
from site_builder.model.site import Site
from site_builder.pipeline import build_site

__all__ = ["Diagnostic", "Site", "__version__", "build_site"]

__version__ = "0.1.0"
