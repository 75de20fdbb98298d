"""The command ``site-builder``."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

import click

from site_builder import __version__
from site_builder.align.explain import explain_line
from site_builder.cli_snapshot import snapshot
from site_builder.model.codes import CODES
from site_builder.model.diagnostic import Severity
from site_builder.report.codes import format_code, nearest_codes
from site_builder.report.coverage import (
    coverage_json,
    format_coverage,
    format_ledger,
    format_unplaced,
)
from site_builder.report.diagnostics import Format, drop_notices, format_diagnostics, summarise
from site_builder.report.explanation import format_explanation
from site_builder.report.model import model_json, model_text
from site_builder.search.index import build_index
from site_builder.shell.compiling import Compilation
from site_builder.shell.engine import (
    BuildFailed,
    build_site_folder,
    check_site_folder,
    compile_project,
    serve_site,
)
from site_builder.shell.errors import SiteBuilderError
from site_builder.shell.locating import locate_line
from site_builder.shell.searching import format_found, found_json, open_searcher
from site_builder.shell.snapshots.publish import start_publishing
from site_builder.shell.staging import stage_site
from site_builder.shell.starting import start_course
from site_builder.shell.store import cache_folder
from site_builder.shell.tree import nav_entries, plan_tree
from site_builder.shell.typesetting import locate_failures
from site_builder.shell.workshop import open_workshop

_CODE = re.compile(r"[A-Za-z]{3}\d{3}")

_Command = TypeVar("_Command", bound=Callable[..., None])


class _Failure(click.ClickException):
    """What the environment did to us, as one line."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:
        """Prints the line to stderr."""
        click.echo(f"error: {self.message}", file=file or sys.stderr)


class _Group(click.Group):
    """Commands that never end in a traceback over the environment."""

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; what the environment did becomes one line and exit code 2."""
        try:
            return super().invoke(ctx)
        except SiteBuilderError as error:
            raise _Failure(str(error)) from error
        except BrokenPipeError:
            raise  # the reader of a pipe has had enough: click ends in silence
        except OSError as error:
            place = f": {error.filename!r}" if error.filename else ""
            raise _Failure(f"{error.strerror or error}{place} (check disk and rights)") from error
        except KeyboardInterrupt as error:
            raise _Failure("interrupted") from error


def _content(command: _Command) -> _Command:
    return click.argument(
        "content", default="content", type=click.Path(path_type=Path), metavar="[CONTENT]"
    )(command)


def _format(default: Format = Format.TEXT) -> Callable[[_Command], _Command]:
    names = [form.value for form in Format]
    return click.option(
        "--format",
        "form",
        type=click.Choice(names),
        default=default.value,
        show_default=True,
        callback=lambda _ctx, _parameter, value: Format(value),
        help="How findings are written.",
    )


_strict = click.option("-s", "--strict", is_flag=True, help="Warnings fail the command too.")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="site-builder")
def main() -> None:
    """Makes a study site of a course outline and notes.

    CONTENT is a folder of notes, `content` unless another is named. Exit codes: 0 clean, 1
    findings, 2 usage or environment.
    """


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Make a starter course in DIR."""
    for path in start_course(folder):
        click.echo(folder / path)
    click.echo(f"next: cd {folder} && site-builder serve", err=True)


@main.command()
@_content
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    default="build/site",
    show_default=True,
    metavar="DIR",
    help="Where the site goes.",
)
@_strict
@click.option("--offline", is_flag=True, help="Make a folder that opens by double click.")
@_format()
def build(content: Path, site_dir: Path, *, strict: bool, offline: bool, form: Format) -> None:
    """Build the site."""
    check_site_folder(content, site_dir)
    workshop = open_workshop(cache_folder(content))
    compilation = compile_project(content, skip=[site_dir], workshop=workshop)
    _tell(compilation, form)
    if strict and _exit_code(compilation, strict=True):
        click.echo("build given up: strict; the site is as it was", err=True)
        sys.exit(1)
    try:
        build_site_folder(
            compilation, content, site_dir, strict=strict, offline=offline, workshop=workshop
        )
    except BuildFailed as error:
        click.echo(f"build given up: {error}; the site is as it was", err=True)
        sys.exit(2 if error.by_environment else 1)
    click.echo(site_dir)
    sys.exit(_exit_code(compilation, strict=strict))


