"""The whole way from source texts to a site."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.align.ledger import keep_ledger
from site_builder.model.config import Config, SourceRule
from site_builder.model.note import Dialect
from site_builder.model.site import Catalog, Site
from site_builder.model.source import Source
from site_builder.pipeline import build_site

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates" / "pages").rglob("*.md"))
}

OUTLINE = """# 烘焙入门

* 烘焙入门 00:31:00 4 <https://www.bilibili.com/video/BV1aa411c7XY>

## 1 1.1.1 面粉的种类 05:30

## 2 2.1.2 揉面 10:00

[揉面的原理](https://example.org/knead)

## 3 3.2.1 第一次发酵 08:00

## 4 4.2.2 烘烤温度 07:30
"""
NOTES = """# 我的笔记

## 1 面团

### 1.1 面粉种类

- 高筋面粉蛋白质多

### 1.2 揉面

- 揉到扩展阶段

## 2 发酵与烘烤

### 2.1 第一次发酵

体积到两倍大

### 2.3 刀具保养

磨刀石要先泡水
"""


def site_of(*sources: Source, config: Config | None = None) -> Site:
    """The site of a few texts."""
    return build_site(sources, config or Config(), Catalog(), TEMPLATES).value


def test_sections_reach_their_lessons() -> None:
    """Each section stands on the lesson of its title; the odd one is unplaced."""
    site = site_of(Source("outline.md", OUTLINE), Source("notes.md", NOTES))

    placed = {p.heading: p.targets[0].lesson for p in site.alignment.pieces if p.path == "notes.md"}
    assert placed == {"1.1 面粉种类": 1, "1.2 揉面": 2, "2.1 第一次发酵": 3}
    assert [u.heading for u in site.alignment.unplaced] == ["2.3 刀具保养"]


def test_every_lesson_has_a_page() -> None:
    """The staged tree holds a page for each lesson, the home page first."""
    site = site_of(Source("outline.md", OUTLINE))

    paths = [page.path for page in site.pages]
    assert paths[0] == "index.md"
    assert [path for path in paths if path.startswith("lessons/")] == [
        f"lessons/00{number}.md" for number in (1, 2, 3, 4)
    ]


def test_order_of_the_sources_does_not_matter() -> None:
    """Same inputs, same site."""
    sources = Source("outline.md", OUTLINE), Source("notes.md", NOTES)

    forth, back = site_of(*sources), site_of(*reversed(sources))

    assert forth == back


def test_notes_without_an_outline_are_shown() -> None:
    """A folder of notes alone gives a site, and the page of unplaced notes holds them."""
    site = site_of(Source("notes.md", NOTES))

    unplaced = next(page.text for page in site.pages if page.path == "unplaced.md")
    assert "揉到扩展阶段" in unplaced
    assert not keep_ledger(site.documents, site.alignment).lost


def test_folder_without_sources_gives_a_site() -> None:
    """Nothing to read is no reason to fail."""
    outcome = build_site((), Config(), Catalog(), TEMPLATES)

    assert outcome.value.pages[0].path == "index.md"
    assert outcome.diagnostics


def test_personal_data_is_never_published() -> None:
    """Addresses and group numbers reach neither a page nor a list of removed text."""
    mail = "揉面问题发邮件 li.lei@example.com 给我，谢谢大家一直以来的支持"
    text = f"# 笔记\n\n### 揉面\n\n{mail}\n\nQQ群：123456789\n"
    site = site_of(Source("outline.md", OUTLINE), Source("notes.md", text))

    pages = "".join(page.text for page in site.pages)
    assert "example.com" not in pages
    assert "123456789" not in pages
    assert [r.code for d in site.documents for r in d.removals] == ["PRV101"]


LINES = st.sampled_from(
    [
        "# 笔记",
        "## 1 1.1.1 面粉的种类 05:30",
        "## 2 2.1.2 揉面 10:00",
        "### 1.1 面粉种类",
        "# P2",
        "01 第一门课 面团",
        "1.1 第一周:面粉",
        "1.1 欢迎(Welcome)",
        "- 一条",
        "见注[^1]和[^a]",
        "[^1]: 注，又见[^a]",
        "[^a]: 再注[^1] a@example.org",
        "> [^1]: 引",
        "  - 里面一条",
        "    接着写",
        "1. 第一",
        "段落文字 $x$",
        "$$",
        "```",
        "---",
        "-----",
        "",
        "",
        "| a | b |",
        "| - | - |",
        "> [!note] 注意",
        "%%隐藏%%",
        "![[图.png|300]]",
        "[[揉面]]",
        "#标签/子标签",
        "[00:59](https://www.bilibili.com/video/BV1xx411c7XZ?p=2#t=59.9)",
        "[第二部分_哔哩哔哩_bilibili](https://www.bilibili.com/video/BV1xx411c7XZ?p=2)",
        "本文由网友投稿,观点只代表作者",
        "相关文章",
        "{% include relref.html %}",
        "<hr class='reviewline'/>",
        "参考资料快照",
        "联系 a@example.com",
        "图片",
        "<script>alert(1)</script>",
        "<!-- 注释",
        "-->",
    ]
)


@pytest.mark.parametrize("dialect", [None, *Dialect])
@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINES, max_size=25))
def test_no_line_is_lost_or_shown_twice(dialect: Dialect | None, lines: list[str]) -> None:
    """Whatever lines in whatever dialect, each non-blank one ends in exactly one place."""
    rules = () if dialect is None else (SourceRule("notes.md", dialect),)
    source = Source("notes.md", "\n".join(lines))

    site = site_of(Source("outline.md", OUTLINE), source, config=Config(sources=rules))

    ledger = keep_ledger(site.documents, site.alignment)
    assert ledger.lost == ()
    assert ledger.repeated == ()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_site(text: str) -> None:
    """Whatever the text, the build ends with a site in which no line is lost."""
    site = site_of(Source("outline.md", OUTLINE), Source("notes.md", text.replace("\r", "")))

    assert keep_ledger(site.documents, site.alignment).lost == ()
