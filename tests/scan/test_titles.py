"""Titles: cleaned, split in two languages, and as lines of scope."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.scan.titles import (
    ScopeKind,
    clean_title,
    plain_title,
    read_scope_line,
    split_bilingual,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"揉面 \_ 醒发", "揉面/醒发"),
        ("揉面  和\t醒发", "揉面 和 醒发"),
        (r"酵母 \_bilibili", "酵母"),
        ("酵母_哔哩哔哩_bilibili", "酵母"),
        ("酵母 - 哔哩哔哩", "酵母"),
        (r"a\_b", "a_b"),
        ("bilibili", "bilibili"),
    ],
)
def test_clean_title(raw: str, expected: str) -> None:
    """Escapes, doubled blanks and the site's name are gone; the slash is back."""
    assert clean_title(raw) == expected


def test_plain_title_keeps_the_stored_slash() -> None:
    """Only what a reader sees turns the stored slash back."""
    assert plain_title(r"揉面 \_ 醒发") == "揉面 _ 醒发"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("欢迎(Welcome)", ("欢迎", "Welcome")),
        ("欢迎（Welcome)", ("欢迎", "Welcome")),
        ("酵母（1）(Yeast (1))", ("酵母（1）", "Yeast (1)")),
        ("酵母（Yeast（wild）one）", ("酵母", "Yeast（wild）one")),
        ("酵母（选修）（Yeast (optional)）", ("酵母（选修）", "Yeast (optional)")),
        ("（选修）酵母", ("（选修）酵母", None)),
        ("酵母（选修）", ("酵母（选修）", None)),
        ("酵母（Yeast))", ("酵母", "Yeast)")),
        ("Biga", ("Biga", "Biga")),
        ("酵母", ("酵母", None)),
        ("", ("", None)),
        ("(Only)", ("(Only)", "(Only)")),
    ],
)
def test_split_bilingual(text: str, expected: tuple[str, str | None]) -> None:
    """The last group in brackets is the English title where it holds Latin letters."""
    assert split_bilingual(text) == expected


@given(st.text(alphabet="中A (（)）", max_size=30))
def test_any_title_splits_into_its_own_words(text: str) -> None:
    """Neither half holds anything that the title does not."""
    chinese, english = split_bilingual(text)

    collapsed = " ".join(text.split())
    assert chinese in collapsed
    assert english is None or english in collapsed


@pytest.mark.parametrize(
    ("text", "kind", "number", "title"),
    [
        ("第一门课 面包(Bread)", ScopeKind.COURSE, 1, "面包(Bread)"),
        ("第 2 门课程：面条", ScopeKind.COURSE, 2, "面条"),
        ("第三课 甲", ScopeKind.COURSE, 3, "甲"),
        ("Course 4: Cakes", ScopeKind.COURSE, 4, "Cakes"),
        ("第十二周：揉面", ScopeKind.WEEK, 12, "揉面"),
        ("第三周揉面", ScopeKind.WEEK, 3, "揉面"),
        ("第 2 章 揉面", ScopeKind.WEEK, 2, "揉面"),
        ("Week 3", ScopeKind.WEEK, 3, ""),
    ],
)
def test_read_scope_line(text: str, kind: ScopeKind, number: int, title: str) -> None:
    """Lines that name a subcourse or a week give number and title."""
    scope = read_scope_line(text)

    assert scope is not None
    assert (scope.kind, scope.number, scope.title) == (kind, number, title)


@pytest.mark.parametrize("text", ["第一周期", "一门课", "第零周", "上第一门课", "Weeks 3"])
def test_other_lines_are_no_scope(text: str) -> None:
    """Words that only look alike name nothing."""
    assert read_scope_line(text) is None
