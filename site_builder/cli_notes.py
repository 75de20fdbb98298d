"""Commands that tell what is known of a course: check, inspect, explain, search; and new."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

import click

from site_builder.align.explain import explain_line
from site_builder.align.ledger import keep_ledger
from site_builder.cli_options import (
    content_argument,
    exit_code,
    format_option,
    strict_option,
    tell_findings,
)
from site_builder.model.codes import CODES
from site_builder.report.codes import format_code, nearest_codes
from site_builder.report.coverage import (
    coverage_json,
    format_coverage,
    format_ledger,
    format_unplaced,
)
from site_builder.report.diagnostics import Format
from site_builder.report.explanation import format_explanation
from site_builder.report.model import model_json
from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.indexing import start_index
from site_builder.shell.locating import locate_line
from site_builder.shell.projects import compile_project, open_project
from site_builder.shell.searching import format_found, found_json, open_searcher
from site_builder.shell.snapshots.finding import find_copies
from site_builder.shell.starting import start_course
from site_builder.shell.store import cache_folder
from site_builder.shell.workshop import open_workshop

_CODE = lazy_pattern(r"[A-Za-z]{3}\d{3}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Make a starter course in DIR."""
    for path in start_course(folder):
        click.echo(folder / path)
    click.echo(f"next: cd {folder} && site-builder serve", err=True)


@click.command()
@content_argument
@strict_option
@format_option()
def check(content: Path, *, strict: bool, form: Format) -> None:
    """Tell what is wrong, what has notes, and where every line ended."""
    compilation = compile_project(open_project(content))
    tell_findings(compilation, form, notices=True)
    site = compilation.site
    ledger = keep_ledger(site.documents, site.alignment)
    if form is Format.JSON:
        click.echo(json.dumps(coverage_json(site, ledger), ensure_ascii=False, indent=2))
    else:
        texts = (format_coverage(site), format_ledger(site, ledger), format_unplaced(site))
        click.echo("\n".join(texts), nl=False)
    sys.exit(exit_code(compilation, strict=strict))


@click.command()
@content_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="json",
    show_default=True,
    help="The whole model as JSON, or a summary.",
)
def inspect(content: Path, form: str) -> None:
    """Print the model."""
    compilation = compile_project(open_project(content))
    if form == "json":
        model = model_json(compilation.site, compilation.diagnostics, compilation.sources)
        click.echo(json.dumps(model, ensure_ascii=False, indent=2))
    else:
        click.echo(format_coverage(compilation.site), nl=False)
    sys.exit(exit_code(compilation, strict=False))


@click.command()
@click.argument("target", metavar="CODE|FILE:LINE")
@click.argument("content", required=False, type=click.Path(path_type=Path), metavar="[CONTENT]")
def explain(target: str, content: Path | None) -> None:
    """Tell what a diagnostic means, or why lines stand on a lesson."""
    if _CODE.fullmatch(target):
        code = CODES.get(target.upper())
        if code is None:
            remedy = f"near it are {', '.join(nearest_codes(target.upper()))}"
            raise SiteBuilderError(f"there is no code {target.upper()}", remedy)
        click.echo(format_code(code), nl=False)
        return
    place = locate_line(target, content)
    compilation = compile_project(open_project(place.content))
    site = compilation.site
    explanation = explain_line(
        site.documents, site.course, compilation.config, place.path, place.line
    )
    if explanation is not None:
        click.echo(format_explanation(explanation, site.course), nl=False)
        return
    for entry in keep_ledger(site.documents, site.alignment).entries:
        if entry.path == place.path and entry.first_line <= place.line <= entry.last_line:
            lines = f"{entry.path}:{entry.first_line}-{entry.last_line}"
            click.echo(f"{lines}\n\nstands on no lesson ({entry.home.value}: {entry.detail})")
            return
    raise SiteBuilderError(
        f"{target!r} is a blank line, or no line of a note", "name a line with text"
    )


@click.command()
@click.argument("query")
@content_argument
@click.option(
    "-n",
    "--number",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="How many lessons at most.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How results are written.",
)
def search(query: str, content: Path, *, number: int, form: str) -> None:
    """Find lessons, in the order of the site's search box; then copies, if the course wants it."""
    compilation = compile_project(open_project(content))
    with closing(open_workshop(cache_folder(content), jobs=1)) as workshop:
        index = start_index(compilation.site, compilation.config, workshop)
        with open_searcher(index()) as searcher:
            found = searcher.find(query, number)
    if compilation.config.search_snapshots:
        found += find_copies(query, compilation.site.viewers, content, cache_folder(content))
    if form == "json":
        click.echo(found_json(found))
        return
    click.echo(format_found(found), nl=False)
    if not found:
        click.echo("nothing found", err=True)
