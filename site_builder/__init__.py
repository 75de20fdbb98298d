"""A compiler from course notes to a site."""

__version__ = "0.1.0"
