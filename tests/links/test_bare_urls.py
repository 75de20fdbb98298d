"""Addresses in running text."""

import markdown
import pytest

from site_builder.links.bare_urls import link_bare_urls
from site_builder.links.rewrite import rewrite
from site_builder.model.note import Dialect, Document
from site_builder.model.source import Source, Span
from site_builder.scan.links import find_links
from site_builder.scan.regions import find_regions


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "见 https://example.org/a?b=1&c=2，很好",
            (
                '<p>见 <a href="https://example.org/a?b=1&amp;c=2">'
                "https://example.org/a?b=1&amp;c=2</a>，很好</p>"
            ),
        ),
        (
            "<https://example.org/>",
            '<p><a href="https://example.org/">https://example.org/</a></p>',
        ),
        ("[词](https://example.org/)", '<p><a href="https://example.org/">词</a></p>'),
        ("`https://example.org/`", "<p><code>https://example.org/</code></p>"),
    ],
)
def test_bare_addresses_become_links(text: str, html: str) -> None:
    """An address in a text is a link; those that are links already stay as they are."""
    everything = Span(0, len(text))
    source = Source("a.md", text)
    links = find_links(text, find_regions(text), everything)
    document = Document(source, Dialect.PLAIN, 1.0, links=links)

    shown = markdown.markdown(rewrite(source, everything, link_bare_urls(document), ""))

    assert shown == html
