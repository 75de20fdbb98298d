"""Articles copied from web pages: headings without marks, lost pictures, publishers' noise."""

from site_builder.dialects.scraped_article.parsing import (
    bound_scraped_article,
    detect_scraped_article,
    parse_scraped_article,
)

__all__ = ["bound_scraped_article", "detect_scraped_article", "parse_scraped_article"]
