"""Links whose address is defined elsewhere in the note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan.reference_links import find_reference_links


def found_in(text: str) -> list[tuple[str, str, str]]:
    """Each link, what stands behind its words, and its address."""
    return [
        (text[u.span.start : u.span.end], text[u.behind.start : u.behind.end], u.address)
        for u in find_reference_links(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a][b]\n\n[b]: https://x.org", [("[a][b]", "][b]", "https://x.org")]),
        ("[a][]\n\n[A]: <b c.md> 'title'", [("[a][]", "][]", "b c.md")]),
        ("- [a b]\n\n   [a  b]: x (title)", [("[a b]", "]", "x")]),
        ("[b]: first\n[b]: second\n\n[b]", [("[b]", "]", "first")]),
        ("[^b] [[b]] [b](c) \\[b] `[b]`\n\n[b]: x\n[^b]: note", []),
        ("```\n[b]: x\n```\n[a][b]", []),
        ("![a][b]\n\n> [b]: x.png", [("![a][b]", "][b]", "x.png")]),
        ("[a][b]", []),
        ("[b]: two words, no address", []),
    ],
)
def test_uses_are_found_with_their_address(text: str, found: list[tuple[str, str, str]]) -> None:
    """The first definition counts; footnotes, wikilinks and code are none."""
    assert found_in(text) == found


@given(st.text(alphabet="[]()!ab:^ \n`<>", max_size=60))
def test_any_text_is_read(text: str) -> None:
    """A link ends where what stands behind its words ends."""
    links = list(find_reference_links(text))

    assert all(link.span.contains(link.behind) and link.address for link in links)
