"""Headings that are a lesson's title word for word."""

import pytest

from site_builder.align.curriculum import read_curriculum
from site_builder.align.starts import is_literal_title
from tests.align.builders import course, notes


@pytest.mark.parametrize(
    ("title", "literal"),
    [
        ("茎的结构", True),
        ("Structure of stems", True),
        ("茎的结构 Structure of stems", True),
        ("茎的结构（Structure of stems）", True),
        ("茎的构造（Structure of stems）", True),
        ("茎的结构（二）", False),
        ("茎的结构与根", False),
        ("茎（含 Structure of stems）", False),
    ],
)
def test_a_title_may_stand_in_both_languages(*, title: str, literal: bool) -> None:
    """A heading is a lesson's title in either language, or in both one after the other."""
    section = notes(f"## {title}\n\n记录\n").sections[0]

    assert is_literal_title(section, 5, read_curriculum(course(), {})) is literal
