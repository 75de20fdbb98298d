"""Outlines of courses: one heading a lesson, as blogs made with Jekyll carry them."""

from site_builder.dialects.jekyll_outline.parsing import detect_jekyll_outline, parse_jekyll_outline

__all__ = ["detect_jekyll_outline", "parse_jekyll_outline"]
