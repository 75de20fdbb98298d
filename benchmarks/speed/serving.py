"""Times how long a saved edit takes to be served, and to be seen in an open browser."""

from __future__ import annotations

import http.client
import random
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.speed.processes import running
from benchmarks.speed.tools import Edit, Tool

_PAUSE = 0.01
"""Seconds between two looks: the error of what is timed."""

_SETTLE = 1.0
"""Seconds between what was seen and the next edit; up to half a second more, so that edits meet
watchers that look twice a second at any moment of theirs."""

Wait = Callable[[], object]
"""Returns once what is waited for is there; raises TimeoutError where it does not come."""


@contextmanager
def serving(tool: Tool, project: Path, *, limit: float) -> Iterator[int]:
    """The port at which ``tool`` serves ``project``; the first build is done.

    Raises:
        TimeoutError: where it serves nothing within ``limit`` seconds.
    """
    port = free_port()
    with running(tool.serve(port), project):
        wait_until(lambda: _get(port, tool.url(1)) is not None, limit=limit)
        yield port


def time_served(
    port: int, url: str, edits: Sequence[tuple[Edit, str]], *, limit: float
) -> list[float]:
    """Seconds from saving each edit until the page at ``url`` is served with its mark.

    Args:
        port: Where the page is served.
        url: Path of the page.
        edits: Each with the text that shows that it arrived.
        limit: Seconds after which an edit is given up.

    Raises:
        TimeoutError: where an edit does not arrive.
    """

    def wait(mark: str) -> None:
        wait_until(lambda: mark in (_get(port, url) or ""), limit=limit)

    return time_edits([(edit, partial(wait, mark)) for edit, mark in edits])


def time_edits(edits: Sequence[tuple[Edit, Wait]]) -> list[float]:
    """Seconds from saving each edit until what it brings is there.

    The first one is not counted: what a server does on its first rebuild, it does once.
    """
    chance = random.Random(0)
    taken = []
    for edit, wait in edits:
        time.sleep(_SETTLE + chance.random() / 2)
        edit.path.write_text(edit.text, encoding="utf-8")
        start = time.perf_counter()
        wait()
        taken.append(time.perf_counter() - start)
    return taken[1:]


def wait_until(is_there: Callable[[], bool], *, limit: float) -> None:
    """Returns once ``is_there``.

    Raises:
        TimeoutError: where it is not within ``limit`` seconds.
    """
    end = time.perf_counter() + limit
    while not is_there():
        if time.perf_counter() > end:
            raise TimeoutError
        time.sleep(_PAUSE)


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _get(port: int, url: str) -> str | None:
    """The page; None where it is not served (yet)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", f"/{url}")
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return text if answer.status == http.HTTPStatus.OK else None
