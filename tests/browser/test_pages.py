"""Every kind of page in a real browser: nothing overflows, nothing fails, nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PATHS = (
    "",
    "courses/1/",
    "courses/1/week-2/",
    "lessons/010/",
    "lessons/044/",
    "lessons/068/",
    "unplaced/",
    "references/",
    "glossary/",
    "404.html",
)


class Visit:
    """A page that was opened, with what the browser complained of and asked for."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: str) -> Page:
        """The page at ``path`` once nothing is being loaded any more."""
        self.page.goto(self.site + path, wait_until="networkidle")
        return self.page

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """The reader's colour scheme."""
    return str(request.param)


@pytest.fixture(params=[390, 1440])
def width(request: pytest.FixtureRequest) -> int:
    """Width of the window in px."""
    return int(request.param)


@pytest.fixture
def visit(browser: Browser, site: str, scheme: str, width: int) -> Iterator[Visit]:
    """A window of that width and scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="zh-CN",
    )
    yield Visit(context.new_page(), site)
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_its_window_and_asks_nobody_else(visit: Visit, path: str) -> None:
    """No sideways scrolling, no complaint in the console, no request to another host."""
    page = visit.open(path)

    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

    assert overflow == 0
    assert visit.complaints == []
    assert [u for u in visit.requests if not u.startswith((visit.site, "data:", "blob:"))] == []


@pytest.mark.parametrize("path", PATHS)
def test_headings_are_in_order(browser: Browser, site: str, path: str) -> None:
    """One heading of the first level, and none is skipped on the way down."""
    page = browser.new_page()
    page.goto(site + path)

    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => Number(h.tagName[1]))"
    )
    page.close()

    assert levels.count(1) == 1
    assert all(behind <= before + 1 for before, behind in pairwise(levels))


CONTRASTS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
  const rgb = colour => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const luminance = colour => rgb(colour).slice(0, 3)
    .map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0)
  const paper = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor
      if (rgb(colour)[3] > 250) return colour
    }
    return "white"
  }
  const poor = []
  for (const element of document.querySelectorAll("article *, .md-sidebar a, .md-footer *")) {
    const words = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
    const hidden = !element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
    if (!words || hidden || element.closest(".headerlink, x-math, pre, [aria-hidden]")) continue
    const [a, b] = [getComputedStyle(element).color, paper(element)].map(luminance)
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05)
    const excerpt = element.textContent.trim().slice(0, 20)
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${element.className} ${excerpt}`)
  }
  return poor
}
"""


@pytest.mark.parametrize("path", ["", "courses/4/", "lessons/010/", "unplaced/", "references/"])
def test_words_stand_out_from_their_paper(
    browser: Browser, site: str, scheme: str, path: str
) -> None:
    """Every text has a contrast of 4.5:1 at least (WCAG 2 AA)."""
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site + path)

    poor = page.evaluate(CONTRASTS)
    page.close()

    assert poor == []


def test_the_map_leads_to_every_lesson(browser: Browser, site: str) -> None:
    """The home page links all 183 lessons, each with its name for those who cannot see it."""
    page = browser.new_page()
    page.goto(site)

    names = page.eval_on_selector_all(".cell", "cells => cells.map(cell => cell.ariaLabel)")
    target = page.eval_on_selector(".cell >> nth=9", "cell => cell.href")
    page.close()

    assert len(names) == 183
    assert names[9].startswith("第 10 课 梯度下降法")
    assert target == f"{site}lessons/010/"


def test_english_titles_say_their_language(browser: Browser, site: str) -> None:
    """A screen reader speaks the English title as English and the page as Chinese."""
    page = browser.new_page()
    page.goto(f"{site}lessons/010/")

    language = page.eval_on_selector(".title-en", "title => title.lang")
    whole = page.evaluate("document.documentElement.lang")
    page.close()

    assert (language, whole) == ("en", "zh")


def test_a_reader_walks_from_lesson_to_lesson(browser: Browser, site: str) -> None:
    """The links at the end of a page lead on, and the page's look survives the change."""
    page = browser.new_page()
    page.goto(f"{site}lessons/010/")
    page.click(".steps .next")
    page.wait_for_url(f"{site}lessons/011/")
    page.wait_for_selector(".lesson[data-lesson='11']")

    heading = page.inner_text("h1")
    number = page.get_attribute(".lesson", "data-lesson")
    page.close()

    assert heading.startswith("第 11 课")
    assert number == "11"


def test_the_print_style_drops_what_paper_cannot_do(browser: Browser, site: str) -> None:
    """Neighbouring lessons are no help on paper."""
    page = browser.new_page()
    page.goto(f"{site}lessons/010/")
    page.emulate_media(media="print")

    visible = page.is_visible(".steps")
    page.close()

    assert not visible


def test_a_wide_formula_scrolls_within_itself(
    browser: Browser, build_course: Callable[..., str]
) -> None:
    """On a phone the page keeps its width, and the formula can be reached by keyboard."""
    wide = " + ".join(f"x_{{{number}}}" for number in range(40))
    note = f"---\nlesson: 1\n---\n# 面粉\n\n$$ {wide} $$\n"
    course = build_course({"outline.md": "# 面包\n\n## 1 1.1.1 面粉 05:00\n", "note.md": note})
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{course}lessons/001/")
    page.wait_for_selector("x-math.display[tabindex]")

    inner, outer = page.eval_on_selector(
        "x-math.display[tabindex]", "formula => [formula.scrollWidth, formula.clientWidth]"
    )
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert inner > outer
    assert width == 390


# A comma behind a formula stands right of it, or lower where the formula itself goes on.
STRAY_STOPS = """() => [...document.querySelectorAll("x-math:not(.display)")].filter((formula) => {
  const behind = formula.nextSibling
  if (behind?.nodeType !== Node.TEXT_NODE || !"，。、；：）".includes(behind.data[0])) return false
  const range = document.createRange()
  range.setStart(behind, 0)
  range.setEnd(behind, 1)
  const stop = range.getBoundingClientRect()
  const end = [...formula.getClientRects()].at(-1)
  return stop.left < end.right - 4 && stop.top > end.top + 4
}).length"""


@pytest.mark.parametrize("lesson", ["019", "039", "075"])
def test_no_line_begins_with_the_comma_behind_a_formula(
    browser: Browser, site: str, lesson: str
) -> None:
    """Punctuation stays on the line of its formula."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{site}lessons/{lesson}/", wait_until="networkidle")
    page.evaluate("document.fonts.ready")

    strays = page.evaluate(STRAY_STOPS)
    page.close()

    assert strays == 0
