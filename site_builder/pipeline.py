"""The whole way from source texts to a site: the stages in order, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from site_builder.align.course import assemble_course
from site_builder.align.notes import Aligner, align_each, align_notes
from site_builder.dialects import parse_document
from site_builder.dialects.footnotes import collect_footnotes
from site_builder.dialects.letters import typeset_letters
from site_builder.dialects.privacy import protect_privacy
from site_builder.links.backlinks import collect_backlinks
from site_builder.links.bare_urls import link_bare_urls
from site_builder.links.glossary import TermFinder, find_in_each, find_terms, link_terms
from site_builder.links.html import sanitise_html
from site_builder.links.images import resolve_images, shelve_pictures
from site_builder.links.local import LocalTargets, resolve_local_links
from site_builder.links.references import collect_citations, list_copies, place_moments
from site_builder.links.rewrite import merge_edits
from site_builder.links.snapshots import check_copies, stored_paths
from site_builder.links.targets import heading_pages, wikilink_targets
from site_builder.links.video import check_moments, resolve_moments, video_files
from site_builder.links.wikilinks import resolve_wikilinks
from site_builder.model.alignment import Alignment
from site_builder.model.config import Config
from site_builder.model.course import Course
from site_builder.model.diagnostic import Diagnostic, Outcome
from site_builder.model.note import Dialect, Document, Edit
from site_builder.model.site import Asset, Catalog, Resolution, Site
from site_builder.model.source import Source
from site_builder.pages.chapters import render_chapters
from site_builder.pages.nav import plan_nav
from site_builder.pages.render import render_pages
from site_builder.pages.snapshots import render_viewers
from site_builder.pages.templates import Templates
from site_builder.scan.manifest import find_rule
from site_builder.scan.scanned import ScannedSource, scan_source

T = TypeVar("T")


class Means(Struct, frozen=True):
    """What does the work of stages that weigh every word: it may know what came of it before."""

    aligner: Aligner
    """Aligns documents."""
    finder: TermFinder
    """Finds terms of the glossary in them."""


def build_site(
    sources: Sequence[Source],
    config: Config,
    catalog: Catalog,
    templates: Templates,
) -> Outcome[Site]:
    """The site of a course; same inputs give the same site, whatever the order of the sources.

    Args:
        sources: Texts of CONTENT that are read as an outline, a table of contents or notes.
        config: The manifest.
        catalog: What is known of the files beside them.
        templates: The page templates.
    """
    planned = plan_reading(sources, config)
    read = [read_document(scan_source(source), forced) for source, forced in planned]
    return assemble_site(read, config, catalog, templates)


def assemble_site(
    read: Iterable[Outcome[Document]],
    config: Config,
    catalog: Catalog,
    templates: Templates,
    means: Means | None = None,
) -> Outcome[Site]:
    """The site of documents that are read already; as ``build_site``.

    Args:
        read: What ``read_document`` gives for each source of ``plan_reading``, in that order.
        config: The manifest.
        catalog: What is known of the files beside them.
        templates: The page templates.
        means: What does the work of two stages; None: this function.
    """
    resolved = resolve_course(read, config, catalog, means)
    site = lay_out_site(*resolved.value, config, templates)
    return Outcome(site.value, (*resolved.diagnostics, *site.diagnostics))


def resolve_course(
    read: Iterable[Outcome[Document]],
    config: Config,
    catalog: Catalog,
    means: Means | None = None,
) -> Outcome[tuple[Site, Resolution]]:
    """The first half of ``assemble_site``: the site without its pages, and what its texts point at.

    Args:
        read: What ``read_document`` gives for each source of ``plan_reading``, in that order.
        config: The manifest.
        catalog: What is known of the files beside them.
        means: What does the work of two stages; None: this function.
    """
    aligner, finder = (align_each, find_in_each) if means is None else (means.aligner, means.finder)
    found: list[Diagnostic] = []
    documents = tuple(_keep(found, outcome) for outcome in read)
    course = _keep(found, assemble_course(documents, config))
    alignment = _keep(found, align_notes(documents, course, config, aligner))
    targets = _keep(found, find_targets(documents, course, alignment, catalog))
    resolution = _keep(found, resolve_links(documents, course, alignment, config, targets, finder))
    site = Site(
        course=course,
        documents=documents,
        alignment=alignment,
        citations=resolution.citations,
        moments=resolution.moments,
        pages=(),
        assets=resolution.assets,
        nav=(),
        listed=resolution.listed,
        verified_on=resolution.verified_on,
        backlinks=resolution.backlinks,
    )
    return Outcome((site, resolution), tuple(found))


def lay_out_site(
    site: Site, resolution: Resolution, config: Config, templates: Templates
) -> Outcome[Site]:
    """The second half: ``site`` with its pages and all that is made like them.

    Args:
        site: A site without pages.
        resolution: What its texts point at.
        config: The manifest.
        templates: The page templates.
    """
    course, documents = site.course, site.documents
    pages = render_pages(course, documents, site.alignment, resolution, config, templates)
    viewers = render_viewers((*site.citations, *site.listed), templates)
    whole = replace(
        site,
        pages=pages.value,
        nav=plan_nav(course, pages.value),
        viewers=viewers.value,
        attachments=render_chapters(course, documents, resolution),
    )
    return Outcome(whole, (*pages.diagnostics, *viewers.diagnostics))


def plan_reading(
    sources: Iterable[Source], config: Config
) -> tuple[tuple[Source, Dialect | None], ...]:
    """Every source by path, with the dialect that the author names for it."""
    ordered = sorted(sources, key=lambda source: source.path)
    return tuple((source, _forced_dialect(source.path, config)) for source in ordered)


def read_document(scanned: ScannedSource, forced: Dialect | None) -> Outcome[Document]:
    """A source as its dialect reads it, without personal data and harmful HTML.

    Nothing but the source and the dialect that its author names matters to it.
    """
    found: list[Diagnostic] = []
    parsed = _keep(found, parse_document(scanned, forced))
    protected = _keep(found, protect_privacy(parsed))
    typeset = _keep(found, typeset_letters(protected))
    document = _keep(found, collect_footnotes(typeset))
    html = _keep(found, sanitise_html(document, scanned))
    return Outcome(replace(document, html=html), tuple(found))


class LinkTargets(Struct, frozen=True):
    """What the links of any note of a course may lead to."""

    local: LocalTargets
    """Notes, their headings, and the files beside them."""
    stored: Mapping[str, str]
    """Paths that lists of copies give, by address."""


def find_targets(
    documents: Sequence[Document], course: Course, alignment: Alignment, catalog: Catalog
) -> Outcome[LinkTargets]:
    """What links may lead to, now that all notes have their places."""
    names = wikilink_targets(course, documents, alignment)
    stored = stored_paths(documents)
    local = LocalTargets(names, heading_pages(alignment), catalog)
    return Outcome(LinkTargets(local, stored.value), stored.diagnostics)


def resolve_links(
    documents: Sequence[Document],
    course: Course,
    alignment: Alignment,
    config: Config,
    targets: LinkTargets,
    finder: TermFinder = find_in_each,
) -> Outcome[Resolution]:
    """What all texts point at, and the edits that make it so.

    Args:
        documents: Notes, by path.
        course: Their course.
        alignment: Where their sections stand.
        config: The manifest.
        targets: What links may lead to.
        finder: Finds terms of the glossary.
    """
    found: list[Diagnostic] = []
    local, stored = targets.local, targets.stored
    catalog = local.catalog
    shelf = shelve_pictures(catalog)
    edits: dict[str, tuple[Edit, ...]] = {}
    assets: set[Asset] = set(video_files(course, catalog))
    for document in documents:
        pictures, shown = _keep(found, resolve_images(document, shelf))
        wikilinks = _keep(found, resolve_wikilinks(document, local.pages))
        links, linked = _keep(found, resolve_local_links(document, local))
        found.extend(check_moments(document, course))
        moments = resolve_moments(document)
        bare = link_bare_urls(document)
        edits[document.source.path] = merge_edits(
            pictures, wikilinks, moments, links, document.html, document.edits, bare
        )
        assets.update((*shown, *linked))
    backlinks = collect_backlinks(course, documents, alignment, edits)
    terms = find_terms(documents, alignment, edits, config.glossary, finder)
    for path, links_to_terms in link_terms(documents, terms, config.glossary).items():
        edits[path] = merge_edits(edits[path], links_to_terms)
    citations = collect_citations(documents, alignment, stored, catalog, config.snapshots)
    listed = list_copies(documents, citations, stored, catalog, config.snapshots)
    found.extend(check_copies((*citations, *listed), catalog, config.snapshots))
    resolution = Resolution(
        edits=edits,
        citations=citations,
        moments=place_moments(documents, course, alignment),
        assets=tuple(sorted(assets, key=lambda asset: asset.path)),
        backlinks=backlinks,
        terms=terms,
        listed=listed,
        verified_on=catalog.copies.verified_on,
    )
    return Outcome(resolution, tuple(found))


def _keep(found: list[Diagnostic], outcome: Outcome[T]) -> T:
    found.extend(outcome.diagnostics)
    return outcome.value


def _forced_dialect(path: str, config: Config) -> Dialect | None:
    rule = find_rule(path, config.sources)
    return rule.dialect if rule else None
