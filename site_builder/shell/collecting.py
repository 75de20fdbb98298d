"""Lets Python look for cycles of garbage or not.

A build makes millions of values that live to its end; to look through them again and again for
cycles takes a twelfth of its time and finds next to nothing (measured: the same peak of memory).
When the program ends, they are all gone together: to look for cycles once more takes as long again.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Until the end of the block, garbage is freed only where nothing refers to it any more."""
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
