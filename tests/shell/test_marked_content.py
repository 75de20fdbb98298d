"""What is drawn around a mark is what is drawn around the content that it stands for."""

import pytest
from jinja2 import Environment

from site_builder.shell.marked_content import (
    MarkedContent,
    UnmarkedError,
    divide_output,
    encode_output,
)
from site_builder.shell.store import encode


def draw(template: str, content: object) -> str:
    """``template``, drawn with ``content``."""
    return Environment(autoescape=False).from_string(template).render(content=content)


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ content }}</p>",
        "{% if '<h1' in content %}{{ content }}{% else %}无{{ content }}{% endif %}",
        "{% if '面包' not in content %}无{% endif %}{{ content }}",
        "{% if content %}有{% endif %}{{ content }}",
        "{{ '前' ~ content ~ '后' }}",
    ],
)
@pytest.mark.parametrize("content", ["", "面", "<h1>面包</h1>"])
def test_pages_are_the_same(template: str, content: str) -> None:
    """Whatever a template may do with it."""
    around = divide_output(draw(template, MarkedContent(encode(content))))

    assert encode(content).join(around) == encode_output(draw(template, content))


@pytest.mark.parametrize(
    "template",
    [
        "{{ content | length }}",
        "{{ content | e }}",
        "{{ content | striptags }}",
        "{{ content == '' }}",
        "{{ content[0] }}",
        "{{ content.upper() }}",
        "{% for letter in content %}{{ letter }}{% endfor %}",
        "{{ content }}{{ content }}",
        "没有",
        "\0{{ content }}",
    ],
)
def test_what_more_a_template_does_shows(template: str) -> None:
    """Then the page is drawn with the content itself."""
    with pytest.raises(UnmarkedError):
        divide_output(draw(template, MarkedContent(encode("面包"))))


def test_half_a_pair_needs_the_content_itself() -> None:
    """It is kept as bytes that no file in UTF-8 can hold."""
    with pytest.raises(UnmarkedError):
        MarkedContent(encode("<p>\ud800</p>"))


def test_a_syllable_of_korean_is_no_half() -> None:
    """Its bytes begin as those of half a pair."""
    content = MarkedContent(encode("\ud7a3"))

    assert "\ud7a3" in content


def test_characters_without_bytes_become_references() -> None:
    """Half of a pair, which no file in UTF-8 can hold, does not end the build."""
    assert encode_output("<title>\ud800</title>") == b"<title>&#55296;</title>"
