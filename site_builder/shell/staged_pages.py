"""MkDocs' pages and files for what a course publishes: what is rendered already is not again.

How MkDocs reads one page is its own (its name begins with an underscore; 1.6 is the last of its
line, so it stays).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from mkdocs.commands.build import _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from site_builder.pages.markup import split_front_matter
from site_builder.shell.page_bodies import (
    Body,
    PageText,
    Rules,
    collect_rules,
    pack_html,
    render_bodies,
    tell_records,
    unpack_html,
)
from site_builder.shell.store import decode, encode
from site_builder.shell.tree import NavEntry, TreeFile
from site_builder.shell.workshop import Workshop

_PASSED_ON = "\0"
"""What stands for a text while MkDocs passes it on from step to step and nobody reads it."""


class StagedFile(File):
    """The file of a page, with which its text is: that of a large course is held once only."""

    @property
    def content_string(self) -> str:
        """Its text."""
        page = self.page
        if self._content or not isinstance(page, StagedPage):
            return super().content_string
        return page.head + decode(page.staged.markdown)

    @content_string.setter
    def content_string(self, value: str) -> None:
        self._content = value


class StagedPage(Page):
    """A page of the staged tree."""

    def __init__(self, title: str | None, file: File, text: str, config: MkDocsConfig) -> None:
        """The page of ``text``, which is ``file``'s."""
        self.packed: bytes | None = None
        """Its HTML, as ``pack_html`` gives it."""
        self._shown = 0
        self._stand_in: object = None
        self._written: bytes | None = None
        self.is_read = True
        """Whether others may read its texts on their way; to unpack them takes a while."""
        self._passing = False
        super().__init__(title, file, config)
        self.stage(text)

    def stage(self, text: str) -> None:
        """Takes ``text`` for that of the page; nothing is made of it yet."""
        markdown, values = _divide(text)
        self.staged = PageText(self.file.src_uri, encode(markdown))
        """Its Markdown."""
        self.head = text.removesuffix(markdown)
        """What stands before it."""
        self.values = values
        """Its front matter."""
        self.body: Body | None = None
        """What its Markdown became."""

    @property
    def content(self) -> str | None:
        """Its HTML, kept packed: MkDocs holds that of all pages until the last is drawn."""
        if self._passing:
            return _PASSED_ON
        if self._stand_in is not None:
            return cast(str, self._stand_in)
        if self.packed is None:
            return None
        html = unpack_html(self.packed)
        self._shown = hash(html)
        return html

    @content.setter
    def content(self, html: str | None) -> None:
        if html is _PASSED_ON:
            self._passing = False
        elif html is None:
            self.packed = None
        elif self.packed is None or hash(html) != self._shown:  # MkDocs puts back what it took
            self.packed = pack_html(html)

    @contextmanager
    def shown_as(self, stand_in: object) -> Iterator[None]:
        """Lets templates have ``stand_in`` for its content."""
        self._stand_in = stand_in
        try:
            yield
        finally:
            self._stand_in = None

    @property
    def markdown(self) -> str | None:
        """Its Markdown, as other plugins have left it."""
        if self._passing:
            return _PASSED_ON
        return None if self._written is None else decode(self._written)

    @markdown.setter
    def markdown(self, text: str | None) -> None:
        if text is _PASSED_ON:
            return
        self._written = None if text is None else encode(text)
        if self._written is not None and self._written == self.staged.markdown:
            self._written = self.staged.markdown  # the same bytes once

    def forget_source(self) -> None:
        """Lets go of what it was rendered from, once nobody asks for it any more."""
        self._written = None
        self.staged = PageText(self.staged.path, b"")

    def read_source(self, config: MkDocsConfig) -> None:
        """Takes the Markdown, unless another plugin reads the page from elsewhere."""
        given = config.plugins.on_page_read_source(page=self, config=config)
        if given is None:
            self._written, self.meta = self.staged.markdown, dict(self.values)
            self._passing = not self.is_read
        else:
            self.markdown, self.meta = meta.get_data(given)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Takes the HTML, unless another plugin has changed the Markdown."""
        body = self.body
        if body is None or self._written != self.staged.markdown:
            self._passing = False
            super().render(config, files)
            return
        tell_records(body, self.staged.path)
        self.packed = body.packed
        self.toc = body.toc
        self._title_from_render = body.title
        self.present_anchor_ids = set(body.anchors)
        links: dict[File, dict[str, str]] = {}
        for path, anchor, link in body.links:
            target = files.src_uris.get(path)
            if target is not None:
                links.setdefault(target, {})[anchor] = link
        self.links_to_anchors = links


def staged_file(file: TreeFile, titles: Mapping[str, str], config: MkDocsConfig) -> File:
    """``file`` for MkDocs; a page of ours already has its page object.

    Args:
        file: A file of the staged tree.
        titles: By path what the navigation calls a page.
        config: The configuration.
    """
    if isinstance(file.content, Path):
        return File.generated(config, file.path, abs_src_path=str(file.content))
    page = StagedFile.generated(config, file.path, content="")
    if not page.is_documentation_page():
        return File.generated(config, file.path, content=file.content)
    text = file.content if isinstance(file.content, str) else decode(file.content)
    StagedPage(titles.get(file.path), page, text, config)
    return page


def nav_titles(entries: Iterable[NavEntry]) -> dict[str, str]:
    """By path what ``nav`` of a configuration calls a page, where it gives it a title."""
    titles: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, str):
            continue
        for title, below in entry.items():
            if isinstance(below, str):
                titles[below] = title
            elif below:
                titles.update(nav_titles(below))
    return titles


def render_staged(
    files: Files, config: MkDocsConfig, workshop: Workshop, *, are_read: bool = True
) -> None:
    """Renders the Markdown of all pages of ours in ``files``, each as it was before if it can.

    Args:
        files: All files of the site.
        config: The configuration.
        workshop: What renders.
        are_read: Whether anybody reads the texts of pages while MkDocs passes them on.
    """
    rules = collect_rules(config, files)
    pages = _staged_pages(files)
    if rules is None or not pages:
        return
    workshop.watch.enter("render", len(pages))
    _render(pages, rules, workshop)
    for page in pages:
        page.is_read = are_read
    workshop.watch.enter("lay out")


def amend_staged(
    changed: Sequence[TreeFile], files: Files, config: MkDocsConfig, workshop: Workshop
) -> None:
    """Puts ``changed`` in the place of what they were when MkDocs read them.

    Args:
        changed: Texts of the staged tree.
        files: All files.
        config: The configuration.
        workshop: What renders.
    """
    known = files.src_uris
    pages: list[StagedPage] = []
    for file in changed:
        page = known[file.path].page
        if isinstance(page, StagedPage):
            page.stage(decode(file.data))
            pages.append(page)
        else:
            known[file.path].content_bytes = file.data
    if pages:
        workshop.watch.enter("render", len(pages))
        _render(pages, collect_rules(config, files), workshop)
    for page in pages:
        _populate_page(page, config, files)


def render_page(page: StagedPage, text: str, rules: Rules | None, workshop: Workshop) -> None:
    """Puts ``text``, a page as it is staged, in the place of what ``page`` was.

    Args:
        page: A page of ours.
        text: Markdown with front matter.
        rules: As ``collect_rules`` gives them.
        workshop: What renders.
    """
    page.stage(text)
    page.is_read = True
    _render([page], rules, workshop)


def _render(pages: Sequence[StagedPage], rules: Rules | None, workshop: Workshop) -> None:
    """Renders what ``pages`` say; without ``rules`` MkDocs does so later."""
    if rules is not None:
        bodies = render_bodies([page.staged for page in pages], rules, workshop)
        for page in pages:
            page.body = bodies[page.staged.path]


def _divide(text: str) -> tuple[str, dict[str, Any]]:
    """Markdown and front matter of a page, as MkDocs' ``get_data`` gives them."""
    ours = split_front_matter(text)
    return meta.get_data(text) if ours is None else (ours[1], ours[0])


def _staged_pages(files: Files) -> Sequence[StagedPage]:
    found = (file.page for file in files.documentation_pages())
    return [page for page in found if isinstance(page, StagedPage)]
