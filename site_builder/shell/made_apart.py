"""Makes model and search index in a copy of this process, while this one makes the pages.

They take what is known of a course before its pages are made, and an edited site waits for nothing
else in the end.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from pathlib import Path

from site_builder.report.model import model_text
from site_builder.shell.compiling import Resolved
from site_builder.shell.indexing import start_index
from site_builder.shell.planning import MODEL_PATH
from site_builder.shell.store import Store, open_store
from site_builder.shell.tree import TreeFile
from site_builder.shell.watch import Watch
from site_builder.shell.workforce import Workforce, end_with
from site_builder.shell.workshop import Workshop


def start_apart(
    resolved: Resolved, folder: Path | None, *, page_suffix: str
) -> Callable[[], Iterator[TreeFile]]:
    """Begins to make the files; what is returned waits for them.

    Args:
        resolved: The course; this process must be one that may be forked.
        folder: Where results are kept; None: nowhere.
        page_suffix: What follows ``lessons/010`` in the address of a page: ``/`` or ``.html``.
    """
    near, far = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork")
    arguments = (far, resolved, folder, page_suffix)
    process = context.Process(target=_send, args=arguments, daemon=True)
    process.start()
    far.close()

    def files() -> Iterator[TreeFile]:
        try:
            yield from near.recv()
        except (EOFError, OSError):  # it was killed, and what it has not done is done here
            yield from _make(resolved, Store(None), page_suffix)
        finally:
            near.close()
            process.join()

    return files


def _send(
    connection: Connection, resolved: Resolved, folder: Path | None, page_suffix: str
) -> None:
    """What the other process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Control-C is for the one that started it
    end_with(os.getppid())
    made = [
        TreeFile(file.path, file.data) for file in _make(resolved, open_store(folder), page_suffix)
    ]
    with suppress(ConnectionError):  # nobody wants it any more
        connection.send(made)


def _make(resolved: Resolved, store: Store, page_suffix: str) -> Iterator[TreeFile]:
    site = resolved.site
    with closing(Workshop(Workforce(1), store, Watch())) as workshop:
        index = start_index(site, resolved.config, workshop, page_suffix=page_suffix)
        yield from (TreeFile(file.path, file.text) for file in index())
    yield TreeFile(MODEL_PATH, model_text(site, resolved.diagnostics, resolved.sources))
