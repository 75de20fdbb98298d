"""What is held compressed: by ISA-L where there is a build of it, else by zlib."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.shell import deflating


@pytest.fixture(scope="module")
def by_zlib() -> Iterator[ModuleType]:
    """The module as it is where ISA-L cannot be loaded."""
    names = ("isal", "isal.isal_zlib", deflating.__name__)
    kept = {name: sys.modules.pop(name, None) for name in names}
    sys.modules["isal"] = None  # type: ignore[assignment]  # what makes an import fail
    try:
        yield importlib.import_module(deflating.__name__)
    finally:
        sys.modules.pop("isal")
        sys.modules.update({name: module for name, module in kept.items() if module is not None})


def _means(module: ModuleType) -> object:
    """Who compresses for ``module``."""
    return vars(module)["compress"].__module__


def test_isa_l_does_it_on_this_machine() -> None:
    """Its wheels are there for all that our own tests run on."""
    assert _means(deflating) != "zlib"


def test_without_isa_l_zlib_does_it(by_zlib: ModuleType) -> None:
    """A machine without a build of it lacks nothing."""
    assert _means(by_zlib) == "zlib"


@given(plain=st.binary(max_size=2_000).map(lambda some: some * 5))
def test_each_reads_what_the_other_has_written(by_zlib: ModuleType, plain: bytes) -> None:
    """A cache may be used by two machines."""
    assert by_zlib.inflate(deflating.deflate(plain)) == plain
    assert deflating.inflate(by_zlib.deflate(plain)) == plain
    assert deflating.inflate(memoryview(deflating.deflate(plain))) == plain


def test_what_is_not_whole_is_refused(by_zlib: ModuleType) -> None:
    """Half a value is no value."""
    packed = deflating.deflate("笔记".encode() * 200)
    for module in (deflating, by_zlib):
        with pytest.raises(Exception, match=r"incomplete|truncated"):
            module.inflate(packed[:-6])
