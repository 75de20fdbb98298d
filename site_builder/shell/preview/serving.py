"""Puts a preview into MkDocs' server, and drafts notes as soon as they are saved.

MkDocs looks for edits twice a second and then builds the whole site. The operating system tells of
an edit at once, and a draft of its pages takes a fraction of that; the whole build follows.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from site_builder.shell.preview.site import PreviewSite
from site_builder.shell.preview.state import Preview

_CLOSES = sys.platform == "linux"
"""Whether the system tells when a file is closed, so that nothing half written is read."""

_TELLING = ("closed", "moved") if _CLOSES else ("created", "modified", "moved")

_SETTLE = 0.0 if _CLOSES else 0.02
"""Seconds after which a file counts as written."""

_LEAST_PAUSE = 1.0
_LONGEST_PAUSE = 10.0
"""Seconds without an edit after which the whole site is built."""


def put_preview(server: LiveReloadServer, preview: Preview, content: Path) -> Follower:
    """Lets ``server`` serve ``preview``; what is returned follows edits until it is stopped."""
    # Not five, as by default: a busy machine would drop connections that a browser takes for open.
    server.request_queue_size = 128
    server.set_app(PreviewSite(preview, server.mount_path))
    follower = Follower(server, preview, content)
    server.builder = follower.building(server.builder)
    follower.start()
    return follower


class Follower:
    """Drafts what is edited in CONTENT, in a thread of its own.

    While drafts show every edit the whole build waits until the author pauses: it would take the
    processor from the next draft.
    """

    def __init__(self, server: LiveReloadServer, preview: Preview, content: Path) -> None:
        self._server = server
        self._at_once = server.build_delay
        self._pause = _LEAST_PAUSE
        self._preview = preview
        self._content = content.resolve()
        self._edits: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._observer = Observer()
        self._thread = threading.Thread(target=self._follow, name="drafts", daemon=True)

    def start(self) -> None:
        """Begins to follow; where the system tells nothing, whole builds alone show edits."""
        try:
            self._observer.schedule(_Handler(self._take), str(self._content), recursive=True)
            self._observer.start()
        except OSError:  # as where no more files may be watched
            return
        self._thread.start()

    def building(self, build: Callable[[], None]) -> Callable[[], None]:
        """``build``, which tells when it gives up, and what a pause should be by its duration."""

        def rebuild() -> None:
            start = time.perf_counter()
            self._preview.begin()
            try:
                build()
            except BaseException as error:
                self._preview.give_up(str(error))
                raise
            took = time.perf_counter() - start
            self._pause = min(max(took, _LEAST_PAUSE), _LONGEST_PAUSE)

        return rebuild

    def stop(self) -> None:
        """Ends both threads."""
        self._edits.put(None)
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def _take(self, place: str) -> None:
        path = Path(place)
        if path.is_relative_to(self._content):
            self._edits.put(path.relative_to(self._content).as_posix())

    def _follow(self) -> None:
        while (path := self._edits.get()) is not None:
            time.sleep(_SETTLE)
            try:
                shown = self._preview.edit(path)
            except Exception:  # noqa: BLE001 (the whole build meets it as well, and tells it)
                shown = False
            self._server.build_delay = self._pause if shown else self._at_once


class _Handler(FileSystemEventHandler):
    def __init__(self, take: Callable[[str], None]) -> None:
        self._take = take

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Passes on what was written."""
        if not event.is_directory and event.event_type in _TELLING:
            self._take(str(event.dest_path if event.event_type == "moved" else event.src_path))
