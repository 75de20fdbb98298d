"""The files of the site that show archived copies: viewers, and copies made harmless."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from site_builder.links.snapshots import COPY_SUFFIXES
from site_builder.model.site import Viewer
from site_builder.shell.snapshots.harmless import HarmlessWork, Task, harmless_path
from site_builder.shell.store import cache_folder
from site_builder.shell.tree import TreeFile


class Publication:
    """Copies on their way into a site; pages among them are made harmless meanwhile."""

    def __init__(self, files: Sequence[TreeFile], tasks: Sequence[Task]) -> None:
        self._files = tuple(files)
        self._work = HarmlessWork(tasks)

    def files(self) -> tuple[TreeFile, ...]:
        """The files of the site; waits until they are there."""
        self._work.wait()
        return self._files

    def stop(self) -> None:
        """Gives up."""
        self._work.stop()


def start_publishing(viewers: Sequence[Viewer], content: Path) -> Publication:
    """Begins to prepare the copies that ``viewers`` show; pages become harmless versions.

    Args:
        viewers: Copies that readers can open.
        content: CONTENT, which holds them.
    """
    cache = _writable(cache_folder(content)) if viewers else None
    files = []
    tasks = []
    for viewer in viewers:
        snapshot = viewer.snapshot
        if snapshot.file is None or snapshot.sha256 is None or cache is None:
            continue
        source = content / snapshot.file
        if viewer.copy_path.endswith(tuple(COPY_SUFFIXES.values())):
            files.append(TreeFile(viewer.copy_path, source))
            continue
        target = harmless_path(cache, snapshot.sha256)
        tasks.append(Task(source, target, snapshot.size or 0))
        # The harmless version is ours, so that a link may take its place.
        files.append(TreeFile(viewer.copy_path, target, linked=True))
    return Publication(files, tasks)


def _writable(folder: Path) -> Path:
    """``folder``, or one for this run only where the disk is read-only."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        pass
    else:
        if os.access(folder, os.W_OK):
            return folder
    other = Path(tempfile.mkdtemp(prefix="site-builder-"))
    atexit.register(shutil.rmtree, other, ignore_errors=True)
    return other
