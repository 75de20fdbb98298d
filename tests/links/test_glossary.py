"""Terms within running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.links.glossary import (
    _collect_names,
    _name_at,
    _start_of,
    explain_term,
    find_terms,
    link_terms,
    term_anchors,
)
from site_builder.links.rewrite import disjoint, rewrite
from site_builder.model.glossary import Term
from site_builder.model.note import Document, Edit
from site_builder.model.source import Span
from tests.pages.samples import note, place
from tests.support.built_page import build

TERMS = (
    Term("学习率", "learning rate", "每一步的幅度", (1,)),
    Term("学习率衰减", "learning rate decay", "越走越小", (1,)),
    Term("循环网络", "RNN", "", ()),
    Term("批", "b", "", ()),
)


def _linked(text: str, edits: tuple[Edit, ...] = ()) -> str:
    """``text`` under a heading on lesson 1, its terms linked; definitions left out."""
    document = note("a.md", f"## 标题\n\n{text}\n")
    uses = find_terms([document], place(document, {0: [1]}), {"a.md": edits}, TERMS)
    links = link_terms([document], uses, TERMS).get("a.md", ())
    shown = rewrite(document.source, Span(0, len(document.source.text)), links, "")
    for term in TERMS:
        shown = shown.replace(f' "{explain_term(term)}"', "")
    return shown.removeprefix("## 标题\n\n").removesuffix("\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("把学习率调小", "把[学习率](glossary.md#learning-rate){ .term }调小"),
        ("学习率衰减", "[学习率衰减](glossary.md#learning-rate-decay){ .term }"),
        ("**学习率**很大", "**[学习率](glossary.md#learning-rate){ .term }**很大"),
        ("Learning Rate 大", "[Learning Rate](glossary.md#learning-rate){ .term } 大"),
        ("用RNN做", "用[RNN](glossary.md#rnn){ .term }做"),
    ],
)
def test_a_term_is_linked_within_running_text(text: str, shown: str) -> None:
    """Chinese needs no blanks around a term; the longest name counts; case of words does not."""
    assert _linked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "`学习率`",
        "$学习率_1$",
        "$$\n\\text{学习率}\n$$",
        "```\n学习率\n```",
        "[学习率](https://example.org)",
        "[说学习率的页][1]",
        "见 [[学习率]]",
        "![学习率](a.png)",
        "<a href='x'>学习率</a>",
        '<span title="学习率">甲</span>',
        "https://example.org/学习率",
        "> ## 学习率",
        "#学习率 的标签",
        "!学习率",
        "[学习率]",
        "learning rates",
        "relearning rate",
        "rnn",
        "一批",
        "[^学习率]: 脚注",
        '??? question "学习率多大？"',
        '!!! note "学习率"',
    ],
)
def test_what_is_no_running_text_is_left_alone(text: str) -> None:
    """Code, formulas, links, pictures, HTML, headings, parts of Latin words, single characters."""
    assert _linked(text) == text


def test_only_the_first_use_on_a_page_is_linked() -> None:
    """A term used again on the same lesson is found, but is no link; on another lesson it is."""
    document = note("a.md", "## 甲\n\n学习率，学习率\n\n## 乙\n\n学习率\n\n## 丙\n\n学习率\n")
    alignment = place(document, {0: [1], 1: [1, 2], 2: [2, 1]})

    uses = find_terms([document], alignment, {}, TERMS)

    assert [(use.lessons, use.first) for use in uses] == [
        ((1,), True),
        ((1,), False),
        ((1, 2), False),
        ((2, 1), True),
    ]
    assert len(link_terms([document], uses, TERMS)["a.md"]) == 2


def test_each_note_gets_its_own_links() -> None:
    """Links of several notes are told apart; a note without a term has none."""
    notes = [note(f"{name}.md", f"## 标题\n\n{text}\n") for name, text in (
        ("a", "学习率"), ("b", "无"), ("c", "RNN 与学习率衰减"),
    )]  # fmt: skip
    uses = [
        use
        for number, one in enumerate(notes, 1)
        for use in find_terms([one], place(one, {0: [number]}), {}, TERMS)
    ]

    links = link_terms(notes, uses, TERMS)

    assert {path: len(edits) for path, edits in links.items()} == {"a.md": 1, "c.md": 2}


def test_what_another_pass_replaces_is_left_alone() -> None:
    """A replacement hides the words it replaces, an insertion those around it."""
    start = len("## 标题\n\n")

    replaced = _linked("学习率 学习率", (Edit(Span(start, start + 2), "x"),))
    torn = _linked("学习率 学习率", (Edit(Span(start + 1, start + 1), "x"),))

    assert replaced == torn == "学习率 [学习率](glossary.md#learning-rate){ .term }"


def test_unplaced_notes_have_no_terms() -> None:
    """Only lessons and other videos are searched."""
    document = note("a.md", "## 甲\n\n学习率\n")

    assert find_terms([document], place(document, {}), {}, TERMS) == ()


def test_each_entry_has_an_id_of_its_own() -> None:
    """English first, Chinese where there is none, a number where two are equal."""
    terms = [Term("甲", "a b!", "", ()), Term("乙 丙", "", "", ()), Term("丁", "A-B", "", ())]

    assert term_anchors(terms) == ("a-b", "乙-丙", "a-b-2")


def test_the_built_page_shows_words_and_definition_as_written() -> None:
    """Marks in a definition act as nothing, in a table and in emphasis either."""
    terms = (replace(TERMS[0], text='a*b* | `c` "d" (e) <i> [f](g) $h$ & _i_'),)
    document = note("a.md", "## 标题\n\n| 量 | 值 |\n| --- | --- |\n| **学习率** | 1 |\n")
    uses = find_terms([document], place(document, {0: [1]}), {}, terms)
    edits = link_terms([document], uses, terms)["a.md"]

    html = build(rewrite(document.source, Span(0, len(document.source.text)), edits, ""))

    title = html.partition('#learning-rate" title="')[2].partition('"')[0]
    assert '<td><strong><a class="term" href="glossary.md#learning-rate"' in html
    assert ">学习率</a></strong></td>" in html
    assert "<em>" not in html
    assert "<code>" not in html
    assert title.startswith("学习率（learning rate）：a&#42;b&#42; &#124; &#96;c&#96; &#34;d&#34;")


@given(st.text(alphabet="学习率衰减[]()*`$<a>!#\n |{}RN", max_size=80))
def test_any_text_gives_edits_in_order(text: str) -> None:
    """No text makes the pass fail, and its edits never overlap."""
    document = note("a.md", f"## 标题\n\n{text}\n")
    uses = find_terms([document], place(document, {0: [1]}), {}, TERMS)

    edits = link_terms([document], uses, TERMS).get("a.md", ())

    assert disjoint(edits)
    assert all(_is_term(document, use.span) for use in uses)


def _is_term(document: Document, span: Span) -> bool:
    names = {name.lower() for term in TERMS for name in (term.zh, term.en)}
    return document.source.slice(span).lower() in names


PAIRS = (("梯度下降", "gradient descent"), ("门控", "GRU"), ("ß 项", "K 值"), ("一", "x"))
NAMED = tuple(Term(zh, en, "", ()) for zh, en in PAIRS)


@given(st.text("梯度下降门控gGrRuUadient sceßK值项_9，", max_size=40))
def test_no_name_is_passed_over(text: str) -> None:
    """Whatever a name begins with is among the characters at which one is looked for."""
    lexicon = _collect_names(NAMED)
    assert lexicon.firsts is not None

    for start in range(len(text)):
        names = lexicon.by_start.get(_start_of(text, start), ())
        if _name_at(text, start, names) is not None:
            assert lexicon.firsts.match(text, start), (text, start)
