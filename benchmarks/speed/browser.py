"""What a reader's browser makes of it: bytes until a first query is answered, edits until seen."""

from __future__ import annotations

import fnmatch
import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.hosting import QuietHandler, serve
from benchmarks.speed.serving import time_edits
from benchmarks.speed.tools import Edit, Tool
from tools.ensure_browser import FLAGS

QUERY = "卷积通道"
"""Two words that stand beside each other in no title, but in many notes."""

_QUIET = 2000
"""Milliseconds without a request after which a query counts as answered."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched of a search index."""

    plain: int
    """Bytes as they lie on disk."""
    packed: int
    """Bytes as gzip makes them."""


@contextmanager
def open_browser(path: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def fetch_for_query(browser: Browser, tool: Tool, site: Path) -> Fetched:
    """The files of the index that a reader of a lesson has fetched once a first query is answered.

    Scripts are not counted: they are the same for courses of any size.
    """
    with _served(site) as (address, asked), _page(browser) as page:
        page.goto(f"{address}{tool.url(1)}")
        page.locator(tool.search_box).first.click()
        page.keyboard.type(QUERY)
        seen = -1
        while seen != len(asked):
            seen = len(asked)
            page.wait_for_timeout(_QUIET)
    paths = {path for path in asked if any(fnmatch.fnmatch(path, form) for form in tool.index)}
    texts = [site.joinpath(path).read_bytes() for path in sorted(paths)]
    return Fetched(sum(map(len, texts)), sum(len(gzip.compress(text)) for text in texts))


def time_shown(
    browser: Browser, address: str, edits: Sequence[tuple[Edit, str]], *, limit: float
) -> list[float]:
    """Seconds from saving each edit until the page open at ``address`` shows its mark.

    Args:
        browser: Where the page is open.
        address: Its address.
        edits: Each with the text that shows that it arrived.
        limit: Seconds after which an edit is given up.

    Raises:
        TimeoutError: where an edit does not arrive.
    """
    with _page(browser) as page:
        page.goto(address)

        def wait(mark: str) -> None:
            shown = "mark => document.body && document.body.textContent.includes(mark)"
            try:
                page.wait_for_function(shown, arg=mark, polling=10, timeout=limit * 1000)
            except Error as error:
                raise TimeoutError from error

        return time_edits([(edit, partial(wait, mark)) for edit, mark in edits])


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own, with nothing in store."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


@contextmanager
def _served(site: Path) -> Iterator[tuple[str, list[str]]]:
    """Serves a folder: its address, and the paths asked for, which grow."""
    asked: list[str] = []

    class Handler(QuietHandler):
        def translate_path(self, path: str) -> str:
            asked.append(unquote(urlsplit(path).path).lstrip("/"))
            return super().translate_path(path)

    with serve(partial(Handler, directory=str(site))) as address:
        yield address, asked
