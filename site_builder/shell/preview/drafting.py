"""Makes the pages that an edit of one note changes, on the site as it was built last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from msgspec import Struct

from site_builder.model.diagnostic import Diagnostic
from site_builder.model.source import Source
from site_builder.pipeline import plan_reading
from site_builder.report.diagnostics import Finding, collect_findings, drop_notices
from site_builder.revision import Basis, lay_basis, revise_note
from site_builder.shell.compiling import Compilation, without_private
from site_builder.shell.documents import read_sources
from site_builder.shell.page_bodies import collect_rules
from site_builder.shell.reading import read_text
from site_builder.shell.staged_pages import StagedPage, render_page
from site_builder.shell.store import Store
from site_builder.shell.watch import Watch
from site_builder.shell.workforce import Workforce
from site_builder.shell.workshop import Workshop


class BuiltSite(Struct, frozen=True):
    """A site that is built whole, with what MkDocs made it of."""

    content: Path
    """CONTENT."""
    folder: Path
    """Where the site is."""
    compilation: Compilation
    """The course."""
    config: MkDocsConfig
    """The configuration, as plugins have left it."""
    files: Files
    """All files."""
    nav: Navigation
    """The navigation."""
    env: Environment
    """What draws pages."""


class Draft(Struct, frozen=True):
    """What became of one edited note."""

    pages: Mapping[str, str] | None
    """Markdown of the pages that show it, by path; None where only a whole build can tell."""
    findings: tuple[Finding, ...]
    """What is wrong with the note."""


class Drafter:
    """Makes drafts on one built site."""

    def __init__(self, built: BuiltSite) -> None:
        self._built = built
        compiled = built.compilation
        self._basis: Basis | None = lay_basis(
            compiled.site, compiled.config, compiled.catalog, compiled.templates
        )
        self._workshop = Workshop(Workforce(1), Store(None), Watch())
        self._rules = collect_rules(built.config, built.files)
        self._addresses = {file.dest_uri: file.src_uri for file in built.files}
        self._texts = {source.path: source.text for source in compiled.sources}

    def draft(self, path: str) -> Draft | None:
        """The note at ``path`` as it is on disk now; None where it is as it was.

        Args:
            path: Relative to CONTENT.
        """
        known, content = self._texts.get(path), self._built.content
        if self._basis is None or known is None or not (content / path).is_file():
            return None
        read = read_text(content, path)
        source = read.value
        if source is None:
            return Draft(None, self._tell(read.diagnostics, ()))
        if source.text == known:
            return None
        self._texts[path] = source.text
        (task,) = plan_reading([source], self._basis.config)
        notes = read_sources([task], self._workshop)
        (note,), (formulas,) = notes.documents, notes.formulas()
        revised = revise_note(self._basis, note.value)
        found = [*read.diagnostics, *note.diagnostics, *formulas]
        if revised is None:
            return Draft(None, self._tell(found, (source,)))
        self._basis = revised.value.basis
        pages = {page.path: page.text for page in revised.value.pages}
        return Draft(pages, self._tell([*found, *revised.diagnostics], (source,)))

    def findings(self, paths: frozenset[str]) -> tuple[Finding, ...]:
        """What the whole build has found in the notes at ``paths``."""
        compiled = self._built.compilation
        own = [found for found in compiled.diagnostics if found.path in paths]
        return self._tell(own, compiled.sources)

    def page_at(self, address: str) -> str | None:
        """Path in the staged tree of the page that is published at ``address``."""
        return self._addresses.get(address)

    def draw(self, path: str, text: str) -> str | None:
        """The page at ``path`` as HTML, now that its Markdown is ``text``; None: no such page."""
        built = self._built
        file = built.files.get_file_from_path(path)
        if file is None or not isinstance(file.page, StagedPage):
            return None
        page, config = file.page, built.config
        render_page(page, text, self._rules, self._workshop)
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=built.files
        )
        page.render(config, built.files)
        page.content = config.plugins.on_page_content(
            page.content or "", page=page, config=config, files=built.files
        )
        page.active = True
        try:
            pages = built.files.documentation_pages()
            context = get_context(built.nav, pages, config, page)
            template = built.env.get_template(page.meta.get("template", "main.html"))
            context = config.plugins.on_page_context(
                context, page=page, config=config, nav=built.nav
            )
            output = template.render(context)
        finally:
            page.active = False
        return config.plugins.on_post_page(output, page=page, config=config)

    @staticmethod
    def _tell(found: Sequence[Diagnostic], sources: Sequence[Source]) -> tuple[Finding, ...]:
        return collect_findings(without_private(drop_notices(found)), sources)
