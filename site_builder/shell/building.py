"""One build of a site: of the course as it was foreseen, else of what it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from site_builder.shell.engine import (
    build_site_folder,
    compile_theme_ahead,
    render_ahead,
)
from site_builder.shell.foreseeing import ForeseenCourse
from site_builder.shell.handover import Course, Handover
from site_builder.shell.orders import Compiled, Findings, Waiter
from site_builder.shell.projects import Project, reload_project
from site_builder.shell.workshop import Workshop

_UNKNOWN = 1000
"""Pages that there may be: processes are started before these fill the memory."""


class SiteBuild(Struct, frozen=True):
    """What is to be built, and how."""

    site_dir: Path
    """Where the site goes."""
    strict: bool
    """Whether a warning of MkDocs fails the build."""
    offline: bool
    """Whether the site is to be opened from disk, without a server."""
    settle: Callable[[Findings], None]
    """Tells what was found in the notes."""

    def make(
        self,
        wait: Waiter,
        project: Project,
        workshop: Workshop,
    ) -> str:
        """Builds the site once the course is compiled; closes the workshop.

        What MkDocs has said on stderr is returned.

        Args:
            wait: Waits for the course.
            project: What it is compiled from, its configuration loaded; it is used up.
            workshop: What renders the pages.

        Raises:
            BuildFailed: where MkDocs gives up; it has said why on stderr.
            SiteBuilderError: where the course cannot be compiled.
        """

        def load_ahead() -> None:
            render_ahead(project, many=workshop.store.is_new)
            if workshop.store.is_new and workshop.folder is not None:
                workshop.workforce.expect(_UNKNOWN)
                compile_theme_ahead(project, workshop.folder)

        compiled = wait(load_ahead)
        self.settle(compiled.findings)
        return self._make(compiled.course, project, workshop)

    def make_foreseen(
        self,
        before: Handover,
        wait: Waiter,
        project: Project,
        workshop: Workshop,
        open_workshop: Callable[[], Workshop],
    ) -> str:
        """As ``make``, beginning with what the course was in the build before.

        Args:
            before: The course as it was.
            wait: Waits for the course as it is.
            project: What it is compiled from, its configuration loaded; it is used up.
            workshop: What renders the pages.
            open_workshop: Opens another one, where the course is not what it was.

        Raises:
            BuildFailed: where MkDocs gives up; it has said why on stderr.
            SiteBuilderError: where the course cannot be compiled.
        """

        def ready() -> Compiled:
            workshop.watch.finish()
            render_ahead(project, many=False)
            return wait()

        course = ForeseenCourse(before, ready, self.settle)
        try:
            return self._make(course, project, workshop)
        except Exception:  # unforeseen, or a consequence of that: a picture that is gone, say
            if course.is_settled:
                raise
            course.settle()
            with closing(open_workshop()) as another:
                return self._make(course, reload_project(project), another)

    def _make(self, course: Course, project: Project, workshop: Workshop) -> str:
        return build_site_folder(
            course,
            project,
            self.site_dir,
            strict=self.strict,
            offline=self.offline,
            workshop=workshop,
        )
