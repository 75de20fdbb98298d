"""Random numbers that are the same on every machine and with every version of Python."""

import math
from collections.abc import Iterator


def uniform(seed: int) -> Iterator[float]:
    """Numbers in (0, 1) of a linear congruential generator (Knuth, MMIX)."""
    state = seed
    while True:
        state = (6364136223846793005 * state + 1442695040888963407) % 2**64
        yield ((state >> 11) + 0.5) / 2**53


def normal(seed: int) -> Iterator[float]:
    """Standard normal numbers (Box and Muller)."""
    source = uniform(seed)
    while True:
        radius, angle = math.sqrt(-2 * math.log(next(source))), 2 * math.pi * next(source)
        yield radius * math.cos(angle)
        yield radius * math.sin(angle)
