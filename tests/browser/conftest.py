"""Sites, built by the real command and served here, and one real browser to look at them."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, sync_playwright

from benchmarks.hosting import serve_folder
from site_builder.shell.engine_config import DEFAULTS

ROOT = Path(__file__).parents[2]

_PATIENCE = 300.0
"""Seconds for one test with its fixtures; building the default course from nothing is one."""

_CLOSING = 20.0
"""Seconds for a browser to end."""


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default course's site on disk, alone in its folder."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    _build(ROOT / "content", folder)
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """Address of the default course's site."""
    with serve_folder(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def site_below(site_folder: Path) -> Iterator[str]:
    """Address of the same site where it is not at the root of its host."""
    with serve_folder(site_folder.parent) as address:
        yield f"{address}{site_folder.name}/"


@pytest.fixture(scope="session")
def build_course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Builds a course of the files given, by path, and returns the address of its site.

    The site knows its address: without one Material loads every page anew.
    """
    with ExitStack() as servers:

        def build(files: Mapping[str, str | bytes]) -> str:
            folder = tmp_path_factory.mktemp("course")
            for path, content in files.items():
                target = folder / "content" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.encode() if isinstance(content, str) else content)
            address = servers.enter_context(serve_folder(folder / "site"))
            settings = {"INHERIT": str(DEFAULTS), "site_url": address, "docs_dir": "content"}
            folder.joinpath("mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
            _build(folder / "content", folder / "site")
            return address

        yield build


def _build(content: Path, site: Path) -> None:
    """Builds ``content`` by the real command."""
    command = [str(Path(sys.executable).with_name("site-builder")), "build", str(content)]
    built = subprocess.run(
        [*command, "-d", str(site)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[[], Browser]]:
    """Starts a headless Chromium; tools/ensure_browser.py finds or installs one."""
    path = os.environ.get("SITE_BUILDER_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium: run tools/ensure_browser.py and set SITE_BUILDER_CHROMIUM")
    with sync_playwright() as playwright:
        yield functools.partial(
            playwright.chromium.launch,
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu"],
        )


@pytest.fixture(scope="session")
def browser(launch: Callable[[], Browser]) -> Iterator[Browser]:
    """The browser that tests share."""
    running = launch()
    yield running
    with _killed_after(_CLOSING):
        running.close()


@pytest.fixture
def own_browser(launch: Callable[[], Browser]) -> Iterator[Browser]:
    """A browser of the test's own, for what Chromium may hang in when it is closed."""
    others = frozenset(_browsers())
    running = launch()
    yield running
    with _killed_after(_CLOSING, spared=others):
        running.close()


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Ends Chromium where a test hangs in it: that test fails, and the run goes on to its end."""
    with _killed_after(_PATIENCE):
        yield


@contextmanager
def _killed_after(
    seconds: float, spared: Container[psutil.Process] = frozenset()
) -> Iterator[None]:
    """Kills the browsers of this process after ``seconds``; what waits for them ends then."""
    timer = threading.Timer(seconds, _kill_browsers, [spared])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _kill_browsers(spared: Container[psutil.Process]) -> None:
    for process in _browsers():
        if process not in spared:
            with suppress(psutil.Error):
                process.kill()


def _browsers() -> Iterator[psutil.Process]:
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "chrom" in process.name():
                yield process
