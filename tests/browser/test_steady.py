"""Nothing moves while a page arrives, however slowly its parts do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

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

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""A telephone in the country: milliseconds, and bytes a second."""


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
def test_nothing_moves_on_a_slow_line(
    phone: BrowserContext, bread: str, path: str, width: int
) -> None:
    """Formulas, timelines and what stands behind them are where they belong from the first."""
    page = phone.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(WATCH)
    session = phone.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    page.goto(bread + path, wait_until="networkidle")

    assert page.evaluate("moved") == []


def test_nothing_moves_while_the_map_of_the_course_comes(phone: BrowserContext, bread: str) -> None:
    """The timeline's courses have their widths before the last of them is there."""
    page = phone.new_page()
    page.goto(bread, wait_until="networkidle")
    whole = page.evaluate("document.querySelector('.stretch').getBoundingClientRect().width")

    page.evaluate("[...document.querySelectorAll('.stretch')].slice(1).map(one => one.remove())")

    assert (
        page.evaluate("document.querySelector('.stretch').getBoundingClientRect().width") == whole
    )
