"""The best run of lessons for a run of headings: in order as far as the words allow.

The chain of the greatest sum is found as the heaviest increasing subsequence is (a prefix maximum
in a binary indexed tree, Fenwick 1994), with a price for steps back instead of a ban on them. The
time is proportional to the number of options times the logarithm of the number of lessons.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

NEAR = 0.12
"""What it adds that a heading follows closely on the one before."""
_STEP = 0.004
"""What each lesson passed over takes away from it."""
_FAR = 0.12
"""Price of a step ahead, however far: one that goes far back and ahead again pays for both."""


class Prices(Struct, frozen=True):
    """What it takes for headings not to go ahead lesson by lesson."""

    back: float
    """Price of a step back."""
    repeat: float
    """Price of a second heading on the same lesson."""


OWN_COURSE = Prices(back=0.41, repeat=0.06)
"""In notes on the course itself only a clear title is worth a step back."""


class Option(Struct, frozen=True):
    """A lesson that a heading may stand on."""

    place: int
    """Index (0-based) of the lesson in its course."""
    gain: float
    """What it is worth over leaving the heading unplaced; may be negative."""


class _Link(Struct, frozen=True):
    """The last heading of a chain."""

    value: float
    """Worth of the whole chain."""
    item: int
    place: int
    before: _Link | None


class _Prefixes:
    """The greatest value at or below a place."""

    def __init__(self, size: int) -> None:
        self._tree: list[tuple[float, _Link] | None] = [None] * (size + 1)

    def raise_to(self, place: int, value: float, link: _Link) -> None:
        """Lets ``value`` count from ``place`` on."""
        index = place + 1
        while index < len(self._tree):
            held = self._tree[index]
            if held is None or held[0] < value:
                self._tree[index] = (value, link)
            index += index & -index

    def best(self, place: int) -> tuple[float, _Link] | None:
        """The greatest value at places up to ``place``; None where there is none."""
        index = place + 1
        found: tuple[float, _Link] | None = None
        while index > 0:
            held = self._tree[index]
            if held is not None and (found is None or held[0] > found[0]):
                found = held
            index -= index & -index
        return found


def assign_monotone(
    items: Sequence[Sequence[Option]], size: int, *, prices: Prices = OWN_COURSE
) -> tuple[int | None, ...]:
    """The place of each item, None where it stands on no lesson.

    Args:
        items: The options of each heading, in the order of the text.
        size: Number of lessons.
        prices: What steps back and repetitions cost.
    """
    ahead = _Prefixes(size)
    behind = _Prefixes(size)
    same: dict[int, _Link] = {}
    best: _Link | None = None
    for item, options in enumerate(items):
        turned = None if best is None else (best.value - prices.back, best)
        links = [
            _extend(item, option, ahead, behind, same.get(option.place), turned, prices.repeat)
            for option in options
        ]
        for link in links:
            held = same.get(link.place)
            if held is None or held.value < link.value:
                same[link.place] = link
            ahead.raise_to(link.place, link.value + _STEP * link.place, link)
            behind.raise_to(link.place, link.value, link)
            if best is None or best.value < link.value:
                best = link
    return _trace(best, len(items))


def _extend(
    item: int,
    option: Option,
    ahead: _Prefixes,
    behind: _Prefixes,
    again: _Link | None,
    turned: tuple[float, _Link] | None,
    repeat: float,
) -> _Link:
    """The best chain that ends with ``option``; ``turned`` is the best of all, a step back paid."""
    found: tuple[float, _Link | None] = (0.0, None)
    close = ahead.best(option.place - 1)
    if close is not None:
        found = max(found, (close[0] - _STEP * option.place + NEAR, close[1]), key=_value)
    far = behind.best(option.place - 1)
    if far is not None:
        found = max(found, (far[0] - _FAR, far[1]), key=_value)
    if again is not None:
        found = max(found, (again.value - repeat, again), key=_value)
    if turned is not None:
        found = max(found, turned, key=_value)
    return _Link(found[0] + option.gain, item, option.place, found[1])


def _value(candidate: tuple[float, _Link | None]) -> float:
    return candidate[0]


def _trace(link: _Link | None, count: int) -> tuple[int | None, ...]:
    places: list[int | None] = [None] * count
    if link is None or link.value <= 0:
        return tuple(places)
    while link is not None:
        places[link.item] = link.place
        link = link.before
    return tuple(places)
