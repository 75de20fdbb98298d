"""Makes model and search index in a copy of this process, while this one makes the pages.

They take what is known of a course before its pages are made, and an edited site waits for nothing
else in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from site_builder.report.model import model_text
from site_builder.shell.compiling import Resolved
from site_builder.shell.forked import start_copy
from site_builder.shell.indexing import start_index
from site_builder.shell.planning import MODEL_PATH
from site_builder.shell.store import Store, open_store
from site_builder.shell.tree import TreeFile
from site_builder.shell.watch import Watch
from site_builder.shell.workforce import Workforce
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

    def there() -> list[TreeFile]:
        made = _make(resolved, open_store(folder), page_suffix)
        return [TreeFile(file.path, file.data) for file in made]

    def here() -> list[TreeFile]:
        return list(_make(resolved, Store(None), page_suffix))

    wait = start_copy(there, here)
    return lambda: iter(wait())


def _make(resolved: Resolved, store: Store, page_suffix: str) -> Iterator[TreeFile]:
    site = resolved.site
    with closing(Workshop(Workforce(1), store, Watch())) as workshop:
        index = start_index(site, resolved.config, workshop, page_suffix=page_suffix)
        yield from (TreeFile(file.path, file.text) for file in index())
    yield TreeFile(MODEL_PATH, model_text(site, resolved.diagnostics, resolved.sources))
