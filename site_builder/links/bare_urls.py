"""Addresses in running text made into links; Python-Markdown leaves them as text."""

from __future__ import annotations

from site_builder.model.note import Document, Edit
from site_builder.model.reference import LinkForm


def link_bare_urls(document: Document) -> tuple[Edit, ...]:
    """The edits after which every bare http(s) address of ``document`` can be followed."""
    return tuple(
        Edit(link.span, f"<{link.url}>")
        for link in document.links
        if link.form is LinkForm.BARE and link.url.startswith(("http://", "https://"))
    )
