"""Links and embeds in double brackets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.source import Span
from site_builder.scan.regions import find_regions
from site_builder.scan.wikilinks import find_embedded_images, find_wikilinks


@pytest.mark.parametrize(
    ("text", "target", "anchor", "label", "embed"),
    [
        ("[[揉面]]", "揉面", None, None, False),
        ("[[揉面|怎么揉]]", "揉面", None, "怎么揉", False),
        ("[[笔记/揉面.md#手法|手法]]", "笔记/揉面.md", "手法", "手法", False),
        ("[[#手法]]", "", "手法", None, False),
        ("[[揉面#^ab12]]", "揉面", "^ab12", None, False),
        ("![[揉面]]", "揉面", None, None, True),
        ("![[讲义.pdf#page=2]]", "讲义.pdf", "page=2", None, True),
        ("| [[揉面\\|怎么揉]] |", "揉面", None, "怎么揉", False),
        ("[[图.png]]", "图.png", None, None, False),
        ("[[10]]", "10", None, None, False),
        ("[[揉面]](补充)", "揉面", None, None, False),
    ],
)
def test_wikilinks(
    *, text: str, target: str, anchor: str | None, label: str | None, embed: bool
) -> None:
    """Each form gives target, anchor, label and whether it is embedded."""
    (link,) = find_wikilinks(text, find_regions(text), Span(0, len(text)))

    assert (link.target, link.anchor, link.label, link.embed) == (target, anchor, label, embed)
    assert text[link.span.start : link.span.end].strip("![]") == text.strip("| ").removesuffix(
        "(补充)"
    ).strip("![]")


@pytest.mark.parametrize(
    "text",
    [
        "$[[1,2],[3,4]]$",
        "[[1, 2]]",
        "[[00:59]](https://example.org/?t=59)",
        "[[00:59]]",
        "[[00:59](https://example.org/?t=59)]",
        "`[[揉面]]`",
        "```\n[[揉面]]\n```",
        "[[]]",
        "[[ | ]]",
        "\\[[揉面]]",
        "[[揉\n面]]",
        "![[图.png]]",
    ],
)
def test_other_brackets_are_no_wikilinks(text: str) -> None:
    """Matrices, times, code, escaped brackets and pictures are left alone."""
    links = find_wikilinks(text, find_regions(text), Span(0, len(text)))

    assert links == ()


@pytest.mark.parametrize(
    ("text", "target", "alt", "width"),
    [
        ("![[Pasted image 2024.png]]", "Pasted image 2024.png", "", None),
        ("![[图/揉面.JPG|300]]", "图/揉面.JPG", "", "300"),
        ("![[a.svg|300x200]]", "a.svg", "", "300"),
        ("![[a.png|面团]]", "a.png", "面团", None),
        ("![[a.png|面团|300]]", "a.png", "面团", "300"),
        ("![[a.png\\|300]]", "a.png", "", "300"),
        ("![[a.png#center|300]]", "a.png", "", "300"),
    ],
)
def test_embedded_pictures(text: str, target: str, alt: str, width: str | None) -> None:
    """An embed whose name is a picture's is an image with words and width."""
    (image,) = find_embedded_images(text, find_regions(text), Span(0, len(text)))

    assert (image.target, image.alt, image.width) == (target, alt, width)
    assert image.span == Span(0, len(text))


@given(st.text(alphabet="[]!|#ab.pn g\n\\`$"))
def test_any_text_is_read(text: str) -> None:
    """Links and pictures of any text are disjoint and lie within one line."""
    whole, regions = Span(0, len(text)), find_regions(text)

    links = find_wikilinks(text, regions, whole)
    images = find_embedded_images(text, regions, whole)

    spans = sorted([link.span for link in links] + [image.span for image in images])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all("\n" not in text[span.start : span.end] for span in spans)
