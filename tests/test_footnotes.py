"""Footnotes of notes that several lessons share: text and footnote stay together."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from site_builder.align.ledger import keep_ledger
from site_builder.model.config import Config
from site_builder.model.site import Catalog, Home, Site
from site_builder.model.source import Source
from site_builder.pipeline import build_site
from tests.support.built_page import build
from tests.support.folders import OUTLINE, run, write_folder

TEMPLATES = {
    f"pages/{path.name}": path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[1] / "templates" / "pages").glob("*.md"))
}
NOTES = """# 我的笔记

## 面粉的种类

高筋面粉[^1]吸水多[^gluten]。

## 第一次发酵

体积到两倍大[^1]，`a[^1]` 是代码。

## 磨刀

先泡水[^stone]。

[^1]: 蛋白质 $p > 12$，见[面粉](https://example.org/flour)
[^gluten]: 面筋，又见[^deep]。

    第二段。

[^deep]: 谷蛋白。
[^stone]: 油石不用。
[^idle]: 没有人提到。
"""


def site_of(*notes: str) -> Site:
    """The site of a course with ``notes``, each a source of its own."""
    sources = [Source(f"notes-{number}.md", text) for number, text in enumerate(notes)]
    return build_site(
        [Source("outline.md", OUTLINE), *sources], Config(), Catalog(), TEMPLATES
    ).value


def page(site: Site, path: str) -> str:
    """The HTML of a page as its engine makes it."""
    text = next(page.text for page in site.pages if page.path == path)
    return build(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL))


def notes_below(html: str) -> list[str]:
    """The words of the footnotes of a page."""
    below = html.partition('<div class="footnote">')[2]
    items = re.findall(r"<li id=.*?</li>", below, re.DOTALL)
    return [re.sub(r"<[^>]+>|&#\d+;|\s", "", item) for item in items]


@pytest.mark.parametrize(
    ("path", "count", "first"),
    [("lessons/001.md", 3, "蛋白质"), ("lessons/003.md", 1, "蛋白质"), ("unplaced.md", 1, "油石")],
)
def test_a_page_has_the_footnotes_that_it_refers_to(path: str, count: int, first: str) -> None:
    """A page shows the footnotes of its own text and those that they refer to, and no other."""
    html = page(site_of(NOTES), path)

    notes = notes_below(html)

    assert len(notes) == count
    assert notes[0].startswith(first)


def test_links_between_text_and_footnote_hold() -> None:
    """Every anchor exists once on its page, and every link within the page leads to one."""
    html = page(
        site_of(NOTES, "# 乙\n\n## 面粉的种类\n\n另一篇[^1]。\n\n[^1]: 另一条。\n"),
        "lessons/001.md",
    )

    ids = Counter(re.findall(r'\bid="([^"]+)"', html))
    targets = set(re.findall(r'href="#([^"]+)"', html))

    assert max(ids.values()) == 1
    assert targets <= set(ids)
    assert len([name for name in ids if name.startswith("fn:")]) == 4


def test_a_footnote_ends_where_its_references_end() -> None:
    """The ledger gives a footnote the home of the lines that refer to it; nothing is lost."""
    site = site_of(NOTES)
    ledger = keep_ledger(site.documents, site.alignment)

    homes = {
        line: (entry.home, entry.detail)
        for entry in ledger.entries
        if entry.path == "notes-0.md"
        for line in range(entry.first_line, entry.last_line + 1)
    }
    assert (ledger.lost, ledger.repeated) == ((), ())
    assert homes[15] == (Home.LESSON, "1 3")
    assert homes[16] == homes[18] == homes[20] == (Home.LESSON, "1")
    assert homes[21][0] is homes[22][0] is Home.UNPLACED


def test_a_source_cited_in_a_footnote_belongs_to_its_lessons() -> None:
    """An address in a footnote is listed with every lesson that refers to the footnote."""
    site = site_of(NOTES)

    cited = {citation.url: citation.lessons for citation in site.citations}

    assert cited["https://example.org/flour"] == (1, 3)


def test_a_footnote_that_nothing_refers_to_is_text() -> None:
    """It stands where its author put it, as written."""
    html = page(site_of(NOTES), "unplaced.md")

    assert "[^idle]: 没有人提到。" in html.replace("&#91;", "[")
    assert "没有人提到" not in "".join(notes_below(html))


def test_marks_of_footnotes_are_no_words() -> None:
    """What is searched and previewed has no brackets of footnotes."""
    site = site_of(NOTES)

    words = [b.words for d in site.documents for s in d.sections for b in s.blocks]

    assert "高筋面粉吸水多。" in words
    assert not [text for text in words if "[^1]" in text and "代码" not in text]


def test_a_strict_build_with_footnotes_passes(tmp_path: Path) -> None:
    """No anchor is missing on any page."""
    write_folder(tmp_path / "content", {"outline.md": OUTLINE, "notes.md": NOTES})

    done = run("site-builder", "build", "content", "--strict", folder=tmp_path)

    assert done.returncode == 0, done.stderr
