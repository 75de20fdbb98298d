"""Lets Python look for cycles of garbage seldom.

A build makes millions of values that live to its end; to look through them again and again for
cycles takes a twelfth of its time. Looked through are only values that were made lately: among them
is all the garbage that there is, 20 kB of it a page.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_LATELY = 200_000
"""Values, some 20 MB: few processes make as many for a course of some hundred lessons. To look
through a quarter of that takes 20 ms in a copy of a process: what is looked at is copied, too."""

_NEVER = 1_000_000
"""As often as values that were made lately are looked through until older ones are, too."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Until the end of the block; processes that are forked within do so, too.

    When the program ends, all values go together: to look for cycles once more takes long. Nor is
    it done when the block ends, by which time most values are gone.
    """
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    before = gc.get_threshold()
    gc.set_threshold(_LATELY, _NEVER, _NEVER)
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # which makes all of them old
        gc.set_threshold(*before)
