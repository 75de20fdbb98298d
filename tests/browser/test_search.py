"""The search box in a real browser, over http and from disk, and what it says when parts fail."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
QUERIES = ROOT.parent / "shared" / "queries.tsv"
INPUT = "[data-md-component=search-query]"
META = ".md-search-result__meta"
TITLES = ".md-search-result__item > a:first-child h1"

# The numbers of the first five lessons for each query, asked of the site's own worker.
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
    answers.push((await answer).items.slice(0, 5).map(([{location}]) => +location.match(/\\d+/)[0]))
  }
  worker.terminate()
  return answers
}"""


@pytest.fixture(scope="module")
def expected() -> list[list[int]]:
    """The first five lessons of every query as the terminal ranks them."""
    if not QUERIES.is_file():
        pytest.skip("the queries are not part of the repository")
    # A process of its own: the browser's driver and the JavaScript engine share no event loop.
    command = [sys.executable, "benchmarks/search.py", "--json", "--queries", str(QUERIES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[int]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default course as a folder that opens by double click."""
    folder = tmp_path_factory.mktemp("offline") / "site"
    command = [str(Path(sys.executable).with_name("site-builder")), "build", "content", "--offline"]
    built = subprocess.run(
        [*command, "-d", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return folder


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


def test_browser_and_terminal_give_the_same_order(
    page: Page, site: str, expected: list[list[int]]
) -> None:
    """The first five lessons of every query are the same."""
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    page.goto(site)

    found = page.evaluate(ASK, [line.split("\t")[1] for line in lines if line.strip()])

    assert found == expected


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


def test_search_works_after_instant_navigation(page: Page, site: str) -> None:
    """The box survives the way to another page."""
    page.goto(site)
    page.keyboard.press("/")
    ask(page, "第10课", "10")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/010/**")

    page.keyboard.press("/")
    ask(page, "第33课", "33")

    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/033/**")


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


def test_search_works_by_double_click(page: Page, offline: Path) -> None:
    """From disk, where there is neither fetch nor worker, results have words of the notes."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(offline.joinpath("lessons", "010.html").as_uri())
    page.keyboard.press("/")

    ask(page, "第10课 梯度", "10")

    page.wait_for_selector(".md-search-result__item mark")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lessons/010.html**")
    assert complaints == []
