"""Arguments, options and endings that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import click

from site_builder.model.diagnostic import Severity
from site_builder.report.diagnostics import Format, drop_notices, format_diagnostics, summarise

if TYPE_CHECKING:
    # loading it takes longer than a build with nothing to do
    from site_builder.shell.compiling import Compilation

Command = TypeVar("Command", bound=Callable[..., None])


def content_argument(command: Command) -> Command:
    """CONTENT, ``content`` unless another is named."""
    return click.argument(
        "content", default="content", type=click.Path(path_type=Path), metavar="[CONTENT]"
    )(command)


def format_option(default: Format = Format.TEXT) -> Callable[[Command], Command]:
    """``--format`` of findings."""
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


strict_option = click.option("-s", "--strict", is_flag=True, help="Warnings fail the command too.")


def tell_findings(compilation: Compilation, form: Format, *, notices: bool = False) -> None:
    """Prints what was found to stderr."""
    click.echo(format_findings(compilation, form, notices=notices), err=True, nl=False)


def format_findings(compilation: Compilation, form: Format, *, notices: bool = False) -> str:
    """What was found; notices in text only where they are asked for."""
    found, sources = compilation.diagnostics, compilation.sources
    if form is not Format.TEXT:
        return format_diagnostics(found, sources, form)
    told = found if notices else drop_notices(found)
    hint = "" if len(told) == len(found) else " (site-builder check shows all)"
    return f"{format_diagnostics(told, sources, form)}{summarise(found, sources)}{hint}\n"


class Counts(Protocol):
    """What knows how much was found."""

    def count(self, severity: Severity) -> int:
        """Number of findings of a severity."""


def exit_code(found: Counts, *, strict: bool) -> int:
    """1 where anything was found that fails the command, else 0."""
    failing = found.count(Severity.ERROR)
    if strict:
        failing += found.count(Severity.WARNING)
    return int(failing > 0)
