"""The hosted site as an app: kept by a worker, read without a network, renewed by a build."""

from __future__ import annotations

import functools
import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from benchmarks.hosting import QuietHandler, QuietServer
from site_builder.shell.engine_config import DEFAULTS
from tests.support.folders import COURSE, NOTES, list_folder, run, write_folder

pytestmark = pytest.mark.browser

KEPT = "document.documentElement.dataset.offline === 'kept'"


class _Handler(QuietHandler):
    """Serves files as a host does that lets browsers keep them for ten minutes."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (base class's name)
        ASKED.append(self.path)


ASKED: list[str] = []
"""Paths that any host was asked for."""


class Host:
    """A web host with the site in a folder of its own; it can lose its network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server: QuietServer | None = None
        self.port = 0
        self.start()

    @property
    def site(self) -> str:
        """Address of the site."""
        return f"http://127.0.0.1:{self.port}/deep/site/"

    def start(self) -> None:
        """Answers at the same address as before."""
        handler = functools.partial(_Handler, directory=str(self.folder / "host"))
        self._server = QuietServer(("127.0.0.1", self.port), handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answers nobody any more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def publish(self, name: str) -> None:
        """Puts a build of ``BUILDS`` in the place of what is there; each is made once."""
        built = self.folder / name / "site"
        if not built.is_dir():
            files, options = BUILDS[name]
            write_folder(self.folder / name / "content", files)
            settings = {"INHERIT": str(DEFAULTS), "docs_dir": "content", "site_url": self.site}
            write_folder(self.folder / name, {"mkdocs.yml": json.dumps({**settings, **options})})
            done = run("mkdocs", "build", "-q", "-d", "site", folder=self.folder / name)
            assert done.returncode == 0, done.stderr
        site = self.folder / "host" / "deep" / "site"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(built, site)


CHANGED = {**COURSE, "notes.md": NOTES.replace("两倍大", "三倍大")}
NO_APP = {"plugins": [{"search": {}}, {"site_builder": {"app": False}}]}
BUILDS: Mapping[str, tuple[Mapping[str, str | bytes], Mapping[str, object]]] = {
    "first": (COURSE, {}),
    "changed": (CHANGED, {}),
    "no app": (COURSE, NO_APP),
}


@pytest.fixture(scope="module")
def whole_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The host of all tests: a build knows its address."""
    host = Host(tmp_path_factory.mktemp("app"))
    yield host
    host.stop()


@pytest.fixture
def host(whole_host: Host) -> Host:
    """The host with the first build of a small course."""
    whole_host.publish("first")
    return whole_host


@contextmanager
def without_network(host: Host, context: BrowserContext) -> Iterator[None]:
    """Neither the page nor its worker reaches anybody."""
    host.stop()
    context.set_offline(True)
    yield
    context.set_offline(False)
    host.start()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new window of a reader who was never here."""
    context = browser.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def keep(page: Page, host: Host) -> None:
    """Opens the home page and waits until all is kept."""
    page.goto(host.site)
    page.wait_for_function(KEPT)


def stores_of(page: Page) -> list[str]:
    """Names of what the worker keeps."""
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if name.startswith("site ")]


def open_search(page: Page) -> None:
    """Presses the key of the search, again where it came while the document was being changed."""
    for _ in range(50):
        page.keyboard.press("/")
        with suppress(Error):
            page.wait_for_selector("[data-md-component=search-query]:focus", timeout=500)
            return
    raise AssertionError("the search does not open")


def wait_for_new_store(page: Page, before: list[str]) -> None:
    """Waits until the build in ``before`` has given way to another one."""
    for _ in range(600):  # workers of a browser come last on a busy machine
        if (now := stores_of(page)) != before and len(now) < 2:
            return
        page.wait_for_timeout(100)
    raise AssertionError(stores_of(page))


