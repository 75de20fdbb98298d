"""YAML as nodes."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan.yaml_nodes import compose_yaml

_PARTS = (
    "a",
    "键",
    "😀",
    ": ",
    "- ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    '"',
    "'",
    "# x",
    "~",
    "|",
)


def outline(node: yaml.Node | None) -> Any:
    """What ``node`` says and where it stands."""
    if node is None:
        return None
    place = (node.tag, node.start_mark.index)
    if isinstance(node, yaml.ScalarNode):
        # what is not there stands before or behind the blanks
        return (*place, node.value) if node.value else node.tag
    if isinstance(node, yaml.MappingNode):
        return (*place, [(outline(key), outline(value)) for key, value in node.value])
    return (*place, [outline(item) for item in node.value])


def test_nodes_stand_where_they_are_written() -> None:
    """Marks count code points, also behind letters of several bytes."""
    text = "标题: 深度学习\n课: [1, 二]\n"

    root = compose_yaml(text)

    assert isinstance(root, yaml.MappingNode)
    ((title, _), (_, numbers)) = root.value
    assert (title.value, title.start_mark.index) == ("标题", 0)
    assert text[numbers.value[1].start_mark.index] == "二"


def test_nothing_is_no_node() -> None:
    """A text of remarks alone has no root."""
    assert compose_yaml("# nothing\n") is None


@pytest.mark.parametrize(
    "text", ["a: [1\nb: 2", "a: 'x", "\tx: 1", "a: *x", "a: \ud800 [", "a: \x00"]
)
def test_errors_are_in_the_same_words_on_every_machine(text: str) -> None:
    """Whichever loader finds it, what is wrong is told as PyYAML's own tells it."""
    with pytest.raises(yaml.YAMLError) as expected:
        yaml.compose(text, Loader=yaml.SafeLoader)

    with pytest.raises(yaml.YAMLError) as found:
        compose_yaml(text)

    assert str(found.value) == str(expected.value)


@given(st.lists(st.sampled_from(_PARTS), max_size=12).map("".join))
def test_any_text_gives_the_nodes_that_pyyaml_gives(text: str) -> None:
    """Both loaders read what both can read in the same way."""
    try:
        expected = outline(yaml.compose(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return

    assert outline(compose_yaml(text)) == expected
