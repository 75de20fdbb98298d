"""Ways through the notes in a real browser: previews, terms, backlinks, pictures, paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

CARD = "#site-preview"
PICTURE = "#site-picture"


class Reading:
    """A window of a reader, with what the browser asked for and complained of."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Page:
        """The page at ``path``, loaded."""
        self.page.goto(self.site + path, wait_until="networkidle")
        return self.page

    def asked_for_previews(self) -> int:
        """How often the previews were fetched."""
        return sum(url.endswith("assets/previews.js") for url in self.requests)


@pytest.fixture
def reading(browser: Browser, site: str) -> Iterator[Reading]:
    """A wide window with a mouse."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield Reading(context.new_page(), site)
    context.close()


def _lesson_link(page: Page) -> Locator:
    """A link in the notes to another lesson."""
    return page.locator(".backlinks a").first


def test_a_link_is_previewed_on_hover(reading: Reading) -> None:
    """Nothing is fetched before; then title, English title and time show, and Escape closes."""
    page = reading.open("lessons/121/")
    before = reading.asked_for_previews()

    _lesson_link(page).hover()
    expect(page.locator(CARD)).to_be_visible()

    assert before == 0
    assert reading.asked_for_previews() == 1
    expect(page.locator(f"{CARD} .name")).to_contain_text("第")
    expect(page.locator(f"{CARD} .title-en")).to_have_attribute("lang", "en")
    expect(page.locator(f"{CARD} .facts")).to_contain_text(":")
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    assert reading.complaints == []


def test_the_pointer_may_move_onto_the_preview(reading: Reading) -> None:
    """It stays while the pointer is on it, and goes when the pointer leaves both."""
    page = reading.open("lessons/121/")
    _lesson_link(page).hover()
    expect(page.locator(CARD)).to_be_visible()

    page.locator(CARD).hover()
    page.wait_for_timeout(400)

    expect(page.locator(CARD)).to_be_visible()
    page.mouse.move(5, 5)
    expect(page.locator(CARD)).to_be_hidden()


def test_the_keyboard_opens_and_closes_a_preview(reading: Reading) -> None:
    """Focus by Tab shows it and describes the link; the next Tab moves it on."""
    page = reading.open("lessons/121/")
    link = _lesson_link(page)
    link.evaluate("link => link.focus()")
    page.keyboard.press("Shift+Tab")

    page.keyboard.press("Tab")

    expect(page.locator(CARD)).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "site-preview")
    link.evaluate("link => link.blur()")
    expect(page.locator(CARD)).to_be_hidden()
    expect(link).not_to_have_attribute("aria-describedby", "site-preview")


def test_previews_live_on_after_instant_navigation(reading: Reading) -> None:
    """After a click that loads no new document, links of the new page have previews as well."""
    urls = "".join(f"<url><loc>{reading.site}lessons/{n:03}/</loc></url>" for n in range(1, 184))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    reading.page.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap))
    page = reading.open("lessons/121/")
    page.evaluate("window.sameDocument = true")
    _lesson_link(page).click()
    page.wait_for_function("!location.pathname.includes('/121/')")
    link = page.locator(".steps a").first

    link.hover()

    expect(page.locator(CARD)).to_be_visible()
    assert page.evaluate("window.sameDocument") is True
    assert reading.complaints == []


def test_a_term_explains_itself_and_leads_to_its_entry(reading: Reading) -> None:
    """The explanation shows without any request, once; the link leads to the entry."""
    page = reading.open("lessons/121/")
    term = page.locator("a.term").first
    title = term.get_attribute("title")
    requests = len(reading.requests)

    term.hover()
    expect(page.locator(CARD)).to_have_text(title or "no title")
    hidden = term.get_attribute("title")
    page.keyboard.press("Escape")

    assert len(reading.requests) == requests
    assert hidden is None
    assert term.get_attribute("title") == title
    words = term.inner_text()
    term.click()
    entry = page.locator(".terms strong:target")
    expect(entry).to_be_in_viewport()
    assert words.casefold() in entry.locator("..").inner_text().casefold()


def test_terms_leave_code_formulas_headings_and_links_alone(reading: Reading, site: str) -> None:
    """No page of notes has a term where it would break what stands there."""
    for number in ("010", "044", "068", "121", "159"):
        page = reading.open(f"lessons/{number}/")

        assert page.locator(":is(h1, h2, h3, h4, h5, h6, code, pre, x-math, a) a.term").count() == 0
        assert "{ .term }" not in page.locator(".md-content").inner_text()


def test_touch_shows_no_preview(browser: Browser, site: str) -> None:
    """A tap follows the link at once."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(site + "lessons/121/", wait_until="networkidle")

    _lesson_link(page).tap()
    page.wait_for_function("!location.pathname.includes('/121/')")

    expect(page.locator(CARD)).to_be_hidden()
    context.close()


