"""When Python looks for cycles of garbage."""

import gc

import pytest

from site_builder.shell.collecting import without_collecting


def test_garbage_is_collected_again_behind_the_block() -> None:
    """Within the block cycles are left alone; behind it all is as it was, after an error too."""
    with pytest.raises(LookupError), without_collecting():
        assert not gc.isenabled()
        raise LookupError

    assert gc.isenabled()


def test_blocks_nest() -> None:
    """The inner of two blocks does not end what the outer one wants."""
    with without_collecting():
        with without_collecting():
            pass
        assert not gc.isenabled()

    assert gc.isenabled()
