"""Works in a copy of this process, which knows all that this one knows."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

from site_builder.shell.workforce import end_with

T = TypeVar("T")


def start_copy(
    work: Callable[[], T], instead: Callable[[], T], *, niceness: int = 0
) -> Callable[[], T]:
    """Begins ``work`` in a copy of this process, which must be one that may be forked.

    What is returned waits for the result, and is called once.

    Args:
        work: What is to be done; the result must pickle.
        instead: Does it in this process, where the copy has come to nothing.
        niceness: As of ``os.nice`` (0 to 19): how far the copy stands back where others want a
            processor.
    """
    near, far = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_send, args=(far, work, niceness), daemon=True)
    process.start()
    far.close()

    def wait() -> T:
        try:
            return cast(T, near.recv())
        except (EOFError, OSError):
            return instead()
        finally:
            near.close()
            process.join()

    return wait


def _send(connection: Connection, work: Callable[[], Any], niceness: int) -> None:
    """What the copy does. A bug of ``work`` is raised where it is done instead."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Control-C is for the one that started it
    end_with(os.getppid())
    os.nice(niceness)
    with suppress(Exception):
        connection.send(work())
