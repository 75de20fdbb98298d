"""What is cut out of a text stands alone."""

from __future__ import annotations

import pytest

from site_builder.pages.fragments import close_fence, dedent_fragment, render_heading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n    - b", "- a\n    - b"),
        ("    - a\n        - b", "- a\n    - b"),
        ("    - a\n- b\n    - c", "- a\n- b\n    - c"),
        ("\t- a\n\t\t- b", "- a\n    - b"),
        ("    ```\n  x\n    ```\n    - b", "```\nx\n```\n- b"),
        ("", ""),
    ],
)
def test_a_fragment_begins_at_the_margin(text: str, expected: str) -> None:
    """What begins nested moves left; what hangs on it keeps its nesting."""
    assert dedent_fragment(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```py\nx", "```py\nx\n```"),
        ("```py\nx\n```", "```py\nx\n```"),
        ("~~~~\n```\nx", "~~~~\n```\nx\n~~~~"),
        ("`a` ```b``` c", "`a` ```b``` c"),
    ],
)
def test_an_open_fence_ends_with_its_passage(text: str, expected: str) -> None:
    """What an author forgot to close does not swallow the rest of the page."""
    assert close_fence(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 甲", "### 甲"),
        ("## 甲 ##", "### 甲"),
        ("# C#", "### C#"),
        ("<h2>甲</h2>", "### 甲"),
        ("- 01 甲\n  乙", "### 01 甲\n\n乙"),
        ("甲" + " " * 20_000 + "乙", "### 甲" + " " * 20_000 + "乙"),
        ("##", ""),
        ("", ""),
    ],
)
def test_a_heading_takes_the_level_of_its_page(text: str, expected: str) -> None:
    """However it is written, its words stay and its marks are ours."""
    assert render_heading(text, 3) == expected
