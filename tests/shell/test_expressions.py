"""Tests of what is read off regular expressions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.shell.expressions import needed_characters

_PATTERNS = [
    r"\[\^([^\]]*)\]",
    r"(?:<b>)?x+",
    r"(?=x)[a-x]\d*|^#",
    r"(?i:b)?1*\s+",
    r"(?:a|[^b])c*?",
    r"(?<!a)b|\w{2,3}(?!1)",
    r"(a)?(?(1)b|\.)",
    r"[\d_]+?[^\s]",
    r"(?i)B\b",
    r"(?s).\n",
]
_TEXTS = st.text(st.sampled_from("abcxB1_.# \n[]^<>度"), max_size=8)


@given(st.sampled_from(_PATTERNS), _TEXTS)
def test_every_text_has_what_its_match_needs(pattern: str, text: str) -> None:
    """From each match on a text has a character that the pattern needs."""
    expression = re.compile(pattern)
    needs = needed_characters(expression)

    for match in expression.finditer(text):
        assert not needs or needs & set(text[match.start() :])


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\[\^([^\]]*)\]", "^"),
        (r"\*|_", "*_"),
        (r"(?<!\\)(`+)(.+?)(?<!`)\2(?!`)", "`"),
        (r"(?:<b>)?x+", "x"),
        (r"[ ]{0,3}\d+\.[ ]+", "."),
        (r"(?:~~|==)+?a*", "~="),
        (r"(?=(-+|_+))\1", "-_"),
        (r"(?<=a)\d", ""),
        (r"(?:a|[^b])", ""),
        (r"a*", ""),
        (r"(?i)&amp;", ""),
        (r"(?i:b)1*", ""),
        (r"(?i:b)1", "1"),
    ],
)
def test_what_a_pattern_needs(pattern: str, needs: str) -> None:
    """What a pattern needs is read off its parts; what cannot be told is nothing."""
    assert needed_characters(re.compile(pattern)) == set(needs)
