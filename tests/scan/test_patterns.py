"""Expressions that are compiled when they are first used."""

import pkgutil
import re
import subprocess
import sys
from importlib import import_module

import pytest

import site_builder
from site_builder.scan.patterns import lazy_pattern


@pytest.mark.parametrize("text", ["", "第 3 课", "第3课 第 14 课", "无"])
def test_a_lazy_pattern_finds_what_a_compiled_one_finds(text: str) -> None:
    """Every way to ask gives the same answer."""
    expression = r"第\s*(?P<number>\d+)\s*课"
    compiled = re.compile(expression)

    lazy = lazy_pattern(expression)

    assert [match.span() for match in lazy.finditer(text)] == [
        match.span() for match in compiled.finditer(text)
    ]
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.split(text) == compiled.split(text)
    assert lazy.sub("*", text) == compiled.sub("*", text)
    assert lazy.subn("*", text) == compiled.subn("*", text)
    for ask in ("match", "search", "fullmatch"):
        assert repr(getattr(lazy, ask)(text)) == repr(getattr(compiled, ask)(text))
    assert lazy.groupindex == compiled.groupindex
    assert lazy.pattern == compiled.pattern


def test_flags_hold_for_a_lazy_pattern() -> None:
    """Case and line ends count as the flags say."""
    lazy = lazy_pattern("^week", re.IGNORECASE | re.MULTILINE)

    found = lazy.findall("Week 1\nWEEK 2")

    assert found == ["Week", "WEEK"]


def test_nothing_is_compiled_before_it_is_used() -> None:
    """An expression that is none is found out by its first use."""
    lazy = lazy_pattern("(")

    with pytest.raises(re.error):
        lazy.search("")


def test_every_expression_of_the_program_is_one() -> None:
    """Each pattern of each module compiles, also those that no other test uses."""
    found = 0
    for module in pkgutil.walk_packages(site_builder.__path__, "site_builder."):
        if ".__main__" in module.name:
            continue
        for value in vars(import_module(module.name)).values():
            if type(value) is type(lazy_pattern("")):
                value.search(type(value.pattern)())
                found += 1

    assert found > 300


def test_loading_what_compiles_a_course_compiles_few_expressions() -> None:
    """Our own modules compile none of theirs when they are loaded."""
    script = (
        "import re, sys\n"
        "compiled, stock = [], re.compile\n"
        "def count(expression, flags=0):\n"
        "    caller = sys._getframe(1)\n"
        "    if caller.f_code.co_name == '<module>':\n"
        "        compiled.append(caller.f_globals['__name__'])\n"
        "    return stock(expression, flags)\n"
        "re.compile = count\n"
        "import site_builder.shell.compiling\n"
        "print([name for name in compiled if name.startswith('site_builder.')])\n"
    )

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert told.stdout.decode().strip() == "['site_builder.model.timecode']"
