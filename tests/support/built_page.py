"""What a reader gets: Markdown as the site's own configuration builds it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml
from markdown import Markdown

import site_builder
from site_builder.links.html import sanitise_html
from site_builder.links.images import resolve_images, shelve_pictures
from site_builder.links.rewrite import merge_edits, rewrite
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.note import Dialect, Document
from site_builder.model.site import Catalog
from site_builder.model.source import Source, Span
from site_builder.scan.links import find_images
from site_builder.scan.normalise import normalise_markdown, normalise_sections
from site_builder.scan.regions import find_regions
from site_builder.scan.scanned import scan_source

_DEFAULTS = Path(site_builder.__file__).parent / "shell" / "defaults" / "mkdocs.yml"
_FORMULA = re.compile(
    r"<x-math(?P<display> class=\"display\")?>.*?<annotation[^>]*>(?P<tex>.*?)</annotation>"
    r".*?</x-math>",
    re.DOTALL,
)
_HEADER_LINK = re.compile(r'<a class="headerlink".*?</a>')
_CODE = re.compile(
    r'<div class="highlight"><pre><span></span><code>(?P<code>.*?)</code></pre></div>', re.DOTALL
)
_TIED = re.compile(r'<span class="(?:tied|gap)[^"]*">(?P<words>[^<]*)</span>')
_SPAN = re.compile(r"</?span[^>]*>")


def normalise(text: str, *, hard_breaks: bool = False) -> str:
    """``text`` with the edits that normalise it."""
    source = Source("notes.md", text)
    whole = Span(0, len(text))
    outcome = normalise_sections(source, find_regions(text), [whole], hard_breaks=hard_breaks)
    return rewrite(source, whole, outcome.value, "")


def stage(text: str, catalog: Catalog | None = None) -> tuple[str, tuple[Diagnostic, ...]]:
    """``text`` with all edits of a plain note, and what was found on the way."""
    source, whole = Source("notes.md", text), Span(0, len(text))
    scanned = scan_source(source)
    normalised = normalise_markdown(source, scanned.regions, scanned.layout)
    images = find_images(text, scanned.regions, whole)
    document = Document(source, Dialect.PLAIN, 1.0, edits=normalised.value, images=images)
    pictures = resolve_images(document, shelve_pictures(catalog or Catalog()))
    html = sanitise_html(document, scanned)
    edits = merge_edits(pictures.value[0], html.value, normalised.value)
    return rewrite(source, whole, edits, "ROOT/"), (*pictures.diagnostics, *html.diagnostics)


def build(markdown: str) -> str:
    """The HTML of ``markdown`` with the site's extensions."""
    names, options = _extensions()
    return Markdown(extensions=list(names), extension_configs=options).convert(markdown)


def show(markdown: str) -> str:
    """``build`` in short: formulas as ``⟦TeX⟧`` or ``⟦⟦TeX⟧⟧``; code without its colours."""
    html = _FORMULA.sub(_short_formula, build(markdown))
    html = _CODE.sub(lambda m: f"<pre>{_SPAN.sub('', m['code'])}</pre>", html)
    html = _TIED.sub(r"\g<words>", html)
    return _HEADER_LINK.sub("", html)


def _short_formula(match: re.Match[str]) -> str:
    return f"⟦⟦{match['tex']}⟧⟧" if match["display"] else f"⟦{match['tex']}⟧"


@cache
def _extensions() -> tuple[tuple[str, ...], dict[str, dict[str, object]]]:
    # the file names a Python function (the slugs), so no safe loader reads it
    config = yaml.load(_DEFAULTS.read_text(encoding="utf-8"), Loader=yaml.UnsafeLoader)
    names, options = [], {}
    for entry in config["markdown_extensions"]:
        name, settings = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        names.append(name)
        options[name] = settings
    return tuple(names), options
