"""YAML front matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.source import Source
from site_builder.scan.frontmatter import read_front_matter


def test_values_are_read_as_text() -> None:
    """Dates and numbers stay as written."""
    source = Source("a.md", "---\nlesson: 10\ndate: 2022-08-31\ntags: [a, b]\n---\n正文\n")

    front = read_front_matter(source)

    assert front.values == {"lesson": "10", "date": "2022-08-31", "tags": ["a", "b"]}
    assert source.lines_of(front.span) == (1, 5)


@pytest.mark.parametrize(
    "text",
    [
        "正文\n",
        "",
        "---\n没有结束\n",
        "正文\n---\na: 1\n---\n",
        "---\n[页面](https://example.org/a)\n\n两条线之间的字\n\n---\n",
    ],
)
def test_texts_without_front_matter(text: str) -> None:
    """A rule elsewhere, one that is never closed and rules around words are no front matter."""
    front = read_front_matter(Source("a.md", text))

    assert not front.values
    assert front.span.end == 0


@pytest.mark.parametrize("yaml", ["a: [", "- 列表", "a: b: c", "!!python/object:x {}"])
def test_bad_yaml_is_told(yaml: str) -> None:
    """What cannot be read is described, never raised."""
    front = read_front_matter(Source("a.md", f"---\n{yaml}\n---\n"))

    assert front.problem or front.values == {}


@given(st.text(alphabet="-a:[]{}!&*#|> \n'\""))
def test_any_text_is_read(text: str) -> None:
    """Whatever stands between the marks, reading does not raise."""
    source = Source("a.md", f"---\nkey: {text}\n---\n")

    front = read_front_matter(source)

    assert 0 < front.span.end <= len(source.text)
