"""Nothing moves while a page arrives, however slowly its parts do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser

OUTLINE = """# 面包课

https://www.bilibili.com/video/BV1aa411c7XY

## 1 1.1.1 揉面 10:00

## 2 1.2.1 发酵 20:00

## 3 2.1.1 烘烤 30:00
"""

NOTES = r"""---
lesson: 1
---

# 吸水率

吸水率 $w_1 = \dfrac{m}{n}$，其中 $\mathcal{L} \in \mathbb{R}^{n}$、$\boldsymbol{x} \mathbf{y}$，
$\hat{y} = \sqrt{a^{[l]}}$，所以 $\text{loss} = \log w$。

$$
\left( \sum_{i=1}^{m} \begin{bmatrix} a & b \\ c & d \\ e & f \end{bmatrix} x_i \right)
\leqslant \prod_k \beta_k \int_0^1 \left\{ \frac{\partial J}{\partial w} \right\} dw
$$
"""

SIZES = """
() => [...document.querySelectorAll("x-math, x-math .katex-html *, article p")].map(part => {
  const {width, height} = part.getBoundingClientRect()
  return [part.className, part.children.length ? "" : part.textContent, width, height]
})
"""
"""How large each part of each formula is, and each paragraph."""

WATCH = """
window.moved = []
new PerformanceObserver(list => {
  for (const {value, sources} of list.getEntries()) {
    const parts = sources.map(({node}) => node?.outerHTML ?? node?.data ?? "")
    moved.push([value, ...parts.map(part => part.slice(0, 80))])
  }
}).observe({type: "layout-shift", buffered: true})
"""

STILL = 0.0005
"""Layout shift that is 0.000 when it is written with three decimals, as tools do."""


@pytest.fixture(scope="module")
def bread(build_course: Callable[..., str]) -> str:
    """Address of a course whose one note is full of formulas."""
    return build_course({"outline.md": OUTLINE, "notes.md": NOTES})


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A narrow window that has never seen the site."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, service_workers="block", reduced_motion="reduce"
    )
    yield context
    context.close()


def _sizes(page: Page, address: str) -> list[object]:
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate("requestAnimationFrame(() => 0)")
    sizes: list[object] = page.evaluate(SIZES)
    return sizes


def test_formulas_have_their_size_before_their_fonts(phone: BrowserContext, bread: str) -> None:
    """A reader whose fonts are still on the way sees every formula and line where it will stay."""
    waiting = phone.new_page()
    waiting.route("**/*.woff2", lambda _: None)

    before = _sizes(waiting, bread + "lessons/001/")
    page = phone.new_page()
    _sizes(page, bread + "lessons/001/")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")

    loaded = page.evaluate("document.fonts.check('12px KaTeX_Main')")
    assert loaded
    assert len(before) > 150
    assert before == page.evaluate(SIZES)


def test_formulas_are_read_where_their_fonts_never_come(phone: BrowserContext, bread: str) -> None:
    """What holds their place is taken away, so that the browser's own fonts draw them."""
    page = phone.new_page()
    page.route("**/*.woff2", lambda route: route.abort())
    page.goto(bread + "lessons/001/", wait_until="networkidle")

    page.wait_for_function(
        "![...document.fonts].some(font => font.family.includes('_Widths'))", timeout=10_000
    )


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["", "lessons/001/"])
def test_nothing_moves_when_fonts_and_scripts_come(
    phone: BrowserContext, bread: str, path: str, width: int
) -> None:
    """A reader who sees the page without them sees it stand still when they are there."""
    page = phone.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(WATCH)
    held: list[Route] = []
    shown = False

    def hold(route: Route) -> None:
        if shown:
            route.continue_()
        else:
            held.append(route)

    page.route(re.compile(r"\.woff2$|(?<!widths)\.js$"), hold)

    page.goto(bread + path, wait_until="commit")
    page.wait_for_selector("footer")
    page.evaluate("new Promise(seen => requestAnimationFrame(() => setTimeout(seen, 100)))")
    shown = True
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    moved = page.evaluate("moved")

    assert len(held) > 3
    assert sum(score for score, *_ in moved) < STILL, moved


def test_nothing_moves_while_the_map_of_the_course_comes(phone: BrowserContext, bread: str) -> None:
    """The timeline's courses have their widths before the last of them is there."""
    page = phone.new_page()
    page.goto(bread, wait_until="networkidle")
    whole = page.evaluate("document.querySelector('.stretch').getBoundingClientRect().width")

    page.evaluate("[...document.querySelectorAll('.stretch')].slice(1).map(one => one.remove())")

    assert (
        page.evaluate("document.querySelector('.stretch').getBoundingClientRect().width") == whole
    )
