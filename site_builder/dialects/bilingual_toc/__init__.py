"""Tables of contents: one line a lesson, its Chinese title and its English one in brackets."""

from site_builder.dialects.bilingual_toc.parsing import detect_bilingual_toc, parse_bilingual_toc

__all__ = ["detect_bilingual_toc", "parse_bilingual_toc"]
