"""Ends the program without letting go of its values one by one.

That takes longer than a build with nothing to do: 20 ms after a course of 183 lessons. mypy ends
in the same way (``mypy.util.hard_exit``).
"""

from __future__ import annotations

import atexit
import os
import sys
import threading


def end_program(code: int) -> None:
    """Ends the program with the exit code ``code``.

    What is registered for its end is done first. It returns where threads still work, or where
    somebody has closed what the program writes to: then Python ends it as usual, and waits or says
    so.
    """
    if threading.active_count() > 1:
        return
    atexit._run_exitfuncs()  # noqa: SLF001 (as multiprocessing does)
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)
