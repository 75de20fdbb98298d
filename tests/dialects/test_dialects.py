"""The choice of a dialect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.dialects import MARGIN, SURE, detect_dialect, parse_document
from site_builder.dialects.obsidian import bound_obsidian, detect_obsidian
from site_builder.dialects.scraped_article import bound_scraped_article, detect_scraped_article
from site_builder.model.note import Dialect
from site_builder.model.source import Source
from site_builder.scan.scanned import scan_source
from tests.dialects.case_files import lines_without_one_home

_URL = "https://www.bilibili.com/video/BV1FT4y1E74V"

_SAMPLES = [
    (
        Dialect.JEKYLL_OUTLINE,
        "outline.md",
        (
            "---\nlayout: post\n---\n\n# 面包\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.2 酵母 04:10\n\n"
            "## 3 3.1.3 揉面 03:00\n"
        ),
    ),
    (
        Dialect.JEKYLL_OUTLINE,
        "english.md",
        (
            "# Bread\n\n### P1 [1.1.1] -- Flour 10:00\n\n### P2 [1.1.2] -- Water 12:00\n\n"
            "### P3 [1.2.1] -- Salt 15:00\n"
        ),
    ),
    (
        Dialect.PLAIN,
        "counted.md",
        (
            "# 面包\n\n## 1. 面粉\n\n筋度。\n\n产地。\n\n## 2. 水\n\n水温。\n\n硬度。\n\n"
            "## 3. 盐\n\n克数。\n\n何时放。\n\n## 4. 酵母\n\n鲜的。\n\n干的。\n"
        ),
    ),
    (
        Dialect.TYPORA,
        "notes.md",
        (
            f"# 手记\n\n- [笔记来源]({_URL})\n\n## 1 起步\n\n### 1.1 揉面\n\n- 出膜\n\n"
            "- ![image-20220309095503797](images/image-20220309095503797.png)\n"
        ),
    ),
    (Dialect.TYPORA, "zoom.md", '## 揉面\n\n[TOC]\n\n<img src="a.png" style="zoom:50%;" />\n'),
    (Dialect.TYPORA, "assets.md", "# 揉面\n\n![a](揉面.assets/a.png)\n"),
    (
        Dialect.OBSIDIAN,
        "notes.md",
        f"# P2\n\n[00:59]({_URL}?p=2#t=59.9)\n出膜 [[酵母]]\n\n![[Pasted image 2023.png]]\n",
    ),
    (
        Dialect.BILINGUAL_TOC,
        "titles.md",
        (
            "# 目录\n\n第一周：开始(Start)\n\n1.1 欢迎(Welcome)\n\n1.2 导论(Introduction)\n\n"
            "1.3 工具(Tools)\n"
        ),
    ),
    (
        Dialect.SCRAPED_ARTICLE,
        "notes.txt",
        "札记\n\n1.1 揉面\n\n  • 水温\n\n1.2 发酵\n\n一段。\n\n1.3 烘烤\n\n又一段。\n\n相关文章\n",
    ),
    (Dialect.PLAIN, "lesson.md", "---\nlesson: 10\ntags: [a]\n---\n\n# 揉面\n\n出膜 $x^2$。\n"),
    (Dialect.PLAIN, "headings.md", "# 揉面\n\n出膜。\n\n## 水温\n\n- 温水\n"),
]


@pytest.mark.parametrize(("dialect", "path", "text"), _SAMPLES)
def test_dialect_is_found(dialect: Dialect, path: str, text: str) -> None:
    """Each dialect beats the others on a text of its own, and gives a reason."""
    best, second = detect_dialect(scan_source(Source(path, text)))[:2]

    assert best.dialect is dialect
    assert best.score - second.score >= 0.15
    assert best.reason


def test_name_txt_alone_decides_nothing() -> None:
    """Plain words in a .txt file are plain."""
    best = detect_dialect(scan_source(Source("a.txt", "一段话。\n\n又一段。\n")))[0]

    assert best.dialect is Dialect.PLAIN


def test_forced_dialect_wins() -> None:
    """What the author names counts, whatever the text looks like."""
    outcome = parse_document(scan_source(Source("a.md", "---\nlesson: 3\n---\n")), Dialect.TYPORA)

    assert outcome.value.dialect is Dialect.TYPORA
    assert outcome.value.confidence == 1.0
    assert outcome.diagnostics == ()


@pytest.mark.parametrize("dialect", Dialect)
def test_every_dialect_can_be_forced(dialect: Dialect) -> None:
    """Each dialect reads any text."""
    outcome = parse_document(scan_source(Source("a.md", "# 揉面\n\n出膜。\n")), dialect)

    assert outcome.value.dialect is dialect
    assert lines_without_one_home(outcome.value) == {}


def test_doubt_is_told() -> None:
    """A text without any marks is read as plain, and the author is told."""
    outcome = parse_document(scan_source(Source("a.md", "一段话。\n")), None)

    assert outcome.value.dialect is Dialect.PLAIN
    assert [diagnostic.code for diagnostic in outcome.diagnostics] == ["DIA101"]


def test_empty_text_raises_no_doubt() -> None:
    """An empty text is told once, when it is read."""
    outcome = parse_document(scan_source(Source("a.md", " \n")), None)

    assert outcome.diagnostics == ()


@given(st.text(max_size=60))
def test_all_dialects_are_scored(text: str) -> None:
    """Every dialect scores every text, best first."""
    detections = detect_dialect(scan_source(Source("a.md", text)))

    scores = [detection.score for detection in detections]
    assert scores == sorted(scores, reverse=True)
    assert {detection.dialect for detection in detections} == set(Dialect)


_PIECES = st.sampled_from(
    [
        *(
            "---\nlesson: 3\n---\n",
            "---\nlayout: post\nlesson: 3\n---\n",
            "## 揉面\n\n",
            "一段话。\n\n",
        ),
        *(
            "[[酵母]] ",
            "> [!note] 盐\n\n",
            "%%看不见%% ",
            "#盐 #水\n\n",
            "![[Pasted image 1.png]]\n\n",
        ),
        *(f"[0{minute}:59]({_URL}?p=2#t={minute}9) " for minute in range(3)),
        *("01 水\n\n", "02 盐\n\n", "03 面\n\n", "  • 水温\n", "&#39;", "\U0001d400"),
        *(
            "相关文章\n",
            "本文来自网友投稿,不代表本站立场。\n",
            "## 1 水 05:33\n\n",
            "## 2 盐 04:10\n\n",
        ),
        *("1.1 水(Water)\n\n", "1.2 盐(Salt)\n\n", "1.3 面(Flour)\n\n", "![a](a.assets/a.png)\n\n"),
    ]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_the_choice_is_that_of_all_scores(text: str) -> None:
    """Dialects that are not looked at change neither the choice nor whether there is doubt."""
    scanned = scan_source(Source("a.txt", text))
    best, second = detect_dialect(scanned)[:2]
    doubtful = best.score < SURE or best.score - second.score < MARGIN

    outcome = parse_document(scanned, None)

    assert (outcome.value.dialect, outcome.value.confidence) == (best.dialect, best.score)
    doubts = [found.message for found in outcome.diagnostics if found.code == "DIA101"]
    assert len(doubts) == (doubtful and bool(text.strip()))
    assert all(f"next is {second.dialect.value} ({second.score:.2f})" in doubt for doubt in doubts)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_no_score_is_above_its_bound(text: str) -> None:
    """What is seen at a glance is never less than what a close look gives."""
    scanned = scan_source(Source("a.txt", text))

    assert detect_obsidian(scanned).score <= round(bound_obsidian(scanned), 3)
    assert detect_scraped_article(scanned).score <= round(bound_scraped_article(scanned), 3)
