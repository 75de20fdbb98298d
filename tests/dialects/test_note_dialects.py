"""What Typora, copied articles and plain Markdown have in common: no text breaks them."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.dialects.plain import detect_plain, parse_plain
from site_builder.dialects.scraped_article import detect_scraped_article, parse_scraped_article
from site_builder.dialects.typora import detect_typora, parse_typora
from site_builder.model.diagnostic import Outcome
from site_builder.model.note import Detection, Document
from site_builder.model.source import Source
from site_builder.scan.scanned import ScannedSource, scan_source
from tests.dialects.case_files import lines_without_one_home

_PARSERS = (parse_plain, parse_scraped_article, parse_typora)

_PIECES = st.sampled_from(
    [
        "# 手记\n",
        "## 1 一\n",
        "1.1 一\n\n",
        "1.2 二\n",
        "02 第二门课\n\n",
        "- ",
        "  • ",
        "  1. 项\n",
        "    续\n",
        "\t",
        "\n",
        "\n\n",
        "图片\n",
        "见下图:\n曲线图\n",
        "---\n",
        "lesson: 3\n",
        "```\n",
        "$$\n",
        "[笔记来源](https://www.bilibili.com/video/BV1FT4y1E74V)\n",
        "2022.03.09\n",
        "![a](C:\\a.png)",
        "<h2>\n题\n</h2>\n",
        "本文来自网友投稿\n",
        "相关文章\n",
        "[TOC]\n",
        "*a* ~b~ &#65;<b>\n",
        "..... TODO\n",
        "一段话。\n",
    ]
)


@pytest.mark.parametrize("parse", _PARSERS)
@given(pieces=st.lists(_PIECES | st.text(max_size=8), max_size=14))
def test_every_line_has_one_home(
    parse: Callable[[ScannedSource, float], Outcome[Document]], pieces: list[str]
) -> None:
    """Of any text each line that is not blank stands in exactly one place; edits are disjoint."""
    document = parse(scan_source(Source("a.md", "".join(pieces))), 1.0).value

    assert lines_without_one_home(document) == {}
    assert all(one.span.end <= other.span.start for one, other in pairwise(document.edits))
    assert all(section.span.start < section.span.end for section in document.sections)


@pytest.mark.parametrize("detect", [detect_plain, detect_scraped_article, detect_typora])
@given(pieces=st.lists(_PIECES | st.text(max_size=8), max_size=14))
def test_any_text_gets_a_score(
    detect: Callable[[ScannedSource], Detection], pieces: list[str]
) -> None:
    """Scores lie between 0 and 1 and come with a reason."""
    detection = detect(scan_source(Source("a.md", "".join(pieces))))

    assert 0 <= detection.score <= 1
    assert detection.reason


@pytest.mark.parametrize("parse", _PARSERS)
def test_empty_text(parse: Callable[[ScannedSource, float], Outcome[Document]]) -> None:
    """An empty text is a document without anything."""
    outcome = parse(scan_source(Source("a.md", "")), 0.5)

    assert outcome.value.sections == ()
    assert outcome.value.structure == ()
    assert outcome.diagnostics == ()


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\]\([^()\n]{0,9}\.(assets|Assets|ASSETS)[/\\]", "a folder of pictures"),
        (r"[Tt]ypora-user-images", "a folder of pictures"),
        (r"<(img|IMG) [^<>\n]{0,9} (zoom|Zoom|ZOOM)[ ]*:", "zoomed pictures"),
        (r"\n[ \t]*\[(toc|Toc|TOC)\]\n", "[TOC]"),
        (r"\bimage-[0-9]{14,20}", "pasted pictures"),
        (r"[a-z0-9)\]]\^[A-Za-z0-9+*-]{1,8}\^", "superscripts"),
        (r"[a-z0-9]~[A-Za-z0-9+-]{1,8}~ ", "subscripts"),
    ],
)
@given(data=st.data())
def test_no_mark_of_typora_is_overlooked(pattern: str, words: str, data: st.DataObject) -> None:
    """Whatever stands around a mark, and however its letters are written, it counts."""
    mark = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))
    text = f"# 题\n\n{data.draw(_PLAIN)} {mark}{data.draw(_PLAIN)}\n"

    detection = detect_typora(scan_source(Source("a.md", text)))

    assert words in detection.reason


_PLAIN = st.text(alphabet="一段 话。\n", max_size=9)
