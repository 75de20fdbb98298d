"""The files of the site that show archived copies: viewers, and copies made harmless."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.links.snapshots import COPY_SUFFIXES
from site_builder.model.site import Viewer
from site_builder.shell.snapshots.facts import cache_folder
from site_builder.shell.snapshots.harmless import Task, harmless_path, make_harmless


@dataclass(frozen=True, slots=True)
class PublishedCopy:
    """A file of the site."""

    path: str
    """Its path in the site."""
    place: Path
    """The file on disk."""
    kept: bool
    """Whether it is a harmless version, which is ours; else the copy as it was taken in."""


def publish_copies(viewers: Sequence[Viewer], content: Path) -> tuple[PublishedCopy, ...]:
    """The copies that ``viewers`` show; pages among them are harmless versions.

    Args:
        viewers: Copies that readers can open.
        content: CONTENT, which holds them.
    """
    cache = _writable(cache_folder(content)) if viewers else None
    published = []
    tasks = []
    for viewer in viewers:
        snapshot = viewer.snapshot
        if snapshot.file is None or snapshot.sha256 is None or cache is None:
            continue
        source = content / snapshot.file
        if viewer.copy_path.endswith(tuple(COPY_SUFFIXES.values())):
            published.append(PublishedCopy(viewer.copy_path, source, kept=False))
            continue
        target = harmless_path(cache, snapshot.sha256)
        tasks.append(Task(source, target, snapshot.size or 0))
        published.append(PublishedCopy(viewer.copy_path, target, kept=True))
    make_harmless(tasks)
    return tuple(published)


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
