"""Tests of fenced code that is looked for only where a fence is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from markdown import Markdown
from pymdownx.superfences import SuperFencesBlockPreprocessor

from site_builder.shell.markdown_fences import pass_over_lines
from tests.support.two_markdowns import EXTENSIONS, TwoMarkdowns, texts_of

_TEXTS = texts_of(
    "\n```\n",
    "\n``` python\n",
    "\n```py title='a'\n",
    "\n~~~ {.bash #a data-x=y}\n",
    "\n~~~\n",
    "\n````\n",
    "\n> ```\n",
    "\n> > ~~~ c\n",
    "\n> ",
    "\n- ",
    "\n\t```\n",
    "\n  \t ```\n",
    " \t",
    "\n    ```\n",
    "x = 1\n",
    "if a:  # 好\n",
    '"```"',
    "`",
    "~",
    "\r\n",
    "\\",
    "<div>",
    most=20,
)


@pytest.fixture(
    scope="module",
    params=[
        {},
        {"pymdownx.superfences": {"preserve_tabs": True}},
        {"pymdownx.highlight": {"linenums": True, "noclasses": True, "auto_title": True}},
        {"pymdownx.highlight": {"pygments_lang_class": True, "pygments_style": "monokai"}},
        {"pymdownx.highlight": {"extend_pygments_lang": [{"name": "py", "lang": "bash"}]}},
        {"pymdownx.highlight": {"use_pygments": False}},
    ],
    ids=str,
)
def two(request: pytest.FixtureRequest) -> TwoMarkdowns:
    """Both Markdowns with some options."""
    options: dict[str, dict[str, Any]] = request.param
    names = [each for each in EXTENSIONS if each not in ("smarty", "pymdownx.smartsymbols")]
    return TwoMarkdowns(pass_over_lines, extensions=names, configs=options)


@given(text=_TEXTS)
def test_a_page_is_the_same_as_when_every_line_is_tried(two: TwoMarkdowns, text: str) -> None:
    """Code, quotes and lists become the HTML that pymdownx makes of them."""
    stock, changed = two.convert(text)

    assert changed == stock


def test_a_style_that_nobody_knows_is_told_as_ever() -> None:
    """What pymdownx makes of a wrong option it still makes of it."""
    options = {"pymdownx.highlight": {"pygments_style": "no such style"}}

    stock, changed = TwoMarkdowns(pass_over_lines, configs=options).convert("```\nx\n```\n")

    assert changed == stock


def test_a_processor_that_works_its_own_way_keeps_to_it() -> None:
    """Another processor of fences than the stock one stays as it is."""

    class Own(SuperFencesBlockPreprocessor):  # type: ignore[misc]
        pass

    md = Markdown(extensions=["pymdownx.superfences"])
    md.preprocessors["fenced_code_block"].__class__ = Own

    pass_over_lines(md)

    assert type(md.preprocessors["fenced_code_block"]) is Own


def test_a_page_without_superfences_stays_as_it_is() -> None:
    """Where nobody looks for fences there is nothing to do."""
    md = Markdown()

    pass_over_lines(md)

    assert md.convert("~~~") == "<p>~~~</p>"


def test_much_code_has_the_tokens_of_little() -> None:
    """From some amount of code on it is quicker to know the rules of its language."""
    two = TwoMarkdowns(pass_over_lines, extensions=("pymdownx.superfences",))
    code = 'def f(a):\n    return f"{a!r}" + 0x1F  # 步长\n' * 200

    for _ in range(2):
        stock, changed = two.convert(f"```python\n{code}```\n")

        assert changed == stock
