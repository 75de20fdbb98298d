"""Raw HTML of notes: what shapes text stays, what could harm a reader goes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.links.html import sanitise_html
from site_builder.links.rewrite import rewrite
from site_builder.model.note import Dialect, Document, Edit, Removal
from site_builder.model.source import Source, Span
from site_builder.scan.links import find_images
from site_builder.scan.regions import find_regions
from site_builder.scan.scanned import scan_source
from site_builder.scan.wikilinks import find_wikilinks
from tests.support.built_page import build, stage

NEVER = frozenset(
    ["base", "embed", "form", "iframe", "link", "meta", "object", "script", "style", "template"]
)

PIECES = st.sampled_from(
    [
        *("- ", "1. ", "> ", "```", "~~~", "$$", "\n", "\n\n", "    ", "\t", "字", "#", " "),
        *("<b>", "</b>", "<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg onload=1>"),
        *("<!--", "-->", "\\(", "\\)", "\\[", "\\]", "$", "`", "``", "!!! n\n", "[^1]: ", "[x]("),
        *("javascript:1", ")", "{onclick=1}", '{: onclick="1" }', "*a*", "[d]: ", "[x][d]"),
        *("<div>", "</div>", "<p ", "onclick=1", ">", '<a href="javascript:1">', '"', "'"),
        *("&#106;avascript:1", "<div markdown=1>", "<details>", "|---|\n", "![", "](x.png)"),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<font color="red">红</font> H<sub>2</sub>O<br/>', None),
        ("<kbd>Ctrl</kbd> <u>下划线</u> <mark>重点</mark>", None),
        ('<a href="b.md" title="t">乙</a>', None),
        ("<!-- 注释 -->", None),
        ("<https://example.org/a> <a@example.org>", "<https://example.org/a> &lt;a@example.org>"),
        ("vector<int> 与 a<b", "vector&lt;int> 与 a&lt;b"),
        ("若 a<b 且 c>d", "若 a&lt;b 且 c>d"),
        ("`vector<int>` $a < b$", "`vector<int>` \\(a < b\\)"),
        ("$a<b$", "\\(a< b\\)"),
        ("一<script>alert(1)\n\n</script>二", "一二"),
        ("<blink>闪</blink>", "闪"),
        ('<font color="red" onclick="x()">红</font>', '<font color="red">红</font>'),
        ('<p style="color:red">红</p>', None),
        ('<p style="background:url(x)">红</p>', "<p>红</p>"),
        ('<div class="md-overlay note">甲</div>', '<div class="note">甲</div>'),
        ('<a href="javascript:x()">甲</a>', "<a>甲</a>"),
        ("<b>没有结尾", "没有结尾"),
        ("结尾</div>", "结尾"),
        ('<iframe src="//example.org/v?a=1"></iframe>', "<https://example.org/v?a=1>"),
        ("<x-tool onclick=1>甲</x-tool>", "&lt;x-tool onclick=1>甲&lt;/x-tool>"),
        ("*甲*{onclick=1}", "*甲*&#123;onclick=1}"),
        ("*甲*{ .note title=乙 }", None),
        ("```{.mermaid onclick=1}\na\n```", "```mermaid\na\n```"),
        ("[甲](javascript:x)", "甲"),
        ("[甲](javascript&#58;x)", "甲"),
        ("[甲](\njava\tscript:x)", "[甲](#\njava\tscript:x)"),
        ("[甲 [乙 [丙]]](javascript:x)", "[甲 [乙 [丙]]](#javascript:x)"),
        ("[1]: javascript:x", "[1]:# javascript:x"),
        ("[甲](b.md) [乙](mailto:a@example.org) [^1]: note: x", None),
        ("甲 ` 乙", "甲 &#96; 乙"),
    ],
)
def test_source_after_sanitising(text: str, expected: str | None) -> None:
    """Each form comes out as expected; None stands for no change."""
    assert stage(text)[0] == (text if expected is None else expected)


def test_markdown_within_a_block_is_read() -> None:
    """Behind a blank line the content of a block is Markdown, as in CommonMark."""
    staged, _ = stage("<details><summary>题</summary>\n\n- 甲\n  - 乙\n\n</details>\n")

    html = build(staged)

    assert "<summary>题</summary>" in html
    assert "<li>甲<ul>" in html


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("<script>1</script>", "HTM101", "`<script>` is left out"),
        ('<b onclick="x">甲</b>', "HTM101", "`onclick` of `<b>` is left out"),
        ("[甲](javascript:x)", "HTM102", "link to `[甲](javascript:x)` is taken out"),
        ("<blink>甲</blink>", "HTM103", "`<blink>` is left out (2 places)"),
        ("<b>甲", "HTM103", "`<b>` without its other half is left out"),
    ],
)
def test_what_is_left_out_is_named(text: str, code: str, words: str) -> None:
    """Every removal is named, alike ones once with their number."""
    assert [(d.code, d.message) for d in stage(text)[1]] == [(code, words)]


def test_a_removed_line_needs_no_change() -> None:
    """Lines that are not published are neither changed nor reported."""
    source = Source("notes.md", "<script>1</script>\n正文\n")
    removal = Removal(source.line_span(1), "ART101", "notice")
    document = Document(source, Dialect.PLAIN, 1.0, removals=(removal,))

    outcome = sanitise_html(document, scan_source(source))

    assert outcome.value == ()
    assert outcome.diagnostics == ()


def test_change_lost_to_another_pass_is_not_taken_for_granted() -> None:
    """A wikilink gives way to the picture in it, so its words are still looked at."""
    text = "[[<svg onload=1>![](a.png)]]"
    source, regions = Source("notes.md", text), find_regions(text)
    whole = Span(0, len(text))
    document = Document(
        source,
        Dialect.PLAIN,
        1.0,
        images=find_images(text, regions, whole),
        wikilinks=find_wikilinks(text, regions, whole),
    )

    edits = sanitise_html(document, scan_source(source)).value

    assert "<svg" not in rewrite(source, whole, edits, "")


def test_what_a_note_hides_stays_hidden() -> None:
    """Where a tag must change and holds something that the note replaces, the whole tag goes."""
    text = '<b title="13800000000" onclick="x">甲</b>'
    source = Source("notes.md", text)
    hidden = Edit(Span(10, 21), "（已移除）")
    document = Document(source, Dialect.PLAIN, 1.0, edits=(hidden,))

    edits = sanitise_html(document, scan_source(source)).value

    assert rewrite(source, Span(0, len(text)), edits, "") == "甲</b>"


class _Harm(HTMLParser):
    """Collects what could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NEVER:
            self.found.append(tag)
        for name, value in attrs:
            target = (value or "").strip().lower() if name in ("href", "src") else ""
            if name.startswith("on") or target.startswith(("javascript:", "data:text")):
                self.found.append(f"{tag} {name}={value}")


@given(st.lists(PIECES, max_size=22).map("".join))
@settings(max_examples=400, deadline=None)
def test_no_page_can_harm_a_reader(text: str) -> None:
    """Whatever the note, the built page runs nothing and links to no script."""
    page = _Harm()

    page.feed(re.sub(r"<x-math.*?</x-math>", "", build(stage(text)[0]), flags=re.DOTALL))

    assert page.found == []
