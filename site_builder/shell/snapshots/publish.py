"""The files of the site that hold archived copies, and the index of their texts."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from site_builder.links.snapshots import is_page
from site_builder.model.site import Snapshot, Viewer
from site_builder.shell.snapshots.harmless import HarmlessWork, Task, harmless_path, text_path
from site_builder.shell.snapshots.readable import check_extractor
from site_builder.shell.tree import TreeFile

if TYPE_CHECKING:
    from site_builder.search.copies import CopyEntry


class _Text(Struct, frozen=True):
    """Where the text of a copy will be."""

    viewer: Viewer
    place: Path


class Publication:
    """Copies on their way into a site; pages among them are made harmless meanwhile."""

    def __init__(
        self, files: Sequence[TreeFile], work: HarmlessWork, texts: Sequence[_Text] | None
    ) -> None:
        self._files = tuple(files)
        self._texts = texts
        self._work = work

    def files(self) -> tuple[TreeFile, ...]:
        """The files of the site; waits until they are there."""
        self._work.wait()
        if self._texts is None:
            return self._files
        from site_builder.search.copies import build_copy_index  # noqa: PLC0415 (not at the start)

        index = build_copy_index([_entry(text) for text in self._texts])
        return (*self._files, *(TreeFile(file.path, file.text) for file in index))

    def stop(self) -> None:
        """Gives up."""
        self._work.stop()


def begin_copies(
    snapshots: Iterable[Snapshot], content: Path, cache: Path | None, *, searchable: bool
) -> HarmlessWork | None:
    """Begins with pages before it is known how they are shown; None where there are none.

    Args:
        snapshots: Copies that can be read.
        content: CONTENT, which holds them.
        cache: Where harmless versions are kept; None: they are made anew.
        searchable: Whether there may be an index of their texts.
    """
    pages = [snapshot for snapshot in snapshots if is_page(snapshot)]
    if not pages:
        return None
    work = HarmlessWork(_writable(cache))
    work.begin([_task(page, content, work.folder, searchable=searchable) for page in pages])
    return work


def start_publishing(
    viewers: Sequence[Viewer],
    content: Path,
    cache: Path | None,
    *,
    searchable: bool = False,
    begun: HarmlessWork | None = None,
) -> Publication:
    """Begins to prepare the copies that ``viewers`` show; pages become harmless versions.

    Args:
        viewers: Copies that readers can open.
        content: CONTENT, which holds them.
        cache: Where harmless versions are kept; None: they are made anew.
        searchable: Whether there is to be an index of their texts.
        begun: What has begun already, in the same cache.

    Raises:
        SiteBuilderError: where texts are wanted and cannot be taken from pages.
    """
    if searchable:
        check_extractor()
    work = begun or HarmlessWork(_writable(cache) if viewers else Path())
    files = []
    tasks = []
    texts = []
    for viewer in viewers:
        snapshot = viewer.snapshot
        if not is_page(snapshot):
            files.append(TreeFile(viewer.copy_path, content / (snapshot.file or "")))
            continue
        task = _task(snapshot, content, work.folder, searchable=searchable)
        if task.text is not None:
            texts.append(_Text(viewer, task.text))
        tasks.append(task)
        # The harmless version is ours, so that a link may take its place.
        files.append(TreeFile(viewer.copy_path, task.target, linked=True))
    work.begin(tasks)
    return Publication(files, work, texts if searchable else None)


def _task(snapshot: Snapshot, content: Path, folder: Path, *, searchable: bool) -> Task:
    """What makes a page harmless that can be read: it has a file and a hash."""
    digest = snapshot.sha256 or ""
    return Task(
        source=content / (snapshot.file or ""),
        target=harmless_path(folder, digest),
        size=snapshot.size or 0,
        text=text_path(folder, digest) if searchable else None,
    )


def _entry(text: _Text) -> CopyEntry:
    from site_builder.search.copies import CopyEntry  # noqa: PLC0415

    snapshot = text.viewer.snapshot
    words = text.place.read_text(encoding="utf-8", errors="replace")
    return CopyEntry(
        path=text.viewer.path,
        title=text.viewer.title,
        host=urlsplit(text.viewer.address).netloc.removeprefix("www."),
        day=(snapshot.captured_at or "")[:10],
        text=" ".join(words.split()),
    )


def _writable(folder: Path | None) -> Path:
    """``folder``, or one for this run only where nothing is kept or the disk is read-only."""
    if folder is not None:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    other = Path(tempfile.mkdtemp(prefix="site-builder-"))
    atexit.register(shutil.rmtree, other, ignore_errors=True)
    return other
