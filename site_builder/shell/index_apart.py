"""Makes the search index in a copy of this process, while this one makes the pages.

The index takes what is known of a course before its pages are made, and an edited site waits for
nothing else in the end.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from pathlib import Path

from site_builder.model.config import Config
from site_builder.model.site import Site
from site_builder.search.index import IndexFile
from site_builder.shell.indexing import start_index
from site_builder.shell.store import Store, open_store
from site_builder.shell.watch import Watch
from site_builder.shell.workforce import Workforce, end_with
from site_builder.shell.workshop import Workshop


def start_index_apart(
    site: Site, config: Config, folder: Path | None, *, page_suffix: str
) -> Callable[[], Iterator[IndexFile]]:
    """As ``start_index``, in another process; this one must be one that may be forked.

    Args:
        site: The site, which need not have its pages.
        config: The manifest, for its glossary.
        folder: Where results are kept; None: nowhere.
        page_suffix: What follows ``lessons/010`` in the address of a page: ``/`` or ``.html``.
    """
    near, far = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork")
    arguments = (far, site, config, folder, page_suffix)
    process = context.Process(target=_send_index, args=arguments, daemon=True)
    process.start()
    far.close()

    def files() -> Iterator[IndexFile]:
        try:
            yield from near.recv()
        except (EOFError, OSError):  # it was killed, and what it has not done is done here
            yield from _make_index(site, config, Store(None), page_suffix)
        finally:
            near.close()
            process.join()

    return files


def _send_index(
    connection: Connection, site: Site, config: Config, folder: Path | None, page_suffix: str
) -> None:
    """What the other process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Control-C is for the one that started it
    end_with(os.getppid())
    found = _make_index(site, config, open_store(folder), page_suffix)
    with suppress(BrokenPipeError):  # nobody wants it any more
        connection.send(found)


def _make_index(site: Site, config: Config, store: Store, page_suffix: str) -> list[IndexFile]:
    with closing(Workshop(Workforce(1), store, Watch())) as workshop:
        return list(start_index(site, config, workshop, page_suffix=page_suffix)())
