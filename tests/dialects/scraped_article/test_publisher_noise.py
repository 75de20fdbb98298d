"""Noise behind copied articles."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.dialects.scraped_article.numbered_headings import find_numbered_headings
from site_builder.dialects.scraped_article.publisher_noise import (
    NOTICE,
    NOTICE_SIGNS,
    RELATED,
    RELATED_SIGNS,
    find_noise,
)
from site_builder.model.source import Source, Span

_ARTICLE = "札记\n\n1.1 揉面\n\n一段。\n\n1.2 发酵\n\n又一段。\n\n"


def _noise(text: str) -> list[tuple[str, int]]:
    source = Source("a.txt", text)
    headings = find_numbered_headings(source, Span(0, len(text)))
    return [(n.kind.value, source.line_number(n.span.start)) for n in find_noise(source, headings)]


@pytest.mark.parametrize(
    "line",
    [
        "本文来自网友投稿,不代表本站立场。",
        "文章观点仅代表作者本人",
        "本站只提供存放文章的空间",
        "如需转载,请联系编辑部",
        "转载请注明出处:https://example.org/",
        "如涉及侵权,请联系我们删除",
        "版权声明:随便抄",
        "未经允许不得转载",
    ],
)
def test_notice(line: str) -> None:
    """Each formula of publishers opens the noise."""
    assert _noise(f"{_ARTICLE}{line}\n\n别的\n") == [("publisher's notice", 11)]


@pytest.mark.parametrize(
    "line", ["相关文章", "相关推荐：", "【猜你喜欢】", "您可能还喜欢", "## 热门文章"]
)
def test_related(line: str) -> None:
    """The heading of a list of teasers opens it."""
    assert _noise(f"{_ARTICLE}{line}\n\n怎样浇花\n") == [("related articles", 11)]


def test_notice_and_teasers_are_told_apart() -> None:
    """Notices end where teasers begin; a notice in a teaser is part of it."""
    text = f"{_ARTICLE}本文来自网友投稿\n\n请勿转载\n\n相关文章\n\n怎样浇花,转载请注明出处\n"

    assert _noise(text) == [("publisher's notice", 11), ("related articles", 15)]


@pytest.mark.parametrize(
    "text",
    [
        _ARTICLE,
        "札记\n\n转载请注明出处\n\n" + _ARTICLE,
        _ARTICLE + "怎样处理相关文章,下一节再说。\n",
        _ARTICLE + "观点不同的作者各有道理。\n",
        "本文来自网友投稿\n",
    ],
)
def test_no_noise(text: str) -> None:
    """Articles, notices above them and sentences that use the same words are kept."""
    assert _noise(text) == []


@pytest.mark.parametrize(
    ("pattern", "signs"), [(NOTICE, NOTICE_SIGNS), (RELATED, RELATED_SIGNS)], ids=["own", "related"]
)
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=60, deadline=None)
def test_whatever_matches_has_a_sign(
    pattern: re.Pattern[str], signs: tuple[str, ...], data: st.DataObject
) -> None:
    """A text is left unsearched only where no noise could be found in it."""
    text = data.draw(st.from_regex(re.compile(pattern.pattern, pattern.flags)))

    assert any(sign in text for sign in signs)
