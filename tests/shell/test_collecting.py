"""When Python looks for cycles of garbage."""

import gc

import pytest

from site_builder.shell.collecting import without_collecting


def test_garbage_is_collected_again_behind_the_block() -> None:
    """Within the block cycles are left alone; behind it all is as it was, after an error too."""
    seen = []

    def build() -> None:
        with without_collecting():
            seen.append(gc.isenabled())
            raise LookupError

    with pytest.raises(LookupError):
        build()

    assert [*seen, gc.isenabled()] == [False, True]


def test_blocks_nest() -> None:
    """The inner of two blocks does not end what the outer one wants."""
    with without_collecting():
        with without_collecting():
            pass
        assert not gc.isenabled()

    assert gc.isenabled()
