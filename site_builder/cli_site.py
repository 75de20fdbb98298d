"""Commands that make a site: build, serve, stage."""

from __future__ import annotations

import sys
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
from site_builder.shell.engine import BuildFailed, serve_site
from site_builder.shell.formula_findings import locate_failures
from site_builder.shell.planning import MODEL_PATH, nav_entries, plan_tree
from site_builder.shell.projects import compile_project, open_project
from site_builder.shell.snapshots.publish import start_publishing
from site_builder.shell.staging import stage_site
from site_builder.shell.store import cache_folder
from site_builder.shell.swapping import check_site_folder
from site_builder.shell.tree import TreeFile


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
    compilation = compile_project(open_project(content), skip=[out])
    tell_findings(compilation, form)
    if strict and exit_code(compilation, strict=True):
        click.echo("staging given up: strict; the folder is as it was", err=True)
        sys.exit(1)
    site = compilation.site
    model = model_text(site, compilation.diagnostics, compilation.sources)
    files = (*plan_tree(site, content), TreeFile(MODEL_PATH, model))
    copies = start_publishing(site.viewers, content, cache_folder(content))
    path = stage_site(
        (*files, *copies.files()),
        nav_entries(site.nav),
        out,
        title=site.course.title,
        config=compilation.config,
        places=locate_failures(compilation.diagnostics, compilation.sources),
    )
    click.echo(path)
    sys.exit(exit_code(compilation, strict=strict))
