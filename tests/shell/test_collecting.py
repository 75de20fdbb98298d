from __future__ import annotations

import gc
import weakref

import pytest

from site_builder.shell.collecting import collecting_seldom


class Knot:
    """Refers to itself."""

    def __init__(self) -> None:
        self.self = self


def test_garbage_of_late_is_collected() -> None:
    """Cycles go before they are many, and nobody asks for it."""
    with collecting_seldom():
        knot = weakref.ref(Knot())
        kept = [[number] for number in range(500_000)]

        assert knot() is None
    assert len(kept) == 500_000


def test_old_values_are_left_alone() -> None:
    """What has been looked through once is not looked through again."""
    with collecting_seldom():
        gc.collect(1)
        before = gc.get_stats()
        kept = [[number] for number in range(2_000_000)]
        after = gc.get_stats()

    assert len(kept) == 2_000_000
    assert after[0]["collections"] - before[0]["collections"] <= 41
    assert [after[n]["collections"] - before[n]["collections"] for n in (1, 2)] == [0, 0]


def test_nothing_is_looked_through_when_the_block_ends() -> None:
    """What a build has made is old by then."""
    with collecting_seldom():
        kept = [[number] for number in range(1_000_000)]
        before = gc.get_stats()
    few = [[number] for number in range(5000)]
    after = gc.get_stats()

    assert len(kept) + len(few) == 1_005_000
    assert [after[n]["collections"] - before[n]["collections"] for n in (1, 2)] == [0, 0]


def test_python_collects_as_before_when_the_block_ends() -> None:
    """However it ends, and blocks within blocks, too."""
    before = gc.get_threshold()

    def build() -> None:
        with collecting_seldom():
            with collecting_seldom():
                pass
            assert gc.get_threshold() != before
            raise LookupError

    with pytest.raises(LookupError):
        build()

    assert gc.get_threshold() == before
