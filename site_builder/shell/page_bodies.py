"""Turns the Markdown of pages into HTML, as MkDocs' own ``Page.render`` does.

Unlike that it reuses one parser, works in any process, and says on which other files the result
depends. The parts of MkDocs that read links are its own (their names begin with an underscore;
1.6 is the last of its line, so they stay).
"""

from __future__ import annotations

import logging
import pickle
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from types import SimpleNamespace
from typing import cast

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import (
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
)
from mkdocs.structure.toc import TableOfContents, get_toc
from msgspec import Struct

from site_builder.shell.deflating import deflate, inflate
from site_builder.shell.link_processors import RawAnchors, RelativeLinks
from site_builder.shell.store import decode, digest_of, encode
from site_builder.shell.workshop import Job, Workshop

_LOGGER = "mkdocs"

_ALONE = threading.RLock()
"""Held by the thread that renders: there is one parser, and one logger to listen to."""

_LARGE = 1000
"""Pages that are compressed in memory; 30 MB of fewer of them are not worth the time."""

_PLAIN, _PRESSED = b"p", b"z"
"""What packed pages begin with."""

_FEW = 8
"""Pages of one process for which it does not pay to find out what a parser may leave out."""

_RENDERED = count()
"""Gives the number of pages that this process has rendered."""

_SAMPLE = """# Page

Text *in* `code`.

- item

| a | b |
| - | - |
| 1 | 2 |

```python
x = 1
```
"""
"""What most pages have; formulas bring an engine that could not be copied with its process."""


class Rules(Struct, frozen=True):
    """What holds for all pages of a site."""

    settings: bytes
    """Pickled: extensions, their options, levels of findings, whether addresses are folders."""
    files: frozenset[str]
    """Paths of all files of the staged tree."""
    excluded: frozenset[str]
    """Those of them that are not published."""


class PageText(Struct, frozen=True):
    """A page to be rendered."""

    path: str
    """Path in the staged tree."""
    markdown: bytes
    """Its Markdown without front matter, as ``encode`` gives it.

    A large course is held in memory until all pages are written; and a text that goes to another
    process would keep these bytes beside itself ever after.
    """


class Record(Struct, frozen=True):
    """A line that was logged meanwhile."""

    logger: str
    level: int
    message: str


class Body(Struct, frozen=True):
    """What a page became."""

    packed: bytes
    """Its HTML, as ``pack_html`` gives it."""
    toc: TableOfContents
    """Its headings."""
    title: str | None
    """Its first heading, if that is of level 1."""
    anchors: frozenset[str]
    """What can be linked to."""
    links: tuple[tuple[str, str, str], ...]
    """Path, anchor and original link of each link to an anchor."""
    targets: tuple[tuple[str, int], ...]
    """Paths that were looked up, and what was found there (see ``_presence``)."""
    records: tuple[Record, ...]
    """What was logged."""

    @property
    def is_compressed(self) -> bool:
        """Whether its HTML is, which is most of it."""
        return self.packed.startswith(_PRESSED)


_TREE_PROCESSORS = (_ExtractAnchorsTreeprocessor, RelativeLinks, _ExtractTitleTreeprocessor)
"""Look for headings, anchors and links."""


def collect_rules(config: MkDocsConfig, files: Files) -> Rules | None:
    """What holds for all pages; None where an option of an extension cannot be sent elsewhere."""
    options = dict(config.mdx_configs or {})
    validation = config.validation.links
    levels = {name: validation[name] for name in validation}
    settings = (list(config.markdown_extensions), options, levels, config.use_directory_urls)
    try:
        packed = pickle.dumps(settings)
    except (pickle.PicklingError, AttributeError, TypeError):
        return None
    excluded = frozenset(file.src_uri for file in files if file.inclusion.is_excluded())
    return Rules(packed, frozenset(files.src_uris), excluded)


def render_bodies(
    texts: Sequence[PageText], rules: Rules, workshop: Workshop
) -> Mapping[str, Body]:
    """Each of ``texts`` as HTML, by path."""
    keys = [digest_of((rules.settings, text.path.encode(), text.markdown)) for text in texts]
    job = Job("body", _render)
    bodies = workshop.map(
        job, [(rules, text) for text in texts], keys, holds=lambda body: _holds(body, rules)
    )
    return {text.path: body for text, body in zip(texts, bodies, strict=True)}


def warm_up(config: MkDocsConfig, *, many: bool) -> None:
    """Renders a page that nobody sees: this process and copies of it then have what it takes.

    Args:
        config: The configuration.
        many: Whether many pages are to be rendered.
    """
    rules = collect_rules(config, Files([]))
    if rules is not None:
        with _ALONE:
            _render_alone(rules, PageText("index.md", encode(_SAMPLE)), many=many)


def pack_html(html: str, *, pages: int = _LARGE) -> bytes:
    """``html``, compressed where a course is large: it is held in memory until all is written.

    Args:
        html: Any text.
        pages: How many of them there are, about.
    """
    plain = encode(html)
    return _PLAIN + plain if pages < _LARGE else _PRESSED + deflate(plain)


