"""The command ``site-builder cache``."""

from __future__ import annotations

from pathlib import Path

import click

from site_builder.cli_options import content_argument
from site_builder.shell.store import cache_folder, clear_cache


@click.group()
def cache() -> None:
    """Look after what builds keep from one to the next."""


@cache.command()
@content_argument
def clear(content: Path) -> None:
    """Forget it: the next build does everything anew."""
    folder = cache_folder(content)
    clear_cache(folder)
    click.echo(folder)
