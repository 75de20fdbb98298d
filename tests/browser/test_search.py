"""The search box in a real browser, over http and from disk, and what it says when parts fail."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from benchmarks.search import Query, measure, read_queries
from tests.support.folders import run, write_folder
from tests.support.search import NOTES, OUTLINE

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
OURS = ROOT / "benchmarks" / "queries" / "choose.tsv"
SHARED = ROOT.parent / "shared" / "queries.tsv"
INPUT = "[data-md-component=search-query]"
HELP = ".lesson-search__help"
META = ".md-search-result__meta"
TITLES = ".md-search-result__item > a:first-child h1"

# The numbers of the first ten lessons for each query, asked of the site's own worker.
ASK = """async (queries) => {
  const config = JSON.parse(document.querySelector("#__config").textContent)
  const worker = new Worker(new URL(config.search, location.href))
  const next = (wanted) => new Promise((resolve) => {
    const hear = ({data}) => {
      if (!wanted(data)) return
      worker.removeEventListener("message", hear)
      resolve(data.data)
    }
    worker.addEventListener("message", hear)
  })
  const ready = next((data) => data.type === 1)
  worker.postMessage({type: 0, data: {config: {}, docs: [], options: {}}})
  await ready
  const answers = []
  for (const query of queries) {
    const answer = next((data) => data.type === 3 && data.data.complete)
    worker.postMessage({type: 2, data: query})
    const places = (await answer).items.map(([{location}]) => location.match(/^lessons.(\\d+)/))
    answers.push(places.filter((place) => place).map((place) => +place[1]).slice(0, 10))
  }
  worker.terminate()
  return answers
}"""


QUERIES = [path for path in (OURS, SHARED) if path.is_file()]


@pytest.fixture(scope="module")
def queries() -> list[Query]:
    """Queries of ours, and others where they are at hand."""
    return [query for path in QUERIES for query in read_queries(path)]


@pytest.fixture(scope="module")
def found(browser: Browser, site: str, queries: list[Query]) -> list[list[int]]:
    """The first ten lessons of every query in the browser."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site)
    answers: list[list[int]] = page.evaluate(ASK, [query.text for query in queries])
    context.close()
    return answers


