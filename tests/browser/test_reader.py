"""What a reader does on a page: copies a formula, marks a lesson as read, comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.folders import OUTLINE
from tests.support.pictures import drawn

pytestmark = pytest.mark.browser

NOTES = r"""---
lesson: 1
---

# 我的笔记

## 吸水

设 $w_1 = \frac{a}{b}$ 为吸水率。

$$
\begin{aligned}
y &= x \\
z &= 2
\end{aligned}
$$

没有公式的一段。

![渐变](images/large.png)

![圆角](images/round.svg)

| 式子 | 说明 |
| --- | --- |
| $w^{[l]} := w^{[l]} - \alpha \, dw^{[l]}$ | WORDS |

## 宽

$$x_1 + x_2 + x_3 + x_4 + x_5 + x_6 + x_7 + x_8 + x_9 + x_{10} + x_{11} + x_{12} + x_{13} + x_{14}$$

行内 $\frac{x_1 + x_2 + x_3 + x_4 + x_5 + x_6 + x_7 + x_8 + x_9 + x_{10} + x_{11}
+ x_{12} + x_{13} + x_{14} + x_{15} + x_{16} + x_{17} + x_{18} + x_{19} + x_{20}}{2}$ 也宽。
"""
ROUND = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">
<style>rect { fill: #eee } @media (prefers-color-scheme: dark) { rect { fill: #222 } }</style>
<rect width="200" height="100" rx="40"/></svg>"""
SELECT = """([from, to]) => {
  const range = document.createRange()
  range.setStart(from ? document.querySelector(from) : document.body, 0)
  const end = document.querySelector(to)
  range.setEnd(end, end.childNodes.length)
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""


@pytest.fixture(scope="module")
def course(build_course: Callable[..., str]) -> str:
    """A course of four lessons, one with formulas."""
    pictures = {"images/large.png": drawn("PNG"), "images/round.svg": ROUND}
    return build_course(
        {
            "outline.md": OUTLINE,
            "notes.md": NOTES.replace("WORDS", "旁边的话很长，" * 9),
            **pictures,
        }
    )


@pytest.fixture
def page(browser: Browser, course: str) -> Iterator[Page]:
    """A new reader's window, on a phone."""
    context = browser.new_context(
        locale="zh-CN",
        viewport={"width": 390, "height": 800},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(f"{course}lessons/001/")
    yield page
    context.close()


def copied(page: Page) -> str:
    """What the keyboard copies of the selection."""
    page.keyboard.press("Control+c")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_sentence_is_copied_with_its_tex(page: Page) -> None:
    """The formula within a copied sentence is TeX between dollars, once."""
    page.evaluate(SELECT, ["#吸水 + p", "#吸水 + p"])

    assert copied(page) == r"设 $w_1 = \frac{a}{b}$ 为吸水率。"


def test_a_part_of_a_formula_is_copied_whole(page: Page) -> None:
    """Who selects only some signs of a formula gets all its TeX."""
    page.evaluate(SELECT, ["x-math .mfrac", "x-math .mfrac"])

    assert copied(page) == r"$w_1 = \frac{a}{b}$"


def test_paragraphs_keep_their_lines(page: Page) -> None:
    """A display formula stands on lines of its own between the paragraphs around it."""
    page.evaluate(SELECT, ["#吸水 + p", "x-math.display + p"])

    lines = [line for line in copied(page).split("\n") if line.strip()]

    assert lines == [
        r"设 $w_1 = \frac{a}{b}$ 为吸水率。",
        r"$$\begin{aligned} y &= x \\ z &= 2 \end{aligned}$$",
        "没有公式的一段。",
    ]


def test_text_without_formulas_is_left_to_the_browser(page: Page) -> None:
    """Nothing of ours touches what holds no formula."""
    page.evaluate(SELECT, ["x-math.display + p", "x-math.display + p"])

    assert copied(page) == "没有公式的一段。"


def test_wide_formulas_scroll_within_themselves(page: Page) -> None:
    """On a phone the page keeps its width; both kinds of formula scroll and take the focus."""
    page.wait_for_selector("x-math.wide[tabindex]")

    widths = page.eval_on_selector_all(
        "x-math[tabindex]", "all => all.map(one => one.scrollWidth > one.clientWidth)"
    )
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

    assert widths == [True, True]
    assert overflow == 0


def test_a_large_picture_comes_as_webp(page: Page) -> None:
    """The browser takes the smaller file, in the size that the page keeps free, and enlarges it."""
    picture = page.get_by_alt_text("渐变")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('img[alt=渐变]').complete")
    taken = picture.evaluate(
        "img => [img.currentSrc.split('/').at(-1), img.naturalWidth, img.loading]"
    )

    picture.click()

    assert taken == ["large.png.webp", 400, "lazy"]
    shown = page.get_attribute("#site-picture img", "src") or ""
    assert shown.endswith("large.png.webp")


def test_a_lesson_is_marked_as_read_and_shows_on_the_map(page: Page, course: str) -> None:
    """The button and the key mark it, the map shows it in shape and words, and again undoes it."""
    button = page.locator(".progress-mark button")
    button.click()
    pressed = button.get_attribute("aria-pressed")
    page.goto(course)
    name = page.get_attribute(".cell.read", "aria-label")
    summary = page.inner_text(".progress")
    page.goto(f"{course}lessons/001/")
    page.keyboard.press("m")
    again = button.get_attribute("aria-pressed")
    page.goto(course)

    assert pressed == "true"
    assert name == "第 1 课 面粉的种类，有笔记，已读"
    assert "已读 1 / 4 课" in summary
    assert again == "false"
    assert page.locator(".cell.read").count() == 0


def test_a_reader_goes_on_where_reading_stopped(page: Page, course: str) -> None:
    """The home page leads back to the lesson and to the heading that was on the screen."""
    page.eval_on_selector("#宽", "heading => heading.scrollIntoView()")
    page.wait_for_timeout(700)
    page.goto(course)

    page.click("a.resume")

    page.wait_for_url(f"{course}lessons/001/#*")
    assert page.evaluate("decodeURIComponent(location.hash)") == "#宽"


def test_progress_survives_instant_navigation(page: Page, course: str) -> None:
    """Pages that come without a reload have their button and their marks."""
    page.evaluate("globalThis.sameDocument = true")
    page.click(".steps .next")
    page.wait_for_url(f"{course}lessons/002/")
    page.wait_for_selector(".lesson[data-lesson='2']")  # the address changes first
    page.click(".progress-mark button")
    page.click(".crumbs a")
    page.wait_for_url(course)
    page.wait_for_selector(".cell.read")

    assert page.inner_text(".cell.read") == "2"
    assert page.locator(".progress").count() == 1
    assert page.evaluate("globalThis.sameDocument === true")


def test_a_reader_can_forget_it_all(page: Page, course: str) -> None:
    """One button clears what was read and where reading stopped."""
    page.click(".progress-mark button")
    page.goto(course)
    hint_before = page.is_visible("article .hint")

    page.click(".progress button")

    assert not hint_before
    assert page.is_visible("article .hint")
    assert page.locator(".cell.read, .progress").count() == 0
    page.reload()
    assert page.locator(".cell.read, .progress").count() == 0


def test_a_browser_that_keeps_nothing_reads_on(page: Page, course: str) -> None:
    """Where storage is refused, the page works and complains of nothing."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )

    page.goto(f"{course}lessons/002/")
    page.click(".progress-mark button")

    assert [text for text in complaints if text != "no"] == []
    assert page.is_visible(".progress-mark button")


def test_pictures_do_not_glare_in_the_dark(browser: Browser, course: str) -> None:
    """A dark page dims them until one is pointed at, and leaves alone what has dark colours."""
    context = browser.new_context(color_scheme="dark", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(course + "lessons/001/", wait_until="networkidle")
    filters = "picture => getComputedStyle(picture).filter"
    photo, drawing = page.locator("img[src$=png]"), page.locator("img[src$=svg]")

    dimmed, kept = photo.evaluate(filters), drawing.evaluate(filters)
    photo.hover()
    seen = photo.evaluate(filters)
    context.close()

    assert dimmed.startswith("brightness(0.")
    assert (kept, seen) == ("none", "none")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_drawing_with_round_corners_stands_on_the_page(
    browser: Browser, course: str, scheme: str
) -> None:
    """Behind its corners is the paper of the page, on the page and in full size."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(course + "lessons/001/", wait_until="networkidle")
    background = "of => getComputedStyle(document.querySelector(of)).backgroundColor"

    paper = page.evaluate(background, "body")
    small = page.evaluate(background, "img[src$=svg]")
    page.click("img[src$=svg]")
    large = page.evaluate(background, "#site-picture img")
    context.close()

    assert (small, large) == (paper, paper)


def test_a_formula_in_a_table_stays_on_its_line(page: Page) -> None:
    """However narrow its cell is, it is not broken after its relation."""
    lines = page.evaluate(
        "[...document.querySelectorAll('td x-math')].map(one => one.getClientRects().length)"
    )

    assert lines == [1]


def test_the_skip_link_says_where_it_leads(page: Page) -> None:
    """Material's words leave it open."""
    after = page.evaluate("getComputedStyle(document.querySelector('.md-skip'), '::after').content")

    assert after == '"正文"'
