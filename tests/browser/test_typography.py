"""Chinese as a book sets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NOTES = """---
lesson: 1
---

# 揉面的要领

水要分三次加，
每次都等它吸干。
用 Python 算吸水率，
再称 65 克。

第二段里*要紧*的话。
"""

OUTLINE = """# 面包课

## 1 1.1.1 揉面 10:00
"""


@pytest.fixture(scope="module")
def bread(build_course: Callable[..., str]) -> str:
    """Address of a course with one note."""
    return build_course({"outline.md": OUTLINE, "notes.md": NOTES})


@pytest.fixture
def page(browser: Browser, bread: str) -> Iterator[Page]:
    """The lesson of that note."""
    opened = browser.new_page(locale="zh-CN", viewport={"width": 1440, "height": 900})
    opened.goto(bread + "lessons/001/", wait_until="networkidle")
    yield opened
    opened.close()


def test_a_line_break_between_han_characters_leaves_no_blank(page: Page) -> None:
    """Lines of a note run on; what breaks before Latin keeps nothing but its own blanks."""
    text = page.inner_text("p:has-text('水要分')")

    assert text == "水要分三次加，每次都等它吸干。用 Python 算吸水率，再称 65 克。"


def test_han_and_latin_are_set_apart_by_the_browser(page: Page) -> None:
    """Text that has no blanks there is wider with ``text-autospace`` than without."""
    wider = page.evaluate(
        """() => {
          if (!CSS.supports("text-autospace", "normal")) return null
          const probe = document.createElement("span")
          probe.textContent = "用Python算65克"
          document.querySelector("article p").append(probe)
          const set = probe.getBoundingClientRect().width
          probe.style.textAutospace = "no-autospace"
          return set - probe.getBoundingClientRect().width
        }"""
    )

    assert wider is None or wider > 0


def test_a_heading_has_a_readable_address(page: Page) -> None:
    """The anchor is made of the words of the heading, and leads to it."""
    page.locator(".md-typeset :is(h2, h3):has-text('揉面的要领') .headerlink").click()

    page.wait_for_selector(":target")
    assert page.evaluate("decodeURIComponent(location.hash)").endswith("揉面的要领")
    assert page.evaluate("document.querySelector(':target').textContent").startswith("笔记")


def test_words_are_set_in_fonts_of_the_reader(page: Page) -> None:
    """No font is loaded but those of formulas, and no page without formulas loads any."""
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status !== 'unloaded').map(f => f.family)"
    )
    family = page.evaluate("getComputedStyle(document.querySelector('article p')).fontFamily")

    assert loaded == []
    assert "PingFang SC" in family
    assert "Noto Sans CJK SC" in family


def test_emphasis_of_han_is_dots_and_no_slant(page: Page) -> None:
    """Chinese has no italics."""
    style = page.evaluate(
        """() => {
          const style = getComputedStyle(document.querySelector("article em"))
          return [style.fontStyle, style.textEmphasisStyle]
        }"""
    )

    assert style[0] == "normal"
    assert "dot" in style[1]


def test_times_have_figures_of_one_width(page: Page) -> None:
    """Durations stand in a column; their figures must not dance."""
    variants = page.eval_on_selector_all(
        ".time", "all => all.map(time => getComputedStyle(time).fontVariantNumeric)"
    )

    assert set(variants) == {"tabular-nums"}