def test_a_page_never_opened_is_read_without_a_network(host: Host, page: Page) -> None:
    """After one visit every lesson opens offline, with its look, its formulas and no complaint."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    keep(page, host)

    with without_network(host, page.context):
        page.goto(f"{host.site}lessons/001/")
        heading = page.inner_text("h1")
        formula = page.text_content("x-math annotation")
        font = page.evaluate("document.fonts.load('1em KaTeX_Main').then(fonts => fonts.length)")
        course = page.eval_on_selector(
            ".lesson", "e => getComputedStyle(e).getPropertyValue('--course')"
        )

    assert "面粉的种类" in heading
    assert formula == "w = 0.65"
    assert font > 0
    assert course
    assert complaints == []


def test_a_reader_walks_and_searches_without_a_network(host: Host, page: Page) -> None:
    """Links lead on in the same document, and search finds words of notes."""
    keep(page, host)

    with without_network(host, page.context):
        page.goto(f"{host.site}lessons/001/")
        page.evaluate("globalThis.sameDocument = true")
        page.click(".steps .next")
        page.wait_for_selector('.lesson[data-lesson="2"]')
        open_search(page)
        page.fill("[data-md-component=search-query]", "吸水率")
        page.wait_for_selector(".md-search-result__item a[href*='lessons/001']", state="attached")
        same = page.evaluate("globalThis.sameDocument === true")
        passage = page.text_content(".md-search-result__list") or ""

    assert same
    assert "高筋面粉" in passage


def test_what_is_not_kept_says_so(host: Host, page: Page) -> None:
    """An address that is nowhere gives a page of our own; one without its slash is found."""
    keep(page, host)

    with without_network(host, page.context):
        response = page.goto(f"{host.site}lessons/999/")
        words = page.inner_text("h1")
        page.goto(f"{host.site}lessons/002")
        found = page.url

    assert response is not None
    assert response.status == 503
    assert words == "没有网络"
    assert found == f"{host.site}lessons/002/"


def test_a_changed_build_is_seen_at_once_and_kept(host: Host, page: Page) -> None:
    """With a network readers see the new page; without one too, once it is kept; old stores go."""
    keep(page, host)
    before = stores_of(page)
    host.publish("changed")

    page.goto(f"{host.site}lessons/003/")
    online = page.inner_text("article")
    wait_for_new_store(page, before)
    with without_network(host, page.context):
        page.goto(f"{host.site}lessons/003/")
        offline = page.inner_text("article")
        page.goto(f"{host.site}lessons/001/")
        unchanged = page.inner_text("article")

    assert "三倍大" in online
    assert "三倍大" in offline
    assert "吸水率" in unchanged


def test_only_what_changed_is_fetched_again(host: Host, page: Page) -> None:
    """A new build takes over from the one before what is the same."""
    keep(page, host)
    before = stores_of(page)
    host.publish("changed")
    ASKED.clear()

    page.goto(host.site)
    wait_for_new_store(page, before)

    assert {path for path in ASKED if "/lessons/" in path} == {"/deep/site/lessons/003/"}


def test_a_slow_network_is_not_waited_for(host: Host, page: Page) -> None:
    """A host that never answers gives way to what is kept, and the pages after it come at once."""
    keep(page, host)
    host.stop()
    with QuietServer(("127.0.0.1", host.port), _Handler):  # accepts, never answers
        page.goto(f"{host.site}lessons/002/", timeout=20_000)
        heading = page.inner_text("h1")
    host.start()

    assert "揉面" in heading


def test_a_browser_can_install_it(host: Host, page: Page) -> None:
    """The manifest is sound: Chromium finds nothing that would keep it from installing."""
    keep(page, host)
    session = page.context.new_cdp_session(page)

    manifest = session.send("Page.getAppManifest")
    errors = session.send("Page.getInstallabilityErrors")

    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["name"] == "烘焙入门"
    found = [error["errorId"] for error in errors["installabilityErrors"]]
    assert [error for error in found if error != "in-incognito"] == []


def test_an_app_that_is_given_up_goes_from_its_readers(host: Host, page: Page) -> None:
    """With the option off, a reader's worker removes itself and what it kept."""
    keep(page, host)
    host.publish("no app")

    page.goto(host.site)
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found?.update())")
    wait_for_new_store(page, stores_of(page))

    assert page.query_selector("link[rel=manifest]") is None


def test_a_preview_and_a_folder_on_disk_are_no_app(tmp_path: Path) -> None:
    """An offline folder has neither manifest nor worker."""
    write_folder(tmp_path / "content", COURSE)

    done = run("site-builder", "build", "content", "-d", "site", "--offline", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    files = list_folder(tmp_path / "site")
    assert "app.webmanifest" not in files
    assert "service-worker.js" not in files