@main.command()
@_content
@click.option("-a", "--dev-addr", metavar="IP:PORT", help="Where to serve.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open a browser.")
@_strict
def serve(content: Path, dev_addr: str | None, *, open_browser: bool, strict: bool) -> None:
    """Serve a preview that follows every edit."""
    try:
        serve_site(content, address=dev_addr, strict=strict, open_browser=open_browser)
    except BuildFailed as error:
        click.echo(f"build given up: {error}", err=True)
        sys.exit(2 if error.by_environment else 1)


@main.command()
@_content
@_strict
@_format()
def check(content: Path, *, strict: bool, form: Format) -> None:
    """Tell what is wrong, what has notes, and where every line ended."""
    compilation = compile_project(content)
    _tell(compilation, form, notices=True)
    site = compilation.site
    if form is Format.JSON:
        click.echo(json.dumps(coverage_json(site), ensure_ascii=False, indent=2))
    else:
        texts = (format_coverage(site), format_ledger(site), format_unplaced(site))
        click.echo("\n".join(texts), nl=False)
    sys.exit(_exit_code(compilation, strict=strict))


@main.command()
@_content
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
    compilation = compile_project(content)
    if form == "json":
        model = model_json(compilation.site, compilation.diagnostics, compilation.sources)
        click.echo(json.dumps(model, ensure_ascii=False, indent=2))
    else:
        click.echo(format_coverage(compilation.site), nl=False)
    sys.exit(_exit_code(compilation, strict=False))


@main.command()
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
    compilation = compile_project(place.content)
    site = compilation.site
    explanation = explain_line(
        site.documents, site.course, compilation.config, place.path, place.line
    )
    if explanation is not None:
        click.echo(format_explanation(explanation, site.course), nl=False)
        return
    for entry in site.ledger.entries:
        if entry.path == place.path and entry.first_line <= place.line <= entry.last_line:
            lines = f"{entry.path}:{entry.first_line}-{entry.last_line}"
            click.echo(f"{lines}\n\nstands on no lesson ({entry.home.value}: {entry.detail})")
            return
    raise SiteBuilderError(
        f"{target!r} is a blank line, or no line of a note", "name a line with text"
    )


@main.command()
@click.argument("query")
@_content
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
    """Find lessons, in the order of the site's search box."""
    compilation = compile_project(content)
    with open_searcher(build_index(compilation.site, compilation.config)) as searcher:
        found = searcher.find(query, number)
    if form == "json":
        click.echo(found_json(found))
        return
    click.echo(format_found(found), nl=False)
    if not found:
        click.echo("nothing found", err=True)


@main.command()
@_content
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Where the tree goes.",
)
@_strict
@_format()
def stage(content: Path, out: Path, *, strict: bool, form: Format) -> None:
    """Write the plain Markdown tree and its mkdocs.staged.yml, for any engine."""
    check_site_folder(content, out)
    compilation = compile_project(content, skip=[out])
    _tell(compilation, form)
    if strict and _exit_code(compilation, strict=True):
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
    sys.exit(_exit_code(compilation, strict=strict))


main.add_command(snapshot)


def _tell(compilation: Compilation, form: Format, *, notices: bool = False) -> None:
    """Prints what was found to stderr; notices in text only where they are asked for."""
    found, sources = compilation.diagnostics, compilation.sources
    if form is not Format.TEXT:
        click.echo(format_diagnostics(found, sources, form), err=True, nl=False)
        return
    told = found if notices else drop_notices(found)
    click.echo(format_diagnostics(told, sources, form), err=True, nl=False)
    hint = "" if len(told) == len(found) else " (site-builder check shows all)"
    click.echo(summarise(found, sources) + hint, err=True)


def _exit_code(compilation: Compilation, *, strict: bool) -> int:
    """1 where anything was found that fails the command, else 0."""
    failing = compilation.count(Severity.ERROR)
    if strict:
        failing += compilation.count(Severity.WARNING)
    return int(failing > 0)


if __name__ == "__main__":
    main()
