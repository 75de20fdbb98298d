"""Addresses at which a preview is served."""

from __future__ import annotations

import os
import socket

from site_builder.scan.patterns import lazy_pattern
from site_builder.shell.errors import SiteBuilderError

# host:port, as MkDocs wants it
_ADDRESS = lazy_pattern(r"(?P<host>.+):(?P<port>\d{1,5})")

_LAST_PORT = 65_535


def check_form(address: str) -> None:
    """Makes sure that ``address`` is ``host:port``.

    Raises:
        SiteBuilderError: where it is not.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None or int(match["port"]) > _LAST_PORT:
        raise SiteBuilderError(f"{address!r} is no address", "write, for example, 127.0.0.1:8000")


def check_free(host: str, port: int) -> None:
    """Tries an address before the first build, which takes its time.

    Raises:
        SiteBuilderError: where nobody can serve there.
    """
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise SiteBuilderError(
            f"cannot serve at {host}:{port}: {reason}",
            f"choose another address, as in -a {host}:{port % 60000 + 1}",
        ) from error
