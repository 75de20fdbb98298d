"""Words in the place of lost pictures and links."""

import pytest

from site_builder.dialects.scraped_article.lost_references import find_lost_references
from site_builder.model.source import Source, Span


def _found(text: str) -> list[tuple[str, str]]:
    source = Source("a.txt", text)
    return [
        (item.kind.value, source.slice(item.span))
        for item in find_lost_references(source, [Span(0, len(text))])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("图片\n左边是面团。\n", [("picture", "图片")]),
        ("面团如下。\n截图2\n\n后文\n", [("picture", "截图2")]),
        ("[image]\n", [("picture", "[image]")]),
        ("结构如下:\n面筋网络图\n", [("picture", "面筋网络图")]),
        ("这一步的推导:\n推导\n", [("link", "推导")]),
        ("贴一下当年的奖状吧\n合影\n奖状\n", [("picture", "合影"), ("picture", "奖状")]),
    ],
)
def test_lost(text: str, expected: list[tuple[str, str]]) -> None:
    """General words count everywhere, names only where the line above announces them."""
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "配料是:\n面粉\n",
        "包括面粉和水:\n面粉\n水\n",
        "一句话说完。\n总结\n",
        "流程图\n",
        "见下图:\n面筋网络图\n它很密。\n",
        "  图片\n",
        "图片很大。\n",
        "",
    ],
)
def test_words(text: str) -> None:
    """Answers, headings, items and sentences stay words."""
    assert _found(text) == []
