"""What a preview shows at the moment, and how browsers learn that it is something else."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from site_builder.report.diagnostics import Finding
from site_builder.shell.preview.drafting import BuiltSite, Draft, Drafter
from site_builder.shell.swapping import discard


class Shown(Struct, frozen=True):
    """What browsers are told."""

    revision: int
    """Counts what has changed since the preview began."""
    failure: str | None
    """Why the last whole build was given up; None where it was not."""
    findings: tuple[Finding, ...]
    """What is wrong with the notes that were edited."""


@dataclass(slots=True)
class _Drafts:
    """The drafts on one built site."""

    drafter: Drafter
    folder: Path
    notes: dict[str, Draft] = field(default_factory=dict)
    """By source path."""
    pages: dict[str, str] = field(default_factory=dict)
    """Markdown by path in the staged tree."""
    drawn: dict[str, str] = field(default_factory=dict)
    """HTML by path in the staged tree."""


class Preview:
    """The last good site with the drafts of edits since; any thread may ask it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._working = threading.Lock()
        self._drafts: _Drafts | None = None
        self._edited: set[str] = set()
        self._failure: str | None = None
        self._explained = False
        self._revision = 0

    def adopt(self, built: BuiltSite) -> None:
        """Shows a site that is built; edits that came too late for it are drafted on it anew."""
        drafts = _Drafts(Drafter(built), built.folder)
        with self._working:
            before = self._drafts
            for path in [] if before is None else before.notes:
                self._draft(drafts, path)
            self._drafts, self._failure = drafts, None
        self._tell()
        if before is not None:
            discard(before.folder)

    def begin(self) -> None:
        """A whole build begins."""
        self._explained = False

    def fail(self, reason: str) -> None:
        """Says that a build was given up; what was shown is shown on."""
        self._failure, self._explained = reason, True
        self._tell()

    def give_up(self, reason: str) -> None:
        """As ``fail``, unless this build has said already why."""
        if not self._explained:
            self.fail(reason)

    def edit(self, path: str) -> bool:
        """Drafts the note at ``path``, relative to CONTENT; whether its pages show it as it is."""
        with self._working:
            drafts = self._drafts
            if drafts is None:
                return False
            fresh = self._draft(drafts, path)
            draft = drafts.notes.get(path)
        if fresh:
            self._tell()
        return draft is not None and draft.pages is not None

    def close(self) -> None:
        """Removes the site."""
        if self._drafts is not None:
            discard(self._drafts.folder)
            self._drafts = None

    def folder(self) -> Path | None:
        """Where the site is; None before the first is built."""
        drafts = self._drafts
        return None if drafts is None else drafts.folder

    def page(self, address: str) -> str | None:
        """The HTML of the page at ``address``, as ``lessons/010/index.html``; None: as built."""
        with self._working:
            drafts = self._drafts
            path = None if drafts is None else drafts.drafter.page_at(address)
            if drafts is None or path is None or path not in drafts.pages:
                return None
            if path not in drafts.drawn:
                html = drafts.drafter.draw(path, drafts.pages[path])
                if html is None:
                    return None
                drafts.drawn[path] = html
            return drafts.drawn[path]

    def after(self, revision: int, *, timeout: float) -> Shown:
        """What is shown once it is another than ``revision``, or after ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._revision != revision, timeout=timeout)
            return Shown(self._revision, self._failure, self._findings())

    def _draft(self, drafts: _Drafts, path: str) -> bool:
        """Whether anything has come of it."""
        draft = drafts.drafter.draft(path)
        if draft is None:
            return False
        self._edited.add(path)
        drafts.notes[path] = draft
        for page, text in (draft.pages or {}).items():
            if drafts.pages.get(page) != text:
                drafts.pages[page] = text
                drafts.drawn.pop(page, None)
        return True

    def _findings(self) -> tuple[Finding, ...]:
        drafts = self._drafts
        if drafts is None:
            return ()
        drafted = [finding for draft in drafts.notes.values() for finding in draft.findings]
        built = drafts.drafter.findings(frozenset(self._edited - set(drafts.notes)))
        return (*drafted, *built)

    def _tell(self) -> None:
        with self._changed:
            self._revision += 1
            self._changed.notify_all()