def test_a_picture_opens_in_full_size(reading: Reading) -> None:
    """By mouse and by keyboard; Escape closes it and focus is back on the picture."""
    page = reading.open("lessons/121/")
    picture = page.locator(".md-content img").first
    small = picture.bounding_box()

    picture.click()
    expect(page.locator(PICTURE)).to_be_visible()
    large = page.locator(f"{PICTURE} img").bounding_box()
    page.keyboard.press("Escape")

    expect(page.locator(PICTURE)).to_be_hidden()
    assert small is not None
    assert large is not None
    assert large["width"] > small["width"]
    picture.focus()
    page.keyboard.press("Enter")
    expect(page.locator(PICTURE)).to_be_visible()
    page.locator(f"{PICTURE} button").click()
    expect(page.locator(PICTURE)).to_be_hidden()
    assert picture.evaluate("picture => picture === document.activeElement")
    assert reading.complaints == []


def test_pictures_keep_their_place_and_wait(reading: Reading) -> None:
    """Each has width and height, and is loaded once it is near; a size asked for is kept."""
    page = reading.open("lessons/121/")

    facts = page.evaluate(
        """[...document.querySelectorAll(".md-content img")].map(picture => [
          picture.getAttribute("width"), picture.getAttribute("height"), picture.loading])"""
    )

    assert facts
    assert all(width and height and loading == "lazy" for width, height, loading in facts)
    assert "300" in [width for width, _, _ in facts]


def test_times_of_the_whole_course_do_not_touch(reading: Reading) -> None:
    """On a phone those that have no room are left out."""
    reading.page.set_viewport_size({"width": 390, "height": 844})
    page = reading.open("")

    times = page.evaluate(
        """() => [...document.querySelectorAll(".spectrum .time")].flatMap(time => {
          const words = document.createRange()
          words.selectNodeContents(time)
          const {left, right} = words.getBoundingClientRect()
          return time.checkVisibility({visibilityProperty: true}) ? [[left, right]] : []
        })"""
    )

    assert len(times) >= 3
    assert all(left - right >= 4 for (_, right), (left, _) in pairwise(times))


def test_the_arrow_of_a_box_stands_before_its_words(reading: Reading) -> None:
    """What unfolds shows so, and nothing of it lies on a letter."""
    page = reading.open("lessons/058/")

    arrow_end, words = page.evaluate(
        """() => {
          const title = document.querySelector("article details > summary")
          const arrow = getComputedStyle(title, "::after")
          const range = document.createRange()
          range.selectNodeContents(title)
          const start = title.getBoundingClientRect().left
          return [parseFloat(arrow.left) + parseFloat(arrow.width),
            range.getBoundingClientRect().left - start]
        }"""
    )

    assert 0 < arrow_end <= words


def test_lines_are_as_long_as_in_a_book(reading: Reading) -> None:
    """A full line of Chinese holds 30 to 45 characters, on loose lines."""
    page = reading.open("lessons/121/")

    characters, leading = page.evaluate(
        """() => {
          const text = document.querySelector(".md-content__inner > :is(p, .lesson p:last-of-type)")
            ?? document.querySelector(".lesson p")
          const style = getComputedStyle(document.querySelector(".md-typeset"))
          const size = parseFloat(style.fontSize)
          return [text.getBoundingClientRect().width / size, parseFloat(style.lineHeight) / size]
        }"""
    )

    assert 30 <= characters <= 45
    assert 1.7 <= leading <= 1.9


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_shows_the_notes_only(browser: Browser, site: str, scheme: str) -> None:
    """Black on white whatever the screen was; navigation, search and header are gone."""
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 1024, "height": 900},
    )
    page = context.new_page()
    page.goto(site + "lessons/121/", wait_until="networkidle")

    page.emulate_media(media="print")

    colours = page.evaluate(
        """() => [getComputedStyle(document.body).backgroundColor,
                 getComputedStyle(document.querySelector(".md-typeset p")).color]"""
    )
    hidden = [page.locator(part).first.is_hidden() for part in (".md-header", ".md-sidebar")]
    context.close()
    assert colours[0] == "rgb(255, 255, 255)"
    assert hidden == [True, True]
