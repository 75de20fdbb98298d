"""The command ``site-builder``: its subcommands are loaded when they are called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import IO, Any

import click

from site_builder import __version__
from site_builder.shell.ending import end_program
from site_builder.shell.errors import SiteBuilderError

_COMMANDS = {
    "new": "cli_notes",
    "build": "cli_build",
    "serve": "cli_site",
    "check": "cli_notes",
    "inspect": "cli_notes",
    "explain": "cli_notes",
    "search": "cli_notes",
    "stage": "cli_site",
    "snapshot": "cli_snapshot",
    "cache": "cli_cache",
}
"""By name the module that holds a command; loading all of them takes half a second."""


class _Failure(click.ClickException):
    """What the environment did to us, as one line."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:
        """Prints the line to stderr."""
        click.echo(f"error: {self.message}", file=file or sys.stderr)


class _Group(click.Group):
    """Commands that never end in a traceback over the environment."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Runs a command; without arguments for it this is the program, which ends then."""
        try:
            return super().__call__(*args, **kwargs)
        except SystemExit as ending:
            if not (args or kwargs) and isinstance(ending.code, int):
                end_program(ending.code)
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's)
        """The names, in the order in which one meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"site_builder.{_COMMANDS[cmd_name]}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

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


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="site-builder")
def main() -> None:
    """Makes a study site of a course outline and notes.

    CONTENT is a folder of notes, `content` unless another is named. Exit codes: 0 clean, 1
    findings, 2 usage or environment.
    """


if __name__ == "__main__":
    main()
