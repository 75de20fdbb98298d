"""Liquid tags: names, parameters, spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan.liquid import blank_liquid, find_liquid
from site_builder.scan.regions import find_regions


@pytest.mark.parametrize(
    ("text", "name", "target", "params"),
    [
        (
            '{% include image.html url="/a b.png" %}',
            "include",
            "image.html",
            {"url": "/a b.png"},
        ),
        ("{%- include x.html id='7' w=300 -%}", "include", "x.html", {"id": "7", "w": "300"}),
        ('{% include x.html\n  url="/a"\n%}', "include", "x.html", {"url": "/a"}),
        ("{% raw %}", "raw", "", {}),
        ("{{ site.url }}", "", "site.url", {}),
        ("{%  %}", "", "", {}),
    ],
)
def test_reads_a_tag(text: str, name: str, target: str, params: dict[str, str]) -> None:
    """A tag gives its name, its target and its parameters without quotes."""
    (tag,) = find_liquid(text, find_regions(text))

    assert (tag.name, tag.target, dict(tag.params)) == (name, target, params)
    assert (tag.span.start, tag.span.end) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    ["`{% raw %}`", "```\n{% raw %}\n```\n", "$\\frac{{a}}{{b}}$", "<!-- {% raw %} -->", "{% raw"],
)
def test_leaves_code_mathematics_and_comments_alone(text: str) -> None:
    """What only looks like Liquid is no tag."""
    assert find_liquid(text, find_regions(text)) == ()


def test_blanks_keep_offsets_and_lines() -> None:
    """Blanked text is as long as before and keeps its line feeds."""
    text = "a {% x\ny %} b"

    blanked = blank_liquid(text, find_liquid(text, find_regions(text)))

    assert blanked == "a     \n     b"


@given(st.text(alphabet="{}%-\"'= ab\n`$", max_size=200))
def test_any_text_gives_ordered_tags_in_place(text: str) -> None:
    """Tags are in order, disjoint, and begin and end with their braces."""
    tags = find_liquid(text, find_regions(text))

    position = 0
    for tag in tags:
        assert tag.span.start >= position
        assert text[tag.span.start : tag.span.end][:2] in ("{%", "{{")
        assert text[tag.span.start : tag.span.end][-2:] in ("%}", "}}")
        position = tag.span.end
    assert len(blank_liquid(text, tags)) == len(text)
