"""From a CONTENT folder on disk to a site in memory."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, nullcontext
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_builder.dialects.privacy import redact
from site_builder.links.snapshots import cited_copies
from site_builder.model.codes import CODES
from site_builder.model.config import Config
from site_builder.model.diagnostic import Diagnostic, Outcome, Severity
from site_builder.model.note import Document
from site_builder.model.site import Catalog, Site
from site_builder.model.source import Source
from site_builder.pages.templates import Templates
from site_builder.pipeline import lay_out_site, plan_reading, resolve_course
from site_builder.shell.documents import read_sources
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.kept_stages import keeping_means
from site_builder.shell.reading import Content, read_content
from site_builder.shell.ready_glossary import ready_glossary
from site_builder.shell.snapshots.publish import begin_copies
from site_builder.shell.store import cache_folder
from site_builder.shell.template_code import ready_templates
from site_builder.shell.templates import read_templates
from site_builder.shell.watch import Watch
from site_builder.shell.workshop import Workshop, open_workshop


class Compilation(Struct, frozen=True):
    """A site and everything that was found on the way."""

    site: Site
    """The site."""
    config: Config
    """What the author says of the course."""
    sources: tuple[Source, ...]
    """Every text that diagnostics may point to, manifest and glossary included."""
    diagnostics: tuple[Diagnostic, ...]
    """In the order in which they were found."""
    catalog: Catalog
    """The files beside the texts."""
    templates: Templates
    """The page templates."""

    def count(self, severity: Severity) -> int:
        """Number of diagnostics of a severity."""
        return sum(1 for found in self.diagnostics if CODES[found.code].severity is severity)


class Resolved(Struct, frozen=True):
    """A course of which all is known, and of which no page is made yet."""

    site: Site
    """The site, without pages."""
    config: Config
    """What the author says of the course."""
    sources: tuple[Source, ...]
    """Every text that diagnostics may point to, manifest and glossary included."""
    diagnostics: tuple[Diagnostic, ...]
    """In the order in which they were found."""


def compile_content(
    content: Path,
    *,
    manifest: str | None = None,
    templates: Path | None = None,
    skip: Sequence[Path] = (),
    workshop: Workshop | None = None,
    when_read: Callable[[int], None] | None = None,
    when_resolved: Callable[[Callable[[], Resolved]], None] | None = None,
) -> Compilation:
    """The site of the folder ``content``.

    Args:
        content: CONTENT.
        manifest: Path of the manifest relative to CONTENT; None: ``course.yml``, if it is there.
        templates: Templates of the project, put over those that ship.
        skip: Folders within CONTENT that hold no notes, as the site itself.
        workshop: What reads the sources; None: one for this time, with the usual store.
        when_read: Takes the number of notes when all are read.
        when_resolved: Takes what waits for the course of which all is known but its pages.

    Raises:
        SiteBuilderError: where the folder, the manifest or a template cannot be used at all.
    """
    watch = Watch() if workshop is None else workshop.watch
    watch.enter("read")
    cache = cache_folder(content) if workshop is None else workshop.folder
    ready = ready_templates(read_templates(templates), cache, shipped=templates is None)
    with nullcontext(workshop) if workshop else closing(open_workshop(cache)) as used:
        read = read_content(content, manifest=manifest, skip=skip, cache=cache, store=used.store)
        sources = (*read.value.manifests, *read.value.sources)
        _stop_at_broken_manifest(read.diagnostics, sources)
        tasks = plan_reading(read.value.sources, read.value.config)
        watch.enter("parse", len(tasks))
        notes = read_sources(tasks, used)
        if workshop is not None:
            _begin_copies(notes.documents, read.value, content, workshop)
        if when_read is not None:
            when_read(len(tasks))
        watch.enter("assemble")
        ready_glossary()
        resolved = resolve_course(
            notes.documents, read.value.config, read.value.catalog, keeping_means(used)
        )

        @functools.cache
        def known() -> Resolved:
            formulas = chain.from_iterable(notes.formulas())
            found = without_private((*read.diagnostics, *resolved.diagnostics, *formulas))
            return Resolved(resolved.value[0], read.value.config, sources, found)

        if when_resolved is not None:
            when_resolved(known)
        built = lay_out_site(*resolved.value, read.value.config, ready)
        _stop_at_broken_template(built.diagnostics)
        found = known().diagnostics
    return Compilation(built.value, read.value.config, sources, found, read.value.catalog, ready)


def _begin_copies(
    documents: Iterable[Outcome[Document]], found: Content, content: Path, workshop: Workshop
) -> None:
    """Begins to make archived pages harmless: one processor has nothing to do for a while."""
    if workshop.copies is not None:
        workshop.copies.stop()
    config = found.config
    workshop.copies = begin_copies(
        cited_copies([read.value for read in documents], found.catalog, config.snapshots),
        content,
        workshop.folder,
        searchable=config.search_snapshots,
    )


def without_private(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """``found`` without personal data: messages quote the notes, and are published."""
    return tuple(replace(diagnostic, message=redact(diagnostic.message)) for diagnostic in found)


def _stop_at_broken_manifest(found: Sequence[Diagnostic], sources: Sequence[Source]) -> None:
    """A build that forgets what the author says would replace a good site by a worse one."""
    for diagnostic in found:
        if diagnostic.code == "CFG101":
            raise SiteBuilderError(
                f"{_place(diagnostic, sources)}: {diagnostic.message}", CODES["CFG101"].remedy
            )


def _stop_at_broken_template(found: Sequence[Diagnostic]) -> None:
    for diagnostic in found:
        if diagnostic.code.startswith("TPL"):
            remedy = diagnostic.help or CODES[diagnostic.code].remedy
            raise SiteBuilderError(diagnostic.message, remedy)


def _place(diagnostic: Diagnostic, sources: Sequence[Source]) -> str:
    source = next((source for source in sources if source.path == diagnostic.path), None)
    if source is None or diagnostic.span is None:
        return diagnostic.path
    start = diagnostic.span.start
    return f"{diagnostic.path}:{source.line_number(start)}:{source.column_number(start)}"
