"""Commands that make a site: build, serve, stage."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from site_builder.cli_options import (
    content_argument,
    exit_code,
    format_option,
    strict_option,
    tell_findings,
)
from site_builder.report.diagnostics import Format
from site_builder.report.model import model_text
from site_builder.shell.engine import (
    BuildFailed,
    build_site_folder,
    check_site_folder,
    compile_project,
    serve_site,
)
from site_builder.shell.snapshots.publish import start_publishing
from site_builder.shell.staging import stage_site
from site_builder.shell.store import cache_folder
from site_builder.shell.tree import nav_entries, plan_tree
from site_builder.shell.typesetting import locate_failures
from site_builder.shell.watch import format_timings, stderr_watch
from site_builder.shell.workshop import open_workshop


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
    check_site_folder(content, site_dir)
    folder = None if no_cache else cache_folder(content)
    watch = stderr_watch()
    with closing(open_workshop(folder, jobs=jobs, scheduler=scheduler, watch=watch)) as workshop:
        compilation = compile_project(content, skip=[site_dir], workshop=workshop)
        watch.finish()
        tell_findings(compilation, form)
        if strict and exit_code(compilation, strict=True):
            click.echo("build given up: strict; the site is as it was", err=True)
            sys.exit(1)
        try:
            build_site_folder(
                compilation, content, site_dir, strict=strict, offline=offline, workshop=workshop
            )
        except BuildFailed as error:
            click.echo(f"build given up: {error}; the site is as it was", err=True)
            sys.exit(2 if error.by_environment else 1)
        finally:
            watch.finish()
    if timings:
        click.echo(format_timings(watch), err=True, nl=False)
    click.echo(site_dir)
    sys.exit(exit_code(compilation, strict=strict))


@click.command()
@content_argument
@click.option("-a", "--dev-addr", metavar="IP:PORT", help="Where to serve.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open a browser.")
@strict_option
def serve(content: Path, dev_addr: str | None, *, open_browser: bool, strict: bool) -> None:
    """Serve a preview that follows every edit."""
    try:
        serve_site(content, address=dev_addr, strict=strict, open_browser=open_browser)
    except BuildFailed as error:
        click.echo(f"build given up: {error}", err=True)
        sys.exit(2 if error.by_environment else 1)


@click.command()
@content_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Where the tree goes.",
)
@strict_option
@format_option()
def stage(content: Path, out: Path, *, strict: bool, form: Format) -> None:
    """Write the plain Markdown tree and its mkdocs.staged.yml, for any engine."""
    check_site_folder(content, out)
    compilation = compile_project(content, skip=[out])
    tell_findings(compilation, form)
    if strict and exit_code(compilation, strict=True):
        click.echo("staging given up: strict; the folder is as it was", err=True)
        sys.exit(1)
    site = compilation.site
    model = model_text(site, compilation.diagnostics, compilation.sources)
    copies = start_publishing(site.viewers, content)
    files = (*plan_tree(site, content, model), *copies.files())
    path = stage_site(
        files,
        nav_entries(site.nav),
        out,
        title=site.course.title,
        config=compilation.config,
        places=locate_failures(compilation.diagnostics, compilation.sources),
    )
    click.echo(path)
    sys.exit(exit_code(compilation, strict=strict))
