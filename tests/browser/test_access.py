"""Every kind of page is open to those who read with other means than a mouse and good eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import yaml
from playwright.sync_api import Browser, Page

from site_builder.links.snapshots import snapshot_path
from tests.support.folders import PNG
from tools.vendor import install_tool

pytestmark = pytest.mark.browser

CITED = "https://example.org/knead"

OUTLINE = f"""# 烘焙入门

https://www.bilibili.com/video/BV1aa411c7XY

## 1 1.1.1 面粉的种类 05:30

[揉面的原理]({CITED})

## 2 1.1.2 揉面 10:00

## 3 1.2.1 第一次发酵 08:00

## 4 1.2.2 烘烤温度 07:30
"""

TITLES = """# 课程名称

1. 面粉的种类 Kinds of Flour
2. 揉面 Kneading
3. 第一次发酵 First Rise
4. 烘烤温度 Baking Temperature
"""

NOTES = """# 我的笔记

## 揉面

看 [02:05](https://www.bilibili.com/video/BV1aa411c7XY?p=2&t=125) 出膜，==不要==急；
面团吸水率 $w = 0.65$，*慢慢*加，见 [面粉的种类](#面粉的种类)。

$$
\\sum_{k=1}^{n} w_k = \\frac{a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7}{b} + \\frac{c}{d}
$$

| 次 | $t_1$ | |
| --- | --- | --- |
| 一 | 8 | 分 |

```python
def knead(dough: str, times: int = 100) -> str:  # 摔打
    return f"{dough}" * times
```

!!! warning "别停"

    停下来面就松了。

??? question "为什么要摔？"

    面筋要拉长。

![面团](images/dough.png)

![缺的](images/lost.png)

- [ ] 称面
- [x] 和面

## 面粉的种类

高筋面粉蛋白质多，揉面时间长。

## 磨刀

磨刀石要先泡水。
"""

OTHER = """---
video: https://www.bilibili.com/video/BV1xW4y1g7qG?p=6
---

# 另一位老师

[00:59](https://www.bilibili.com/video/BV1xW4y1g7qG?p=6&t=59) 揉面讲得更细
"""

DOUBTFUL = """# 零碎

## 面粉的那些事情

- 先称
- 再筛
- 装罐

## 第一次发酵

盖上布。
"""
"""The last line of the list stands where it does for want of a better place."""

GLOSSARY = """- {zh: 面筋, en: gluten, text: 蛋白质连成的网, lessons: [2]}
- {zh: 揉面, en: kneading}
"""

KINDS = (
    "",
    "courses/1/",
    "courses/1/week-1/",
    "lessons/001/",
    "lessons/002/",
    "videos/BV1xW4y1g7qG/",
    "references/",
    "glossary/",
    "unplaced/",
    "404.html",
    "snapshots/",
)
"""One page of each kind; the last stands for the viewer of an archived copy."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""What axe-core looks for: all of WCAG 2.2 that a program can see, and its own advice."""

LOOK = """
async tags => {
  const {violations} = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]})
  return violations.map(found => [found.id, ...found.nodes.map(node => node.html.slice(0, 120))])
}
"""

FOCUS = """
() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  /* A button for the colours is drawn by its label. */
  const drawn = at.matches(".md-option") ? at.nextElementSibling : at
  const box = drawn.getBoundingClientRect()
  const named = at.ariaLabel || at.textContent.trim() || at.alt || at.title || at.placeholder
  const seen = box.width > 0 && box.height > 0 && box.left < innerWidth && box.right > 0
    && box.top < innerHeight && box.bottom > 0
  const marked = getComputedStyle(drawn).outlineStyle !== "none"
  return {what: drawn.outerHTML.slice(0, 120), named: Boolean(named), seen, marked}
}
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The program that looks at pages."""
    return (install_tool("axe") / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bakery(build_course: Callable[..., str]) -> str:
    """Address of a small course that has every kind of page and everything notes may hold."""
    return build_course(
        {
            "outline.md": OUTLINE,
            "toc.md": TITLES,
            "notes.md": NOTES,
            "other.md": OTHER,
            "doubt.md": DOUBTFUL,
            "glossary.yml": GLOSSARY,
            "images/dough.png": PNG,
            snapshot_path(CITED, "outline.md").strip("/"): "<title>揉面</title><p>面筋",
        }
    )


@pytest.fixture(params=["light", "dark"])
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in each colour scheme, without what moves."""
    dark = request.param == "dark"
    context = browser.new_context(
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        viewport={"width": 1440, "height": 900},
        # axe-core is put into pages that allow no script of anybody's
        bypass_csp=True,
    )
    yield context.new_page()
    context.close()


def open_page(page: Page, site: str, path: str) -> None:
    """Goes to ``path``; to a copy by the link of the page that cites it."""
    answer = page.goto(
        site + ("references/" if path == "snapshots/" else path), wait_until="networkidle"
    )
    assert answer is not None
    assert answer.ok
    if path == "snapshots/":
        page.click(".references a.copy")
        page.wait_for_url("**/snapshots/**")


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(reader: Page, bakery: str, axe: str, path: str) -> None:
    """Neither on a wide screen nor on a phone, in light and in dark."""
    found = []
    for width in (1440, 390):
        reader.set_viewport_size({"width": width, "height": 900})
        open_page(reader, bakery, path)
        reader.evaluate(axe)
        found += reader.evaluate(LOOK, TAGS)

    assert found == []


@pytest.mark.parametrize("path", ["", "lessons/010/", "lessons/121/", "glossary/"])
def test_axe_finds_nothing_in_the_default_course(
    reader: Page, site: str, axe: str, path: str
) -> None:
    """Real notes hold more than a test thinks of."""
    open_page(reader, site, path)
    reader.evaluate(axe)

    assert reader.evaluate(LOOK, TAGS) == []


def _search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("揉面", delay=20)


def _open_drawer(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.click(".md-header label[for=__drawer]")


OPENED: dict[str, tuple[Callable[[Page], None], str]] = {
    "search": (_search, ".md-search-result__item"),
    "keys": (lambda page: page.keyboard.press("?"), "dialog.keys"),
    "player": (lambda page: page.click(".poster a"), "iframe"),
    "picture": (lambda page: page.click("img[role=button]"), "#site-picture[open]"),
    "preview": (lambda page: page.hover(".steps a"), "#site-preview:not([hidden])"),
    "drawer": (_open_drawer, ".md-nav--primary a >> visible=true"),
}
"""What opens: how, and what can be seen then."""


@pytest.mark.parametrize("name", OPENED)
def test_axe_finds_nothing_in_what_opens(reader: Page, bakery: str, axe: str, name: str) -> None:
    """Results of a search, the list of keys, a player, a picture, a preview, the drawer."""
    reader.context.route("https://**", lambda route: route.fulfill(body="<html lang=zh>"))
    open_page(reader, bakery, "lessons/002/")
    act, seen = OPENED[name]
    act(reader)
    reader.wait_for_selector(seen)
    reader.evaluate(axe)

    assert reader.evaluate(LOOK, TAGS) == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["", "lessons/002/"])
def test_focus_is_always_seen(browser: Browser, bakery: str, path: str, width: int) -> None:
    """From the first to the last stop of the Tab key something visible, marked and named has it."""
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(bakery + path, wait_until="networkidle")

    stops: list[dict[str, object]] = []
    while len(stops) < 200:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    context.close()

    assert len(stops) > 10
    assert [stop for stop in stops if not (stop["named"] and stop["seen"] and stop["marked"])] == []


def test_the_drawer_is_opened_and_closed_by_keys(browser: Browser, bakery: str) -> None:
    """Enter opens it, Tab leads into it, Escape closes it and gives the focus back."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(bakery + "lessons/002/", wait_until="networkidle")
    page.focus(".md-header label[for=__drawer]")

    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('__drawer').checked")
    inside = []
    for _ in range(3):
        page.keyboard.press("Tab")
        inside.append(
            page.evaluate("Boolean(document.activeElement.closest('.md-sidebar--primary'))")
        )
    seen = page.evaluate(FOCUS)
    page.keyboard.press("Escape")
    closed = page.evaluate("!document.getElementById('__drawer').checked")
    back = page.evaluate("document.activeElement.matches('.md-header label[for=__drawer]')")
    context.close()

    assert inside == [True, True, True]
    assert seen["seen"]
    assert (closed, back) == (True, True)


@pytest.mark.parametrize("width", [390, 1440])
def test_lines_that_settle_a_doubt_are_copied_by_keys(
    browser: Browser, bakery: str, width: int
) -> None:
    """They are read whole on a phone too, and Enter on their button copies what YAML reads."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(bakery + "unplaced/", wait_until="networkidle")
    lines = page.locator("#doubtful ~ .notice pre").first

    overflow = lines.evaluate("lines => lines.scrollWidth - lines.clientWidth")
    lines.locator("button[data-md-type=copy]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('place:'))")
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()

    assert overflow <= 0
    assert yaml.safe_load(copied) == {"place": {"doubt.md:3": [1, 2]}}


def test_nothing_moves_for_those_who_asked(browser: Browser, bakery: str) -> None:
    """No transition and no animation takes time, and no scrolling is drawn out."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(bakery + "lessons/002/", wait_until="networkidle")

    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(element => {
          const style = getComputedStyle(element)
          const times = `${style.transitionDuration},${style.animationDuration}`.split(",")
          const moves = style.transitionProperty !== "none" || style.animationName !== "none"
          return moves && times.some(time => parseFloat(time) > 0)
            || style.scrollBehavior === "smooth"
        }).map(element => element.outerHTML.slice(0, 80))"""
    )
    context.close()

    assert moving == []


def test_english_is_marked_as_english(browser: Browser, bakery: str) -> None:
    """Wherever the English title of a lesson stands on a page, it says its language."""
    page = browser.new_page()
    loose = []
    for path in ("", "courses/1/", "courses/1/week-1/", "lessons/002/", "glossary/"):
        page.goto(bakery + path, wait_until="networkidle")
        loose += page.evaluate(
            """() => [...document.querySelectorAll("body *")].filter(element =>
              [...element.childNodes].some(node => node.nodeType === 3
                && /Kneading|First Rise|Kinds of Flour|gluten/.test(node.data))
              && element.checkVisibility() && !element.closest("[lang=en]")
            ).map(element => element.outerHTML.slice(0, 100))"""
        )
    title = page.locator("[lang=en]").count()
    page.close()

    assert title > 0
    assert loose == []
