"""Code and mathematics in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.source import Span
from site_builder.scan.regions import OPENER, RegionKind, find_regions, next_opener

FENCE, CODE = RegionKind.FENCE, RegionKind.CODE
INLINE, DISPLAY = RegionKind.INLINE_MATH, RegionKind.DISPLAY_MATH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("价格 $5和$6 元", []),
        ("a $x_1$ b", [(INLINE, "x_1")]),
        ("$P(A|B)$", [(INLINE, "P(A|B)")]),
        ("$\\text{损失}=0$", [(INLINE, "\\text{损失}=0")]),
        ("花了 $5 和 $6 元", []),
        ("价格 $5和$6，`$z$`", [(CODE, "$z$")]),
        ("$ x $ 不是", []),
        ("\\$5 与 $y$", [(INLINE, "y")]),
        ("$x\n\ny$", []),
        ("$$\na=b\n$$", [(DISPLAY, "\na=b\n")]),
        ("句中 $$a^2$$ 句", [(DISPLAY, "a^2")]),
        ("\\(x\\) 和 \\(见图\\)", [(INLINE, "x")]),
        ("\\[\nx=1\n\\]", [(DISPLAY, "\nx=1\n")]),
        ("引用\\[1\\] 如此", []),
        ("`$x$` 与 $y$", [(CODE, "$x$"), (INLINE, "y")]),
        ("``a`b``", [(CODE, "a`b")]),
        ("```py\n# $x$\n```\n$y$", [(FENCE, "# $x$\n"), (INLINE, "y")]),
        ("- ```\n  a\n  ```\n", [(FENCE, "  a\n")]),
        ("~~~\n```\n~~~", [(FENCE, "```\n")]),
        ("- ```\n  a\n正文 $x$", [(FENCE, "  a"), (INLINE, "x")]),
        ("- 甲\n\n  ```\n  a\n正文 $x$", [(FENCE, "  a"), (INLINE, "x")]),
        ("  ```\na\n  ```\n$x$", [(FENCE, "a\n"), (INLINE, "x")]),
        ("- ```\n  a\n```\n$x$", [(FENCE, "  a\n"), (INLINE, "x")]),
        ("> ```\n> a\n正文 $x$", [(FENCE, "> a"), (INLINE, "x")]),
        ("\\[1\\] 某某，某年", []),
        ("```\n没有结束 $x$", [(FENCE, "没有结束 $x$")]),
        ("<!-- $x$ -->", [(RegionKind.COMMENT, " $x$ ")]),
        ("$$\n# 标题\n$$", []),
        ("$[[1,2],[3,4]]$", [(INLINE, "[[1,2],[3,4]]")]),
    ],
)
def test_find_regions(text: str, expected: list[tuple[RegionKind, str]]) -> None:
    """Regions are found with their kind and content, prices and escapes are none."""
    regions = find_regions(text)

    found = [(r.kind, text[r.content.start : r.content.end]) for r in regions.items]
    assert found == expected


def test_look_up_by_offset_and_span() -> None:
    """Places inside a region are known as such, those beside it are not."""
    regions = find_regions("a $x$ b `c`")

    inside, outside = regions.at(3), regions.at(0)

    assert inside is not None
    assert outside is None
    assert regions.touches(Span(0, 3))
    assert not regions.touches(Span(5, 8))


@given(st.text(alphabet="$`\\[]()#a1 \n~-<!>和"))
def test_regions_are_ordered_and_disjoint(text: str) -> None:
    """Whatever the text, regions do not overlap and lie within it."""
    regions = find_regions(text).items

    ends = [0, *(region.span.end for region in regions)]
    assert all(end <= r.span.start < r.span.end for end, r in zip(ends, regions, strict=False))
    assert ends[-1] <= len(text)
    assert all(region.span.contains(region.content) for region in regions)


@given(
    text=st.lists(
        st.sampled_from(
            ["```", "~~~", "`", "> ", "- ", "12. ", "  ", "\t", "\n", "\\", "$", "<!--"]
        )
        | st.text(alphabet="$`\\[](1. \n~-<!>和", max_size=3),
        max_size=16,
    ).map("".join),
    position=st.integers(0, 20),
)
def test_no_opener_is_overlooked(text: str, position: int) -> None:
    """The first opener is found by its sign, wherever the search begins."""
    found, expected = next_opener(text, position), OPENER.search(text, position)

    assert (found and found.span(), found and found.lastgroup) == (
        expected and expected.span(),
        expected and expected.lastgroup,
    )
