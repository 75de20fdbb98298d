"""Formulas on built pages."""

from __future__ import annotations

import logging
import re

import pytest
from markdown import markdown

from site_builder.shell import markdown_math
from tests.support.built_page import build

ALONE = "site_builder.shell.markdown_math:MathExtension"


def test_extension_works_on_its_own() -> None:
    """Any engine that knows Python-Markdown extensions by their path can use it."""
    html = markdown("式 \\(x<y\\)\n\n\\[\na\n\\]\n", extensions=[ALONE])

    assert html.count("<x-math>") == 1
    assert html.count('<x-math class="display">') == 1
    assert "\\(" not in html


@pytest.mark.parametrize(
    "text",
    [
        "| a |\n|---|\n| \\(x\\) |",
        "- 甲\n\n    \\[x\\]",
        "> \\[x\\]",
        "## 甲 \\(x\\)",
        "**\\(x\\)**",
    ],
)
def test_formula_is_typeset_wherever_it_stands(text: str) -> None:
    """Tables, lists, quotes, headings and bold text hold formulas."""
    assert build(text).count('<annotation encoding="application/x-tex">x</annotation>') == 1


def test_heading_gets_its_anchor_from_the_tex() -> None:
    """The anchor of a heading is its words and the TeX, not the typeset formula."""
    assert '<h2 id="参数-theta_1">' in build("## 参数 \\(\\theta_1\\)")


@pytest.mark.parametrize("text", ["`\\(x\\)`", "```\n\\[x\\]\n```", "\\\\(x\\\\)", "价格 $5和$6"])
def test_what_is_no_formula_stays_text(text: str) -> None:
    """Code, escaped brackets and prices are left alone."""
    assert "<x-math" not in build(text)


@pytest.mark.parametrize("text", ["当 \\(x\\)，则", "（即 \\(x\\)）。", "| \\(x\\)、 |\n|---|"])
def test_punctuation_stays_on_the_line_of_its_formula(text: str) -> None:
    """No line begins with the comma or bracket behind a formula."""
    assert re.search(r'<span class="tied"><x-math>.+</x-math>[，）、]。?</span>', build(text))


def test_tied_formula_breaks_at_its_relations() -> None:
    """A long formula before a comma may go on in the next line."""
    tied, free = build("\\(a = b\\)，"), build("\\(a = b\\) 甲")

    assert (tied.count("<wbr>"), free.count("<wbr>")) == (1, 0)


def test_display_is_not_tied_to_what_follows() -> None:
    """A formula on a line of its own is left as it is."""
    assert "tied" not in build("\\[\nx\n\\]\n\n，甲")


def test_bad_formula_shows_its_tex_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A formula that fails shows as code and counts in strict mode."""
    with caplog.at_level(logging.WARNING, logger="mkdocs.plugins.site_builder"):
        html = build("\\(\\foo<\\)")

    assert '<code class="math-error" title="KaTeX parse error' in html
    assert "\\foo&lt;</code>" in html
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_missing_typesetter_is_told_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without KaTeX formulas stay readable as TeX, and one warning says why."""
    monkeypatch.setattr(markdown_math, "is_installed", lambda: False)
    markdown_math._warn_missing.cache_clear()

    with caplog.at_level(logging.WARNING, logger="mkdocs.plugins.site_builder"):
        html = build("\\(a<b\\) 与 \\(c\\)")

    assert '<code class="math-source">a&lt;b</code>' in html
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("取 \\(x\\)，再", '<span class="tied">⟦x⟧，</span>'),
        ("（\\(x\\) 与 \\(y\\)）", '<span class="tied">（⟦x⟧</span>'),
        ("设\\(x\\)是", '设<span class="gap-before gap-behind">⟦x⟧</span>是'),
        ("设\\(x\\)。", '设<span class="tied gap-before">⟦x⟧。</span>'),
        ("a \\(x\\) b", "a ⟦x⟧ b"),
    ],
)
def test_a_formula_holds_on_to_its_punctuation(text: str, wrapped: str) -> None:
    """What belongs to a formula is tied to it; a Han character beside it leaves a gap."""
    html = re.sub(
        r"<x-math>.*?<annotation[^>]*>(.*?)</annotation>.*?</x-math>", r"⟦\1⟧", build(text)
    )

    assert wrapped in html
