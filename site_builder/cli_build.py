"""The command ``site-builder build``; it loads the rest only when there is something to build."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from msgspec import Struct
from msgspec.structs import replace

from site_builder.cli_options import (
    content_argument,
    exit_code,
    format_findings,
    format_option,
    strict_option,
)
from site_builder.report.diagnostics import Format
from site_builder.shell.collecting import collecting_seldom
from site_builder.shell.last_build import BuildMemory, Request, Told, recall_build
from site_builder.shell.store import cache_folder
from site_builder.shell.watch import format_timings, stderr_watch

if TYPE_CHECKING:
    from site_builder.shell.orders import Findings, Waiter
    from site_builder.shell.project_file import Options


@click.command()
@content_argument
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    default="build/site",
    show_default=True,
    metavar="DIR",
    help="Where the site goes.",
)
@strict_option
@click.option("--offline", is_flag=True, help="Make a folder that opens by double click.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at most.")
@click.option(
    "--scheduler", metavar="ADDR", help="Let a Dask cluster do the work (tcp://host:8786)."
)
@click.option("--no-cache", is_flag=True, help="Do everything anew, and keep nothing.")
@click.option("--timings", is_flag=True, help="Tell where the time went.")
@format_option()
def build(
    content: Path,
    site_dir: Path,
    *,
    strict: bool,
    offline: bool,
    jobs: int | None,
    scheduler: str | None,
    no_cache: bool,
    timings: bool,
    form: Format,
) -> None:
    """Build the site."""
    options = (str(strict), str(offline), form.value)
    request = Request(content, site_dir, options)
    told = None if no_cache or timings else recall_build(request)
    if told is None:
        work = _Work(jobs, scheduler, cached=not no_cache, timed=timings)
        with collecting_seldom():
            told = _build(request, work, strict=strict, offline=offline, form=form)
    else:
        click.echo(told.findings, err=True, nl=False)
    click.echo(site_dir)
    sys.exit(told.code)


class _Work(Struct, frozen=True):
    """How the work is done."""

    jobs: int | None
    scheduler: str | None
    cached: bool
    timed: bool


def _build(request: Request, work: _Work, *, strict: bool, offline: bool, form: Format) -> Told:
    """Builds the site and tells what was found; ends the program where it is given up."""
    # Loading them takes half a second, more than a build with nothing to do.
    from site_builder.shell.compiler import open_compiler  # noqa: PLC0415
    from site_builder.shell.orders import Order  # noqa: PLC0415

    content, site_dir = request.content, request.site_dir
    watch = stderr_watch()
    tell = partial(format_findings, form=form)
    told = Told("", 0)

    def settle(findings: Findings) -> None:
        nonlocal told
        watch.finish()
        click.echo(findings.text, err=True, nl=False)
        told = Told(findings.text, exit_code(findings, strict=strict))
        if strict and told.code:
            click.echo("build given up: strict; the site is as it was", err=True)
            sys.exit(1)

    with (
        _cache(content, kept=work.cached) as folder,  # in use until the compiler has ended
        open_compiler(tell, jobs=work.jobs, scheduler=work.scheduler) as compiler,
    ):
        from site_builder.shell.project_file import Options, may_have_options  # noqa: PLC0415
        from site_builder.shell.swapping import check_site_folder  # noqa: PLC0415
        from site_builder.shell.workshop import open_workshop  # noqa: PLC0415

        check_site_folder(content, site_dir)
        opened = partial(
            open_workshop, folder, jobs=work.jobs, scheduler=work.scheduler, watch=watch
        )
        with closing(opened()) as workshop:
            memory = BuildMemory(request) if work.cached else None

            def begin(options: Options) -> Waiter:
                order = Order(content, options, skip=(site_dir,), cache=folder, jobs=work.jobs)
                return compiler.begin(order, workshop)

            # What is known without the site engine need not wait until it is loaded.
            options = None if may_have_options(content) else Options()
            begun = None if options is None else begin(options)
            from site_builder.shell import building, engine, projects  # noqa: PLC0415
            from site_builder.shell.kept_tree import TreeMemory  # noqa: PLC0415

            project = projects.open_project(content)
            options = options or project.options()
            begun = begun or begin(options)
            watched = projects.watched_files(project)
            if memory is not None:
                memory.watch(watched)
            # Loaded before processes are forked, so that these have what it imports.
            project = replace(project, config=project.loaded())
            site = building.SiteBuild(site_dir, strict, offline, settle)
            # Plugins of somebody else are not asked twice.
            is_foreseen = work.cached and watched is not None and not compiler.is_here
            before = TreeMemory(folder, content, options).recall() if is_foreseen else None
            suffix = projects.expected_suffix(project, offline=offline)
            compiler.expect(suffix, is_foreseen=before is not None)
            try:
                if before is None:
                    said = site.make(begun, project, workshop)
                else:
                    said = site.make_foreseen(before, begun, project, workshop, opened)
            except engine.BuildFailed as error:
                click.echo(f"build given up: {error}; the site is as it was", err=True)
                sys.exit(2 if error.by_environment else 1)
            finally:
                watch.finish()
    told = replace(told, findings=told.findings + said)
    if memory is not None:
        memory.keep(told)
    if work.timed:
        click.echo(format_timings(watch), err=True, nl=False)
    return told


@contextmanager
def _cache(content: Path, *, kept: bool) -> Iterator[Path]:
    """Where processes find what others have made already: nothing of it stays unless it is kept."""
    if kept:
        yield cache_folder(content)
        return
    with TemporaryDirectory(prefix="site-builder-") as folder:
        yield Path(folder)