@lru_cache(maxsize=1)  # MkDocs asks for each page twice in a row
def unpack_html(packed: bytes) -> str:
    """What ``pack_html`` was given."""
    return decode(html_bytes(packed))


def html_bytes(packed: bytes) -> bytes:
    """What ``pack_html`` was given, as ``encode`` gives it."""
    return packed[1:] if packed.startswith(_PLAIN) else inflate(memoryview(packed)[1:])


def tell_records(body: Body, path: str) -> None:
    """Logs in this process what was logged when the page at ``path`` became ``body``.

    Who listens finds the path as ``page`` of the record.
    """
    for record in body.records:
        logger = logging.getLogger(record.logger)
        logger.log(record.level, "%s", record.message, extra={"page": path})


def _holds(body: Body, rules: Rules) -> bool:
    """Whether every file that ``body`` looked up is there as it was."""
    return all(_presence(path, rules) == found for path, found in body.targets)


def _presence(path: str, rules: Rules) -> int:
    """0: no such file; 1: it is there; 2: it is there, and not published."""
    if path not in rules.files:
        return 0
    return 2 if path in rules.excluded else 1


def _render(task: tuple[Rules, PageText]) -> Body:
    with _ALONE:
        return _render_alone(*task, many=next(_RENDERED) >= _FEW)


def _render_alone(rules: Rules, text: PageText, *, many: bool) -> Body:
    config = _config(rules.settings)
    files = _Looked(rules, directory_urls=config.use_directory_urls)
    known = cast(Files, files)
    file = files.file(text.path)
    md = _parser(rules.settings, many)
    raw = RawAnchors()
    anchors = _ExtractAnchorsTreeprocessor(file, known, config)
    links = RelativeLinks(file, known, config)
    title = _ExtractTitleTreeprocessor()
    # in the order of Page.render; each takes the place of the one of the page before
    for processor in (raw, anchors, links, title):
        processor._register(md)  # noqa: SLF001
    md.reset()
    with _recorded() as records:
        html = md.convert(decode(text.markdown))
    return Body(
        packed=pack_html(html, pages=len(rules.files)),
        toc=get_toc(getattr(md, "toc_tokens", [])),
        title=title.title,
        anchors=frozenset(anchors.present_anchor_ids | raw.present_anchor_ids),
        links=tuple(
            (target.src_uri, anchor, link)
            for target, found in links.links_to_anchors.items()
            for anchor, link in found.items()
        ),
        targets=tuple(sorted(files.looked.items())),
        records=tuple(records),
    )


@lru_cache(maxsize=2)
def _config(settings: bytes) -> MkDocsConfig:
    """As much of MkDocs' configuration as its parts ask for that read links."""
    *_, levels, directory_urls = pickle.loads(settings)
    links = SimpleNamespace(links=SimpleNamespace(**levels))
    return cast(MkDocsConfig, SimpleNamespace(validation=links, use_directory_urls=directory_urls))


@lru_cache(maxsize=4)
def _parser(settings: bytes, many: bool) -> Markdown:  # noqa: FBT001 (a key)
    extensions, options, *_ = pickle.loads(settings)
    md = Markdown(extensions=extensions, extension_configs=options)
    if many:
        from site_builder.shell.markdown_less import do_less  # noqa: PLC0415 (takes its time)

        do_less(md, *_TREE_PROCESSORS)
    return md


class _Looked:
    """The files of a site, as far as links are looked up; remembers what was asked for."""

    def __init__(self, rules: Rules, *, directory_urls: bool) -> None:
        self.looked: dict[str, int] = {}
        self._rules = rules
        self._directory_urls = directory_urls

    def get_file_from_path(self, path: str) -> File | None:
        """The file at ``path`` of the tree, as of MkDocs' ``Files``."""
        self.looked[path] = _presence(path, self._rules)
        return self.file(path) if self.looked[path] else None

    def file(self, path: str) -> File:
        return _file(path, path in self._rules.excluded, self._directory_urls)


@lru_cache(maxsize=4096)
def _file(path: str, excluded: bool, directory_urls: bool) -> File:  # noqa: FBT001 (a key)
    inclusion = InclusionLevel.EXCLUDED if excluded else InclusionLevel.INCLUDED
    return File(path, None, "", directory_urls, inclusion=inclusion)


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[Record] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(Record(record.name, record.levelno, record.getMessage()))


@contextmanager
def _recorded() -> Iterator[list[Record]]:
    """What is logged below MkDocs' name meanwhile; it reaches nobody else yet."""
    logger = logging.getLogger(_LOGGER)
    handlers, level, propagate = logger.handlers, logger.level, logger.propagate
    recorder = _Recorder()
    logger.handlers, logger.propagate = [recorder], False
    logger.setLevel(logging.INFO)
    try:
        yield recorder.records
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)