@pytest.fixture(scope="module")
def expected() -> list[list[int]]:
    """The first five lessons of every query as the terminal ranks them."""
    # A process of its own: the browser's driver and the JavaScript engine share no event loop.
    command = [sys.executable, "benchmarks/search.py", "--json", "--queries", *map(str, QUERIES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[int]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course as a folder that opens by double click."""
    folder = tmp_path_factory.mktemp("offline")
    write_folder(folder / "content", {"outline.md": OUTLINE, "notes.md": NOTES})
    built = run("site-builder", "build", "content", "-d", "site", "--offline", folder=folder)
    assert built.returncode == 0, built.stderr
    return folder / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new window."""
    context = browser.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def ask(page: Page, query: str, first: str) -> None:
    """Types ``query`` and waits until ``first`` is the number of the first result."""
    page.fill(INPUT, query)
    page.wait_for_function(
        "([titles, first]) => document.querySelector(titles)?.textContent.startsWith(first + ' ')",
        arg=[TITLES, first],
    )


def open_box(page: Page) -> None:
    """Opens the box by its key, once the scripts of the page hear it."""
    page.wait_for_selector(HELP, state="attached")
    page.keyboard.press("/")
    page.wait_for_selector(f"#__search:checked ~ * {INPUT}:focus")


def follow(page: Page, lesson: str) -> None:
    """Opens the first result, which leads to ``lesson``, and waits until that page is there."""
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/lessons/{lesson}[/.]"))
    page.wait_for_selector(f".lesson[data-lesson='{int(lesson)}']")


def test_browser_and_terminal_give_the_same_order(
    found: list[list[int]], expected: list[list[int]]
) -> None:
    """The first five lessons of every query are the same."""
    assert [lessons[:5] for lessons in found] == expected


@pytest.mark.parametrize(
    ("path", "first", "five", "mrr"), [(OURS, 0.86, 0.96, 0.90), (SHARED, 0.85, 0.97, 0.91)]
)
def test_lessons_are_found(
    path: Path,
    first: float,
    five: float,
    mrr: float,
    queries: list[Query],
    found: list[list[int]],
) -> None:
    """Of the queries of every class, as many as these find their lesson in the browser."""
    if path not in QUERIES:
        pytest.skip("these queries are not part of the repository")
    own = {query.text for query in read_queries(path)}
    pairs = [(q, lessons) for q, lessons in zip(queries, found, strict=True) if q.text in own]

    scores = measure([query for query, _ in pairs], [lessons for _, lessons in pairs])

    assert scores.first >= first, scores
    assert scores.five >= five, scores
    assert scores.mrr >= mrr, scores


def test_a_reader_types_and_opens_a_lesson(page: Page, site: str) -> None:
    """Slash opens the box, a row says what was found, Enter leads there."""
    page.goto(site)
    page.keyboard.press("/")
    page.wait_for_selector(f"{INPUT}:focus")
    page.keyboard.type("1.2.4")
    page.wait_for_function(f"document.querySelector('{TITLES}')?.textContent.includes('10 ')")

    page.keyboard.press("Enter")

    page.wait_for_url("**/lessons/010/**")


def test_arrows_walk_through_the_results(page: Page, site: str) -> None:
    """The keyboard behaves as Material has it."""
    page.goto(site)
    page.keyboard.press("/")
    ask(page, "第10课", "10")

    page.keyboard.press("ArrowDown")

    names = page.evaluate("[...document.activeElement.classList]")
    assert "md-search-result__link" in names


def test_input_without_keys_is_searched(page: Page, site: str) -> None:
    """Pasting and input methods send no ``keyup``, and yet there are results."""
    page.goto(site)
    page.keyboard.press("/")

    page.keyboard.insert_text("第10课")

    page.wait_for_selector(TITLES)


def test_search_works_on_the_page_it_has_led_to(page: Page, site: str) -> None:
    """The box of the next page answers, too, where pages are loaded anew."""
    page.goto(site)
    open_box(page)
    ask(page, "第10课", "10")
    follow(page, "010")

    open_box(page)
    ask(page, "第33课", "33")

    follow(page, "033")


def test_search_works_by_double_click(own_browser: Browser, offline: Path) -> None:
    """From disk, where there is neither fetch nor worker, results have words of the notes."""
    complaints: list[str] = []
    page = own_browser.new_page(locale="zh-CN")
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(offline.joinpath("lessons", "002.html").as_uri())
    open_box(page)

    ask(page, "第4课 酵母菌", "4")

    page.wait_for_selector(".md-search-result__item mark")
    follow(page, "004")
    assert complaints == []


def test_only_what_a_query_needs_is_fetched(page: Page, site: str) -> None:
    """Opening a page fetches the first tier alone; parts come with a query."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
    page.goto(site, wait_until="networkidle")
    before = [path for path in asked if path.startswith("search/")]
    page.keyboard.press("/")

    ask(page, "第10课 梯度", "10")

    assert sorted(before) == ["search/index.js", "search/search_index.json"]
    page.wait_for_selector(".md-search-result__item mark")


def test_the_help_line_is_there_until_something_is_typed(page: Page, site: str) -> None:
    """What filters exist stands in the empty box."""
    page.goto(site)
    page.keyboard.press("/")

    assert "week:2" in page.inner_text(".lesson-search__help")

    page.fill(INPUT, "a")
    assert not page.is_visible(".lesson-search__help")


def test_a_missing_part_is_said_in_words(page: Page, site: str) -> None:
    """Titles are still found, and the box says that notes are not searched."""
    page.route("**/search/terms-*", lambda route: route.abort())
    page.goto(site)
    page.keyboard.press("/")
    page.fill(INPUT, "梯度下降")
    page.wait_for_function(
        "document.querySelector('.md-search-result')?.textContent.includes('索引没能载入')"
    )

    titles = page.eval_on_selector_all(TITLES, "all => all.map((one) => one.textContent)")

    assert len(titles) > 3
    assert any("梯度下降法" in title for title in titles)


def test_a_missing_index_is_said_in_words(page: Page, site: str) -> None:
    """The box is never silently empty, and a later query tries again."""
    broken = True

    def answer(route: Route) -> None:
        if broken:
            route.abort()
        else:
            route.continue_()

    page.route("**/search/index.js", answer)
    page.goto(site)
    page.keyboard.press("/")
    page.fill(INPUT, "梯度")
    page.wait_for_function(f"document.querySelector('{TITLES}')?.textContent.includes('没能载入')")

    broken = False

    ask(page, "第10课", "10")


def test_words_of_notes_are_no_markup(page: Page, site: str) -> None:
    """What a reader types is shown as text."""
    page.goto(site)
    page.keyboard.press("/")

    page.fill(INPUT, "<img src=x onerror=alert(1)> 梯度")

    page.wait_for_selector(TITLES)
    assert page.locator(".md-search-result img").count() == 0


def test_search_works_in_a_subfolder(page: Page, site_below: str) -> None:
    """The site need not be at the root of its host."""
    page.goto(f"{site_below}lessons/010/")
    page.keyboard.press("/")

    ask(page, "第33课 梯度", "33")

    page.wait_for_selector(".md-search-result__item mark")
    page.keyboard.press("Enter")
    page.wait_for_url("**/site/lessons/033/**")


def test_search_works_after_instant_navigation(
    page: Page, build_course: Callable[..., str]
) -> None:
    """The worker of a page that was changed in place answers as before."""
    page.goto(build_course({"outline.md": OUTLINE, "notes.md": NOTES}))
    page.evaluate("window.stayed = true")
    page.keyboard.press("/")
    ask(page, "第4课", "4")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/004/**")
    page.wait_for_timeout(500)  # Material closes the box an eighth of a second after the change

    page.keyboard.press("/")
    ask(page, "第5课", "5")

    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/005/**")
    assert page.evaluate("window.stayed") is True


def test_a_missing_text_is_said_in_words(page: Page, site: str) -> None:
    """The order is that of the notes, only their words are not shown."""
    page.route("**/search/texts-*", lambda route: route.abort())
    page.goto(site)
    page.keyboard.press("/")
    page.fill(INPUT, "梯度下降")

    page.wait_for_function(
        "document.querySelector('.md-search-result')?.textContent.includes('摘录没能载入')"
    )

    assert page.locator(TITLES).count() > 3


NO_WORKER = "delete window.Worker"
ROWS = ".md-search-result__item h1"
"""Rows just drawn have no inner text before the next frame (content-visibility)."""


def test_without_workers_the_page_searches_itself(page: Page, site: str) -> None:
    """The box says so, and finds what a worker would find."""
    page.add_init_script(NO_WORKER)
    page.goto(f"{site}lessons/002/")
    page.click(INPUT)

    page.fill(INPUT, "学习率衰减")

    page.wait_for_selector(ROWS)
    page.wait_for_selector(".md-search-result__item mark")
    assert "后台" in page.inner_text(META)
    expect(page.locator(ROWS).first).to_have_text(re.compile("^69 "))
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/069/**")


def test_an_old_browser_searches_titles(page: Page, site: str) -> None:
    """A browser that cannot read the search finds titles letter by letter, and says so."""
    page.add_init_script(NO_WORKER)
    page.route("**/workers/search.*.js", lambda route: route.fulfill(body="a ?.? b"))
    page.goto(f"{site}lessons/002/")
    page.click(INPUT)

    page.fill(INPUT, "学习率")

    page.wait_for_selector(ROWS)
    assert "太旧" in page.inner_text(META)
    expect(page.locator(ROWS).first).to_contain_text("学习率衰减")
    page.fill(INPUT, "qqqq")
    page.wait_for_function(f"document.querySelector('{META}').textContent.includes('没有找到')")


def test_a_worker_that_does_not_start_is_replaced(page: Page, site: str) -> None:
    """After some seconds without an answer the page searches by itself."""
    page.route("**/workers/search.*.js", lambda route: route.abort(), times=1)
    page.clock.install()
    page.goto(site)
    page.keyboard.press("/")
    page.wait_for_selector(f"{INPUT}:focus")
    page.clock.fast_forward(6000)

    page.fill(INPUT, "学习率衰减")

    page.wait_for_selector(ROWS)
    assert "后台" in page.inner_text(META)


def test_keys_of_an_input_method_are_not_for_the_box(page: Page, site: str) -> None:
    """Enter takes over the letters that were typed; it opens no lesson."""
    page.goto(site)
    page.keyboard.press("/")
    ask(page, "第10课", "10")

    page.eval_on_selector(
        INPUT,
        """input => input.dispatchEvent(new KeyboardEvent("keydown",
          {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))""",
    )
    page.wait_for_timeout(200)

    assert "/lessons/" not in page.url


def test_a_reader_who_walks_keeps_the_place_when_better_results_come(page: Page, site: str) -> None:
    """The notes answer later than the titles; the focus stays on its lesson meanwhile."""
    held: list[Route] = []
    page.route("**/search/terms-*", lambda route: held.append(route))  # noqa: PLW0108 (no builtin)
    page.goto(site)
    page.keyboard.press("/")
    ask(page, "第10课 梯度", "10")
    page.keyboard.press("ArrowDown")
    before = page.evaluate("document.activeElement.getAttribute('href')")

    for route in held:
        route.continue_()
    page.wait_for_selector(".md-search-result__item mark >> nth=3")
    page.wait_for_function("document.activeElement.getAttribute('href') !== null")

    assert page.evaluate("document.activeElement.getAttribute('href')") == before


def test_nothing_is_announced_twice(page: Page, site: str) -> None:
    """No live region reads results out, no row says its own title again, roles are the theme's."""
    box = "[data-md-component=search]"
    page.goto(site)
    page.keyboard.press("/")
    ask(page, "第10课 梯度", "10")
    page.wait_for_selector(".md-search-result__item mark")

    live = page.locator(f"{box} [aria-live], {box} [role=status], {box} [role=alert]").count()
    roles = page.eval_on_selector_all(
        f"{box}, {box} [role]", "all => all.map((one) => one.getAttribute('role'))"
    )
    rows = page.eval_on_selector_all(
        ".md-search-result__item",
        "all => all.map((one) => [...one.querySelectorAll('h1, h2')].map((h) => h.textContent))",
    )

    assert live == 0
    assert roles == ["dialog", "search", "list"]
    for first, *others in rows:
        assert not [other for other in others if other and first.endswith(other)], first
