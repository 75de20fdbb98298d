"""Wikilinks as links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from site_builder.links.rewrite import rewrite
from site_builder.links.wikilinks import normalise_target, resolve_wikilinks
from site_builder.model.note import Dialect, Document
from site_builder.model.source import Source, Span
from site_builder.scan.regions import find_regions
from site_builder.scan.wikilinks import find_wikilinks

TARGETS = {
    "揉面": "lessons/002.md",
    "揉面#手法": "lessons/002.md#手法",
    "手法": "lessons/002.md",
    "kneading": "lessons/002.md",
    "第一次发酵": "lessons/003.md",
    "3": "lessons/003.md",
}


def document_of(text: str) -> Document:
    """A note with the wikilinks of a text."""
    links = find_wikilinks(text, find_regions(text), Span(0, len(text)))
    return Document(Source("笔记.md", text), Dialect.OBSIDIAN, 1.0, wikilinks=links)


def shown_of(text: str) -> str:
    """The text with its wikilinks resolved, as it stands on a page below the root."""
    document = document_of(text)
    edits = resolve_wikilinks(document, TARGETS).value
    return rewrite(document.source, Span(0, len(text)), edits, "../")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("揉面", "揉面"),
        ("  揉  面.md ", "揉 面"),
        ("Kneading", "kneading"),
        ("假阳性率（false positive rate）", "假阳性率(false positive rate)"),
        ("./笔记\\揉面.MD", "笔记/揉面"),
        ("２", "2"),
        ("", ""),
    ],
)
def test_names_are_compared_by_meaning(name: str, key: str) -> None:
    """Width, case, blanks and the ending of a note's name do not matter."""
    normal = normalise_target(name)

    assert normal == key


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[揉面]]", "[揉面](../lessons/002.md)"),
        ("[[揉面|怎么揉]]", "[怎么揉](../lessons/002.md)"),
        ("[[笔记/揉面.md]]", "[揉面](../lessons/002.md)"),
        ("[[Kneading]]", "[Kneading](../lessons/002.md)"),
        ("[[3]]", "[3](../lessons/003.md)"),
        ("[[揉面#手法]]", "[揉面 > 手法](../lessons/002.md#手法)".replace(">", "&#62;")),
        ("[[揉面#没有|这里]]", "[这里](../lessons/002.md)"),
        ("[[揉面#^ab12|这里]]", "[这里](../lessons/002.md)"),
        ("[[#手法|上面]]", "[上面](../lessons/002.md)"),
        ("![[第一次发酵]]", "[第一次发酵](../lessons/003.md)"),
        ("| [[揉面\\|怎么揉]] |", "| [怎么揉](../lessons/002.md) |"),
    ],
)
def test_known_names_become_links(text: str, shown: str) -> None:
    """Notes, lessons, headings and embeds lead to their pages."""
    result = shown_of(text)

    assert result == shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[烤箱]]", "烤箱"),
        ("[[烤箱|哪种]]", "哪种"),
        ("[[烤箱#手法]]", "烤箱 &#62; 手法"),
        ("[[#没有]]", "没有"),
        ("![[讲义.pdf]]", "讲义.pdf"),
    ],
)
def test_unknown_names_are_marked_and_named(text: str, words: str) -> None:
    """Words that lead nowhere stay words, and the author is told."""
    outcome = resolve_wikilinks(document_of(text), TARGETS)

    (edit,), (diagnostic,) = outcome.value, outcome.diagnostics
    assert edit.text == (f'<span class="wikilink-unresolved" title="本站没有这一页">{words}</span>')
    assert diagnostic.code == "OBS102"
    assert diagnostic.span == Span(0, len(text))


@given(st.text(alphabet="ab揉面 `*_$|<>{}\"'&!~^=#(", max_size=12))
def test_words_never_act_as_markup(words: str) -> None:
    """Whatever a wikilink holds, the page has one link or one marked span for it."""
    text = f"[[{words}]]"
    document = document_of(text)

    shown = markdown(shown_of(text))

    assert shown.count("<a ") + shown.count("<span ") == len(document.wikilinks)
