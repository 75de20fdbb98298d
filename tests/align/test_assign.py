from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.align.assign import Option, assign_monotone

SURE, WEAK = 0.6, 0.1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ()),
        ([[]], (None,)),
        ([[(3, SURE)]], (3,)),
        ([[(3, -SURE)]], (None,)),
        ([[(0, SURE)], [(5, WEAK), (1, WEAK)], [(2, SURE)]], (0, 1, 2)),
        ([[(4, SURE)], [(2, WEAK)], [(5, SURE)]], (4, None, 5)),
        ([[(4, SURE)], [(2, SURE)], [(5, SURE)]], (4, 2, 5)),
        ([[(1, SURE)], [(1, SURE)]], (1, 1)),
    ],
    ids=["none", "no option", "clear", "too weak", "nearest", "weak step back", "clear step back",
         "same lesson"],
)  # fmt: skip
def test_best_run(options: list[list[tuple[int, float]]], expected: tuple[int | None, ...]) -> None:
    """Headings stand in order as far as they are worth it."""
    items = [[Option(place, gain) for place, gain in row] for row in options]

    assert assign_monotone(items, 8) == expected


@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.floats(-1, 1)), max_size=3), max_size=12))
def test_places_are_among_the_options(options: list[list[tuple[int, float]]]) -> None:
    """Every heading stands on one of its own options or on none."""
    items = [[Option(place, gain) for place, gain in row] for row in options]

    places = assign_monotone(items, 10)

    assert len(places) == len(items)
    for place, row in zip(places, options, strict=True):
        assert place is None or place in {option for option, _ in row}
