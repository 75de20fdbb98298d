"""Every kind of page, hosted in a folder and opened from disk: nothing fails, nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benchmarks.hosting import serve_folder
from site_builder.links.snapshots import snapshot_path
from tests.support.folders import OUTLINE, PNG, run, write_folder

pytestmark = pytest.mark.browser

CITED = "https://example.org/knead"
OTHER_VIDEO = "https://www.bilibili.com/video/BV1xx411c7mD"
VAULT = f"""[另一门课]({OTHER_VIDEO}) #烘焙

## [P2 发酵]({OTHER_VIDEO}?p=2)

[[00:59]]({OTHER_VIDEO}?p=2#t=59) 温度 $T$ 高就快，见 [[面粉的种类]]
"""
NOTES = """# 我的笔记

## 面粉的种类

高筋面粉蛋白质多[^1]，吸水率 $w = 0.65$，见[第 3 课](notes.md#第一次发酵)。

![面粉](images/flour.png)

$$y = \\frac{a}{b}$$

[^1]: 百分之十二以上。

## 第一次发酵

体积到两倍大，[02:05](https://www.bilibili.com/video/BV1aa411c7XY?p=3&t=125) 有演示。

## 磨刀

磨刀石要先泡水
"""
FILES: dict[str, str | bytes] = {
    "outline.md": OUTLINE,
    "notes.md": NOTES,
    "vault.md": VAULT,
    "glossary.yml": "- {zh: 面粉, en: flour, text: 小麦磨成, lessons: [1]}\n",
    "images/flour.png": PNG,
    snapshot_path(CITED, "outline.md").strip("/"): "<title>揉面</title><p>存下来的一页</p>",
}
PAGES = {
    "home": "index.md",
    "course": "courses/1/index.md",
    "week": "courses/1/week-1.md",
    "lesson": "lessons/001.md",
    "video page": "videos/BV1xx411c7mD.md",
    "references": "references.md",
    "glossary": "glossary.md",
    "unplaced": "unplaced.md",
}
KINDS = (*PAGES, "snapshot")


@dataclass
class Reader:
    """A window, and what it complained of and asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Notes what happens from now on, in workers as well."""
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda message: self._note(message.type, message.text))
        context.on("weberror", lambda error: self._note("error", str(error.error)))

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def strangers(self, *own: str) -> list[str]:
        """Requests to anybody but ``own``."""
        return [url for url in self.requests if not url.startswith((*own, "data:", "blob:"))]


@dataclass(frozen=True)
class Built:
    """A built site."""

    root: str
    """Its address, with a slash at the end."""
    folder: Path
    """Where it lies."""

    def address(self, kind: str) -> str:
        """Address of the page of a kind."""
        if kind == "snapshot":
            found = sorted(self.folder.glob("snapshots/**/*.html"))
            page = next(p for p in found if "存下来的一页" not in p.read_text(encoding="utf-8"))
            return urljoin(self.root, page.relative_to(self.folder).as_posix())
        path = PAGES[kind].removesuffix(".md")
        for name in (f"{path}.html", f"{path}/index.html"):
            if self.folder.joinpath(name).is_file():
                hosted = self.root.startswith("http")
                return self.root + (name.removesuffix("index.html") if hosted else name)
        raise AssertionError(kind)


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """A site in a folder of a host that its build does not know."""
    folder = tmp_path_factory.mktemp("hosted")
    write_folder(folder / "content", FILES)
    done = run("site-builder", "build", "content", "-d", "host/deep/site", folder=folder)
    assert done.returncode == 0, done.stderr

    with serve_folder(folder / "host") as root:
        yield Built(f"{root}deep/site/", folder / "host" / "deep" / "site")


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same site as a folder that opens by double click."""
    folder = tmp_path_factory.mktemp("disk")
    write_folder(folder / "content", FILES)
    done = run("site-builder", "build", "content", "-d", "site", "--offline", folder=folder)
    assert done.returncode == 0, done.stderr
    return Built((folder / "site").as_uri() + "/", folder / "site")


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """A new reader's window."""
    context = browser.new_context(locale="zh-CN")
    found = Reader(context.new_page())
    found.listen(context)
    yield found
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_hosted_page_asks_nobody_else_and_complains_of_nothing(
    reader: Reader, hosted: Built, kind: str
) -> None:
    """No request leaves the host, search included, and the console stays empty."""
    reader.page.goto(hosted.address(kind), wait_until="networkidle")
    if reader.page.locator("[data-md-component=search-query]").count():
        reader.page.keyboard.press("/")
        reader.page.wait_for_selector("[data-md-component=search-query]:focus")
        reader.page.fill("[data-md-component=search-query]", "面粉")
        reader.page.wait_for_selector(".md-search-result__item", state="attached")

    assert reader.strangers(hosted.root) == []
    assert reader.complaints == []


def test_a_click_on_the_video_asks_its_host(reader: Reader, hosted: Built) -> None:
    """The reader decides: the player is asked for on a click, and not before."""
    reader.page.context.route(
        "https://player.bilibili.com/**", lambda route: route.fulfill(body="x")
    )
    reader.page.goto(hosted.address("lesson"), wait_until="networkidle")
    before = reader.strangers(hosted.root)

    with reader.page.expect_request("https://player.bilibili.com/**"):
        reader.page.click(".poster a")

    expect(reader.page.locator(".stage iframe")).to_be_visible()
    assert before == []
    assert all("player.bilibili.com" in url for url in reader.strangers(hosted.root))
    assert reader.strangers(hosted.root)


def test_a_walk_through_all_pages_loads_no_document_anew(reader: Reader, hosted: Built) -> None:
    """Instant navigation works where the build knows no address, and nothing breaks on the way."""
    page = reader.page
    page.goto(hosted.root, wait_until="networkidle")
    page.evaluate("globalThis.sameDocument = true")

    for kind in (*PAGES, "home", "lesson"):
        address = hosted.address(kind)
        page.evaluate(
            "href => { const a = document.createElement('a'); a.href = href;"
            " const article = document.querySelector('article');"
            " article.dataset.leaving = ''; article.append(a); a.click() }",
            address,
        )
        page.wait_for_url(address)
        page.wait_for_selector("article:not([data-leaving])")

    assert page.evaluate("globalThis.sameDocument === true")
    assert page.locator(".progress-mark button").count() == 1
    assert reader.complaints == []
    assert reader.strangers(hosted.root) == []


def test_a_playing_video_goes_with_its_lesson(reader: Reader, hosted: Built) -> None:
    """The player leaves the way on free, and the next lesson's poster plays its own part."""
    reader.page.context.route(
        "https://player.bilibili.com/**", lambda route: route.fulfill(body="x")
    )
    page = reader.page
    page.goto(hosted.address("lesson"), wait_until="networkidle")
    page.click(".poster a")
    page.keyboard.press("End")
    page.wait_for_selector(".panel.docked")
    page.keyboard.press("End")
    page.click(".steps .next")
    page.wait_for_selector('.lesson[data-lesson="2"]')
    frames = page.locator(".stage iframe").count()

    page.click(".poster a")

    assert frames == 0
    assert "p=2&" in (page.get_attribute(".stage iframe", "src") or "")
    assert reader.complaints == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_on_disk_opens_by_double_click(reader: Reader, on_disk: Built, kind: str) -> None:
    """No request leaves the folder and nothing fails; search answers on every page that has it."""
    reader.page.goto(on_disk.address(kind), wait_until="networkidle")
    if reader.page.locator("[data-md-component=search-query]").count():
        reader.page.keyboard.press("/")
        reader.page.wait_for_selector("[data-md-component=search-query]:focus")
        reader.page.fill("[data-md-component=search-query]", "发酵")
        reader.page.wait_for_selector(".md-search-result__item a", state="attached")

    assert reader.strangers(on_disk.root) == []
    assert reader.complaints == []


def test_formulas_previews_and_copies_work_on_disk(reader: Reader, on_disk: Built) -> None:
    """A formula has its font, a link its preview, and a cited page shows the copy that was kept."""
    page = reader.page
    page.goto(on_disk.address("lesson"), wait_until="networkidle")
    fonts = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    page.locator(".steps .next").hover()
    expect(page.locator("#site-preview")).to_contain_text("揉面")
    page.goto(on_disk.address("snapshot"), wait_until="networkidle")

    copy = page.frame_locator("iframe").locator("p")

    assert any("KaTeX" in family for family in fonts)
    expect(copy).to_have_text("存下来的一页")
    assert reader.complaints == []


def test_a_reader_walks_the_folder_on_disk(reader: Reader, on_disk: Built) -> None:
    """Links lead from page to page as files, and a search result opens its lesson."""
    page = reader.page
    page.goto(on_disk.root + "index.html", wait_until="networkidle")
    page.click(".cell >> nth=0")
    page.wait_for_url("**/lessons/001*")
    page.click(".progress-mark button")
    page.click(".steps .next")
    page.wait_for_url("**/lessons/002*")
    page.keyboard.press("/")
    page.wait_for_selector("[data-md-component=search-query]:focus")
    page.keyboard.type("两倍大")
    page.wait_for_selector(".md-search-result__item a", state="attached")

    page.keyboard.press("Enter")

    page.wait_for_url("**/lessons/003*")
    page.goto(on_disk.root + "index.html")
    expect(page.locator(".cell.read")).to_have_text("1")
